"""Quarters of several SOPs on one simulated clock, with everything that comes between: lateness,
returns, absences, halts, more time, days off. For proof that nothing is lost, doubled or unfair."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from himpun.chase.jobs import chase_due
from himpun.chase.queries.ladders import ladder_for, writes_letter
from himpun.chase.queries.ledger import LedgerRow, ledger_of
from himpun.kernel.definition import Sop
from himpun.kernel.duty import Duty
from himpun.kernel.messages import Event, LimitPassed
from himpun.kernel.run import Visit
from himpun.kernel.worktime import WIB, Duration, Period, due_at
from himpun.monitoring.rules.clock import clock_of
from himpun.notices.jobs import make_digests, send_mails
from himpun.office import queries as office
from himpun.office import services as office_services
from himpun.office.queries import Person
from himpun.office.queries.directory import holdings_held_by
from himpun.project.rehearsal.drive import Drive, Plan
from himpun.project.rehearsal.fairness import why_unfair
from himpun.project.rehearsal.ladder_model import ONE_DAY, Debt, LadderModel, Row
from himpun.project.rehearsal.postbox import Postbox
from himpun.project.rehearsal.stage import Stage, build_stage
from himpun.runs import queries, services
from himpun.runs.jobs import tell_due
from himpun.runs.queries.start import live_run
from himpun.runs.rules.handing_in import owing_nodes
from himpun.schedule.jobs import recount_runs, start_due
from himpun.schedule.services import set_start_rule

LOOKS = (time(8, 5), time(11), time(14))
"""When the worker looks at the clock each day."""
EVENING = time(17)
NEXT_QUARTER = "triwulan berikutnya bulan 1, hari kerja 2"
"""When an SOP starts that does not say it itself."""
MAIL = "gladi.test"
LATE, VERY_LATE, BACK = 0.25, 0.3, 0.15
"""Chances that a holder is late; and then by weeks; that a step sends back in a run."""
AWAY, MORE_TIME, HALTED, DAY_OFF = 0.05, 0.15, 0.01, 0.01
"""Chances of an evening: somebody goes away; a late unit is given more time; a run is halted; a
local day off is made known."""
PATIENCE = timedelta(days=300)
"""For so long after the last quarter its end is waited for."""
REASON = "Gladi bersih"


@dataclass(frozen=True)
class Wish:
    """What is to be rehearsed: ``first`` and so many quarters from it, so many units each."""

    sops: Sequence[Sop]
    first: Period
    quarters: int
    units: int
    seed: int


@dataclass
class Outcome:
    """What came of it: how often what happened, and every sentence that should not be true."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def rehearse_quarters(wish: Wish, box: Postbox) -> Outcome:
    """Walks all quarters of all SOPs to their end, on an empty database, and checks them. Mails go
    to ``box``."""
    return _World(wish, box).go()


@dataclass
class _Agency:
    """One agency in the world: its stage, its own chance, who is away, and the slow model."""

    stage: Stage
    model: LadderModel
    owing: frozenset[str]
    chance: random.Random
    away: dict[int, tuple[date, date, Person]] = field(default_factory=dict)

    @property
    def steward(self) -> Person:
        first = self.stage.sop.steps[0].performers[0]
        return next(p for d, p in self.stage.holders.items() if d.performer == first)


class _Walk(Drive):
    """A run in the world: its holders are late by chance, and sometimes others act for them."""

    def __init__(self, agency: _Agency, period: str, run_id: int, now: datetime) -> None:
        self.agency = agency
        backs = (s.key for s in agency.stage.sop.steps if s.returns or len(s.exits) > 1)
        back = frozenset(key for key in backs if agency.chance.random() < BACK)
        super().__init__(
            agency.stage, Plan(period, now, back=back, seed=agency.chance.randrange(2**32))
        )
        self.result.run_id = run_id
        self.resumes_at: datetime | None = None
        self.passed: list[tuple[str, datetime]] = []
        self.look()

    def note(self, event: Event, at: datetime) -> None:
        super().note(event, at)
        if isinstance(event, LimitPassed):
            self.passed.append((event.unit, at))

    def person(self, duty: Duty) -> Person:
        holder = super().person(duty)
        away = self.agency.away.get(holder.pk)
        on = self.calendar.local(self.now).date()
        return away[2] if away and away[0] <= on <= away[1] else holder

    def when(self, visit: Visit) -> datetime:
        usual = super().when(visit)
        due = visit.due.due_at or visit.due.window_closes_at
        if due is None or self.chance.random() >= LATE:
            return usual
        days = self.chance.randint(6, 15) if self.chance.random() < VERY_LATE else (
            self.chance.randint(1, 4)
        )  # fmt: skip
        return due_at(max(due, self.now), Duration(days, "hari", f"{days} hari"), self.calendar)

    def debts(self) -> Iterator[Debt]:
        """What is owed in the run now, as its own history says."""
        if self.known.state != "running":
            return
        for visit in self.known.open_visits():
            if visit.node in self.agency.owing:
                due = visit.due.due_at or visit.due.window_closes_at
                limit = self.known.scopes[visit.scope].limit_at
                yield Debt(self.result.run_id, visit.unit, visit.id, visit.scope,
                           visit.opened_at, due, limit)  # fmt: skip


