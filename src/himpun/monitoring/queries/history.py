"""Quarter by quarter: completeness, timeliness, how long runs took, achievement. A run that is over
is one row of sums, however many steps it had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from himpun.monitoring.models import RunSummary
from himpun.monitoring.rules.boards import Quarter, quarters_until, share
from himpun.office import queries as office
from himpun.office.queries.among import Among
from himpun.performance.queries.region import NOTHING, Achieved, sum_of
from himpun.performance.queries.sums import FormSums, sums_by_quarter, sums_by_run
from himpun.performance.rules.numbers import rounded
from himpun.runs.queries.standings import Handed, handed_in

MANY = 20
"""Quarters of a history: five years, those of a medium-term plan."""
DAY = 27_000
"""Seconds of an office day over several agencies: 7 hours 30 minutes (Perpres 21/2023)."""
PLACES = 1


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """A quarter: its runs, of which ``live`` go on; units as on the board; ``days``: working days
    that its ended runs took on average, ``allowed``: what their SOPs allow (None: none ended)."""

    at: Quarter
    runs: int = 0
    live: int = 0
    units: int = 0
    handed: int = 0
    timely: int = 0
    days: Decimal | None = None
    allowed: Decimal | None = None
    achieved: Achieved = NOTHING

    @property
    def complete(self) -> int | None:
        """In percent, rounded down."""
        return share(self.handed, self.units)

    @property
    def punctual(self) -> int | None:
        """Of those that have handed in; in percent, rounded down."""
        return share(self.timely, self.handed)


@dataclass(frozen=True, slots=True)
class History:
    """Quarters, oldest first, all of them in a row. ``sops``: (key, name) of those that can be
    chosen, ``sop`` the chosen one ("" all)."""

    lines: tuple[QuarterLine, ...]
    sops: tuple[tuple[str, str], ...] = ()
    sop: str = ""

    @property
    def runs(self) -> int:
        """Runs in all its quarters."""
        return sum(line.runs for line in self.lines)


class _Row(NamedTuple):
    run_id: int
    year: int
    quarter: int
    units: int
    handed: int
    timely: int
    seconds: int | None
    allowed: int
    ended_at: datetime | None
    owing: list[str]

    @property
    def at(self) -> Quarter:
        return self.year, self.quarter


def history_of_agency(agency: office.Agency, sop_key: str, last: Quarter) -> History:
    """The quarters of an agency up to one, of one SOP or of all (six queries at most)."""
    quarters = quarters_until(last, MANY)
    rows = RunSummary.objects.filter(agency=agency, year__gte=quarters[0][0])
    names = rows.order_by("sop_key", "run_id").values_list("sop_key", "run__sop__name")
    sops = tuple(dict(names).items())
    chosen = sop_key if sop_key in dict(sops) else ""
    if chosen:
        rows = rows.filter(sop_key=chosen)
    found = [_Row(*row) for row in rows.order_by("run_id").values_list(*_Row._fields)]
    live = handed_in({row.run_id: row.owing for row in found if row.ended_at is None})
    sums = sums_by_run(row.run_id for row in found)
    by_quarter: dict[Quarter, list[_Row]] = defaultdict(list)
    for row in found:
        by_quarter[row.at].append(row)
    day = int(office.calendar_of(agency).ordinary_day.total_seconds()) or DAY
    lines = (_line(at, by_quarter[at], live, sums, day) for at in quarters)
    return History(tuple(lines), sops, chosen)


def _line(
    at: Quarter,
    rows: Sequence[_Row],
    live: Mapping[int, Handed],
    sums: Mapping[int, FormSums],
    day: int,
) -> QuarterLine:
    forms = [sums[row.run_id] for row in rows if row.run_id in sums]
    units, handed, timely = sum(row.units for row in rows), 0, 0
    for row in rows:
        now = Handed(row.handed, row.timely) if row.ended_at else live.get(row.run_id, Handed())
        handed, timely = handed + min(now.handed, row.units), timely + min(now.timely, row.units)
    if not units:
        units, handed, timely = in_forms(forms)
    timed = [(row.seconds, row.allowed) for row in rows if row.seconds is not None]
    return QuarterLine(
        at=at,
        runs=len(rows),
        live=sum(1 for row in rows if row.ended_at is None),
        units=units,
        handed=handed,
        timely=timely,
        days=_mean(sum(spent for spent, _ in timed), len(timed), day),
        allowed=_mean(sum(allowed for _, allowed in timed), len(timed), day),
        achieved=sum_of(each.achieved for each in forms),
    )


def in_forms(forms: Iterable[FormSums]) -> tuple[int, int, int]:
    """Units, handed in, in time: of forms, where no step of an SOP hands in."""
    found = list(forms)
    complete = sum(each.complete for each in found)
    return sum(each.forms for each in found), complete, complete - sum(e.late for e in found)


def _mean(seconds: int, many: int, day: int) -> Decimal | None:
    """Working days on average, one decimal, rounded half up; None of nothing."""
    return rounded(Fraction(seconds, many * day), PLACES) if many else None


def history_of_agencies(agencies: Sequence[int], last: Quarter) -> History:
    """The quarters of many agencies together, up to one (seven queries, however many there are)."""
    quarters = quarters_until(last, MANY)
    rows = RunSummary.objects.filter(Among("agency", agencies), year__gte=quarters[0][0])
    sums = sums_by_quarter(agencies, quarters[0], quarters[-1])
    totals = {(row["year"], row["quarter"]): row for row in _totals(rows)}
    live: dict[Quarter, list[Handed]] = defaultdict(list)
    going_on = {row.run_id: row for row in _going_on(rows)}
    for run_id, handed in handed_in({pk: row.owing for pk, row in going_on.items()}).items():
        live[going_on[run_id].at].append(handed)
    return History(tuple(_total(at, totals.get(at), live[at], sums.get(at)) for at in quarters))


def _totals(rows: QuerySet[RunSummary]) -> Iterable[Mapping[str, Any]]:
    over = Q(seconds__isnull=False)
    return (
        rows.order_by()
        .values("year", "quarter")
        .annotate(
            runs=Count("pk"),
            live=Count("pk", filter=Q(ended_at=None)),
            all_units=Sum("units"),
            all_handed=Sum("handed"),
            all_timely=Sum("timely"),
            timed=Count("pk", filter=over),
            spent=Sum("seconds", filter=over),
            may=Sum("allowed", filter=over),
        )
    )


def _going_on(rows: QuerySet[RunSummary]) -> Iterable[_Row]:
    return (_Row(*row) for row in rows.filter(ended_at=None).values_list(*_Row._fields))


def _total(
    at: Quarter, row: Mapping[str, Any] | None, live: Sequence[Handed], sums: FormSums | None
) -> QuarterLine:
    if row is None:
        return QuarterLine(at)
    handed = row["all_handed"] + sum(each.handed for each in live)
    timely = row["all_timely"] + sum(each.timely for each in live)
    return QuarterLine(
        at=at,
        runs=row["runs"],
        live=row["live"],
        units=row["all_units"],
        handed=min(handed, row["all_units"]),
        timely=min(timely, row["all_units"]),
        days=_mean(row["spent"] or 0, row["timed"], DAY),
        allowed=_mean(row["may"] or 0, row["timed"], DAY),
        achieved=sums.achieved if sums else NOTHING,
    )
