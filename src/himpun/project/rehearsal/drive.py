"""The simulated office: holders who take some of their time, or are late, or send back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from himpun.kernel.apply import fold
from himpun.kernel.definition import Sop, Step, StepNode
from himpun.kernel.duty import Duty, duties_of
from himpun.kernel.messages import Event, StepCompleted, StepReturned
from himpun.kernel.run import Run, Visit
from himpun.kernel.wire import Json
from himpun.kernel.worktime import Calendar, Duration, due_at, parse_period, working_time
from himpun.office import queries as office
from himpun.office.queries import Person
from himpun.performance.rules.flow import collects_at
from himpun.project.rehearsal.catalogue import add_catalogue
from himpun.project.rehearsal.figures import CORRECTED, RETURNED, WAYS, WHY_BACK, Figures
from himpun.project.rehearsal.papers import Papers
from himpun.project.rehearsal.proof import files_of, why_not_reproduced
from himpun.project.rehearsal.stage import Stage
from himpun.runs import queries, services

PATIENCE = 100_000
"""More events than any rehearsal of a sound SOP has."""
KINDS_OF_FIGURES = (*WAYS, RETURNED, CORRECTED)
LATE_BY = Duration(2, "hari", "2 hari")


@dataclass(frozen=True)
class Plan:
    """What should happen: ``late`` are codes of units that hand in late; ``back`` are keys of steps
    that send back once, by their exit that goes back or by a return; ``seed`` decides how much of
    their time the holders take; ``indicators``: so many in each unit are filled in on the way;
    ``papers``: the folder into which every paper goes, None to make none."""

    period: str
    start: datetime
    late: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()
    seed: int = 0
    indicators: int = 0
    papers: Path | None = None


@dataclass(frozen=True)
class Line:
    """A visible event: what happened when, in which step and unit, by whom, against which time."""

    at: datetime
    kind: str
    step: str = ""
    unit: str = ""
    performer: str = ""
    activity: str = ""
    due: datetime | None = None
    standard: str = ""
    exit: str = ""
    reason: str = ""


@dataclass
class Rehearsal:
    """A rehearsal that ended. ``folds``: folding its events gives the stored state; ``figures``:
    how many values were typed, pasted and so on; ``papers``: how many were drafted, marked,
    sent and written; ``wrong``: what did not go as planned."""

    run_id: int
    finished: bool = False
    folds: bool = False
    lines: list[Line] = field(default_factory=list)
    events: int = 0
    figures: dict[str, int] = field(default_factory=dict)
    papers: dict[str, int] = field(default_factory=dict)
    wrong: str = ""


def rehearse(stage: Stage, plan: Plan) -> Rehearsal:
    """Run the SOP of a stage from its first step to its end, or until nobody can go on."""
    return Drive(stage, plan).go()


class Drive:
    """Everybody of one run: who acts next, when, and how."""

    def __init__(self, stage: Stage, plan: Plan) -> None:
        self.stage = stage
        self.sop = stage.sop
        self.plan = plan
        self.calendar: Calendar = office.calendar_of(stage.agency)
        self.chance = random.Random(plan.seed)  # nosec B311 - a play, not a secret
        self.now = self.at_work(plan.start)
        self.back = set(plan.back)
        self.acts: dict[int, datetime] = {}
        self.known = Run()
        self.result = Rehearsal(0)
        self.figures = Figures(stage, self.chance, self._tell_more) if plan.indicators else None
        self.papers = Papers(stage, self._tell_more) if plan.papers else None

    def go(self) -> Rehearsal:
        """Start the run and walk it to its end, or until nobody can go on."""
        if self.figures is not None:
            year = parse_period(self.plan.period).last_day.year
            add_catalogue(self.stage, each=self.plan.indicators, year=year, now=self.now)
        if self.papers is not None:
            self.papers.begin(self.now)
        first = self.sop.steps[0].performers[0]
        starter = next(p for d, p in self.stage.holders.items() if d.performer == first)
        self.result.run_id = services.start_run(
            agency=self.stage.agency, sop_pk=self.stage.sop_pk, period=self.plan.period,
            units=self.stage.units, by=starter, now=self.now,
        )  # fmt: skip
        self.look()
        for _ in range(PATIENCE):
            if self.known.state != "running":
                break
            self._next()
        self._conclude()
        return self.result

    def look(self) -> None:
        """Read what has happened since, and plan when each newly opened step will be done."""
        fresh = list(queries.history_since(self.result.run_id, self.known.last_event))
        for event, at in fresh:
            self.note(event, at)
            self.known = fold([(event, at)], self.known)
        for visit in self.known.open_visits():
            if visit.id not in self.acts:
                self.acts[visit.id] = self.when(visit)

    def turn(self) -> tuple[datetime, int]:
        """When somebody acts next, and at which visit; one must be open."""
        return min((self.acts[v.id], v.id) for v in self.known.open_visits())

    def _next(self) -> None:
        """The next thing on the clock: a limit or due time that passes, or somebody who acts."""
        acts_at, number = self.turn()
        told_at = self._next_telling()
        if told_at is not None and told_at <= acts_at:
            self.now = max(self.now, told_at)
            services.tell_time(run_id=self.result.run_id, now=self.now)
        else:
            self.now = max(self.now, acts_at)
            self.act(self.known.visits[number])
        self.look()

    def _next_telling(self) -> datetime | None:
        after = timedelta(minutes=1)
        moments = [
            visit.due.due_at + after
            for visit in self.known.open_visits()
            if visit.due.due_at and not visit.overdue_told
        ]
        moments += [
            scope.limit_at + after
            for scope in self.known.scopes.values()
            if scope.live and scope.limit_at and not scope.limit_told
        ]
        return min(moments, default=None)

    def at_work(self, moment: datetime) -> datetime:
        """The moment itself in office hours, else the next opening."""
        spans = self.calendar.spans_on(self.calendar.local(moment).date())
        if any(first <= moment < last for first, last in spans):
            return moment
        return self.calendar.next_opening(moment)

    def when(self, visit: Visit) -> datetime:
        """When the holder of a newly opened visit will have done it."""
        opens = self.at_work(self.now)
        holder = duties_of(self.sop, self.known, visit)[0]
        if holder.unit in self.plan.late and not visit.back:
            return self._late(visit, opens)
        if visit.due.due_at is None or visit.due.due_at <= opens:
            return opens
        office_time = working_time(opens, visit.due.due_at, self.calendar)
        minutes = int(office_time.total_seconds() / 60 * self.chance.uniform(0.1, 0.9))
        if minutes < 1:
            return opens
        return due_at(opens, Duration(minutes, "menit", f"{minutes} menit"), self.calendar)

    def _late(self, visit: Visit, opens: datetime) -> datetime:
        limit = self.known.scopes[visit.scope].limit_at
        base = max(moment for moment in (opens, visit.due.due_at, limit) if moment is not None)
        return due_at(base, LATE_BY, self.calendar)

    def person(self, duty: Duty) -> Person:
        """Who does what a duty asks."""
        return self.stage.holders[duty]

    def act(self, visit: Visit) -> None:
        """The holder of an open visit does it, now."""
        person = self.person(duties_of(self.sop, self.known, visit)[0])
        step = self.sop.step_at(visit.node)
        run_id = self.result.run_id
        if self.figures is not None:
            if collects_at(self.sop, visit.node):
                self.figures.hand_in(run_id, visit.unit, by=person, now=self.now)
            elif self.figures.returns_at(step.key):
                self._send_back(visit, step, person, self.figures)
                return
        if step.key in self.back and step.returns and not _backward(self.sop, visit.node):
            self.back.discard(step.key)
            services.return_step(
                run_id=run_id, visit=visit.id, to=step.returns[0], reason="Perlu dilengkapi",
                by=person, now=self.now, units=self._units_for(step),
            )  # fmt: skip
            return
        exit_, reason = self._exit(visit, step)
        content: dict[str, Json] = {}
        if self.papers is not None and not reason:
            self.papers.make(run_id, visit, step, by=person, now=self.now)
            content = self.papers.content_at(step, self.now)
        services.complete_step(
            run_id=run_id, visit=visit.id, exit=exit_, by=person, now=self.now, reason=reason,
            content=content,
        )  # fmt: skip

    def _send_back(self, visit: Visit, step: Step, person: Person, figures: Figures) -> None:
        """Two values of a unit go back to the row that collects."""
        unit = visit.unit or self.stage.units[0]
        to = next(key for key in step.returns if key in figures.flow.collects)
        services.return_step(
            run_id=self.result.run_id, visit=visit.id, to=to, reason=WHY_BACK, by=person,
            now=self.now, units=() if visit.unit else (unit,),
            content=figures.chosen(self.result.run_id, unit),
        )  # fmt: skip

    def _tell_more(self, kind: str, unit: str, words: str) -> None:
        self.result.lines.append(Line(at=self.now, kind=kind, unit=unit, activity=words))

    def _exit(self, visit: Visit, step: Step) -> tuple[str, str]:
        """The exit taken: back once where the plan says so, else the first that goes on."""
        node = self.sop.places[visit.node].node
        assert isinstance(node, StepNode)
        backward = _backward(self.sop, visit.node)
        if step.key in self.back and backward:
            self.back.discard(step.key)
            return backward[0], "Perlu dilengkapi"
        return next(name for name in node.exits if name not in backward), ""

    def _units_for(self, step: Step) -> Sequence[str]:
        """The unit that goes back when a step behind a fan-out returns into it: the first."""
        target = self.sop.by_key[step.returns[0]]
        inside = target.per_unit and not step.per_unit
        return self.stage.units[:1] if inside else ()

    def note(self, event: Event, at: datetime) -> None:
        """Something has happened in the run."""
        line = _line_of(self.sop, self.known, event, at)
        if line is not None:
            self.result.lines.append(line)

    def _conclude(self) -> None:
        self.result.finished = self.known.state == "finished"
        self.result.events = self.known.last_event
        self.result.folds = self.known == queries.stored_state(self.result.run_id)
        if self.figures is not None and self.result.finished:
            self._conclude_figures(self.figures)
        if self.papers is not None and self.plan.papers is not None:
            self._conclude_papers(self.papers, self.plan.papers)

    def _conclude_papers(self, papers: Papers, folder: Path) -> None:
        """Every paper is written and checked as an auditor would."""
        written = papers.write(self.result.run_id, folder, self.now)
        self.result.papers = {**papers.done, "PaperWritten": written}
        self.result.wrong = "; ".join(filter(None, [self.result.wrong, *papers.wrong[:3]]))

    def _conclude_figures(self, figures: Figures) -> None:
        """After the end of the SOP: what it leaves out, a correction, and the proof."""
        run_id, reader = self.result.run_id, next(iter(self.stage.holders.values()))
        if figures.flow.opens_after:
            figures.walk_outside(run_id, self.now)
        before = files_of(run_id, reader, self.now)
        figures.correct(run_id, self.now)
        wrong = why_not_reproduced(run_id, before, reader, self.now)
        missing = [kind for kind in KINDS_OF_FIGURES if not figures.done.get(kind)]
        if missing and len(self.stage.units) >= len(WAYS):
            wrong = wrong or f"nothing happened of {', '.join(missing)}"
        self.result.figures = dict(figures.done)
        self.result.wrong = wrong or "; ".join(figures.lost[:3])
        if not self.result.wrong:
            self._tell_more("RecapReproduced", "", f"{len(before) + 1} revisi")


def _backward(sop: Sop, node: str) -> list[str]:
    """The exits of a node that lead to the same or an earlier one."""
    place = sop.places[node]
    assert isinstance(place.node, StepNode)
    order = place.body.order
    return [n for n, to in place.node.exits.items() if to is not None and order[to] <= order[node]]


def _line_of(sop: Sop, run: Run, event: Event, at: datetime) -> Line | None:
    kind = type(event).__name__
    visit = run.visits.get(getattr(event, "visit", 0))
    if not kind.startswith("Step"):
        return None if kind.startswith(("Block", "Scope")) else _run_line(event, at)
    if visit is None:
        node, unit = getattr(event, "node", ""), getattr(event, "unit", "")
        due = getattr(event, "due", None)
    else:
        node, unit, due = visit.node, visit.unit, visit.due
    step = sop.step_at(node)
    names = step.performers_in(run.kind_of(unit))
    return Line(
        at=at, kind=kind, step=step.key, unit=unit,
        performer=", ".join(sop.performers[name].title for name in names),
        activity=step.activity, due=due.due_at if due else None,
        standard=step.time.raw if step.time else "",
        exit=event.exit if isinstance(event, StepCompleted) else "",
        reason=event.reason if isinstance(event, StepReturned | StepCompleted) else "",
    )  # fmt: skip


def _run_line(event: Event, at: datetime) -> Line:
    return Line(
        at=at, kind=type(event).__name__, unit=str(getattr(event, "unit", "") or ""),
        step=str(getattr(event, "step", "") or ""), reason=str(getattr(event, "reason", "") or ""),
    )  # fmt: skip
