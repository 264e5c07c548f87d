"""What happened before a step: who finished what, in which capacity, with what they left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from himpun.kernel.decide.commands import goes_back
from himpun.kernel.definition import Sop, StepNode
from himpun.kernel.wire import Json
from himpun.kernel.worktime import Calendar
from himpun.office.rules import OPERATOR
from himpun.office.rules import Json as Body
from himpun.runs.models import Event, Visit
from himpun.runs.queries.step_files import FileRow, files_of_visits
from himpun.runs.rules.words import short_moment, spent

MOST_PAST = 40
"""Earlier steps that one page shows; the history shows the rest."""

ENDINGS = ("StepCompleted", "StepReturned")


@dataclass(frozen=True, slots=True)
class Past:
    """A finished step. ``mark`` is a state of the look; ``lasted`` its office time beside the
    standard; ``who`` the capacity and ``person`` the account that acted."""

    visit: int
    at: str
    mark: str
    who: str
    person: str
    said: str
    reason: str
    lasted: str
    content: Mapping[str, Json]
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What it takes to tell of a run's steps: units by code and name, and the moment of asking."""

    sop: Sop
    units: Mapping[str, str]
    calendar: Calendar
    now: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """How a step ended, by its event: ``to`` the row to which it was sent back."""

    person: str
    capacity: str
    reason: str
    to: str = ""

    @property
    def who(self) -> str:
        """The office that acted; the account's name where it acted for none."""
        return self.person if self.capacity in ("", OPERATOR) else self.capacity


def past_of(visit: Visit, telling: Telling) -> tuple[list[Past], bool]:
    """The steps that were finished before a visit was opened or, of an ended visit, before it
    ended; newest first, and whether there are more (three queries).

    In a unit's step those of that unit and of no unit.
    """
    rows = Visit.objects.filter(run_id=visit.run_id, state__in=("done", "returned"))
    rows = rows.exclude(pk=visit.pk).select_related("done_by")
    if visit.finished_at is not None:
        rows = rows.filter(finished_at__lte=visit.finished_at)
    if visit.unit:
        rows = rows.filter(unit__in=("", visit.unit))
    found = list(rows.order_by("-finished_at", "-id")[: MOST_PAST + 1])
    shown = found[:MOST_PAST]
    endings = endings_of(visit.run_id, [row.number for row in shown])
    files = files_of_visits([row.pk for row in shown], telling.sop)
    past = [_past(row, telling, endings.get(row.number), files.get(row.pk, [])) for row in shown]
    return past, len(found) > MOST_PAST


def endings_of(run_id: int, visits: Iterable[int]) -> Mapping[int, Ending]:
    """How steps ended, by the kernel's numbers of their visits (one query)."""
    events = Event.objects.filter(run_id=run_id, kind__in=ENDINGS, visit_no__in=list(visits))
    return {event.visit_no: _ending(event) for event in events if event.visit_no is not None}


def _ending(event: Event) -> Ending:
    body: Mapping[str, Body] = event.body
    return Ending(
        event.actor_text, event.capacity, str(body.get("reason", "")), str(body.get("to", ""))
    )


def sender_of(run_id: int, visit: int) -> Ending | None:
    """Who opened a step by handing on or sending back (one query)."""
    event = Event.objects.filter(run_id=run_id, kind="StepOpened", visit_no=visit).first()
    return _ending(event) if event else None


def _past(row: Visit, telling: Telling, ending: Ending | None, files: list[FileRow]) -> Past:
    assert row.finished_at is not None
    back = _went_back(row, telling.sop)
    person = row.done_by.name if row.done_by else "Sistem"
    return Past(
        visit=row.number,
        at=short_moment(row.finished_at, telling.now, telling.calendar),
        mark="back" if back else "done",
        who=row.done_as or person,
        person="" if row.done_as in ("", person) else person,
        said=_said(row, telling, ending, back=back),
        reason=ending.reason if ending and back else "",
        lasted=_lasted(row, telling),
        content=row.content,
        files=tuple(files),
    )


def _went_back(row: Visit, sop: Sop) -> bool:
    if row.state == "returned":
        return True
    place = sop.places.get(row.node)
    known = place is not None and isinstance(place.node, StepNode) and row.exit in place.node.exits
    return known and goes_back(sop, row.node, row.exit)


def _said(row: Visit, telling: Telling, ending: Ending | None, *, back: bool) -> str:
    sop, units = telling.sop, telling.units
    key = sop.step_at(row.node).key if row.node in sop.places else row.node
    name = units.get(row.unit, "")
    unit = f", {name}" if name and name not in row.done_as else ""
    again = f", putaran ke-{row.round}" if row.round > 1 else ""
    where = f"langkah {key}{unit}{again}"
    if not back:
        return f"menyelesaikan {where}"
    to = f" ke langkah {ending.to}" if ending and ending.to else ""
    return f"mengembalikan {where}{to}"


def _lasted(row: Visit, telling: Telling) -> str:
    sop, calendar = telling.sop, telling.calendar
    assert row.finished_at is not None
    begun = row.started_at or row.opened_at
    # A server's clock that was set back must not cost the page.
    time = spent(begun, max(begun, row.finished_at), calendar)
    standard = sop.step_at(row.node).time if row.node in sop.places else None
    if not time or standard is None:
        return time
    return f"{time} dari {standard.raw.lower()}"
