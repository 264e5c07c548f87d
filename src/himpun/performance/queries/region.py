"""Several agencies side by side in a quarter: sums that the database makes, live.

Achievement is summed over ``Value.achievement`` (hundredths of a percent, capped, against the
quarter), which every save keeps. Ratings are counted by one common scale, for each indicator may
have its own: that of Permendagri 86/2017.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet, Sum

from himpun.office import queries as office
from himpun.performance.models import Form, Recap, Value
from himpun.performance.rules.numbers import rounded
from himpun.performance.rules.scales import SCALES, Level, Scale

YEARS = 5
"""Years of the trend, this one among them: those of a medium-term plan."""
COMMON: Scale = SCALES["permendagri-86-2017"]
HUNDREDTHS = 100
MEAN_PLACES = 2


class Achieved(NamedTuple):
    """A sum of achievements in hundredths of a percent, over how many values."""

    total: int
    counted: int

    @property
    def mean(self) -> Decimal | None:
        """In percent, rounded once, half up; None of nothing."""
        if not self.counted:
            return None
        return rounded(Fraction(self.total, self.counted * HUNDREDTHS), MEAN_PLACES)


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency in a quarter. ``run_id``: the run whose recap is shown, None where no form was
    opened. ``bands``: indicators by level of the common scale, best first. ``trend``: sums by
    (year, quarter)."""

    agency: office.Agency
    run_id: int | None
    revision: int
    units: int
    complete: int
    late: int
    asked: int
    filled: int
    reasoned: int
    achieved: Achieved
    bands: tuple[int, ...]
    trend: Mapping[tuple[int, int], Achieved]

    @property
    def on_time(self) -> int:
        """Units that declared their form complete before it closed."""
        return self.complete - self.late

    @property
    def answered(self) -> int:
        """Values that are filled in, or have a reason why not."""
        return self.filled + self.reasoned


@dataclass(frozen=True, slots=True)
class Region:
    """The agencies that a person sees, in a quarter."""

    year: int
    quarter: int
    lines: tuple[AgencyLine, ...]
    quarters: tuple[tuple[int, int], ...]
    """Of the trend, oldest first, up to this one."""

    def trend(self, at: tuple[int, int]) -> Achieved:
        """Over all agencies, in a quarter of the trend."""
        return sum_of(line.trend.get(at, NOTHING) for line in self.lines)

    @property
    def whole(self) -> Achieved:
        """Over all agencies, in this quarter."""
        return sum_of(line.achieved for line in self.lines)


NOTHING = Achieved(0, 0)


def sum_of(parts: Iterable[Achieved]) -> Achieved:
    """Sums put together."""
    found = list(parts)
    return Achieved(sum(part.total for part in found), sum(part.counted for part in found))


def levels() -> list[tuple[Level, str]]:
    """The common scale with its bounds in words, best first."""
    return list(COMMON.legend())


def region_of(person: office.Person, on: date, year: int, quarter: int) -> Region:
    """The agencies that a person sees, by name, in a quarter, with the trend of five years.

    Five queries, however many agencies, indicators and years there are.
    """
    agencies = list(office.agencies_seen_by(person, on).order_by("region", "name", "code"))
    seen = [agency.pk for agency in agencies]
    forms = _forms(seen, year, quarter)
    values = _values(seen, year, quarter)
    trend = _trend(seen, year)
    revisions = _revisions(row["run"] for row in forms.values())
    lines = [
        _line(agency, forms.get(agency.pk), values.get(agency.pk), trend[agency.pk], revisions)
        for agency in agencies
    ]
    return Region(year, quarter, tuple(lines), _quarters(year, quarter))


def newest_quarter(person: office.Person, on: date) -> tuple[int, int] | None:
    """The last quarter in which an agency that a person sees has opened forms (one query)."""
    rows = _live(Form.objects.filter(agency__in=office.agencies_seen_by(person, on)), "run__state")
    return rows.order_by("-year", "-quarter").values_list("year", "quarter").first()


def _quarters(year: int, quarter: int) -> tuple[tuple[int, int], ...]:
    return tuple(
        (y, q) for y in range(year - YEARS + 1, year + 1) for q in range(1, 5)
        if (y, q) <= (year, quarter)
    )  # fmt: skip


