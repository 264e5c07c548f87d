"""Who keeps an agency's letterhead, templates and registers, and whether it makes its papers here.

As with indicators: the agency's administrators and operators, and whoever an SOP of the agency
names as its steward.
"""

from datetime import date, datetime

from django.db.models import QuerySet

from himpun.letters.models import Letterhead
from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.office.queries.prepared import Prepared

__all__ = ["Letterhead", "keeps_papers", "letterhead_of", "makes_papers", "why_not_keep"]


def letterhead_of(agency: Agency) -> Letterhead | None:
    """An agency's letterhead; None for one that makes its papers elsewhere (one query)."""
    return Letterhead.objects.select_related("logo").filter(agency=agency).first()


def makes_papers(agency_id: int) -> bool:
    """Whether an agency makes its papers here (one query; each finished step with papers asks)."""
    return bool(_ONE_LETTERHEAD.rows(agency=agency_id))


def _one_letterhead(agency: int) -> QuerySet[Letterhead, tuple[int, ...]]:
    return Letterhead.objects.filter(agency=agency).order_by().values_list("pk")[:1]


_ONE_LETTERHEAD = Prepared(_one_letterhead, agency=int)


def keeps_papers(person: Person, agency: Agency, on: date) -> bool:
    """Whether a person keeps an agency's letterhead and templates on a day (three queries)."""
    return office.takes_care_of(person, agency, on)


def why_not_keep(by: Person | None, agency: Agency, now: datetime) -> str | None:
    """Why a person may not change letterhead and templates; None for the program itself."""
    if by is None or keeps_papers(by, agency, office.day_at(agency, now)):
        return None
    return (
        f"Kop dan templat naskah {agency.name} diubah oleh administrator, operator, atau pengelola "
        "SOP instansi itu."
    )
