"""What holders do with a step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from himpun.kernel import messages as m
from himpun.kernel.duty import Actor
from himpun.kernel.messages import Event
from himpun.kernel.wire import Json
from himpun.runs.models import Run
from himpun.runs.services._act import Request, act, actor_of

if TYPE_CHECKING:
    from himpun.office.queries import Person


def start_step(*, run_id: int, visit: int, by: Person, now: datetime) -> list[Event]:
    """Note that the holder has begun. Refuses (Rejected) others, and a step begun before."""
    return act(
        Request(run_id, lambda actor: m.StartStep(visit, actor), by=by, now=now, visit=visit)
    )


def complete_step(
    *,
    run_id: int,
    visit: int,
    exit: str,
    by: Person,
    now: datetime,
    units: Sequence[str] = (),
    reason: str = "",
    content: dict[str, Json] | None = None,
    key: str = "",
) -> list[Event]:
    """Finish a step by one of its exits and hand the run on.

    ``content`` is what the holder filled in and is kept as it is; ``units`` go back where the exit
    leads back into a fan-out. Refuses (Rejected) a step that is not open, whoever does not hold
    it, an exit that goes back without a reason. The same ``key`` again changes nothing.
    """

    def command(actor: Actor) -> m.CompleteStep:
        return m.CompleteStep(visit, exit, actor, tuple(units), reason.strip())

    return act(Request(run_id, command, by=by, now=now, visit=visit, key=key, content=content))


def return_step(
    *,
    run_id: int,
    visit: int,
    to: str,
    reason: str,
    by: Person,
    now: datetime,
    units: Sequence[str] = (),
    content: dict[str, Json] | None = None,
    key: str = "",
) -> list[Event]:
    """Send a step back to an earlier one, after a fan-out for chosen units (none: all).

    Refuses (Rejected) a target that the SOP does not allow and a missing reason.
    """

    def command(actor: Actor) -> m.ReturnStep:
        return m.ReturnStep(visit, to, reason.strip(), actor, tuple(units))

    return act(Request(run_id, command, by=by, now=now, visit=visit, key=key, content=content))


def reassign_step(
    *, run_id: int, visit: int, to: Person | None, reason: str, by: Person, now: datetime
) -> list[Event]:
    """Give an open step to one person (None: back to every holder).

    Refuses (Rejected) without a reason, and somebody who could not do the step today.
    """
    run = Run.objects.select_related("agency").filter(pk=run_id).first()
    heir = actor_of(to, run.agency, run.sop_key, now) if to and run else None

    def command(actor: Actor) -> m.ReassignStep:
        return m.ReassignStep(visit, heir.person if heir else None, reason.strip(), actor, heir)

    return act(Request(run_id, command, by=by, now=now, visit=visit))


def extend_step(
    *, run_id: int, visit: int, until: date, reason: str, by: Person, now: datetime
) -> list[Event]:
    """Give an open step of the agency time until the close of a working day.

    Refuses (Rejected) without a reason, a day off, a day that is over or not later than what is
    due now, a step that a unit owes (extend the unit), and whoever is no steward.
    """

    def command(actor: Actor) -> m.ExtendStep:
        return m.ExtendStep(visit, until, reason.strip(), actor)

    return act(Request(run_id, command, by=by, now=now, visit=visit))
