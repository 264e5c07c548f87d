"""Who may change an agency's schedule."""

from __future__ import annotations

from datetime import datetime

from himpun.office import queries as office


def why_not_plan(by: office.Person | None, agency: office.Agency, now: datetime) -> str | None:
    """Why a person may not say when SOPs start; None for the program itself (three queries)."""
    if by is None or office.takes_care_of(by, agency, office.day_at(agency, now)):
        return None
    return (
        f"Jadwal {agency.name} diatur oleh administrator, operator, atau pengelola SOP instansi "
        "itu."
    )
