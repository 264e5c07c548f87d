"""What an agreement promises, as its page shows it: targets in the catalogue's order, budgets,
what is odd, and what differs from the version before."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Min, Q

from himpun.kernel.worktime import Period
from himpun.performance.models import Agreement, IndicatorVersion, Objective, Target
from himpun.performance.queries.agreement import budgets_of, targets_of
from himpun.performance.queries.catalogue import (
    definition_of,
    in_use,
    newest_of_each,
    objectives_of,
    quarter_code,
)
from himpun.performance.rules import kept_value, show_value
from himpun.performance.rules.catalogue import BUDGETED
from himpun.performance.rules.definition import Definition
from himpun.performance.rules.targets import FIELD_WORDS, FIELDS, Doubt, Field, doubts_about


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """An indicator with its targets as shown ("1.850,5"), and what is odd about them."""

    version: IndicatorVersion
    definition: Definition
    figures: Mapping[Field, str]
    doubts: tuple[Doubt, ...]
    changed: Mapping[Field, str]
    """Field → what the version before said, for those that differ."""

    @property
    def begun(self) -> bool:
        """Whether any target is there."""
        return any(self.figures.values())

    @property
    def cells(self) -> list[tuple[Field, str, str | None]]:
        """(field, figure, the former figure where it differs) in the order of the table."""
        return [(field, self.figures[field], self.changed.get(field)) for field in FIELDS]


@dataclass(frozen=True, slots=True)
class PledgeGroup:
    """An objective with its indicators, and its budget in whole rupiah where it may have one."""

    objective: Objective
    depth: int
    lines: list[PledgeLine]
    budget: int | None
    former_budget: int | None
    budgeted: bool


def pledge_of(agreement: Agreement, former: Agreement | None = None) -> list[PledgeGroup]:
    """The whole table of an agreement, with what differs from ``former`` (seven queries at most).

    Indicators are those in use at the end of the year, or that have a target here.
    """
    targets, before = targets_of(agreement), targets_of(former)
    budgets, budgets_before = budgets_of(agreement), budgets_of(former)
    lines: dict[int, list[PledgeLine]] = {}
    year = _Year(agreement)
    for version in year.versions:
        line = _line(version, year, targets, before if former else None)
        lines.setdefault(version.indicator.objective_id, []).append(line)
    groups = [
        PledgeGroup(
            objective, depth, lines.get(objective.pk, []), budgets.get(objective.pk),
            budgets_before.get(objective.pk) if former else None, objective.kind in BUDGETED,
        )
        for depth, objective in objectives_of(agreement.agency)
    ]  # fmt: skip
    return [group for group in groups if group.lines or _wants_budget(group)]


def _wants_budget(group: PledgeGroup) -> bool:
    return group.budgeted and (group.objective.until_on is None or group.budget is not None)


def versions_in(agreement: Agreement) -> list[IndicatorVersion]:
    """The indicators that an agreement speaks of, as defined at the end of its year, in the
    catalogue's order: those then in use, and those that have a target here (one query)."""
    end = Period("triwulan", agreement.year, 4)
    pledged = Target.objects.filter(agreement=agreement).values("indicator")
    rows = IndicatorVersion.objects.filter(
        in_use(end.last_day, "indicator__") | Q(indicator__in=pledged),
        indicator__agency=agreement.agency_id, from_period__lte=end.code,
    )  # fmt: skip
    return newest_of_each(rows)


def doubts_in(agreement: Agreement) -> list[tuple[str, tuple[Doubt, ...]]]:
    """(name of an indicator, what is odd about its targets) where there is something (three
    queries)."""
    targets = targets_of(agreement)
    year = _Year(agreement)
    lines = [_line(version, year, targets, None) for version in year.versions]
    return [(line.definition.name, line.doubts) for line in lines if line.doubts]


class _Year:
    """The indicators of an agreement, and since when each is asked (two queries)."""

    def __init__(self, agreement: Agreement) -> None:
        self.year = agreement.year
        self.versions = versions_in(agreement)
        rows = IndicatorVersion.objects.filter(indicator__agency=agreement.agency_id).order_by()
        counted = rows.values_list("indicator").annotate(Min("from_period"))
        self.since: Mapping[int, str] = dict(counted)

    def asked(self, version: IndicatorVersion) -> str:
        """The digits of the year's quarters in which an indicator is asked."""
        since = self.since[version.indicator_id]
        return "".join(q for q in version.quarters if quarter_code(self.year, int(q)) >= since)


def _line(
    version: IndicatorVersion,
    year: _Year,
    targets: Mapping[int, Target],
    before: Mapping[int, Target] | None,
) -> PledgeLine:
    said = definition_of(version)
    kept = _kept(targets.get(version.indicator_id))
    shown = {field: _shown(said, text) for field, text in kept.items()}
    former = {} if before is None else _kept(before.get(version.indicator_id))
    changed = {
        field: _shown(said, text) or "kosong"
        for field, text in former.items()
        if text != kept[field]
    }
    doubts = doubts_about(said.measure, year.asked(version), kept)
    return PledgeLine(version, said, shown, doubts, changed)


def _kept(target: Target | None) -> dict[Field, str]:
    return {field: str(getattr(target, field)) if target else "" for field in FIELDS}


def _shown(said: Definition, text: str) -> str:
    """As it is kept where the definition has changed under it."""
    try:
        return show_value(kept_value(said.measure, text))
    except ValueError:
        return text


HEADS = [(field, FIELD_WORDS[field]) for field in FIELDS]
