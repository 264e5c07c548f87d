"""What a running SOP tells its people at once: what was sent back to them, and what was given to
them. Steps that open otherwise stand in their inbox, and in the next digest."""

from __future__ import annotations

from django.urls import reverse

from himpun.kernel.messages import StepOpened, StepReassigned, StepReturned
from himpun.notices.services.telling import Still, tell
from himpun.office import queries as office
from himpun.runs.queries.opened import OpenedTask, opened_tasks
from himpun.runs.services import Happened

STILL = "himpun.notices.queries.wanted.why_step_closed"


def follow_run(*, happened: Happened) -> None:
    """Tells whoever holds a step that was sent back or not approved, and whom one was given to, for
    what reason and by whom; never whoever did it. Anything else costs no query."""
    back = {e.visit: e.reason for e in happened.events if isinstance(e, StepOpened) and e.back}
    if back:
        returned = any(isinstance(event, StepReturned) for event in happened.events)
        kind = "returned" if returned else "rejected"
        for task in _tasks(happened, back):
            text = f"Alasan: “{back[task.visit]}”"
            _tell(happened, task, kind, text, f"back/{happened.run_id}/{task.visit}")
    given = {e.visit: e.reason for e in happened.events if isinstance(e, StepReassigned) and e.to}
    for task in _tasks(happened, given):
        text = f"Alasan: “{given[task.visit]}”" if given[task.visit] else ""
        key = f"given/{happened.run_id}/{task.visit}/{happened.now.isoformat()}"
        _tell(happened, task, "assigned", text, key)


def _tasks(happened: Happened, visits: dict[int, str]) -> list[OpenedTask]:
    if not visits:
        return []
    on = office.day_at(happened.agency, happened.now)
    return opened_tasks(happened.agency, happened.sop, happened.run_id, visits, on)


def _tell(happened: Happened, task: OpenedTask, kind: str, text: str, key: str) -> None:
    run, by = happened.run_id, happened.by
    tell(
        agency=happened.agency, people=[each for each in task.people if each != by], kind=kind,
        subject=task.subject, text=text, link=reverse("runs:step", args=[run, task.visit]),
        about=f"run/{run}", key=key, by=by, now=happened.now,
        still=Still(STILL, f"{run}:{task.visit}"),
    )  # fmt: skip
