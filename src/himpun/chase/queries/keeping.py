"""Who chases in an agency: its administrators and operators, and the stewards of its SOPs."""

from __future__ import annotations

from datetime import date, datetime

from himpun.office import queries as office
from himpun.office.queries import Agency, Person


def chases(person: Person, agency: Agency, on: date) -> bool:
    """Whether a person reminds, notes and sets the ladder of an agency on a day (three queries)."""
    return office.takes_care_of(person, agency, on)


def why_not_chase(by: Person | None, agency: Agency, now: datetime) -> str | None:
    """Why a person may not chase in an agency; None for the program itself."""
    if by is None or chases(by, agency, office.day_at(agency, now)):
        return None
    return (
        f"Penagihan {agency.name} dijalankan oleh administrator, operator, atau pengelola SOP "
        "instansi itu."
    )
