"""A run of a definition under random commands, with what must hold after each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from himpun.kernel import messages as m
from himpun.kernel.apply import apply, fold
from himpun.kernel.decide import decide
from himpun.kernel.definition import Late, Sop, Step, StepNode
from himpun.kernel.duty import Actor, Mandate, duties_of
from himpun.kernel.run import ROOT, Due, Run, Scope, Unit, Visit
from himpun.kernel.times import Times

BEGIN = datetime(2026, 7, 1, 1, tzinfo=UTC)
STEWARD = Actor("pengelola", steward=True)
PERIOD = "2026-TW3"
REASON = "Data bulan Agustus belum lengkap"


@dataclass(frozen=True)
class EveryDay:
    """Time without a calendar: a day for each step, ten days for each unit."""

    begin: datetime = BEGIN

    def due(self, step: Step, opened_at: datetime, unit: str) -> Due:
        if step.time is None:
            return Due()
        return Due(opened_at + timedelta(days=1), opened_at + timedelta(hours=16))

    def limit(self, late: Late, unit: str) -> datetime | None:
        return self.begin + timedelta(days=10)

    def resumed(self, due: Due, suspended_at: datetime, resumed_at: datetime, unit: str) -> Due:
        halt = resumed_at - suspended_at
        if due.due_at is None or due.risk_at is None:
            return due
        return replace(due, due_at=due.due_at + halt, risk_at=due.risk_at + halt)

    def extended(self, due: Due, opened_at: datetime, until: datetime, unit: str) -> Due:
        return replace(due, due_at=until, risk_at=until - timedelta(hours=8))

    def close_of(self, on: date, unit: str) -> datetime | None:
        return None if on.weekday() == 6 else datetime.combine(on, time(9), tzinfo=UTC)

    def name_of_day_off(self, on: date, unit: str) -> str:
        return "Minggu"


def holder_of(sop: Sop, run: Run, visit: Visit) -> Actor:
    """Somebody who may do what is next on an open visit."""
    duty = duties_of(sop, run, visit)[0]
    person = visit.assignee or f"{duty.performer} {duty.unit}".strip()
    return Actor(person, frozenset({Mandate(duty.performer, duty.unit)}))


def parts_missing(sop: Sop, run: Run, visit: Visit) -> int:
    """How many performers must still do their part before an open visit ends."""
    step, node = sop.step_at(visit.node), sop.places[visit.node].node
    if step.mode != "all" or (isinstance(node, StepNode) and node.giving):
        return 1
    kind = run.units[visit.unit].kind if visit.unit else ""
    there = [
        name
        for name in step.performers_in(kind)
        if not sop.performers[name].per_unit or kind in sop.performers[name].unit_kinds
    ]
    return len(set(there) - visit.parts)


def owes(sop: Sop, node: str) -> bool:
    """Does a unit owe its data at this node? Read from the flow as a line of steps, in which the
    last step of the unit stands, or the one before that with the limit."""
    block = next((name for name, _ in sop.places[node].path if name.startswith("unit:")), None)
    if block is None or sop.places[node].side_of is not None:
        return False
    line = [n for n in sop.places if block in dict(sop.places[n].path)]
    steps = [n for n in line if isinstance(sop.places[n].node, StepNode)]
    own = [n for n in steps if any(sop.performers[p].per_unit for p in acting_at(sop, n))]
    last = line.index(own[-1]) if own else len(line)
    outer = {n: dict(sop.places[n].path) for n in steps}
    late = [n for n in steps if sop.step_at(n).late and list(outer[n])[-1] == block]
    if late:
        return line.index(node) < line.index(late[0])
    beside = line[min(last, len(line) - 1)]
    return line.index(node) <= last or _together(sop, block, node, beside)


def _together(sop: Sop, block: str, one: str, other: str) -> bool:
    """Do two nodes stand in the same parallel part of a block?"""
    after = [list(dict(sop.places[n].path)) for n in (one, other)]
    inner = [names[names.index(block) + 1 :][:1] for names in after]
    return inner[0] == inner[1] != []


def acting_at(sop: Sop, node: str) -> tuple[str, ...]:
    step, at = sop.step_at(node), sop.places[node].node
    return step.givers if isinstance(at, StepNode) and at.giving else step.performers


@dataclass
class Walk:
    """A run, its history, and the clock that the walk moves."""

    sop: Sop
    random: Random
    times: Times = field(default_factory=EveryDay)
    run: Run = field(default_factory=Run)
    log: list[tuple[m.Event, datetime]] = field(default_factory=list)
    now: datetime = BEGIN

    def start(self, units: tuple[Unit, ...]) -> None:
        self.do(m.StartRun(PERIOD, units, STEWARD))

    def do(self, command: m.Command) -> list[m.Event]:
        """Decide and apply a command that must be accepted, and check all that must hold."""
        before, shown = self.run, repr(self.run)
        events = list(decide(command, self.sop, self.run, now=self.now, times=self.times))
        assert repr(self.run) == shown, "decide changed the run that it was given"
        for event in events:
            self.run = apply(event, self.run, at=self.now)
            self.log.append((event, self.now))
        assert repr(before) == shown, "apply changed the run that it was given"
        self.check_dues(events)
        check_marking(self.run)
        check_letters(self.sop, self.run)
        check_numbers(self.run, len(self.log))
        check_history(before, self.run)
        return events

    def check_dues(self, events: list[m.Event]) -> None:
        """A step's time counts from its opening; a row with givers began when they did."""
        for before, event in zip([None, *events], events, strict=False):
            if isinstance(event, m.StepOpened):
                since = self.now
                if isinstance(before, m.BlockClosed) and not before.cancelled:
                    block = self.run.blocks[before.block]
                    given = block.node == f"unit:{event.node}.beri"
                    since = block.opened_at if given else since
                step = self.sop.step_at(event.node)
                paper = self.times.due(step, since, event.unit)
                until = self.run.units[event.unit].extended_to if event.unit else None
                if event.due == paper:
                    in_time = until and paper.due_at is not None and paper.due_at >= until
                    assert until is None or in_time or not owes(self.sop, event.node)
                else:
                    assert until is not None
                    assert owes(self.sop, event.node)
                    assert event.due == self.times.extended(paper, since, until, event.unit)
                    assert paper.due_at is None or paper.due_at < until

    def refused(self, command: m.Command) -> bool:
        """Was the command refused, leaving everything as it was?"""
        shown, why = repr(self.run), None
        try:
            decide(command, self.sop, self.run, now=self.now, times=self.times)
        except m.Rejected as refusal:
            why = str(refusal)
        assert repr(self.run) == shown, "decide changed the run that it was given"
        assert why is None or why.strip(), "a refusal says why"
        return why is not None

    def migrate(self, sop: Sop, command: m.Migrate) -> bool:
        """Go over to a newer version, unless that is refused."""
        old, self.sop = self.sop, sop
        if self.refused(command):
            self.sop = old
            return False
        self.do(command)
        return True

    def try_(self, command: m.Command) -> list[m.Event]:
        """Do a command if it is accepted."""
        return [] if self.refused(command) else self.do(command)

    def complete(self, visit: Visit, exit_: str, units: tuple[str, ...] = ()) -> list[m.Event]:
        """Do the holder's part of a visit, and check that only the way to the root was touched."""
        before = self.run
        by = holder_of(self.sop, self.run, visit)
        missing = parts_missing(self.sop, before, visit)
        events = self.do(m.CompleteStep(visit.id, exit_, by, units, REASON))
        assert (self.run.visits[visit.id].state == "open") is (missing > 1)
        check_reach(before, self.run, visit)
        return events

    def open_visits(self) -> list[Visit]:
        return list(self.run.open_visits())

    def exits_of(self, visit: Visit) -> list[str]:
        node = self.sop.places[visit.node].node
        assert isinstance(node, StepNode)
        return list(node.exits)

    def finish(self, most: int = 2_000) -> None:
        """Reach the end by the first exit of every step, as can be done from everywhere."""
        if self.run.state == "suspended":
            self.do(m.Resume(STEWARD))
        for _ in range(most):
            visit = next(self.run.open_visits(), None)
            if visit is None:
                break
            self.complete(visit, self.exits_of(visit)[0])
        assert self.run.state == "finished"

    def check_replay(self) -> None:
        """The history alone leads to the same run."""
        assert fold(self.log) == self.run


