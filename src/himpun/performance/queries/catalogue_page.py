"""What the pages of the catalogue show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from himpun.kernel.worktime import parse_period
from himpun.office.queries import Agency
from himpun.performance.models import (
    Agreement,
    Indicator,
    IndicatorVersion,
    MediumTarget,
    Objective,
    Target,
)
from himpun.performance.queries.agreement import (
    agreement_for,
    medium_targets_of,
    targets_of,
    targets_of_indicator,
)
from himpun.performance.queries.catalogue import (
    definition_of,
    newest_of_each,
    objectives_of,
    settings_of,
    versions_of,
)
from himpun.performance.rules import kept_value, show_value
from himpun.performance.rules.catalogue import SHORT_KINDS
from himpun.performance.rules.definition import Definition, differences, in_words
from himpun.performance.rules.targets import QUARTER_FIELDS

COLUMNS = (*QUARTER_FIELDS, "year")
WHOLE = "-"
"""How the agency as a whole is called where a unit's code could stand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which indicators of the catalogue to show: unit's code, kind, words; closed ones too."""

    unit: str = ""
    kind: str = ""
    search: str = ""
    closed: bool = False

    @property
    def everything(self) -> bool:
        """Nothing is left out but closed ones."""
        return replace(self, closed=False) == Wanted()


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the list: its newest version, and its target of the year as shown."""

    version: IndicatorVersion
    definition: Definition
    kind: str
    target: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """An objective at its depth, with its indicators."""

    objective: Objective
    depth: int
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The list, how many are shown, how many closed ones are hidden."""

    groups: Sequence[Group]
    shown: int
    hidden: int


def catalogue_of(agency: Agency, on: date, wanted: Wanted) -> Catalogue:
    """An agency's indicators by objective, with this year's targets (four queries).

    Objectives without an indicator are there too, unless something is searched for.
    """
    versions = newest_of_each(
        IndicatorVersion.objects.filter(_wanted(wanted), indicator__agency=agency)
    )
    open_ones = [row for row in versions if not _is_closed(row.indicator.until_on, on)]
    chosen = versions if wanted.closed else open_ones
    targets = targets_of(agreement_for(agency, on.year, (on.month - 1) // 3 + 1))
    lines: dict[int, list[Line]] = {}
    for version in chosen:
        line = _line(version, targets.get(version.indicator_id), on)
        lines.setdefault(version.indicator.objective_id, []).append(line)
    groups = [
        Group(objective, depth, lines.get(objective.pk, []))
        for depth, objective in objectives_of(agency)
        if objective.pk in lines
        or (wanted.everything and (wanted.closed or not _is_closed(objective.until_on, on)))
    ]
    return Catalogue(groups, len(chosen), len(versions) - len(chosen))


def _wanted(wanted: Wanted) -> Q:
    found = Q()
    if wanted.unit:
        unit = wanted.unit
        found &= Q(indicator__unit=None) if unit == WHOLE else Q(indicator__unit__code=unit)
    if wanted.kind:
        found &= Q(indicator__kind=wanted.kind)
    for word in wanted.search.split():
        found &= (
            Q(name__icontains=word)
            | Q(indicator__code__icontains=word)
            | Q(indicator__objective__name__icontains=word)
        )
    return found


def _is_closed(until_on: date | None, on: date) -> bool:
    return until_on is not None and until_on < on


def _line(version: IndicatorVersion, target: Target | None, on: date) -> Line:
    said = definition_of(version)
    indicator = version.indicator
    return Line(
        version, said, SHORT_KINDS[indicator.kind],
        shown_figure(said, target.year if target else ""), _is_closed(indicator.until_on, on),
    )  # fmt: skip


def shown_figure(said: Definition, text: str) -> str:
    """A kept figure as the page shows it; as it is kept where the indicator has become another."""
    try:
        return show_value(kept_value(said.measure, text))
    except ValueError:
        return text


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version, and what it changed of the one before: (label, before, after)."""

    version: IndicatorVersion
    changes: Sequence[tuple[str, str, str]]

    @property
    def since(self) -> str:
        """The quarter from which it holds, in words."""
        return parse_period(self.version.from_period).label


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """The page of an indicator."""

    indicator: Indicator
    version: IndicatorVersion
    definition: Definition
    card: Mapping[str, str]
    versions: Sequence[VersionView]
    medium: Sequence[tuple[MediumTarget, str]]
    targets: Sequence[tuple[Agreement, Sequence[str]]]
    closed: bool


def indicator_view(indicator: Indicator, on: date) -> IndicatorView:
    """All that is known of an indicator's definition and targets (four queries)."""
    versions = versions_of(indicator)
    said = [definition_of(version) for version in versions]
    newest = said[0]
    own = settings_of(indicator.agency)
    card = {label: words for label, words in in_words(newest).items() if words}
    if newest.measure.scale is None and newest.measure.value_kind != "text":
        card["Skala"] = f"{(own.scale or {}).get('name', 'belum ada')} (pengaturan instansi)"
    return IndicatorView(
        indicator=indicator,
        version=versions[0],
        definition=newest,
        card=card,
        versions=[
            VersionView(version, differences(said[at + 1], said[at]) if at + 1 < len(said) else [])
            for at, version in enumerate(versions)
        ],
        medium=[(row, shown_figure(newest, row.figure)) for row in medium_targets_of(indicator)],
        targets=[
            (row.agreement, [shown_figure(newest, getattr(row, field)) for field in COLUMNS])
            for row in targets_of_indicator(indicator)
        ],
        closed=_is_closed(indicator.until_on, on),
    )  # fmt: skip


def used_units(agency: Agency) -> list[tuple[str, str]]:
    """(code, name) of the units that have indicators, the whole agency last (one query)."""
    rows = Indicator.objects.filter(agency=agency).order_by("unit__position", "unit__code")
    found = list(rows.values_list("unit__code", "unit__name").distinct())
    units = [(code, name) for code, name in found if code]
    whole = [(WHOLE, "Instansi secara keseluruhan")] if len(units) < len(found) else []
    return units + whole


def open_objectives(agency: Agency, on: date) -> list[tuple[int, Objective]]:
    """(depth, objective) of those that take new indicators (one query)."""
    return [row for row in objectives_of(agency) if not _is_closed(row[1].until_on, on)]