class _World:
    def __init__(self, wish: Wish, box: Postbox) -> None:
        self.wish = wish
        self.box = box
        self.outcome = Outcome()
        self.periods = [p.code for p in _periods(wish.first, wish.quarters)]
        begin = datetime.combine(wish.first.first_day, LOOKS[0], tzinfo=WIB)
        self.agencies = [self._agency(sop, begin) for sop in wish.sops]
        self.walks: dict[int, _Walk] = {}
        self.known: set[tuple[str, str]] = set()
        self.now = begin
        last = _periods(wish.first, wish.quarters)[-1].last_day
        self.end = datetime.combine(last, EVENING, tzinfo=WIB) + PATIENCE

    def _agency(self, sop: Sop, now: datetime) -> _Agency:
        stage = build_stage(sop=sop, units=self.wish.units, now=now, mail=MAIL)
        calendar = office.calendar_of(stage.agency)
        periods = _periods(self.wish.first, self.wish.quarters)
        own = sop.steps[0].window is not None
        set_start_rule(
            agency=stage.agency, sop_key=sop.id, when="" if own else NEXT_QUARTER, active=True,
            from_on=periods[0].first_day if own else periods[0].last_day,
            until_on=periods[-1].last_day + (timedelta() if own else timedelta(days=45)),
            late_days=30, by=None, now=now,
        )  # fmt: skip
        model = LadderModel(
            ladder_for(stage.agency, sop).ladder, calendar.zone, set(calendar.holidays),
            calendar.ramadan, writes_letter(sop),
        )  # fmt: skip
        chance = random.Random(f"{self.wish.seed} {sop.id}")  # nosec B311 - a play, not a secret
        return _Agency(stage, model, owing_nodes(sop), chance)

    def go(self) -> Outcome:
        """From the first morning until every run has ended, or patience has."""
        for look in _looks(self.now, self.end):
            self._act_until(look)
            self.now = look
            if look.time() == EVENING:
                self._evening()
            else:
                self._look()
            if self._is_over():
                break
        self._conclude()
        return self.outcome

    def _is_over(self) -> bool:
        whole = len(self.known) == len(self.periods) * len(self.agencies)
        return whole and all(w.known.state == "finished" for w in self.walks.values())

    def _act_until(self, moment: datetime) -> None:
        """Whoever acts before that moment, one after the other."""
        while True:
            turns = [
                (*walk.turn(), key) for key, walk in self.walks.items()
                if walk.known.state == "running"
            ]  # fmt: skip
            at, number, key = min(turns, default=(moment, 0, 0))
            if at >= moment:
                return
            walk = self.walks[key]
            walk.now = max(at, walk.now, self.now)
            walk.act(walk.known.visits[number])
            walk.look()
            self.outcome.counts["acts"] += 1

    # ---- what the worker does

    def _look(self) -> None:
        self._resume()
        if start_due(self.now):
            self._meet_new_runs()
        recount_runs(self.now)
        tell_due(self.now)
        self._look_at_all()
        for agency in self.agencies:
            walks = [w for w in self.walks.values() if w.agency is agency]
            agency.model.look(self.now, sorted((d for w in walks for d in w.debts()), key=_order))
        chase_due(self.now)
        make_digests(self.now)
        send_mails(lambda: self.now)
        self.outcome.counts["looks"] += 1

    def _meet_new_runs(self) -> None:
        for agency in self.agencies:
            for period in self.periods:
                at = (agency.stage.sop.id, period)
                row = None if at in self.known else live_run(agency.stage.agency, *at)
                if row is not None:
                    self.known.add(at)
                    self.walks[row] = _Walk(agency, period, row, self.now)

    def _look_at_all(self) -> None:
        for walk in self.walks.values():
            if walk.known.state == "running":
                walk.now = max(walk.now, self.now)
                walk.look()
            for unit, at in walk.passed:
                for debt in walk.debts():
                    if debt.unit == unit:
                        walk.agency.model.pass_limit(at, debt)
            walk.passed.clear()

    def _resume(self) -> None:
        for walk in self.walks.values():
            if walk.resumes_at and walk.resumes_at <= self.now:
                run_id = walk.result.run_id
                services.resume_run(run_id=run_id, by=walk.agency.steward, now=self.now)
                walk.resumes_at = None
                walk.now = self.now
                walk.look()

    # ---- what life does

    def _evening(self) -> None:
        for agency in self.agencies:
            chance = agency.chance
            if chance.random() < AWAY:
                self._go_away(agency)
            if chance.random() < DAY_OFF:
                self._make_day_off(agency)
        for walk in list(self.walks.values()):
            if walk.known.state == "running":
                self._give_more_time(walk)
                if walk.agency.chance.random() < HALTED:
                    self._halt(walk)

    def _go_away(self, agency: _Agency) -> None:
        """Somebody is away for some days, and a colleague acts for them."""
        person, other = agency.chance.sample(sorted(_people(agency), key=lambda p: p.pk), 2)
        first = self.now.date() + ONE_DAY
        last = first + timedelta(days=agency.chance.randint(2, 9))
        known = agency.away.get(person.pk)
        holding = holdings_held_by(person, first).first()
        if holding is None or (known and known[1] >= first):
            return
        office_services.set_stand_in(
            holding=holding, person=other, from_on=first, until_on=last, reason=REASON, by=None,
            now=self.now,
        )  # fmt: skip
        agency.away[person.pk] = first, last, other
        self.outcome.counts["absences"] += 1

    def _make_day_off(self, agency: _Agency) -> None:
        on = self.now.date() + timedelta(days=agency.chance.randint(4, 20))
        if not office.calendar_of(agency.stage.agency).is_working_day(on):
            return
        office_services.add_holiday(
            agency=agency.stage.agency, on=on, name="Libur lokal", kind="lokal", decree=REASON,
            by=None, now=self.now,
        )  # fmt: skip
        agency.model.off.add(on)
        self.outcome.counts["days off"] += 1

    def _give_more_time(self, walk: _Walk) -> None:
        """A late unit is given some more working days."""
        late = [
            debt for debt in walk.debts() if debt.unit and debt.due_at and debt.due_at < self.now
        ]
        chance = walk.agency.chance
        if not late or chance.random() >= MORE_TIME:
            return
        days = walk.calendar.working_days_from(self.now.date() + ONE_DAY)
        until = [next(days) for _ in range(chance.randint(2, 6))][-1]
        services.extend_unit(
            run_id=walk.result.run_id, unit=late[0].unit, until=until, reason=REASON,
            by=walk.agency.steward, now=self.now,
        )  # fmt: skip
        walk.look()
        self.outcome.counts["extensions"] += 1

    def _halt(self, walk: _Walk) -> None:
        services.suspend_run(
            run_id=walk.result.run_id, reason=REASON, by=walk.agency.steward, now=self.now
        )
        walk.look()
        walk.resumes_at = self.now + timedelta(days=walk.agency.chance.randint(1, 6))
        self.outcome.counts["halts"] += 1

    # ---- what is true at the end

    def _conclude(self) -> None:
        self.outcome.counts["runs"] = len(self.walks)
        for agency in self.agencies:
            self._check_ledger(agency)
        for walk in self.walks.values():
            self._check_run(walk)
        missing = len(self.periods) * len(self.agencies) - len(self.known)
        if missing:
            self.outcome.wrong.append(f"{missing} runs were never started")
        self._check_mails()

    def _check_ledger(self, agency: _Agency) -> None:
        found = Counter(_row(row) for row in ledger_of(agency.stage.agency))
        meant = Counter(agency.model.rows)
        self.outcome.counts["rungs"] += found.total()
        name = agency.stage.sop.id
        for row, word in ((found - meant, "was not due"), (meant - found, "is missing")):
            for run, unit, owed, key, state, at in sorted(row.elements())[:3]:
                self.outcome.wrong.append(
                    f"{name}: rung {key} ({state}) of {unit or 'the agency'} in run {run}, {owed},"
                    f" at {at:%Y-%m-%d %H:%M} {word}"
                )

    def _check_run(self, walk: _Walk) -> None:
        name = f"{walk.sop.id} {walk.plan.period}"
        self.outcome.counts["events"] += walk.known.last_event
        if walk.known.state != "finished":
            self.outcome.wrong.append(f"{name} is {walk.known.state}")
        if walk.known != queries.stored_state(walk.result.run_id):
            self.outcome.wrong.append(f"{name}: its events do not fold to its state")
        clock = clock_of(queries.history_since(walk.result.run_id), self.now)
        self.outcome.wrong += [f"{name}: {why}" for why in why_unfair(clock)]

    def _check_mails(self) -> None:
        self.outcome.counts["mails"] = self.box.taken.total()
        twice = [one for one, count in self.box.taken.items() if count > 1]
        self.outcome.wrong += [f"mail {one} came more than once" for one in twice[:3]]
        again = [one for one, count in self.box.days.items() if count > 1]
        self.outcome.wrong += [
            f"{to} was written to twice on {day}: {subject}" for to, day, subject in again[:3]
        ]


def _row(row: LedgerRow) -> Row:
    return row.run, row.unit, row.round, row.key, row.state, row.at


def _people(agency: _Agency) -> set[Person]:
    return set(agency.stage.holders.values())


def _order(debt: Debt) -> tuple[datetime, int, int]:
    return debt.due_at or datetime.max.replace(tzinfo=WIB), debt.run, debt.visit


def _periods(first: Period, quarters: int) -> list[Period]:
    found = [first]
    while len(found) < quarters:
        found.append(found[-1].next())
    return found


def _looks(start: datetime, end: datetime) -> Iterable[datetime]:
    day = start.date()
    while day <= end.date():
        for at in (*LOOKS, EVENING):
            moment = datetime.combine(day, at, tzinfo=start.tzinfo)
            if moment >= start:
                yield moment
        day += ONE_DAY
