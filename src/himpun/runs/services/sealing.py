"""Closing the file on a run: its sealed package."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.archive.services import order_package
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.runs.queries.package import closed_run, why_not_seal
from himpun.runs.queries.seen import run_seen_by

if TYPE_CHECKING:
    from himpun.archive.queries.package.packages import Package

NO_RUN = "SOP yang berjalan ini tidak ada."


def seal_run(*, run_id: int, by: office.Person, now: datetime, reason: str = "") -> Package:
    """Asks for the sealed package of a finished or cancelled run; the worker makes it.

    Refuses who does not steward the SOP, a run that is open or being sealed, and one that was
    sealed before, unless something was corrected since and a ``reason`` is given.
    """
    run = run_seen_by(by, run_id, now)
    if run is None:
        raise Refused(NO_RUN)
    if why := why_not_seal(by, run, now):
        raise Refused(why)
    closed = closed_run(run)
    assert closed is not None
    capacity = office.post_text(by, run.agency, office.day_at(run.agency, now))
    held = " ".join(part for part in (capacity[1], capacity[0]) if part and part != "definitif")
    return order_package(
        agency=run.agency, run=closed, by=by, capacity=held, now=now, reason=reason
    )
