"""The page Jadwal: every start of an agency's coming year at once, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from himpun.kernel.definition import Sop
from himpun.kernel.worktime import Calendar, CalendarUnknown, plan
from himpun.kernel.worktime.words import MONTHS
from himpun.office import queries as office
from himpun.runs.queries.run_page import planned_steps
from himpun.runs.queries.start import PlannedRow, rows_of_plan
from himpun.schedule.models import StartRule
from himpun.schedule.queries.rules import (
    Planned,
    planned_starts,
    rule_in,
    rules_of,
    when_of,
)
from himpun.schedule.rules.against import Against, against_start, long_day, no_table
from himpun.schedule.rules.starts import When, window_of_sop
from himpun.sops import queries as sops

BEHIND = timedelta(days=92)
"""So far back starts stay on the page."""
AHEAD = timedelta(days=366)
WORDS = {
    "planned": ("idle", "Direncanakan"),
    "today": ("now", "Hari ini"),
    "skipped": ("idle", "Dilewati"),
    "started": ("done", "Dimulai"),
    "by hand": ("done", "Dimulai secara manual"),
    "failed": ("late", "Belum dapat dimulai"),
    "missed": ("late", "Tidak dimulai"),
}
NO_RULE = "Belum ada aturan mulai. SOP ini dimulai secara manual, atau dengan surat dari luar."


@dataclass(frozen=True, slots=True)
class StartRow:
    """One start as the page shows it. ``day``: its day in words; ``notes``: moved, skipped, late
    or failed, in sentences; ``rows``: the SOP's rows as they would fall; ``open``: whether the day
    may still be changed."""

    planned: Planned
    state: str
    mark: str
    word: str
    day: str
    month: str
    notes: tuple[str, ...]
    against: tuple[Against, ...]
    rows: tuple[PlannedRow, ...]
    open: bool

    @property
    def code(self) -> str:
        """The code of its period."""
        return self.planned.period.code

    @property
    def run_id(self) -> int | None:
        """The run that came of it."""
        start = self.planned.start
        return (start.run_id if start else None) or self.planned.by_hand

    @property
    def proposals(self) -> tuple[Against, ...]:
        """What may be mended by another day, each day once."""
        found = {one.instead: one for one in reversed(self.against) if one.instead and self.open}
        return tuple(reversed(found.values()))


@dataclass(frozen=True, slots=True)
class SopYear:
    """An SOP of the agency with its rule and its starts. ``label``: the rule in words; ``own``:
    the agency's rule, not the SOP's; ``note``: why nothing is planned."""

    sop: Sop
    rule: StartRule | None
    label: str
    own: bool
    starts: tuple[StartRow, ...]
    note: str = ""


def year_of(agency: office.Agency, now: datetime) -> list[SopYear]:
    """Every SOP in force of an agency with its starts (three queries, and two for each rule)."""
    rules, calendar = rules_of(agency), office.calendar_of(agency)
    return [
        _sop_year(row.sop, rules.get(row.sop.id), calendar, now) for row in sops.register([agency])
    ]


def sop_year(agency: office.Agency, sop_key: str, now: datetime) -> SopYear | None:
    """One SOP in force with its starts; None for one that is not (five queries)."""
    rows = [row for row in sops.register([agency]) if row.sop.id == sop_key]
    if not rows:
        return None
    rule = rule_in(agency, sop_key)
    return _sop_year(rows[0].sop, rule, office.calendar_of(agency), now)


def _sop_year(sop: Sop, rule: StartRule | None, calendar: Calendar, now: datetime) -> SopYear:
    own = window_of_sop(sop)
    label = own.label if own else ""
    if rule is None:
        note = NO_RULE if own is None else f"{NO_RULE} SOP menyebut: {label}."
        return SopYear(sop, None, "", own=False, starts=(), note=note)
    when = when_of(rule, sop)
    if when is None:
        return SopYear(sop, rule, "", own=False, starts=(), note=NO_RULE)
    note = "" if rule.active else "Aturan ini dimatikan; tidak ada yang dimulai dengan sendirinya."
    return SopYear(
        sop, rule, when.label, own=bool(rule.when), note=note,
        starts=tuple(_rows(sop, rule, when, calendar, now)),
    )  # fmt: skip


def _rows(
    sop: Sop, rule: StartRule, when: When, calendar: Calendar, now: datetime
) -> list[StartRow]:
    today = calendar.local(now).date()
    shown = [one for one in planned_starts(rule, when, calendar, today) if _shown(one, today)]
    shown.sort(key=lambda one: (one.meant, one.period.code))
    return [_row(sop, one, calendar, now) for one in shown]


def _shown(one: Planned, today: date) -> bool:
    if one.start is not None and one.start.state == "failed" and not one.made:
        return True
    return today - BEHIND <= one.meant <= today + AHEAD


def _row(sop: Sop, one: Planned, calendar: Calendar, now: datetime) -> StartRow:
    today = calendar.local(now).date()
    state = _state(one, today)
    mark, word = WORDS[state]
    made = one.made
    on = one.day.on if one.day else one.meant
    return StartRow(
        planned=one, state=state, mark=mark, word=word,
        day=long_day(on), month=f"{MONTHS[on.month - 1]} {on.year}",
        notes=tuple(_notes(one, calendar)),
        against=() if made or one.skipped else _against(sop, one, calendar),
        rows=() if made or one.skipped else _plan(sop, one, calendar, now),
        open=not made,
    )  # fmt: skip


def _state(one: Planned, today: date) -> str:
    if one.by_hand is not None:
        return "by hand"
    if one.start is not None:
        return one.start.state
    if one.skipped:
        return "skipped"
    return "today" if one.day and one.day.on == today else "planned"


def _notes(one: Planned, calendar: Calendar) -> list[str]:
    found = []
    if change := one.change:
        who = change.by.name if change.by else "Sistem"
        said = "Dilewati" if change.on is None else "Digeser"
        found.append(f"{said} oleh {who}: {change.reason}")
    if (start := one.start) and one.by_hand is None:
        if start.late:
            planned = long_day(calendar.local(start.planned_at).date())
            found.append(f"Dimulai terlambat oleh Himpun: jadwalnya {planned}.")
        if start.why:
            found.append(start.why)
    return found


def _against(sop: Sop, one: Planned, calendar: Calendar) -> tuple[Against, ...]:
    if one.unknown is not None or one.day is None:
        return (no_table(one.unknown),) if one.unknown else ()
    found = against_start(sop, one.period, one.day, calendar)
    if one.change is None:
        return found
    # Somebody has looked at it and chosen the day: said again, not proposed again.
    return tuple(Against(each.kind, each.sentence) for each in found)


def _plan(sop: Sop, one: Planned, calendar: Calendar, now: datetime) -> tuple[PlannedRow, ...]:
    if one.day is None:
        return ()
    try:
        planned = plan(planned_steps(sop), one.period, calendar, one.day.opens_at)
    except CalendarUnknown:
        return ()
    return rows_of_plan(sop, planned, calendar, now)
