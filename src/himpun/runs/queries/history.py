"""The history of a run: one feed, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from himpun.kernel.definition import Sop
from himpun.kernel.run import Unit
from himpun.kernel.wire import Json
from himpun.kernel.worktime import Calendar
from himpun.office import queries as office
from himpun.runs.models import Attachment, Event, Run, Visit
from himpun.runs.queries.run_page import units_of
from himpun.runs.queries.seen import run_seen_by, sop_of
from himpun.runs.rules import NUMBERS_OF_A_RUN
from himpun.runs.rules.telling import MARKS, TOLD, About, sentence_of
from himpun.runs.rules.words import beyond, late_by, long_moment, spent

PAGE = 50


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """Something that happened. ``took``: how long the step took against its standard time;
    ``content``: what was filled in; ``before``: the same of the round before, None when there was
    none; ``files``: names of what was put to the step."""

    no: int
    at: datetime
    when: str
    mark: str
    actor: str
    capacity: str
    said: str
    unit: str
    step: str
    reason: str
    took: str
    standard: str
    visit: int | None
    content: Mapping[str, Json]
    before: Mapping[str, Json] | None
    files: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """A run's feed. ``older``: the number from which to go on, None at the beginning."""

    run: Run
    sop: Sop
    calendar: Calendar
    units: Mapping[str, Unit]
    rows: tuple[HistoryRow, ...]
    older: int | None


def history_of(
    person: office.Person,
    run_id: int,
    now: datetime,
    *,
    step: str = "",
    unit: str = "",
    before: int | None = None,
    limit: int = PAGE,
) -> History | None:
    """What happened in a run that the person sees; None for any other (eight queries).

    ``step``: the key of a row; ``unit``: a code; ``before``: go on behind this event's number.
    """
    run = run_seen_by(person, run_id, now)
    if run is None:
        return None
    events = _events(run, step, unit)
    if before is not None:
        events = events.filter(no__lt=before)
    found = list(events[: limit + 1])
    shown, units = found[:limit], units_of(run)
    teller = _Teller(run, units, shown)
    rows = tuple(teller.rows(shown))
    older = shown[-1].no if len(found) > limit else None
    return History(run, teller.sop, teller.calendar, units, rows, older)


def _events(run: Run, step: str, unit: str) -> QuerySet[Event]:
    events = Event.objects.filter(run=run, kind__in=TOLD).order_by("-no")
    if not step and not unit:
        return events
    visits = Visit.objects.filter(run=run)
    about = Q()
    if step:
        visits = visits.filter(Q(node=step) | Q(node__startswith=f"{step}."))
    if unit:
        visits = visits.filter(unit=unit)
        if not step:
            about = Q(body__unit=unit) | Q(body__unit__id=unit)
    events = events.annotate(row=F("visit_no") + run.pk * NUMBERS_OF_A_RUN)
    return events.filter(Q(row__in=visits.values("pk")) | about)


class _Teller:
    """Knows what the sentences of some events speak of."""

    def __init__(self, run: Run, units: Mapping[str, Unit], events: Sequence[Event]) -> None:
        self.run, self.sop, self.units = run, sop_of(run), units
        self.calendar = office.calendar_of(run.agency)
        numbers = {event.visit_no for event in events if event.visit_no}
        keys = [run.pk * NUMBERS_OF_A_RUN + number for number in numbers]
        self.visits = Visit.objects.in_bulk(keys)
        self.earlier = _earlier_rounds(run, self.visits.values())
        self.files = _files_of(self.visits)
        self.people = self._people(events)

    def _people(self, events: Sequence[Event]) -> Mapping[str, str]:
        wanted = {event.body["to"] for event in events if event.kind == "StepReassigned"}
        keys = [int(key) for key in wanted if key]
        if not keys:
            return {}
        rows = office.people_of(self.run.agency).filter(pk__in=keys)
        return {str(pk): name for pk, name in rows.values_list("pk", "name")}

    def rows(self, events: Sequence[Event]) -> Iterator[HistoryRow]:
        for event in events:
            number = event.visit_no
            visit = self.visits.get(self.run.pk * NUMBERS_OF_A_RUN + number) if number else None
            yield self._row(event, visit)

    def _row(self, event: Event, visit: Visit | None) -> HistoryRow:
        code = visit.unit if visit else str(event.body.get("unit", ""))
        unit = self.units.get(code)
        # A version that the run has left may have had rows that this one lacks.
        step = self.sop.step_at(visit.node) if visit and visit.node in self.sop.places else None
        about = About(
            event.kind, event.body, self.sop, step, visit.node if visit else "", self.people
        )
        ended = visit is not None and event.kind in ("StepCompleted", "StepReturned")
        return HistoryRow(
            no=event.no,
            at=event.at,
            when=long_moment(event.at, self.calendar),
            mark=_mark(event),
            actor=event.actor_text or "Sistem",
            capacity=event.capacity,
            said=sentence_of(about),
            unit=unit.name if unit else "",
            step=step.key if step else "",
            reason=str(event.body.get("reason", "")),
            took=self._took(visit) if visit and ended else "",
            standard=step.time.raw if step and step.time and ended else "",
            visit=event.visit_no,
            content=visit.content if visit and ended else {},
            before=self.earlier.get(visit.pk) if visit and ended else None,
            files=self.files.get(visit.pk, ()) if visit and ended else (),
        )

    def _took(self, visit: Visit) -> str:
        if visit.finished_at is None:
            return ""
        begun = visit.started_at or visit.opened_at
        standard = self.sop.step_at(visit.node).time if visit.node in self.sop.places else None
        parts = [spent(begun, visit.finished_at, self.calendar)]
        parts.append(beyond(begun, visit.finished_at, standard, self.calendar))
        late = late_by(visit.due_at, visit.finished_at, self.calendar)
        parts.append(f"terlambat {late} dari tenggat" if late else "")
        return ", ".join(part for part in parts if part)


def _mark(event: Event) -> str:
    goes_back = event.kind == "StepCompleted" and event.body.get("reason")
    return "back" if goes_back else MARKS[event.kind]


def _earlier_rounds(run: Run, visits: Iterable[Visit]) -> Mapping[int, Mapping[str, Json]]:
    """Key of a visit → what was filled in the round before (one query, or none)."""
    again = [visit for visit in visits if visit.round > 1]
    if not again:
        return {}
    wanted = reduce(or_, (Q(node=v.node, unit=v.unit, round=v.round - 1) for v in again))
    rows = Visit.objects.filter(wanted, run=run).values_list("node", "unit", "round", "content")
    known = {(node, unit, round_): content for node, unit, round_, content in rows}
    return {v.pk: known.get((v.node, v.unit, v.round - 1), {}) for v in again}


def _files_of(visits: Mapping[int, Visit]) -> Mapping[int, tuple[str, ...]]:
    rows = Attachment.objects.filter(visit__in=visits.keys(), withdrawn_at=None).order_by("pk")
    found: dict[int, tuple[str, ...]] = {}
    for key, name in rows.values_list("visit_id", "name"):
        found[key] = (*found.get(key, ()), name)
    return found
