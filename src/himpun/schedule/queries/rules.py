"""The start rules of agencies, and the days that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q

from himpun.kernel.definition import Sop
from himpun.kernel.worktime import Calendar, CalendarUnknown, Period
from himpun.office import queries as office
from himpun.office.queries.ticks import Waiting
from himpun.runs.queries.start import live_runs
from himpun.schedule.models import Start, StartChange, StartRule
from himpun.schedule.rules.against import opening_on
from himpun.schedule.rules.starts import (
    StartDay,
    When,
    meant_day,
    parse_when,
    periods_around,
    start_day,
    window_of_sop,
)
from himpun.sops import queries as sops

FINAL = ("started", "by hand", "missed")
"""What became of a period for good; a failed start is tried again."""
LOOK_BACK = timedelta(days=400)
LOOK_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Planned:
    """The start of a period by its rule. ``day``: when, None where it is skipped or the holidays
    of its year are unknown (``unknown``); ``meant``: the day of the rule, holidays left aside;
    ``change``: what somebody decided for this period; ``start``: what became of it; ``by_hand``:
    the run that somebody has started for it already."""

    period: Period
    meant: date
    day: StartDay | None
    unknown: CalendarUnknown | None
    change: StartChange | None
    start: Start | None
    by_hand: int | None = None

    @property
    def made(self) -> bool:
        """Whether nothing is left to be started: it was, by whom ever, or it is too late."""
        return self.by_hand is not None or (self.start is not None and self.start.state in FINAL)

    @property
    def skipped(self) -> bool:
        """Whether this period is not to be started."""
        return self.change is not None and self.change.on is None

    def due_at(self, calendar: Calendar) -> datetime:
        """From when on it is to be made: the opening of its day, or the first minute of the day
        that is meant where nobody knows the holidays."""
        if self.day is not None:
            return self.day.opens_at
        return calendar.at(self.meant, datetime.min.time())


def rules_of(agency: office.Agency) -> dict[str, StartRule]:
    """SOP → its rule, of an agency (one query)."""
    return {row.sop_key: row for row in StartRule.objects.filter(agency=agency)}


def rule_in(agency: office.Agency, sop_key: str) -> StartRule | None:
    """The rule of an SOP (one query)."""
    return StartRule.objects.filter(agency=agency, sop_key=sop_key).first()


def rules_due(now: datetime) -> list[int]:
    """Numbers of the rules that have to be looked at (one query, by the index of what is due)."""
    rows = StartRule.objects.filter(Q(next_at=None) | Q(next_at__lte=now), active=True)
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True))


def rules_waiting(now: datetime) -> Waiting:
    """How many rules have to be looked at, and since when the oldest (one query)."""
    due = StartRule.objects.filter(next_at__lte=now, active=True)
    found = due.aggregate(many=Count("pk"), since=Min("next_at"))
    return Waiting(found["many"], found["since"])


def sop_in_force(agency: office.Agency, sop_key: str) -> tuple[int, Sop] | None:
    """The published version of an SOP with its key; None where there is none (one query)."""
    version = sops.current_version(agency, sop_key)
    return (version.pk, sops.sop_of(version.pk, version.fingerprint)) if version else None


def when_of(rule: StartRule, sop: Sop | None) -> When | None:
    """When runs start: by the agency's rule, else by the SOP's first window; None where there is
    neither."""
    if rule.when:
        return parse_when(rule.when)
    return window_of_sop(sop) if sop else None


def planned_starts(rule: StartRule, when: When, calendar: Calendar, today: date) -> list[Planned]:
    """The starts of a rule from a year ago to a year ahead whose day lies in the time for which
    the rule holds, in the order of their periods (three queries)."""
    changes = {c.period: c for c in rule.changes.filter(withdrawn_at=None).select_related("by")}
    starts = {s.period: s for s in rule.starts.select_related("run")}
    first, last = max(rule.from_on, today - LOOK_BACK), today + LOOK_AHEAD
    if rule.until_on is not None:
        last = min(last, rule.until_on)
    periods = list(periods_around(when.kind, first, last))
    running = live_runs(rule.agency, rule.sop_key, [period.code for period in periods])
    found = []
    for period in periods:
        known = changes.get(period.code), starts.get(period.code)
        one = _planned(when, period, calendar, *known, run_id=running.get(period.code))
        if first <= one.meant <= last or one.start is not None:
            found.append(one)
    return found


def planned_in(
    rule: StartRule, when: When, calendar: Calendar, periods: Iterable[Period]
) -> list[Planned]:  # fmt: skip
    """The starts of a rule for some periods, in their order (three queries)."""
    wanted = {period.code: period for period in periods}
    changes = rule.changes.filter(withdrawn_at=None, period__in=list(wanted)).select_related("by")
    decided = {change.period: change for change in changes}
    starts = {start.period: start for start in rule.starts.filter(period__in=list(wanted))}
    running = live_runs(rule.agency, rule.sop_key, wanted)
    return [
        _planned(
            when, period, calendar, decided.get(code), starts.get(code), run_id=running.get(code)
        )
        for code, period in wanted.items()
    ]


def _planned(
    when: When, period: Period, calendar: Calendar, change: StartChange | None,
    start: Start | None, *, run_id: int | None,
) -> Planned:  # fmt: skip
    meant = meant_day(when, period, calendar)
    day, unknown = None, None
    try:
        if change is None:
            day = start_day(when, period, calendar)
        elif change.on is not None:
            opens_at = opening_on(change.on, calendar)
            day = StartDay(opens_at.date(), opens_at, change.on)
    except CalendarUnknown as missing:
        unknown = missing
    if change is not None and change.on is not None:
        meant = change.on
    elif day is not None:
        meant = day.meant
    by_hand = run_id if start is None or start.run_id is None else None
    return Planned(period, meant, day, unknown, change, start, by_hand)


def starts_by_run(run_ids: list[int]) -> Mapping[int, Start]:
    """Run → the start that made it, for those that a rule started (one query)."""
    rows = Start.objects.filter(run__in=run_ids, state="started").select_related("rule")
    return {row.run_id: row for row in rows if row.run_id is not None}