# What must hold in every run --------------------------------------------------------------------


def check_marking(run: Run) -> None:
    """One token in each live scope, none elsewhere; joins wait for exactly their live children."""
    visits = Counter(visit.scope for visit in run.open_visits())
    blocks = Counter(block.scope for block in run.blocks.values() if block.live)
    live = {scope.id for scope in run.scopes.values() if scope.live}
    assert visits + blocks == Counter(dict.fromkeys(live, 1)), "one open step or block a live scope"
    for block in run.blocks.values():
        waited = sum(1 for _ in run.children(block.id))
        assert block.left == waited, f"block {block.id} counts {block.left} of {waited}"
        assert (block.left > 0) is block.live
    for side in (scope for scope in run.scopes.values() if scope.live and scope.side_of):
        assert run.scopes[side.side_of or ROOT].live, "a letter about a unit that is through"
    owing = {unit.id for unit in run.units.values() if not unit.excused}
    assert all(not visit.unit or visit.unit in owing for visit in run.open_visits())
    ongoing = run.state in ("running", "suspended")
    assert ongoing is bool(visits), "a run goes on while somebody has something to do"
    assert (run.state == "suspended") is (run.suspended_at is not None) or not ongoing


def check_letters(sop: Sop, run: Run) -> None:
    """Nobody writes a letter about data that lie on the desk."""
    for side in (scope for scope in run.scopes.values() if scope.live and scope.side_of):
        owing = run.open_visit_in(side.side_of or ROOT)
        assert owing is None or sop.step_at(owing.node).key != side.late_step


