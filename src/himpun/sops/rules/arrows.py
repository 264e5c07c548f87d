"""Which arrows the paper has: from which symbol to which, and what stands beside them.

Units of different kinds may go different ways: where a kind passes a row, its arrow goes on to the
row after it (in Pesisir Selatan the letter goes to the Kabid and straight to the Sekretariat).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from himpun.kernel.definition import FORWARD, Sop, Step
from himpun.sops.rules.paper import Paper, Spot, decides, holders, leader, ways

Kind = Literal["forward", "back", "link", "receives"]

LABEL_LENGTH = 8
"""What fits into the narrowest column; neighbours clip the rest."""
IN_TIME, NOT_IN_TIME = "ya", "belum"
"""Beside the two ways out of a row that waits until a limit."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """``step`` and ``exit`` name the way it draws; "" for a line inside a row. A ``link`` has no
    head: it joins who attends or gives to who acts."""

    kind: Kind
    source: Spot
    target: Spot
    step: str
    exit: str = ""
    label: str = ""


def arrows_of(sop: Sop, paper: Paper) -> tuple[Arrow, ...]:
    """Every arrow once: lines inside rows, then forward by their length, then back."""
    inside = [a for row in paper.rows if row.step for a in _inside(paper, row.step)]
    found = dict.fromkeys(_Ways(sop, paper).arrows())
    between = sorted(found, key=lambda a: (a.kind == "back", abs(a.target.row - a.source.row)))
    return (*inside, *between)


def shortened(name: str) -> str:
    """At most eight letters of an exit's name: the first word if it fits."""
    if len(name) <= LABEL_LENGTH:
        return name
    word = name.split(maxsplit=1)[0]
    return word if len(word) <= LABEL_LENGTH else f"{word[: LABEL_LENGTH - 1]}…"


@dataclass(frozen=True)
class _Ways:
    sop: Sop
    paper: Paper

    def arrows(self) -> Iterator[Arrow]:
        if self.paper.rows[0].kind == "start":
            first = self.sop.steps[0]
            top = Spot(0, self.paper.columns.index(leader(first)))
            yield Arrow("forward", top, self.paper.spot(first.key, leader(first)), "")
        for kind in self._kinds:
            for key, exit_, target in self._all_ways:
                yield from self._arrows_for(kind, key, exit_, target)

    @cached_property
    def _all_ways(self) -> tuple[tuple[str, str, str | None], ...]:
        late = ((s.key, NOT_IN_TIME, s.late.back_to) for s in self.sop.steps if s.late)
        return (*ways(self.sop), *late)

    @cached_property
    def _onward(self) -> Mapping[str, str | None]:
        """The forward way of each row, for kinds of unit that pass it."""
        found: dict[str, str | None] = {}
        for key, _, target in ways(self.sop):
            found.setdefault(key, target)
        return found

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        """The kinds of unit that the paper tells apart; "" for all others, if it leaves any."""
        complete = {k for p in self.sop.performers.values() for k in p.unit_kinds}
        complete |= {k for s in self.sop.steps for k in s.by_unit}
        passing = {k for s in self.sop.steps for k in s.passed_by}
        others = () if complete else ("",)
        return (*sorted(complete | passing), *others)

    def _arrows_for(self, kind: str, key: str, exit_: str, to: str | None) -> Iterator[Arrow]:
        step = self.sop.by_key[key]
        if kind in step.passed_by:
            return
        beyond = self._past(kind, to)
        if beyond == key != to:  # what this kind passes leads straight back here: nothing to draw
            return
        for source in self._leaving(step, kind):
            for target in self._entering(beyond, kind, source):
                yield self._arrow(step, exit_, source, target)

    def _past(self, kind: str, to: str | None) -> str | None:
        seen: set[str] = set()
        while to and kind in self.sop.by_key[to].passed_by and to not in seen:
            seen.add(to)
            to = self._onward.get(to)
        return to

    def _leaving(self, step: Step, kind: str) -> list[Spot]:
        alone = step.mode == "joint" or step.decider is not None
        holders = (leader(step),) if alone else self._acting(step, kind)
        return [self.paper.spot(step.key, performer) for performer in holders]

    def _entering(self, to: str | None, kind: str, source: Spot) -> list[Spot]:
        if to is None:
            row = self.paper.end_row
            ends = (spot for spot in self.paper.symbols if spot.row == row)
            return [] if row is None else list(ends)
        step = self.sop.by_key[to]
        spots = [self.paper.spot(to, performer) for performer in self._acting(step, kind)]
        if step.mode == "joint":
            return [min(spots, key=lambda s: (abs(s.column - source.column), s.column))]
        return spots

    def _acting(self, step: Step, kind: str) -> tuple[str, ...]:
        if kind in step.by_unit:
            return (step.by_unit[kind],)
        if step.by_unit and step.per_unit:
            return tuple(p for p in step.performers if p not in step.by_unit.values())
        mine = tuple(p for p in step.performers if self._is_of(kind, p))
        return mine or step.performers

    def _is_of(self, kind: str, performer: str) -> bool:
        kinds = self.sop.performers[performer].unit_kinds
        return not kinds or not kind or kind in kinds

    def _arrow(self, step: Step, exit_: str, source: Spot, target: Spot) -> Arrow:
        back = target.row <= source.row
        label = ""
        if decides(step):
            plain = exit_ == FORWARD
            label = IN_TIME if plain else shortened(exit_)
        return Arrow("back" if back else "forward", source, target, step.key, exit_, label)


def _inside(paper: Paper, step: Step) -> Iterator[Arrow]:
    """The lines between the symbols of one row: each runs to the next symbol on the way to the
    nearest who acts, so that no line passes a third."""
    spot = {p: paper.spot(step.key, p) for p in (*holders(step), *step.involved)}
    acting = {spot[p].column for p in holders(step)}
    joined = {spot[p].column for p, part in step.involved.items() if part != "receives"} - acting
    row = paper.row_of[step.key]
    if step.mode == "joint":
        chain = sorted(acting | joined)
        pairs = list(pairwise(chain))
    else:
        pairs = [(_next_towards(acting, acting | joined, c), c) for c in sorted(joined)]
    for a, b in pairs:
        yield Arrow("link", Spot(row, a), Spot(row, b), step.key)
    for performer, part in step.involved.items():
        if part == "receives" and spot[performer].column not in acting:
            column = spot[performer].column
            near = _nearest(acting, column)
            yield Arrow("receives", Spot(row, near), Spot(row, column), step.key)


def _nearest(columns: set[int], to: int) -> int:
    return min(columns, key=lambda c: (abs(c - to), c))


def _next_towards(acting: set[int], stops: set[int], column: int) -> int:
    goal = _nearest(acting, column)
    between = [c for c in stops if min(goal, column) <= c <= max(goal, column) and c != column]
    return _nearest(set(between), column)
