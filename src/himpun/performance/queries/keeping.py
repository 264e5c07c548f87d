"""Who keeps an agency's indicators and agreements.

They are prepared by the agency's administrators and operators, and by whoever an SOP of the agency
names as its steward (in the five SOPs the Kasubag Perencanaan or the Tim SAKIP). An agreement is
approved by another one of these, or by whoever holds a post of the agency's topmost unit.
"""

from datetime import date, datetime

from himpun.office import queries as office
from himpun.office.queries import Agency, Person


def keeps_catalogue(person: Person, agency: Agency, on: date) -> bool:
    """Whether a person keeps an agency's indicators on a day (three queries at most)."""
    return office.takes_care_of(person, agency, on)


def why_not_keep(by: Person | None, agency: Agency, now: datetime) -> str | None:
    """Why a person may not change indicators and targets; None for the program itself."""
    if by is None or keeps_catalogue(by, agency, office.day_at(agency, now)):
        return None
    return (
        f"Indikator dan target {agency.name} diubah oleh administrator, operator, atau pengelola "
        "SOP instansi itu."
    )


def why_not_approve(by: Person | None, agency: Agency, now: datetime) -> str | None:
    """Why a person may not approve an agency's agreements, whoever prepared them."""
    if by is None:
        return None
    on = office.day_at(agency, now)
    if keeps_catalogue(by, agency, on) or office.heads_agency(by, agency, on):
        return None
    return f"Perjanjian kinerja disetujui oleh pimpinan atau pengelola data kinerja {agency.name}."
