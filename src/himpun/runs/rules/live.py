"""The rows of a run in words: what the table of its SOP shows beside the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from himpun.kernel.definition import Step, StepNode
from himpun.kernel.duty import Duty, duties_of
from himpun.kernel.owing import given_until
from himpun.kernel.run import Run as Marking
from himpun.kernel.run import Visit
from himpun.kernel.worktime import Calendar, CalendarUnknown, Period, window_of
from himpun.runs.rules.rows import Entry, Part, Row, Rows
from himpun.runs.rules.standing import NEEDS_SOMEBODY, WORST_FIRST, State, worst
from himpun.runs.rules.words import (
    beyond,
    late_by,
    lateness,
    short_day,
    short_moment,
    spent,
    unit_text,
)
from himpun.sops.rules.arrows import NOT_IN_TIME
from himpun.sops.rules.drawing import CellState
from himpun.sops.rules.table import ChipView, LiveView

MOST_CHIPS = 12
"""Of a row. Beyond it, only the units that still owe something are named."""

Holders = Mapping[tuple[str, str], Sequence[str]]
"""(performer, unit code or "") → who holds it today, as the page names them."""


@dataclass(frozen=True)
class Live:
    """Tells rows. ``link`` gives the address of a visit; ``running``: the run is neither halted
    nor over."""

    rows: Rows
    calendar: Calendar
    period: Period
    holders: Holders
    link: Callable[[int], str]
    running: bool = True

    @property
    def now(self) -> datetime:
        """The moment of which is told."""
        return self.rows.now

    def state_of(self, row: Row) -> State:
        """As the symbol shows it: the row to come is at risk once its window has passed."""
        coming = next((r for r in self.rows.all_rows if not r.touched), None)
        at_risk = row is coming and self._window_passed(row.step) is not None
        return "risk" if at_risk else row.state

    def cell(self, row: Row) -> CellState:
        """For the drawing of the flow."""
        taken = self._taken(row) | ({NOT_IN_TIME} if row.letters else frozenset())
        parts = {name: worst(states) for name, states in self._by_performer(row).items()}
        return CellState(self.state_of(row), parts, taken)

    def _taken(self, row: Row) -> frozenset[str]:
        """The exits by which the row was left; out of a fan-out only when all units are through."""
        if row.state == "done" or not any(part.unit for part in row.parts):
            return row.exits
        node = self.rows.sop.places[row.step.key].node
        assert isinstance(node, StepNode)
        return frozenset(name for name in row.exits if node.exits.get(name) is not None)

    def _by_performer(self, row: Row) -> Mapping[str, list[State]]:
        found: dict[str, list[State]] = {}
        for part in row.parts:
            if part.unit and row.step.by_unit and part.owed:
                for name in row.step.performers_in(part.unit.kind):
                    found.setdefault(name, []).append(part.state)
        visit = row.parts[0].entry if row.step.mode == "all" and row.parts else None
        if visit and visit.visit.state == "open":
            found |= {name: ["done"] for name in visit.visit.parts}
        for part in row.giving:
            for name in row.step.givers:
                found.setdefault(name, []).append(part.state)
        if row.is_given:
            found |= {name: ["wait"] for name in row.step.performers}
        return found

    def view(self, row: Row) -> LiveView:
        """The live cell of a row."""
        state = self.state_of(row)
        chips = (*self._chips(row), *self._letter_chips(row))
        return LiveView(state, self._word(row, state), tuple(self._lines(row, state)), chips)

    def _word(self, row: Row, state: State) -> str:
        parts = row.shown
        if len(parts) > 1 or (parts and parts[0].unit):
            return self._word_of_units(parts, state, row)
        part = parts[0]
        return f"{self._word_of_part(part, state, row.step)}{_round(part)}"

    def _word_of_part(self, part: Part, state: State, step: Step) -> str:
        if part.entry is None:
            return self._window_word(step) if state == "risk" else "Belum"
        visit = part.entry.visit
        if state == "late" and visit.due.due_at:
            return f"Terlambat {lateness(visit.due.due_at, self.now, self.calendar)}"
        if state == "back":
            return f"Dikembalikan {self._day(visit.opened_at)}"
        if state == "risk":
            return self._risk_word(part)
        if state == "wait":
            return self._waiting_word(part)
        if state == "done" and visit.finished_at:
            return f"Selesai {self._day(visit.finished_at)}"
        if state == "now":
            return "Sedang dikerjakan" if visit.started_at else "Siap dikerjakan"
        return "Dibatalkan" if visit.state == "cancelled" else "Belum"

    def _waiting_word(self, part: Part) -> str:
        if part.redo:
            return "Akan diulang"
        if part.entry and part.entry.visit.state == "returned":
            return "Menunggu perbaikan"
        return "Dihentikan sementara"

    def _risk_word(self, part: Part) -> str:
        assert part.entry is not None
        closes = part.entry.visit.due.window_closes_at
        if closes and closes < self.now:
            return f"Berisiko: jadwal lewat {self._day(closes)}"
        return "Berisiko: 70 % waktu terpakai"

    def _window_word(self, step: Step) -> str:
        closed = self._window_passed(step)
        return f"Berisiko: jadwal lewat {self._day(closed)}" if closed else "Berisiko"

    def _word_of_units(self, parts: Sequence[Part], state: State, row: Row) -> str:
        owed = [part for part in parts if part.owed]
        through = sum(part.state == "done" for part in owed)
        here = [part for part in owed if part.state == state]
        if state == "done":
            last = [p.entry.visit.finished_at for p in here if p.entry]
            days = [at for at in last if at]
            return f"{through} dari {len(owed)} unit" + (
                f", {self._day(max(days))}" if days else ""
            )
        if state == "idle" or not any(part.entry for part in parts):
            return self._window_word(row.step) if state == "risk" else "Belum"
        if state in ("late", "back", "risk") and here:
            return f"{self._word_of_part(self._first(here), state, row.step)}, {len(here)} unit"
        verb = "Menunggu" if state == "wait" else "Sedang"
        return f"{verb}: {through} dari {len(owed)} unit"

    def _lines(self, row: Row, state: State) -> Iterator[tuple[str, str]]:
        here = [part for part in row.shown if part.state == state and part.entry]
        if state == "done":
            yield from self._done_lines(here, row.step)
        elif here and state in NEEDS_SOMEBODY:
            yield from self._open_lines(self._first(here))
        elif state == "risk":
            yield "tenggat", "menyusul langkah sebelumnya"

    def _open_lines(self, part: Part) -> Iterator[tuple[str, str]]:
        assert part.entry is not None
        visit = part.entry.visit
        if due := self._due(visit.due.due_at, visit.due.window_closes_at):
            yield "tenggat", f"{due}, diperpanjang" if self._is_extended(visit) else due
        if holder := self.holder(part):
            yield "pemegang", holder
        if visit.started_at:
            yield "mulai", short_moment(visit.started_at, self.now, self.calendar)

    def _due(self, due: datetime | None, window: datetime | None) -> str:
        today = self.calendar.local(self.now).date()
        parts = []
        if due:
            soon = "hari ini, " if self.calendar.local(due).date() == today else ""
            parts.append(f"{soon}{short_moment(due, self.now, self.calendar)}")
        if window:
            parts.append(f"jadwal {self._day(window)}")
        return ", ".join(parts)

    def _done_lines(self, parts: Sequence[Part], step: Step) -> Iterator[tuple[str, str]]:
        done = [part.entry for part in parts if part.entry and part.entry.visit.state == "done"]
        if len(done) == 1 and parts[0].unit is None:
            if took := self.took(done[0], step):
                yield "nyata", took
            if late_word := self._late(done[0]):
                yield "terlambat", late_word
            if done[0].by:
                yield "oleh", done[0].by
        elif done:
            longest = max(done, key=_length)
            if took := self.took(longest, step):
                yield "nyata", f"paling lama {took}"
            if late := sum(bool(self._late(entry)) for entry in done):
                yield "terlambat", f"{late} dari {len(done)} unit"

    def _late(self, entry: Entry) -> str:
        """By how much a step was finished after it was due; "" if it was not. It counts all the
        same: late is marked, not refused."""
        return late_by(entry.visit.due.due_at, entry.visit.finished_at, self.calendar)

    def took(self, entry: Entry, step: Step) -> str:
        """Actual working time, beyond the standard, and the wait before it, as one text."""
        visit = entry.visit
        if visit.finished_at is None:
            return ""
        begun = visit.started_at or visit.opened_at
        parts = [
            spent(begun, visit.finished_at, self.calendar),
            beyond(begun, visit.finished_at, step.time, self.calendar),
        ]
        waited = spent(visit.opened_at, begun, self.calendar) if visit.started_at else ""
        if waited and not waited.startswith(("0 ", "kurang ")):
            parts.append(f"menunggu {waited}")
        return ", ".join(part for part in parts if part)

    def holder(self, part: Part) -> str:
        """Who holds an open part: the one it is assigned to, or all who may act today."""
        if part.entry is None:
            return ""
        if part.entry.assignee:
            return part.entry.assignee
        sop, visit = self.rows.sop, part.entry.visit
        duties = duties_of(sop, Marking(units=self.rows.units), visit)
        return " atau ".join(self._held(duty) for duty in duties)

    def _held(self, duty: Duty) -> str:
        names = self.holders.get((duty.performer, duty.unit), ())
        title = self.rows.sop.performers[duty.performer].title
        if not names:
            return f"{title} (belum ada pemegang)"
        return names[0] if len(names) < 3 else title

    def _chips(self, row: Row) -> Iterator[ChipView]:
        parts = [part for part in row.shown if part.unit]
        if not any(part.entry for part in parts):
            return
        shown = sorted(parts, key=_by_worst)[:MOST_CHIPS] if len(parts) > MOST_CHIPS else parts
        yield from (self._chip(part) for part in shown)
        if rest := [part for part in parts if part not in shown]:
            state = worst(part.state for part in rest)
            yield ChipView(f"{len(rest)} unit lain", state)

    def _chip(self, part: Part) -> ChipView:
        assert part.unit is not None
        name = unit_text(part.unit)
        if part.passed:
            return ChipView(f"{name}, dilewati", "done")
        if part.unit.excused and part.state != "done":
            return ChipView(f"{name}, dibebaskan", "idle")
        href = self.link(part.entry.visit.id) if part.entry else ""
        if part.left:
            return ChipView(f"{name}, ditutup", "idle", href)
        return ChipView(f"{name}{_round(part)}{self._beside_due(part.entry)}", part.state, href)

    def _beside_due(self, entry: Entry | None) -> str:
        """That a unit handed in late, or was given more time."""
        if entry is None:
            return ""
        visit = entry.visit
        if visit.state == "open" and visit.due.due_at and self._is_extended(visit):
            return f", diperpanjang sampai {self._day(visit.due.due_at)}"
        late = self._late(entry) if visit.state == "done" else ""
        return f", terlambat {late}" if late else ""

    def _is_extended(self, visit: Visit) -> bool:
        until = given_until(self.rows.sop, Marking(units=self.rows.units), visit)
        return until is not None and until == visit.due.due_at

    def _letter_chips(self, row: Row) -> Iterator[ChipView]:
        late = row.step.late
        if late is None:
            return
        paper = late.paper.replace("-", " ").capitalize()
        for part in row.letters[:MOST_CHIPS]:
            assert part.unit is not None
            assert part.entry is not None
            at = part.entry.visit
            said = "terkirim" if part.state == "done" else f"langkah {at.node}"
            if at.state == "cancelled":
                continue
            yield ChipView(f"{paper} {unit_text(part.unit)}, {said}", part.state, self.link(at.id))

    def _window_passed(self, step: Step) -> datetime | None:
        """When the window of a step closed, if that is over."""
        if step.window is None or not self.running:
            return None
        try:
            closes = window_of(step.window, self.period, self.calendar).closes_at
        except CalendarUnknown:
            return None
        return closes if closes and closes < self.now else None

    def _day(self, at: datetime) -> str:
        return short_day(self.calendar.local(at).date(), self.calendar.local(self.now).date())

    def _first(self, parts: Sequence[Part]) -> Part:
        """The part that is due first."""
        far = self.now.max.replace(tzinfo=self.now.tzinfo)
        return min(parts, key=lambda p: (p.entry.visit.due.due_at if p.entry else None) or far)


def _round(part: Part) -> str:
    count = part.entry.visit.round if part.entry else 1
    return f", putaran ke-{count}" if count > 1 else ""


def _length(entry: Entry) -> float:
    visit = entry.visit
    begun = visit.started_at or visit.opened_at
    return (visit.finished_at - begun).total_seconds() if visit.finished_at else 0


def _by_worst(part: Part) -> int:
    return WORST_FIRST.index(part.state)
