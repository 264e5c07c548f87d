"""Who held a run from when to when, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from himpun.kernel.definition import Sop
from himpun.kernel.duty import performers_at
from himpun.kernel.run import ROOT, Unit
from himpun.kernel.worktime import Calendar, CalendarUnknown, format_working
from himpun.monitoring.rules.clock import HELD, Branch, Interval, RunClock, clock_of, total
from himpun.office import queries as office
from himpun.runs.queries import history_since
from himpun.runs.queries.notes import Note
from himpun.runs.queries.run_page import units_of
from himpun.runs.queries.seen import run_seen_by, sop_of
from himpun.runs.rules.words import period_text

if TYPE_CHECKING:
    from himpun.office.queries import Person

RunRow = Any
"""A run as its app gives it out."""
KIND_WORDS = {
    "work": "Dikerjakan", "wait": "Menunggu dimulai", "block": "Pada unit-unit",
    "apart": "Menunggu unit lain", "halt": "SOP dihentikan sementara",
}  # fmt: skip
HALTED = "Tidak dipegang siapa pun"


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of the list: who, at which step, from when to when; ``working`` and ``waiting`` are
    office time in words, ``wall`` is the time by the clock on the wall. ``inner`` stands below a
    fan-out, in ``unit``. ``unknown``: a year without holiday table is in it."""

    step: str
    who: str
    what: str
    start: datetime
    end: datetime
    working: str
    waiting: str
    wall: str
    unit: str = ""
    inner: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of the strip, in thousandths of the run's time; ``words`` say what it is."""

    kind: str
    x: int
    width: int
    words: str


@dataclass(frozen=True)
class HeldView:
    """The page. ``sum_office`` is the run's office time, ``sum_wall`` its time on the wall; the
    rows that are not ``inner`` add up to both."""

    run: RunRow
    sop: Sop
    period: str
    rows: Sequence[HeldRow]
    bars: Sequence[Bar]
    ended: bool
    sum_office: str
    sum_wall: str
    clock: RunClock


def held_view(person: Person, run_id: int, now: datetime) -> HeldView | None:
    """Who held a run that the person sees; None for any other (five queries)."""
    run = run_seen_by(person, run_id, now)
    if run is None:
        return None
    clock = clock_of(history_since(run.pk), now)
    sop, calendar = sop_of(run), office.calendar_of(run.agency)
    teller = _Teller(clock, sop, units_of(run), calendar, _people(run, clock))
    whole = Interval(ROOT, "work", clock.started_at, clock.ended_at)
    return HeldView(
        run=run,
        sop=sop,
        period=period_text(run.period),
        rows=tuple(teller.rows()),
        bars=tuple(teller.bars()),
        ended=run.state in ("finished", "cancelled"),
        sum_office=teller.office_words([whole]),
        sum_wall=wall_words(clock.length),
        clock=clock,
    )


def run_note(run: RunRow) -> Note | None:
    """Where the page of a run shows who held it (no query: it is asked for when it is opened)."""
    return Note("monitoring/run_note.html", {"run": run.pk})


def _people(run: RunRow, clock: RunClock) -> Mapping[str, str]:
    keys = {int(one.holder) for one in clock.intervals if one.holder}
    if not keys:
        return {}
    rows = office.people_of(run.agency).filter(pk__in=keys)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


@dataclass(frozen=True)
class _Teller:
    """Tells intervals in words."""

    clock: RunClock
    sop: Sop
    units: Mapping[str, Unit]
    calendar: Calendar
    people: Mapping[str, str]

    def rows(self) -> Iterator[HeldRow]:
        """The root's rows in order; below each fan-out the rows of its units."""
        yield from self._of_scope(ROOT, inner=False)
        sides = [one for one in self.clock.branches.values() if one.side_of is not None]
        for branch in sides:
            yield from self._of_scope(branch.scope, inner=True)

    def _of_scope(self, scope: int, *, inner: bool) -> Iterator[HeldRow]:
        found = self.clock.of_scope(scope)
        for _, group in groupby(found, key=_place):
            parts = list(group)
            yield self._row(parts, inner=inner)
            if parts[0].block and parts[0].kind == "block":
                for branch in self.clock.scopes_of(parts[0].block):
                    yield from self._within(branch, parts)

    def _within(self, branch: Branch, parts: Sequence[Interval]) -> Iterator[HeldRow]:
        """The rows of a scope in the stretch of its block that is told of."""
        for row in self._of_scope(branch.scope, inner=True):
            if row.start >= parts[0].start and row.end <= parts[-1].end:
                yield row

    def _row(self, parts: Sequence[Interval], *, inner: bool) -> HeldRow:
        first, last = parts[0], parts[-1]
        step = self._step(first.node)
        waits = [one for one in parts if one.kind == "wait"]
        works = [one for one in parts if one.kind != "wait"]
        unit = self.units.get(first.unit)
        return HeldRow(
            step=step,
            who=self._who(first),
            what=KIND_WORDS[first.kind] if first.kind not in HELD else "",
            start=self.calendar.local(first.start),
            end=self.calendar.local(last.end),
            working=self.office_words(works) if works else "–",
            waiting=self.office_words(waits) if waits else "–",
            wall=wall_words(total(parts)),
            unit=unit.name if unit else "",
            inner=inner,
            open=last.end == self.clock.ended_at,
        )

    def _step(self, node: str) -> str:
        return self.sop.step_at(node).key if node in self._steps else ""

    @property
    def _steps(self) -> frozenset[str]:
        places = self.sop.places.items()
        return frozenset(key for key, place in places if hasattr(place.node, "step"))

    def _who(self, one: Interval) -> str:
        if one.kind == "halt":
            return HALTED
        if one.kind in ("block", "apart"):
            return "Unit-unit" if one.kind == "block" else "Unit lain"
        if one.holder in self.people:
            return self.people[one.holder]
        if one.node not in self._steps:
            return f"Langkah {one.node} dari versi yang lalu"
        unit = self.units.get(one.unit)
        names = performers_at(self.sop, one.node, unit.kind if unit else "")
        return " atau ".join(self.sop.performers[name].title for name in names)

    def office_words(self, parts: Sequence[Interval]) -> str:
        """Office time of some intervals; "–" where the holidays of a year are unknown."""
        try:
            time = sum((one.office_time(self.calendar) for one in parts), timedelta())
        except CalendarUnknown:
            return "–"
        return format_working(time, self.calendar)

    def bars(self) -> Iterator[Bar]:
        """The strip of the root, and of nothing else: it is the run's time."""
        length = self.clock.length
        for one in self.clock.of_scope(ROOT):
            x = round(1000 * ((one.start - self.clock.started_at) / length))
            end = round(1000 * ((one.end - self.clock.started_at) / length))
            if end > x:
                said = KIND_WORDS[one.kind]
                step = self._step(one.node)
                words = f"Langkah {step}: {said}" if step else said
                yield Bar(one.kind, x, end - x, f"{words}, {wall_words(one.length)}")


def _place(one: Interval) -> tuple[object, ...]:
    """What is one row: the same step with the same holder, or the same reason to wait."""
    if one.kind in HELD:
        return ("held", one.visit, one.holder)
    return (one.kind, one.block)


def wall_words(time: timedelta) -> str:
    """Time by the clock on the wall: "3 hari 2 jam", "8 menit"."""
    minutes = int(time.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    named = ((days, "hari"), (rest // 60, "jam"), (rest % 60, "menit"))
    return " ".join(f"{many} {word}" for many, word in named if many) or "kurang dari 1 menit"
