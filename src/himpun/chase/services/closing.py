"""An agency says whether the forms of one of its SOPs close."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.chase.models import Closing
from himpun.chase.queries.closing import closing_days
from himpun.chase.rules.closing import MOST_DAYS
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn
from himpun.sops import queries as sops

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

in_turn = InTurn(Refused)


@in_turn
def set_closing(
    *, agency: Agency, sop_key: str, working_days: int | None, by: Person | None, now: datetime
) -> None:
    """Forms of an SOP close so many working days after they are due; None: they never do.

    It holds for steps that are opened, extended or moved from now on. Refuses who does not take
    care of the agency, an SOP that it does not have, and days outside 1 to 60.
    """
    if by is not None and not office.takes_care_of(by, agency, office.day_at(agency, now)):
        raise Refused(
            f"Penutupan formulir {agency.name} ditetapkan oleh administrator, operator, atau "
            "pengelola SOP instansi itu."
        )
    if sops.current_version(agency, sop_key) is None:
        raise Refused("Instansi ini tidak mempunyai SOP itu.")
    if working_days is not None and not 1 <= working_days <= MOST_DAYS:
        raise Refused(f"Formulir ditutup 1 sampai {MOST_DAYS} hari kerja sesudah tenggatnya.")
    office.lock_journal(agency)
    before = closing_days(agency, sop_key)
    if before == working_days:
        return
    if working_days is None:
        Closing.objects.filter(agency=agency, sop_key=sop_key).delete()
    else:
        Closing.objects.update_or_create(
            agency=agency, sop_key=sop_key, defaults={"working_days": working_days}
        )
    write(
        agency=agency, by=by, now=now, action="ClosingSet", subject=f"closing/{sop_key}",
        body={"before": before, "after": working_days},
    )  # fmt: skip