def check_numbers(run: Run, events: int) -> None:
    """Events, rounds, and the numbers of rows: without gap."""
    assert run.last_event == events
    seen: Counter[tuple[str, str]] = Counter()
    for number in sorted(run.visits):
        visit = run.visits[number]
        seen[visit.node, visit.unit] += 1
        assert visit.round == seen[visit.node, visit.unit]
    assert dict(seen) == dict(run.rounds)
    assert sorted([*run.visits, *run.scopes, *run.blocks]) == list(range(1, run.last_id + 1))


def check_history(before: Run, after: Run) -> None:
    """What has ended never changes, and nothing disappears."""
    for number, visit in before.visits.items():
        assert visit.state == "open" or after.visits[number] == visit
    for number, scope in before.scopes.items():
        assert scope.live or after.scopes[number] == scope
    for number, block in before.blocks.items():
        assert block.live or after.blocks[number] == block
    assert before.state not in ("finished", "cancelled")


def check_reach(before: Run, after: Run, visit: Visit) -> None:
    """A completion writes its own visit, the way from it to the root, the side branches of that
    way and the visit that a side branch speaks of; every other row is as it was."""
    way = set(way_to_root(before, before.scopes[visit.scope]))
    sides = {scope.id for scope in before.scopes.values() if scope.side_of in way}
    for number, scope in before.scopes.items():
        assert number in way | sides or after.scopes[number] == scope
    for number, block in before.blocks.items():
        assert block.scope in way or after.blocks[number] == block
    owner = before.scopes[visit.scope].side_of
    for number, other in before.visits.items():
        may = number == visit.id or other.scope in sides or other.scope == owner
        assert may or after.visits[number] == other


def way_to_root(run: Run, scope: Scope) -> Iterator[int]:
    """A scope and all that wait for it, up to the root."""
    while scope.id != ROOT:
        yield scope.id
        above = run.blocks[scope.block].scope if scope.block else scope.side_of
        scope = run.scopes[above or ROOT]
    yield ROOT
