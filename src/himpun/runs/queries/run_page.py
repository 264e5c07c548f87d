"""The run page: the SOP's own table, with how each of its rows stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from himpun.kernel.definition import Sop
from himpun.kernel.duty import Actor, mandate_for
from himpun.kernel.run import Run as Marking
from himpun.kernel.run import Unit
from himpun.kernel.worktime import (
    Calendar,
    CalendarUnknown,
    PlannedStep,
    conflicts,
    parse_period,
)
from himpun.office import queries as office
from himpun.office.rules import ACTING, DEFINITIVE
from himpun.runs.models import Event, Run, RunUnit, Visit
from himpun.runs.queries.seen import kernel_visit, run_seen_by, sop_of
from himpun.runs.rules.live import Live
from himpun.runs.rules.rows import Entry, Row, Rows
from himpun.runs.rules.standing import NEEDS_SOMEBODY
from himpun.runs.rules.strip import Strip, current_row, strip_of
from himpun.runs.rules.words import long_day, long_moment, period_text
from himpun.sops import queries as sops
from himpun.sops.rules.drawing import Layout, plan
from himpun.sops.rules.rows import table_of
from himpun.sops.rules.table import PaperSize, TableView

Link = Callable[[int], str]
"""The address of a visit of the run, by the kernel's number."""


@dataclass(frozen=True, slots=True)
class MyStep:
    """An open step that the reader may do now."""

    key: str
    unit: str
    visit: int
    href: str
    acting: bool


@dataclass(frozen=True)
class RunView:
    """A run as its page shows it. ``mine``: what the reader may do now; ``conflicts``: where the
    calendar of this period contradicts the SOP; ``gaps``: what the SOP lacks; ``ended``: how it
    ended or stands still, "" while it runs."""

    run: Run
    sop: Sop
    title: str
    period: str
    sub: str
    table: TableView
    rows: tuple[Row, ...]
    live: Live
    strip: Strip | None
    mine: tuple[MyStep, ...]
    conflicts: tuple[str, ...]
    gaps: tuple[str, ...]
    questions: int
    ended: str
    steward: bool


def run_view(
    person: office.Person, run_id: int, now: datetime, link: Link, *, paper: PaperSize = "a4"
) -> RunView | None:
    """The page of a run that the person sees, to be printed on ``paper``; None for any other (ten
    queries, however many units and rounds it has)."""
    run = run_seen_by(person, run_id, now)
    if run is None:
        return None
    sop, calendar = sop_of(run), office.calendar_of(run.agency)
    units = units_of(run)
    entries = entries_of(run)
    running = run.state == "running"
    rows = Rows(sop, units, entries, now, halted=not running)
    holders = _holder_names(run, sop, now)
    live = Live(rows, calendar, parse_period(run.period), holders, link, running)
    actor = office.actor_for(person, run.agency, sop.id, office.day_at(run.agency, now))
    mine = tuple(_mine(rows, actor, link)) if running else ()
    return RunView(
        run=run,
        sop=sop,
        title=f"{sop.name}, {period_text(run.period)}",
        period=period_text(run.period),
        sub=_sub(run, sop, calendar),
        table=_table(run, live, mine, calendar, paper),
        rows=rows.all_rows,
        live=live,
        strip=strip_of(live, rows.all_rows) if running else None,
        mine=mine,
        conflicts=conflicts_of(sop, run.period, calendar, run.started_at),
        gaps=sops.gaps_of(sop),
        questions=len(sops.questions_of(sop)),
        ended=_ended(run, calendar),
        steward=actor.steward,
    )


def units_of(run: Run) -> dict[str, Unit]:
    """The units of a run by code, in their order (one query)."""
    rows = RunUnit.objects.filter(run=run)
    return {row.code: _unit(row) for row in rows}


def _unit(row: RunUnit) -> Unit:
    return Unit(row.code, row.name, row.kind, row.excused, row.extended_to)


def entries_of(run: Run) -> list[Entry]:
    """Every visit of a run, with who did it (one query)."""
    rows = Visit.objects.filter(run=run).select_related("done_by", "assignee").defer("content")
    return [
        Entry(
            kernel_visit(row),
            by=row.done_as or (row.done_by.name if row.done_by else ""),
            assignee=row.assignee.name if row.assignee else "",
        )
        for row in rows
    ]


def _holder_names(run: Run, sop: Sop, now: datetime) -> dict[tuple[str, str], list[str]]:
    on = office.day_at(run.agency, now)
    found = office.holders_by_performer(run.agency, sop.id, on)
    return {place: [holder_name(holder) for holder in several] for place, several in found.items()}


