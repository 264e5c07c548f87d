"""Whoever has to do with a running SOP is told when it is halted, goes on, or is cancelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from himpun.kernel.messages import (
    Event,
    RunCancelled,
    RunResumed,
    RunSuspended,
    StepCancelled,
)
from himpun.notices.services.telling import Still, tell
from himpun.office import queries as office
from himpun.runs.queries.opened import people_of_run
from himpun.runs.rules.words import period_text
from himpun.runs.services import Happened

STILL = "himpun.notices.queries.wanted.why_course_changed"
HALTED = (
    "Langkahnya belum dapat dikerjakan dan batas waktunya tidak berjalan sampai SOP dilanjutkan. "
    "Alasan: “{reason}”"
)
GOES_ON = (
    "Langkahnya dapat dikerjakan kembali. Batas waktunya digeser sebanyak waktu kerja selama SOP "
    "dihentikan."
)
CANCELLED = "Semua langkah yang terbuka ditutup dan tidak perlu dikerjakan lagi. Alasan: “{reason}”"


@dataclass(frozen=True, slots=True)
class _Change:
    """What is said of a change of the course, and the state in which that still holds ("" where
    nothing can change it)."""

    word: str
    text: Callable[[Event], str]
    state: str


def _with_reason(text: str) -> Callable[[Event], str]:
    return lambda event: text.format(reason=getattr(event, "reason", "").strip())


_CHANGES: Final[Mapping[type[Event], _Change]] = {
    RunSuspended: _Change("Dihentikan sementara", _with_reason(HALTED), "suspended"),
    RunResumed: _Change("Dilanjutkan", lambda _: GOES_ON, "running"),
    RunCancelled: _Change("Dibatalkan", _with_reason(CANCELLED), ""),
}


def follow_course(*, happened: Happened) -> None:
    """Tells the holders of a run's open steps, the SOP's stewards and whoever started the run that
    it was halted, goes on or was cancelled, and why; never whoever did it. Anything else that
    happens to a run costs no query."""
    for event in happened.events:
        change = _CHANGES.get(type(event))
        if change is not None:
            _tell(happened, change, change.text(event))


def _tell(happened: Happened, change: _Change, text: str) -> None:
    run, now = happened.run_id, happened.now
    on = office.day_at(happened.agency, now)
    closed = _closed(happened.events)
    people = people_of_run(happened.agency, happened.sop, run, closed, on)
    what = f"{happened.sop.name}, {period_text(happened.period)}"
    tell(
        agency=happened.agency, people=[one for one in people if one != happened.by],
        kind="course", subject=f"{change.word}: {what}", text=text,
        link=reverse("runs:run", args=[run]), about=f"run/{run}",
        key=f"course/{run}/{change.state or 'cancelled'}/{now.isoformat()}", by=happened.by,
        now=now, still=Still(STILL, f"{run}:{change.state}") if change.state else None,
    )  # fmt: skip


def _closed(events: Sequence[Event]) -> list[int]:
    """Steps that ended with their run: nobody holds them any more, yet their holders are told."""
    return [event.visit for event in events if isinstance(event, StepCancelled)]
