"""Units that take part in a run."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from himpun.kernel import messages as m
from himpun.kernel.duty import Actor
from himpun.kernel.messages import Event, Rejected
from himpun.office import queries as office
from himpun.runs.models import Run
from himpun.runs.queries import units_taking_part
from himpun.runs.services._act import Request, act
from himpun.sops import queries as sops

if TYPE_CHECKING:
    from himpun.office.queries import Person


def excuse_unit(*, run_id: int, unit: str, reason: str, by: Person, now: datetime) -> list[Event]:
    """Release a unit (its code) from what it still owes. Refuses (Rejected) without a reason."""
    return act(
        Request(run_id, lambda actor: m.ExcuseUnit(unit, reason.strip(), actor), by=by, now=now)
    )


def extend_unit(
    *, run_id: int, unit: str, until: date, reason: str, by: Person, now: datetime
) -> list[Event]:
    """Give a unit (its code) that still owes its data time until the close of a working day.

    Refuses (Rejected) without a reason, a day off, a day that is over or not later than what is
    due now, a unit that has handed in or has not been asked yet, and whoever is no steward.
    """

    def command(actor: Actor) -> m.ExtendUnit:
        return m.ExtendUnit(unit, until, reason.strip(), actor)

    return act(Request(run_id, command, by=by, now=now))


def add_unit(*, run_id: int, unit: str, by: Person, now: datetime) -> list[Event]:
    """Let a further unit of the agency take part, also while the fan-out is open.

    Refuses (Rejected) a unit without a task in the SOP, and one that comes after the fan-out.
    """
    run = Run.objects.select_related("agency").filter(pk=run_id).first()
    if run is None:
        raise Rejected("SOP yang berjalan ini tidak ada.")
    sop = sops.sop_of(run.sop_id, run.fingerprint)
    on = office.day_at(run.agency, now)
    known = {u.id: u for u in units_taking_part(run.agency, sop, on)}
    if unit not in known:
        raise Rejected("Unit itu tidak mempunyai tugas dalam SOP ini.")
    return act(Request(run_id, lambda actor: m.AddUnit(known[unit], actor), by=by, now=now))
