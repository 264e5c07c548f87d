"""All that the page of one step shows, for the person who looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from himpun.kernel.definition import Sop, Step
from himpun.kernel.duty import (
    ON_BEHALF,
    Actor,
    Duty,
    duties_of,
    mandate_for,
    performers_at,
    sop_giving,
    why_not_do,
)
from himpun.kernel.run import Run as Marking
from himpun.kernel.run import Unit
from himpun.kernel.run import Visit as OpenStep
from himpun.kernel.wire import Json
from himpun.kernel.worktime import Calendar
from himpun.kernel.worktime.words import listed
from himpun.office import queries as office
from himpun.office.rules import DEFINITIVE
from himpun.runs.models import Draft, Event, Run, RunUnit, Visit
from himpun.runs.queries.parts import Part, parts_of
from himpun.runs.queries.seen import kernel_visit, runs_seen_by, sop_of
from himpun.runs.queries.step_files import FileRow, Slot, files_before, files_of, slots_of
from himpun.runs.queries.step_past import Ending, Past, Telling, endings_of, past_of, sender_of
from himpun.runs.queries.step_people import (
    Holders,
    attendants_of,
    in_charge_of_data,
    office_text,
    offices,
    person_text,
    receivers_of,
)
from himpun.runs.queries.way import (
    WayBack,
    WayOut,
    duties_behind,
    next_titles,
    ways_back,
    ways_out,
)
from himpun.runs.rules import row_id
from himpun.runs.rules.standing import State, standing
from himpun.runs.rules.words import (
    beyond,
    due_text,
    long_moment,
    period_text,
    short_moment,
    spent,
    task_text,
)
from himpun.sops import queries as sops

STATE_WORDS: Mapping[State, str] = {
    "late": "Terlambat",
    "back": "Dikembalikan",
    "risk": "Berisiko",
    "now": "Sedang dikerjakan",
    "wait": "Menunggu",
    "idle": "Belum",
    "done": "Selesai",
}
ENDED_WORDS = {
    "returned": "Dikembalikan",
    "cancelled": "Dibatalkan",
    "passed": "Dilewati",
}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom a step may be given."""

    person: office.Person
    text: str

    @property
    def value(self) -> str:
        """What the form sends for this person."""
        return str(self.person.pk)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who may do what is next on a step. ``mandate``: the duty and capacity of whoever looks, None
    if it is not theirs; ``why_not`` then says why."""

    mandate: tuple[Duty, str] | None
    why_not: str
    duties: tuple[Duty, ...]
    names: tuple[str, ...]
    colleagues: tuple[Colleague, ...]
    steward: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """How a step stands in time, in words."""

    state: State
    word: str
    due: str
    since: str
    used: str
    over: str
    window: str


@dataclass(frozen=True, slots=True)
class People:
    """Offices that the form names: see ``step_people``."""

    subordinates: tuple[str, ...]
    addressed: tuple[str, ...]
    recipients: tuple[str, ...]
    attendants: tuple[str, ...]
    in_charge: tuple[str, ...]


@dataclass(frozen=True)
class StepPage:
    """The page of a visit. ``mine``: whoever looks may do it now. ``draft``: what they had filled
    in, also when somebody else has finished the step meanwhile."""

    run: Run
    visit: Visit
    sop: Sop
    step: Step
    units: Mapping[str, Unit]
    calendar: Calendar
    hands: Hands
    clock: Clock
    people: People
    exits: tuple[WayOut, ...]
    returns: tuple[WayBack, ...]
    next_titles: str
    slots: tuple[Slot, ...]
    files: list[FileRow]
    received: list[FileRow]
    sender: Ending | None
    ending: Ending | None
    past: list[Past]
    more_past: bool
    giving: bool
    now: datetime
    draft: dict[str, Json] | None = None
    draft_at: str = ""
    period: str = field(default="")
    parts: tuple[Part, ...] = ()

    @property
    def open(self) -> bool:
        """Does the step wait for somebody?"""
        return self.visit.state == "open"

    @property
    def halted(self) -> bool:
        """Does the whole run stand still?"""
        return self.run.state == "suspended"

    @property
    def mine(self) -> bool:
        """May whoever looks fill it in and hand it on now?"""
        return self.open and not self.halted and self.hands.mandate is not None

    @property
    def on_behalf(self) -> str:
        """The office for which an operator acts; "" for a holder."""
        if self.hands.mandate is None or self.hands.mandate[1] != ON_BEHALF:
            return ""
        return self.hands.names[0] if self.hands.names else ""

    @property
    def acting(self) -> str:
        """In which capacity whoever looks holds it, where it is not the usual one."""
        if self.hands.mandate is None or self.hands.mandate[1] in (DEFINITIVE, ON_BEHALF):
            return ""
        return self.hands.mandate[1]

    @property
    def unit_name(self) -> str:
        """The unit in which the step is done; "" for none."""
        return self.units[self.visit.unit].name if self.visit.unit in self.units else ""

    @property
    def task(self) -> str:
        """The activity as somebody's task, in the SOP's words."""
        return task_text(self.sop, self.step)

    @property
    def titles(self) -> str:
        """Who acts, as the paper names them."""
        kind = self.units[self.visit.unit].kind if self.visit.unit in self.units else ""
        # A unit that passes a row has nobody there; the paper's performers stand for it.
        there = performers_at(self.sop, self.visit.node, kind) if kind or self.giving else ()
        names = there or self.step.performers
        return listed([self.sop.performers[name].title for name in names])

    @property
    def works(self) -> tuple[str, ...]:
        """The kinds of the step; whoever gives data to a row collects them."""
        return ("collect",) if self.giving else self.step.work


def step_page(
    person: office.Person, run_id: int, visit: int, now: datetime
) -> StepPage | None:  # fmt: skip
    """The page of a step, as it stands at ``now``; None where the person does not see it.

    Costs the same number of queries whatever the number of units, rounds and other runs.
    """
    row = (
        Visit.objects.filter(pk=row_id(run_id, visit), run__in=runs_seen_by(person, now))
        .select_related(
            "run__agency",
            "run__started_by",
            "run__start_letter__scan__visit",
            "assignee",
            "done_by",
        )
        .first()
    )
    return None if row is None else _page(person, row, now)


def _page(person: office.Person, row: Visit, now: datetime) -> StepPage:
    run, agency = row.run, row.run.agency
    sop = _sop_with(run, row.node)
    units = {
        u.code: Unit(u.code, u.name, u.kind, u.excused)
        for u in RunUnit.objects.filter(run=run).order_by("position")
    }
    on = office.day_at(agency, now)
    holders = office.holders_by_performer(agency, sop.id, on)
    actor = office.actor_for(person, agency, sop.id, on)
    calendar = office.calendar_of(agency)
    visit = kernel_visit(row)
    exits = ways_out(sop, row.node, units, row.unit)
    named = {u.id: u.name for u in units.values()}
    past, more = past_of(row, Telling(sop, named, calendar, now))
    draft = Draft.objects.filter(visit=row, person=person).first()
    page = StepPage(
        run=run,
        visit=row,
        sop=sop,
        step=sop.step_at(row.node),
        units=units,
        calendar=calendar,
        hands=_hands(sop, Marking(state="running", units=units), visit, actor, holders),
        clock=_clock(row, visit, sop.step_at(row.node), calendar, now),
        people=_people(sop, row, units, holders, exits),
        exits=exits,
        returns=ways_back(sop, row.node, units, row.unit),
        next_titles=_next_titles(sop, exits, units, row.unit),
        slots=slots_of(sop.step_at(row.node)),
        files=files_of(row, sop),
        received=files_before(row, sop),
        sender=sender_of(run.pk, row.number),
        ending=endings_of(run.pk, [row.number]).get(row.number),
        past=past,
        more_past=more,
        giving=sop_giving(sop, row.node),
        now=now,
        draft=draft.content if draft else None,
        draft_at=saved_text(draft.saved_at, calendar) if draft else "",
        period=period_text(run.period),
    )
    return replace(page, parts=parts_of(page, person))


def _sop_with(run: Run, node: str) -> Sop:
    """The definition that a run follows; for a step of before it moved to a newer version, the
    newest older one that has the step."""
    sop = sop_of(run)
    if node in sop.places:
        return sop
    for version in sops.versions_of(run.agency, run.sop_key):
        older = sops.sop_of(version.pk, version.fingerprint)
        if node in older.places:
            return older
    raise LookupError(f"no version of {run.sop_key} has the step {node}")


def _hands(sop: Sop, marking: Marking, visit: OpenStep, actor: Actor, holders: Holders) -> Hands:
    if visit.state != "open":
        return Hands(None, "", (), (), (), actor.steward)
    duties = duties_of(sop, marking, visit)
    mandate = mandate_for(sop, marking, visit, actor)
    # An operator may act in the place of any of them; the record names the first.
    wanted = (mandate[0],) if mandate else duties
    there = {
        holder.person.pk: holder
        for duty in duties
        for holder in holders.get((duty.performer, duty.unit), ())
    }
    return Hands(
        mandate=mandate,
        why_not=why_not_do(sop, marking, visit, actor) or "",
        duties=duties,
        names=tuple(office_text(sop, holders, marking.units, duty) for duty in wanted),
        colleagues=tuple(
            Colleague(holder.person, person_text(holder))
            for pk, holder in there.items()
            if str(pk) not in (actor.person, visit.assignee)
        ),
        steward=actor.steward,
    )


def _clock(row: Visit, visit: OpenStep, step: Step, calendar: Calendar, now: datetime) -> Clock:
    run = row.run
    halted = run.state == "suspended"
    state = standing(visit, now, halted=halted)
    end = row.finished_at or run.suspended_at or now
    begin = row.started_at or row.opened_at
    window = ""
    if row.window_opens_at and row.window_closes_at:
        first = short_moment(row.window_opens_at, now, calendar).rpartition(" ")[0]
        last = short_moment(row.window_closes_at, now, calendar)
        window = f"{first} s.d. {last.removeprefix(f'{first} ')}"
    word = ENDED_WORDS.get(row.state, STATE_WORDS[state])
    return Clock(
        state=state,
        word="Siap dikerjakan" if state == "now" and row.started_at is None else word,
        due=_due(state, row, now, calendar),
        since=long_moment(row.opened_at, calendar),
        used=spent(begin, max(begin, end), calendar),
        over=beyond(begin, max(begin, end), step.time, calendar),
        window=window,
    )


def _due(state: State, row: Visit, now: datetime, calendar: Calendar) -> str:
    """The whole sentence beside the state; a late step says by how much."""
    if row.state != "open" or row.due_at is None:
        return ""
    relative, exact = due_text(row.due_at, now, calendar)
    return f"{relative} ({exact})" if state == "late" else f"tenggat {relative.lower()} ({exact})"


def _people(
    sop: Sop, row: Visit, units: Mapping[str, Unit], holders: Holders, exits: tuple[WayOut, ...]
) -> People:
    step, unit = sop.step_at(row.node), row.unit
    ahead = next((way for way in exits if not way.back), exits[0])
    behind = duties_behind(sop, row.node, ahead.name, units, unit)
    receivers = receivers_of(sop, step, units, unit, behind)
    ordered = {name for node in ahead.landing.nodes for name in sop.step_at(node).givers}
    first = tuple(duty for duty in behind if duty.performer not in ordered)
    return People(
        subordinates=offices(sop, holders, units, behind),
        addressed=offices(sop, holders, units, first or behind),
        recipients=offices(sop, holders, units, receivers),
        attendants=attendants_of(sop, step, holders, units, unit),
        in_charge=in_charge_of_data(sop, holders, units),
    )


def _next_titles(
    sop: Sop, exits: tuple[WayOut, ...], units: Mapping[str, Unit], unit: str
) -> str:  # fmt: skip
    ahead = next((way for way in exits if not way.back), None)
    if ahead is None or not ahead.landing.nodes:
        return ""
    return next_titles(sop, ahead.landing, units[unit].kind if unit in units else "")


def saved_text(at: datetime, calendar: Calendar) -> str:
    """09.12 WITA."""
    return f"{calendar.local(at):%H.%M %Z}"


def was_granted(run_id: int, key: str) -> bool:
    """Whether a wish with this key was granted before: a double click (one query)."""
    return Event.objects.filter(run_id=run_id, command_key=key).exists()
