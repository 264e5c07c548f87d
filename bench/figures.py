"""Figures to be measured: agencies whose forms are filled in, quarter after quarter.

One agency is written row by row; the others are its copies, made by the database.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection, transaction

from bench.definition import read_sop
from himpun.kernel.parse import fingerprint
from himpun.office.models import Agency, Person, Role, Unit
from himpun.performance.models import (
    Agreement,
    Form,
    Indicator,
    IndicatorVersion,
    Objective,
    Target,
    Value,
)
from himpun.performance.rules import Measure, to_json
from himpun.performance.services._write import sums_of_values
from himpun.project.rehearsal import Stage, build_stage
from himpun.runs.models import Run

NOW = datetime(2026, 10, 5, 2, tzinfo=UTC)
YEAR = 2026
STEP = 10_000_000
"""By which the keys of one agency's rows lie apart from those of its copy."""
MEASURE = Measure(unit_of_measure="persen", period_mode="sum", cap=Decimal(120))


class Figures:
    """An agency with ``units`` × ``each`` indicators and a run for each of ``quarters``, newest
    last; all values filled in."""

    def __init__(
        self, units: int, each: int, quarters: list[tuple[int, int]], stage: Stage | None = None
    ) -> None:
        self.sop = read_sop()
        self.stage = stage or build_stage(sop=self.sop, units=units, now=NOW)
        self.agency: Agency = Agency.objects.get(pk=self.stage.agency.pk)
        self.reader: Person = next(iter(self.stage.holders.values()))
        self.each = each
        with transaction.atomic():
            self._catalogue()
            self.runs = [self._quarter(year, quarter) for year, quarter in quarters]
        analyse()

    def _catalogue(self) -> None:
        units = Unit.objects.filter(agency=self.agency, code__in=self.stage.units)
        self.units = list(units.order_by("position", "code"))
        aims = Objective.objects.bulk_create(
            Objective(agency=self.agency, code=f"P{at}", name=f"Program {at}", kind="program")
            for at, _ in enumerate(self.units)
        )
        self.indicators = Indicator.objects.bulk_create(
            Indicator(
                agency=self.agency, unit=unit, objective=aim, code=f"{unit.code}-{no}",
                kind="iku", position=no,
            )
            for unit, aim in zip(self.units, aims, strict=True)
            for no in range(self.each)
        )  # fmt: skip
        self.versions = IndicatorVersion.objects.bulk_create(
            IndicatorVersion(
                indicator=one, no=1, from_period="2020-TW1", name=f"Indikator {one.code}",
                measure=to_json(MEASURE), made_at=NOW,
            )
            for one in self.indicators
        )  # fmt: skip

    def _agreement(self, year: int) -> Agreement:
        made, new = Agreement.objects.get_or_create(
            agency=self.agency, year=year, no=0,
            defaults={"state": "approved", "made_at": NOW, "signed_on": date(year, 1, 20)},
        )  # fmt: skip
        if new:
            Target.objects.bulk_create(
                Target(agreement=made, indicator=one, year="400", q1="100", q2="100", q3="100",
                       q4="100", medium="500")
                for one in self.indicators
            )  # fmt: skip
        return made

    def _quarter(self, year: int, quarter: int) -> Run:
        run = Run.objects.create(
            agency=self.agency, sop_id=self.stage.sop_pk, sop_key=self.sop.id,
            fingerprint=fingerprint(self.sop), period=f"{year}-TW{quarter}", state="finished",
            started_at=NOW, started_by=self.reader, ended_at=NOW,
        )  # fmt: skip
        self.fill(run, year, quarter)
        return run

    def fill(self, run: Run, year: int, quarter: int) -> None:
        """The forms of a run, all values filled in."""
        agreement = self._agreement(year)
        forms = Form.objects.bulk_create(
            Form(
                agency=self.agency, run=run, unit=unit, period=run.period, year=year,
                quarter=quarter, agreement=agreement, opened_at=NOW, complete_at=NOW,
                first_complete_at=NOW,
            )
            for unit in self.units
        )  # fmt: skip
        by_unit = {form.unit_id: form for form in forms}
        Value.objects.bulk_create(
            Value(
                form=by_unit[one.unit_id], indicator=one, version=version,
                realisation=str(60 + (one.pk + quarter) % 50), revision=1, changed_at=NOW,
                achievement=(60 + (one.pk + quarter) % 50) * 100, budget=1_000_000,
                obstacles="Cuaca buruk pada bulan kedua.", changed_by=self.reader,
            )
            for one, version in zip(self.indicators, self.versions, strict=True)
        )  # fmt: skip
        Form.objects.filter(run=run).update(**sums_of_values())

    def copy(self, agencies: int, read: int) -> None:
        """``agencies`` in all, of which the reader reads the first ``read``."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (owners, changed) in TABLES.items():
                cursor.execute(_copies(table, owners, changed, agencies - 1))
        home = self.agency.pk
        Role.objects.bulk_create(
            Role(person=self.reader, agency_id=home + at * STEP, kind="reader",
                 from_on=date(2020, 1, 1))
            for at in range(1, read)
        )  # fmt: skip
        analyse()


# Every table of the copy: the columns that refer to copied rows, and what must differ.
TABLES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "office_agency": ((), {"code": "t.code || '-' || n.i", "name": "t.name || ' ' || n.i"}),
    "office_unit": (("agency_id", "parent_id"), {}),
    "performance_objective": (("agency_id", "parent_id"), {}),
    "performance_indicator": (("agency_id", "unit_id", "objective_id"), {}),
    "performance_indicatorversion": (("indicator_id",), {}),
    "runs_run": (("agency_id",), {}),
    "performance_form": (("agency_id", "run_id", "unit_id"), {}),
    "performance_value": (("form_id", "indicator_id", "version_id"), {}),
}


def _copies(table: str, owners: tuple[str, ...], changed: dict[str, str], many: int) -> str:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    names = [column.name for column in found]
    picked = ", ".join(
        f't."{name}" + n.i * {STEP}'
        if name in ("id", *owners)
        else changed.get(name, f't."{name}"')
        for name in names
    )
    columns = ", ".join(f'"{name}"' for name in names)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})"
    return (
        f"INSERT INTO {table} ({columns}) {numbers}"  # nosec B608
        f" SELECT {picked} FROM {table} t, n WHERE t.id < {STEP}"
    )


def analyse() -> None:
    """The databases learn what they hold."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def quarters(years: int) -> list[tuple[int, int]]:
    """The quarters of the last years up to the fourth of this one."""
    return [(year, no) for year in range(YEAR - years + 1, YEAR + 1) for no in (1, 2, 3, 4)]


def seconds(work: object, times: int) -> float:
    """The median of how long a call takes."""
    assert callable(work)
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2]