def _live(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    return rows.exclude(**{state: "cancelled"}).order_by()


def _forms(seen: Sequence[int], year: int, quarter: int) -> Mapping[int, Mapping[str, int]]:
    rows = _live(Form.objects.filter(agency__in=seen, year=year, quarter=quarter), "run__state")
    grouped = rows.values("agency_id").annotate(
        units=Count("pk"),
        complete=Count("pk", filter=Q(complete_at__isnull=False)),
        late=Count("pk", filter=Q(complete_at__isnull=False, late=True)),
        run=Max("run_id"),
    )
    return {row["agency_id"]: row for row in grouped}


def _values(seen: Sequence[int], year: int, quarter: int) -> Mapping[int, Mapping[str, int]]:
    rows = Value.objects.filter(
        form__agency__in=seen, form__year=year, form__quarter=quarter, asked=True
    )
    grouped = (
        _live(rows, "form__run__state")
        .values("form__agency_id")
        .annotate(
            asked_for=Count("pk"),
            filled=Count("pk", filter=~Q(realisation="")),
            reasoned=Count("pk", filter=Q(realisation="") & ~Q(no_value="")),
            counted=Count("achievement"),
            total=Sum("achievement"),
            **{f"band_{at}": Count("pk", filter=band) for at, band in enumerate(_bands())},
        )
    )
    return {row["form__agency_id"]: row for row in grouped}


def _bands() -> list[Q]:
    """Each level of the common scale as a condition, best first."""
    found, above = [], Q()
    for level in reversed(COMMON.levels):
        here = Q(achievement__isnull=False)
        if level.lower is not None:
            bound = int(level.lower * HUNDREDTHS)
            here = Q(**{f"achievement__{'gte' if level.included else 'gt'}": bound})
        found.append(here & ~above if above else here)
        above = here
    return found


def _trend(seen: Sequence[int], year: int) -> Mapping[int, dict[tuple[int, int], Achieved]]:
    rows = Value.objects.filter(form__agency__in=seen, form__year__range=(year - YEARS + 1, year))
    grouped = (
        _live(rows, "form__run__state")
        .values_list("form__agency_id", "form__year", "form__quarter")
        .annotate(Sum("achievement"), Count("achievement"))
    )
    found: Mapping[int, dict[tuple[int, int], Achieved]] = defaultdict(dict)
    for agency, at_year, at_quarter, total, counted in grouped:
        found[agency][at_year, at_quarter] = Achieved(int(total or 0), counted)
    return found


def _revisions(runs: Iterable[int]) -> Mapping[int, int]:
    rows = Recap.objects.filter(run__in=list(runs)).order_by().values_list("run_id")
    return dict(rows.annotate(Max("no")))


def _line(
    agency: office.Agency,
    form: Mapping[str, int] | None,
    value: Mapping[str, int] | None,
    trend: Mapping[tuple[int, int], Achieved],
    revisions: Mapping[int, int],
) -> AgencyLine:
    form, value = form or defaultdict(int), value or defaultdict(int)
    run = form["run"] or None
    return AgencyLine(
        agency=agency,
        run_id=run,
        revision=revisions.get(run or 0, 0),
        units=form["units"],
        complete=form["complete"],
        late=form["late"],
        asked=value["asked_for"],
        filled=value["filled"],
        reasoned=value["reasoned"],
        achieved=Achieved(int(value["total"] or 0), value["counted"]),
        bands=tuple(value[f"band_{at}"] for at in range(len(COMMON.levels))),
        trend=trend,
    )


def agency_in(agency: office.Agency, year: int, quarter: int) -> AgencyLine:
    """One agency in a quarter, without a trend (three queries)."""
    seen = [agency.pk]
    forms = _forms(seen, year, quarter)
    values = _values(seen, year, quarter)
    revisions = _revisions(row["run"] for row in forms.values())
    return _line(agency, forms.get(agency.pk), values.get(agency.pk), {}, revisions)


def newest_counted(agency: office.Agency) -> tuple[int, int] | None:
    """The last quarter in which an indicator of an agency has an achievement (one query)."""
    rows = _live(Form.objects.filter(agency=agency, counted__gt=0), "run__state")
    return rows.order_by("-year", "-quarter").values_list("year", "quarter").first()
