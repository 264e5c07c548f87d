"""The sample's running SOPs: what ``course.toml`` tells, done by the proper holders through the
services, at office hours of the recent past."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from django.db import transaction

from himpun.chase.services import remind_owing
from himpun.kernel.definition import StepNode
from himpun.kernel.duty import Duty, duties_of
from himpun.kernel.run import Run, Visit
from himpun.kernel.worktime import Calendar, Duration, due_at, working_time
from himpun.letters.queries.keeping import makes_papers
from himpun.letters.services import load_sample_letterhead
from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.performance.rules.flow import checkers, collects_at
from himpun.project.sample.figures import begin_forms, chosen_values, fill_forms
from himpun.project.sample.papers import make_papers
from himpun.project.sample.past import Past, quarters_before
from himpun.runs import queries, services
from himpun.runs.queries.proof import run_ids
from himpun.sops import queries as sops

ONE_MINUTE = timedelta(minutes=1)
EVERY_UNIT = "*"


@dataclass(frozen=True, slots=True)
class Begun:
    """A sample run that was begun: its agency, its number, and when."""

    agency: str
    run_id: int
    at: datetime


def begin_runs(*, now: datetime, quarters: int = 0, papers: bool = False) -> list[Begun]:
    """One run under way in each sample agency that has none, and finished ones of so many quarters
    before it; each is entered whole or not at all. ``papers``: those of some runs are made as well.

    Raises CalendarUnknown where the holidays of the year have not been entered.
    """
    text = (files("himpun.project.sample") / "course.toml").read_text("utf-8")
    begun = []
    for code, course in tomllib.loads(text).items():
        agency = office.agency_by_code(code)
        if agency is not None and not run_ids(agency):
            present = _Course(agency, course, now, papers=papers)
            past = quarters_before(present.clock, quarters)
            for period in past:
                one = Past(agency, present.sop_pk, present.sop, period)
                one.walk(newest=period == past[-1])
            begun.append(present.walk())
    return begun


def turns(*, now: datetime) -> dict[str, list[str]]:
    """User name → the steps ("8", "10.1") that wait for that person in the running SOPs."""
    found: dict[str, list[str]] = defaultdict(list)
    for agency in office.all_agencies():
        for run_id in run_ids(agency):
            run = queries.stored_state(run_id)
            version = sops.current_version(agency, run.sop)
            if version is None or run.version != version.version:
                continue
            sop = sops.sop_of(version.pk)
            on = office.day_at(agency, now)
            for visit in run.open_visits():
                for duty in duties_of(sop, run, visit):
                    for holder in office.holders_of(agency, sop.id, duty.performer, duty.unit, on):
                        steps = found[holder.person.user.username]
                        steps.append(sop.step_at(visit.node).key)
    return {username: sorted(set(steps), key=len) for username, steps in found.items()}


class _Course:
    def __init__(
        self, agency: Agency, course: Mapping[str, Any], now: datetime, *, papers: bool
    ) -> None:
        version = sops.current_version(agency, agency.code)
        assert version is not None
        self.agency = agency
        self.sop_pk, self.sop = version.pk, sops.sop_of(version.pk)
        self.calendar: Calendar = office.calendar_of(agency)
        on, self.now = office.day_at(agency, now), now
        self.units = [u.id for u in queries.units_taking_part(agency, self.sop, on)]
        self.papers = papers
        acts = [act for act in course["act"] if papers or not act.get("only_papers")]
        self.acts = [one for act in acts for one in self._each(act)]
        self.clock = self._before(now, sum(act["after"] for act in self.acts) + course["rest"])
        self.run_id = 0
        self.chance = Random(agency.code)  # nosec B311 - a play, not a secret

    @transaction.atomic
    def walk(self) -> Begun:
        """Start the run and do all acts of its course."""
        started = self.clock
        quarter = (started.month + 2) // 3
        first = Duty(self.sop.steps[0].performers[0], "")
        self.run_id = services.start_run(
            agency=self.agency, sop_pk=self.sop_pk, period=f"{started.year}-TW{quarter}",
            units=self.units, by=self._holder(first), now=started,
        )  # fmt: skip
        for act in self.acts:
            self._tell_until(self._after(self.clock, act["after"]))
            if self.papers and act.get("letterhead"):
                load_sample_letterhead(agency=self.agency, now=self.clock)
            self._do(act)
        for at in self._mornings(self.now):
            remind_owing(agency=self.agency, now=at)
        return Begun(self.agency.name, self.run_id, started)

    def _each(self, act: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """An act, or the same one in every unit in turn."""
        if act.get("unit") != EVERY_UNIT:
            return [act]
        return [{**act, "unit": unit} for unit in self.units]

    def _before(self, now: datetime, minutes: int) -> datetime:
        """The moment of office hours that lies so much working time before now."""
        wanted, on = timedelta(minutes=minutes), self.calendar.local(now).date()
        while True:
            opens = self.calendar.opens_at(on)
            if opens is not None and opens < now:
                spare = working_time(opens, now, self.calendar) - wanted
                if spare >= timedelta():
                    return self._after(opens, int(spare.total_seconds() // 60))
            on -= timedelta(days=1)

    def _after(self, moment: datetime, minutes: int) -> datetime:
        if minutes < 1:
            return moment
        return due_at(moment, Duration(minutes, "menit", f"{minutes} menit"), self.calendar)

    def _tell_until(self, moment: datetime) -> None:
        """Let the clock run to a moment, telling on the way what became due, as the worker does."""
        state = queries.stored_state(self.run_id)
        dues = {
            visit.due.due_at + ONE_MINUTE
            for visit in state.open_visits()
            if visit.due.due_at and not visit.overdue_told
        }
        wanted = [(due, False) for due in dues if due < moment]
        for at, morning in sorted([*wanted, *((at, True) for at in self._mornings(moment))]):
            if morning:
                remind_owing(agency=self.agency, now=at)
            else:
                services.tell_time(run_id=self.run_id, now=at)
        self.clock = moment

    def _mornings(self, moment: datetime) -> Iterator[datetime]:
        """The openings of the office from the clock to a moment: whoever owes is reminded then."""
        on = self.calendar.local(self.clock).date()
        while on <= self.calendar.local(moment).date():
            opens = self.calendar.opens_at(on)
            if opens is not None and self.clock < opens < moment:
                yield opens
            on += timedelta(days=1)

    def _do(self, act: Mapping[str, Any]) -> None:
        run = queries.stored_state(self.run_id)
        visit = self._open_visit(run, act["at"], act.get("unit", ""))
        asked: dict[str, Any] = {
            "run_id": self.run_id,
            "visit": visit.id,
            "by": self._holder(duties_of(self.sop, run, visit)[0]),
            "now": self.clock,
        }
        done = act.get("do", "complete")
        if done == "start":
            services.start_step(**asked)
            if collects_at(self.sop, visit.node):
                asker = self._holder(Duty(checkers(self.sop)[-1], ""))
                figures = self._figures(asked["by"])
                begin_forms(self.run_id, visit.unit, asker=asker, **figures)
            return
        asked |= {"reason": act.get("reason", ""), "units": tuple(act.get("units", ()))}
        asked["content"] = self._content(act.get("content", {}))
        if act.get("reason"):
            units = asked["units"] or ((visit.unit,) if visit.unit else ())
            asked["content"] |= chosen_values(self.run_id, units)
        elif collects_at(self.sop, visit.node):
            fill_forms(self.run_id, visit.unit, **self._figures(asked["by"]))
        if done == "return":
            services.return_step(**asked, to=act["to"])
        else:
            if makes_papers(self.agency.pk):
                asked_for = {"by": asked["by"], "now": asked["now"]}
                make_papers(self.sop, self.run_id, visit, asked["content"], **asked_for)
            services.complete_step(**asked, exit=act.get("exit") or self._only_exit(visit))

    def _figures(self, by: Person) -> dict[str, Any]:
        return {"by": by, "now": self.clock, "chance": self.chance}

    def _open_visit(self, run: Run, node: str, unit: str) -> Visit:
        return next(v for v in run.open_visits() if v.node == node and v.unit == unit)

    def _only_exit(self, visit: Visit) -> str:
        node = self.sop.places[visit.node].node
        assert isinstance(node, StepNode)
        return next(iter(node.exits))

    def _holder(self, duty: Duty) -> Person:
        on = office.day_at(self.agency, self.clock)
        found = office.holders_of(self.agency, self.sop.id, duty.performer, duty.unit, on)
        return found[0].person

    def _content(self, value: Any) -> Any:
        """What was filled in; "@3" is the day three days after the act's."""
        if isinstance(value, dict):
            return {key: self._content(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._content(inner) for inner in value]
        if isinstance(value, str) and value.startswith("@"):
            day = self.calendar.local(self.clock).date() + timedelta(days=int(value[1:]))
            return day.isoformat()
        return value
