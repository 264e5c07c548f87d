"""The page of what the steps of an SOP take at an agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from himpun.kernel.definition import Sop
from himpun.kernel.duty import step_titles
from himpun.kernel.worktime import parse_period
from himpun.monitoring.queries.facts import Choice, facts_of, periods_of
from himpun.monitoring.rules.statistics import Summary, Taken, bottleneck, grouped, summary
from himpun.office.queries import Agency
from himpun.runs.queries.times import sops_that_ran, unit_names

OF_THE_AGENCY = "Instansi (bukan unit)"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of one of the tables: what it is called, a fine word beside it, and what was told;
    None where nothing was handed on there. ``key`` is the step's, unit's or period's."""

    key: str
    name: str
    fine: str
    standard: str
    told: Summary | None
    bottleneck: bool = False


@dataclass(frozen=True)
class TimesView:
    """What the page shows. ``sops``: those that ran here, (key, name); ``whole``: all together."""

    agency: Agency
    sop: Sop
    choice: Choice
    sops: Sequence[tuple[str, str]]
    units: Sequence[tuple[str, str]]
    periods: Sequence[tuple[str, str]]
    rows: Sequence[Taken]
    steps: Sequence[Line]
    by_unit: Sequence[Line]
    by_period: Sequence[Line]
    whole: Summary | None

    @property
    def stuck(self) -> Line | None:
        """The step at which most time was lost."""
        return next((line for line in self.steps if line.bottleneck), None)


def times_view(agency: Agency, asked: Choice) -> TimesView | None:
    """Times by step, unit and period, of the first SOP that ran where none is named; None where
    none ever ran, or not that one (a fixed number of queries, whatever the number of runs)."""
    sops = sops_that_ran(agency)
    key = asked.sop or next(iter(sops), "")
    if key not in sops:
        return None
    sop, names = sops[key], unit_names(agency)
    choice = Choice(key, asked.unit, asked.first, asked.last)
    rows = facts_of(agency, choice)
    steps = _steps(sop, rows)
    return TimesView(
        agency=agency,
        sop=sop,
        choice=choice,
        sops=[(one, of.name) for one, of in sops.items()],
        units=[("-", OF_THE_AGENCY), *names.items()] if names else [],
        periods=[(code, parse_period(code).label) for code in periods_of(agency, key)],
        rows=rows,
        steps=steps,
        by_unit=_by_unit(rows, names),
        by_period=_by_period(rows),
        whole=summary(rows),
    )


def _steps(sop: Sop, rows: Sequence[Taken]) -> list[Line]:
    """Every row of the SOP in its order; those of a version that has gone stand behind."""
    by_step = grouped(rows, lambda row: row.step)
    keys = [*sop.by_key, *(key for key in by_step if key not in sop.by_key)]
    told = {key: summary(by_step.get(key, ())) for key in keys}
    stuck = bottleneck(told.items())
    found = []
    for key in keys:
        step = sop.by_key.get(key)
        found.append(
            Line(
                key,
                step.activity if step else f"Langkah {key} dari versi yang lalu",
                step_titles(sop, step) if step else "",
                step.time.raw if step and step.time else "",
                told[key],
                key == stuck,
            )
        )
    return found


def _by_unit(rows: Sequence[Taken], names: Mapping[str, str]) -> list[Line]:
    """What units of the fan-out took, by unit; steps of the agency itself stand first."""
    by_unit = grouped(rows, lambda row: row.unit)
    known = [code for code in ("", *names) if code in by_unit]
    known += [code for code in by_unit if code not in known]
    return [
        Line(code, names.get(code, code) or OF_THE_AGENCY, "", "", summary(by_unit[code]))
        for code in known
    ]


def _by_period(rows: Sequence[Taken]) -> list[Line]:
    by_period = grouped(rows, lambda row: row.period)
    return [
        Line(code, parse_period(code).label, "", "", summary(by_period[code]))
        for code in sorted(by_period)
    ]


def hours(seconds: int | None) -> Decimal | None:
    """Office hours with one decimal, for charts and sheets."""
    if seconds is None:
        return None
    return (Decimal(seconds) / 3600).quantize(Decimal("0.1"), ROUND_HALF_UP)