def holder_name(holder: office.Holder) -> str:
    """A holder as pages name them: the post with its capacity, the person where they stand in."""
    if holder.capacity == DEFINITIVE:
        return holder.post_title
    if holder.capacity in ACTING:
        return f"{holder.capacity} {holder.post_title}"
    return f"{holder.person.name} ({holder.capacity} {holder.post_title})"


def _mine(rows: Rows, actor: Actor, link: Link) -> Iterator[MyStep]:
    marking = Marking(units=rows.units)
    for entry in sorted(rows.entries, key=lambda e: e.visit.due.due_at or e.visit.opened_at):
        visit = entry.visit
        if visit.state != "open" or visit.node not in rows.sop.places:
            continue
        if found := mandate_for(rows.sop, marking, visit, actor):
            unit = rows.units.get(visit.unit)
            acting = found[1] == "operator a.n."
            key = rows.sop.step_at(visit.node).key
            yield MyStep(key, unit.name if unit else "", visit.id, link(visit.id), acting)


def _table(
    run: Run, live: Live, mine: Sequence[MyStep], calendar: Calendar, paper: PaperSize
) -> TableView:
    rows, sop = live.rows.all_rows, live.rows.sop
    own = {step.key for step in mine if not step.acting}
    furthest = current_row(rows)
    whose = f"{run.agency.name}, {run.agency.region}"
    title = f"{sop.name}, {period_text(run.period)}"
    number = f" · SOP {sop.identity.number}" if sop.identity.number else ""
    footer = f"{sop.name}, {whose}{number} · {period_text(run.period)} · dicetak "
    return table_of(
        sop,
        states={row.step.key: live.cell(row) for row in rows},
        live={row.step.key: live.view(row) for row in rows},
        hrefs={row.step.key: href for row in rows if (href := _href(row, mine, live.link))},
        current=own or ({furthest.step.key} if furthest and live.running else ()),
        live_head=f"Jalannya, {period_text(run.period)}",
        footer=f"{footer}{long_moment(live.now, calendar)}",
        title=(title, whose),
        paper=paper,
        layout=layout_of(run.sop_id, run.fingerprint),
        few_sheets=True,
    )


def _href(row: Row, mine: Sequence[MyStep], link: Link) -> str:
    """Where the symbol of a row leads: to what is mine in it, else to what is worst in it."""
    own = [step for step in mine if step.key == row.step.key]
    if own:
        return min(own, key=lambda step: step.acting).href
    parts = [part for part in (*row.shown, *row.parts) if part.entry]
    pressing = [part for part in parts if part.state in NEEDS_SOMEBODY]
    chosen = next(iter(pressing or parts), None)
    return link(chosen.entry.visit.id) if chosen and chosen.entry else ""


@lru_cache(maxsize=64)
def layout_of(sop_pk: int, fingerprint: str) -> Layout:
    """Where the symbols and arrows of a version stand: the same for all its runs."""
    return plan(sops.sop_of(sop_pk, fingerprint))


def conflicts_of(sop: Sop, period: str, calendar: Calendar, start: datetime) -> tuple[str, ...]:
    """Where standard times contradict the windows in a period, as sentences; that the holidays of
    a year are missing is one too."""
    try:
        found = conflicts(planned_steps(sop), parse_period(period), calendar, start)
    except CalendarUnknown as unknown:
        return (str(unknown),)
    return tuple(conflict.sentence for conflict in found)


def planned_steps(sop: Sop) -> list[PlannedStep]:
    """The rows of an SOP as the calendar needs them."""
    return [PlannedStep(step.no, step.time, step.window) for step in sop.steps]


def _sub(run: Run, sop: Sop, calendar: Calendar) -> str:
    about = sop.identity
    parts = []
    if about.number:
        parts.append(f"SOP {about.number}")
    if about.effective:
        parts.append(f"berlaku {long_day(about.effective)}")
    parts.append(f"dimulai {long_day(calendar.local(run.started_at).date())}")
    return " · ".join(parts)


def _ended(run: Run, calendar: Calendar) -> str:
    if run.state == "running":
        return ""
    if run.state == "finished" and run.ended_at:
        return f"Selesai pada {long_moment(run.ended_at, calendar)}."
    kind = "RunSuspended" if run.state == "suspended" else "RunCancelled"
    told = Event.objects.filter(run=run, kind=kind).order_by("-no").first()
    if told is None:
        return ""
    verb = "Dihentikan sementara" if run.state == "suspended" else "Dibatalkan"
    reason = told.body.get("reason", "")
    return f"{verb} oleh {told.actor_text} pada {long_moment(told.at, calendar)}. Alasan: {reason}"
