"""How each row of an SOP's table stands in a run: which visits it has, whose is worst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from himpun.kernel.build import GIVING
from himpun.kernel.decide.turn import step_nodes
from himpun.kernel.definition import Each, Sop, Step
from himpun.kernel.duty import takes_part
from himpun.kernel.run import Unit, Visit
from himpun.runs.rules.standing import State, is_to_be_redone, standing, worst


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit with who did it as of then (``by``) and to whom alone it is assigned."""

    visit: Visit
    by: str = ""
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A row in one unit (None: for the agency). ``entry``: its newest visit, None before there is
    one; ``redo``: it was done, but will have to be done again; ``left``: it was closed undone, for
    the unit went on to a later row (after a warning letter)."""

    unit: Unit | None
    state: State
    entry: Entry | None = None
    redo: bool = False
    passed: bool = False
    left: bool = False

    @property
    def owed(self) -> bool:
        """Does the unit still count for this row?"""
        excused = self.unit is not None and self.unit.excused and self.state != "done"
        return not (self.passed or self.left or excused)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the paper. ``parts``: one for each unit of a fan-out, else a single one; ``giving``:
    the units that give data before its holder goes on; ``letters``: newest visit of each unit's
    late branch; ``exits``: those by which it was ever left."""

    step: Step
    state: State
    parts: tuple[Part, ...]
    giving: tuple[Part, ...] = ()
    letters: tuple[Part, ...] = ()
    exits: frozenset[str] = frozenset()

    @property
    def touched(self) -> bool:
        """Has anything happened in it?"""
        return any(part.entry for part in (*self.parts, *self.giving))

    @property
    def in_progress(self) -> bool:
        """Was it begun and is it not through?"""
        return self.touched and self.state not in ("done", "idle")

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts of which the row speaks now: those who give, until they have given."""
        return self.giving if self.is_given else self.parts

    @property
    def is_given(self) -> bool:
        """Are units still giving their data?"""
        return any(part.state not in ("done", "idle") for part in self.giving)


@dataclass(frozen=True)
class Rows:
    """Reads a run's visits as the rows of its SOP. ``entries`` may be in any order."""

    sop: Sop
    units: Mapping[str, Unit]
    entries: Sequence[Entry]
    now: datetime
    halted: bool = False

    @cached_property
    def all_rows(self) -> tuple[Row, ...]:
        """Every row, in the order of the paper."""
        return tuple(self._row(step) for step in self.sop.steps)

    @cached_property
    def _newest(self) -> Mapping[tuple[str, str], Entry]:
        found: dict[tuple[str, str], Entry] = {}
        for entry in sorted(self.entries, key=lambda e: e.visit.id):
            found[entry.visit.node, entry.visit.unit] = entry
        return found

    @cached_property
    def _open(self) -> Mapping[str, list[Visit]]:
        found: dict[str, list[Visit]] = defaultdict(list)
        for entry in self.entries:
            if entry.visit.state == "open" and entry.visit.node in self.sop.places:
                found[entry.visit.unit].append(entry.visit)
        return found

    @cached_property
    def _exits(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            if entry.visit.state == "done":
                found[entry.visit.node].add(entry.visit.exit)
        return found

    def _row(self, step: Step) -> Row:
        parts = tuple(self._parts(step.key))
        giving = tuple(self._parts(f"{step.key}{GIVING}")) if step.givers else ()
        return Row(
            step,
            _state_of(parts, giving),
            parts,
            giving,
            tuple(self._letters(step)),
            frozenset(self._exits.get(step.key, ())),
        )

    def _parts(self, node: str) -> Iterator[Part]:
        around = [name for name, _ in self.sop.places[node].path]
        each = next(
            (b for name in reversed(around) if isinstance(b := self.sop.places[name].node, Each)),
            None,
        )
        if each is None:
            yield self._part(node, None)
            return
        steps = step_nodes(each.body)
        for unit in self.units.values():
            if takes_part(self.sop, steps, unit.kind):
                yield self._part(node, unit)

    def _part(self, node: str, unit: Unit | None) -> Part:
        entry = self._newest.get((node, unit.id if unit else ""))
        if unit and unit.kind in self.sop.step_at(node).passed_by:
            return Part(unit, "done" if entry else "idle", entry, passed=True)
        if entry is None:
            return Part(unit, "idle")
        visit = entry.visit
        if self._was_left(visit):
            return Part(unit, "idle", entry, left=True)
        if visit.state in ("done", "passed"):
            beside = [*self._open.get(visit.unit, ())]
            beside += self._open.get("", ()) if visit.unit else ()
            if is_to_be_redone(self.sop, visit, beside):
                return Part(unit, "wait", entry, redo=True)
        return Part(unit, standing(visit, self.now, halted=self.halted), entry)

    def _was_left(self, visit: Visit) -> bool:
        if visit.state != "cancelled" or not visit.unit:
            return False
        order = self.sop.places[visit.node].body.order
        later = (e.visit for e in self.entries if e.visit.id > visit.id)
        return any(
            v.unit == visit.unit and order.get(v.node, -1) > order[visit.node] for v in later
        )

    def _letters(self, step: Step) -> Iterator[Part]:
        if step.key not in self.sop.sides:
            return
        nodes = step_nodes(self.sop.sides[step.key])
        for unit in self.units.values():
            found = [e for n in nodes if (e := self._newest.get((n, unit.id)))]
            if found:
                newest = max(found, key=lambda e: e.visit.id)
                yield Part(unit, standing(newest.visit, self.now, halted=self.halted), newest)


def _state_of(parts: Sequence[Part], giving: Sequence[Part]) -> State:
    """What a row shows: its worst part, but waiting where some are through and the rest have not
    come; those who give count until the row's own holder has it."""
    own = _worst_of(parts)
    given = _worst_of(giving)
    return given if own in ("idle", "wait") and given not in ("done", "idle") else own


def _worst_of(parts: Sequence[Part]) -> State:
    states = [part.state for part in parts if part.owed]
    if not states:
        return "done" if any(part.state == "done" for part in parts) else "idle"
    found = worst(states)
    return "wait" if found == "idle" and "done" in states else found
