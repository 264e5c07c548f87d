"""From a run's rows to the plain values that a recap is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from himpun.kernel.worktime import ZONES
from himpun.performance.models import Agreement, Form
from himpun.performance.queries.recap.tables import (
    EARLIER_YEARS,
    PastRow,
    Tables,
    TargetRow,
    ValueRow,
    VersionRow,
)
from himpun.performance.rules.measure import Measure, from_json
from himpun.performance.rules.numbers import Absent
from himpun.performance.rules.recap import (
    AgreementSource,
    BudgetSource,
    Head,
    IndicatorSource,
    ObjectiveSource,
    Proof,
    Source,
    UnitSource,
    YearSource,
)
from himpun.performance.rules.values import keep_value
from himpun.runs.rules.words import period_text

AGENCY_UNIT = "-"
"""Stands for the form of the agency as a whole."""
AGENCY_UNIT_NAME = "Instansi secara keseluruhan"
LAST_QUARTER = 4
NOT_AVAILABLE = keep_value(Absent.NOT_AVAILABLE)


class Assembly:
    """Puts the rows of one run together, as of a moment. ``run`` is a row of runs.Run with its
    agency and SOP; ``unit_names`` are as they were when the run began."""

    def __init__(
        self, run: Any, tables: Tables, unit_names: Mapping[str, str], now: datetime
    ) -> None:
        self.run, self.tables, self.unit_names, self.now = run, tables, unit_names, now
        self.zone = ZONES[run.agency.zone]
        self.year, self.quarter = tables.forms[0].year, tables.forms[0].quarter
        self.form_of = {form.pk: form for form in tables.forms}

    def source(self) -> Source:
        """Everything, in the order of the catalogue."""
        tables = self.tables
        objectives = {row.pk: row.code for row in tables.objectives}
        return Source(
            head=self._head(),
            agreement=self._agreement(),
            units=[self._unit(form) for form in tables.forms],
            objectives=[
                ObjectiveSource(
                    code=row.code, name=row.name, kind=row.kind,
                    parent=objectives.get(row.parent_id or 0, ""),
                    analysis=tables.analyses.get((row.pk, None), ""),
                )
                for row in tables.objectives
            ],
            indicators=[self._indicator(row, objectives) for row in tables.values],
            budgets=[
                BudgetSource(objectives[objective], amount)
                for agreement, objective, amount in tables.budgets
                if agreement == self._agreement_id
            ],
            corrections=tables.corrections,
            analysis=tables.analyses.get((None, None), ""),
        )  # fmt: skip

    def _head(self) -> Head:
        run, agency = self.run, self.run.agency
        return Head(
            agency=agency.code, agency_name=agency.name, region=agency.region, zone=agency.zone,
            run=run.pk, sop=run.sop.name, sop_version=run.sop.version, period=run.period,
            period_text=period_text(run.period), year=self.year, quarter=self.quarter,
            sample=any(form.sample for form in self.tables.forms),
        )  # fmt: skip

    @cached_property
    def _agreement_id(self) -> int | None:
        """That of the forms; the one in force in the quarter where they have none."""
        given = [form.agreement_id for form in self.tables.forms if form.agreement_id]
        return max(given) if given else self._in_force(self.year, self.quarter)

    def _agreement(self) -> AgreementSource | None:
        known = {row.pk: row for row in self.tables.agreements}
        known |= {form.agreement.pk: form.agreement for form in self.tables.forms if form.agreement}
        found = known.get(self._agreement_id or 0)
        if found is None:
            return None
        signed = found.signed_on.isoformat() if found.signed_on else ""
        return AgreementSource(str(found), found.no, found.number, signed)

    def _unit(self, form: Form) -> UnitSource:
        code = form.unit.code if form.unit else AGENCY_UNIT
        name = form.unit.name if form.unit else AGENCY_UNIT_NAME
        return UnitSource(
            code=code,
            name=self.unit_names.get(code, name),
            opened_at=self._local(form.opened_at),
            closes_at=self._local(form.closes_at),
            complete_at=self._local(form.complete_at),
            first_complete_at=self._local(form.first_complete_at),
            late=form.late,
            overdue=bool(form.closes_at and form.complete_at is None and self.now > form.closes_at),
        )

    def _local(self, moment: datetime | None) -> str:
        return moment.astimezone(self.zone).isoformat(timespec="seconds") if moment else ""

    def _indicator(self, row: ValueRow, objectives: Mapping[int, str]) -> IndicatorSource:
        version, form = self.tables.versions[row.version_id], self.form_of[row.form_id]
        medium, medium_year = self._medium(row)
        vouched = self.tables.vouched.get(row.id)
        dropped = vouched is not None and not vouched.levels
        return IndicatorSource(
            code=row.code,
            name=version.name,
            kind=row.kind,
            unit=form.unit.code if form.unit else AGENCY_UNIT,
            objective=objectives[row.objective_id],
            version=version.no,
            formula_text=version.formula_text,
            this_year=self._this_year(row, version),
            realisation=row.realisation,
            earlier=[*self._earlier(row)],
            medium=medium,
            medium_year=medium_year,
            asked=row.asked,
            items=[*_items(version, row)],
            expression=version.expression,
            no_value=row.no_value,
            obstacles=row.obstacles,
            solutions=row.solutions,
            follow_up=row.follow_up,
            follow_up_by=row.follow_up_by,
            follow_up_on=row.follow_up_on.isoformat() if row.follow_up_on else "",
            budget=row.budget,
            budget_so_far=self._spent(row),
            note=row.note,
            warnings=[warning["sentence"] for warning in row.warnings],
            state=_state(row, vouched.levels if vouched else frozenset()),
            changes=row.revision - vouched.revision if vouched and dropped else 0,
            questions=self.tables.questions.get(row.id, 0),
            proofs=[Proof(*proof) for proof in self.tables.proofs.get(row.id, ())],
            analysis=self.tables.analyses.get((None, row.indicator_id), ""),
        )

    # ---- figures of this year and of those before

    @cached_property
    def _past(self) -> Mapping[tuple[int, int], dict[int, PastRow]]:
        found: Mapping[tuple[int, int], dict[int, PastRow]] = defaultdict(dict)
        for row in self.tables.past:
            found[row.indicator_id, row.year][row.quarter] = row
        return found

    def _this_year(self, row: ValueRow, version: VersionRow) -> YearSource:
        past = self._past.get((row.indicator_id, self.year), {})
        realisations = {no: _figure(known) for no, known in past.items()}
        targets = {no: self._target(row.indicator_id, self.year, no, past) for no in range(1, 5)}
        own = self.form_of[row.form_id].agreement_id or self._agreement_id
        whole = self.tables.targets.get((own or 0, row.indicator_id))
        if whole:
            targets[self.quarter] = whole.of_quarter(self.quarter)
        return YearSource(
            year=self.year,
            measure=self._measure(version.id),
            realisations={**realisations, self.quarter: _figure(row)},
            targets=targets,
            target=whole.year if whole else "",
            asked=_asked_in(version),
        )

    def _earlier(self, row: ValueRow) -> Iterator[YearSource]:
        for year in range(self.year - EARLIER_YEARS, self.year):
            past = self._past.get((row.indicator_id, year))
            whole = self._targets_of(row.indicator_id, year, LAST_QUARTER)
            if not past:
                continue
            version = self.tables.versions[past[max(past)].version_id]
            yield YearSource(
                year=year,
                measure=self._measure(version.id),
                realisations={no: _figure(known) for no, known in past.items()},
                targets={no: self._target(row.indicator_id, year, no, past) for no in range(1, 5)},
                target=whole.year if whole else "",
                asked=_asked_in(version),
            )

    def _target(self, indicator: int, year: int, quarter: int, past: Mapping[int, PastRow]) -> str:
        """By the version that the quarter's form stood on, else the one that was in force."""
        known = past.get(quarter)
        if known and known.agreement_id:
            found = self.tables.targets.get((known.agreement_id, indicator))
        else:
            found = self._targets_of(indicator, year, quarter)
        return found.of_quarter(quarter) if found else ""

    def _targets_of(self, indicator: int, year: int, quarter: int) -> TargetRow | None:
        return self.tables.targets.get((self._in_force(year, quarter) or 0, indicator))

    def _in_force(self, year: int, quarter: int) -> int | None:
        return self._versions_in_force.get((year, quarter))

    @cached_property
    def _versions_in_force(self) -> Mapping[tuple[int, int], int]:
        """The newest version that holds from a quarter, or from one before it."""
        found: dict[tuple[int, int], int] = {}
        for agreement in self.tables.agreements:
            found |= {(agreement.year, no): agreement.pk for no in _quarters(agreement)}
        return found

    def _medium(self, row: ValueRow) -> tuple[str, int]:
        """The last year of the medium-term plan; else what the agreement says, without a year."""
        planned = self.tables.mediums.get(row.indicator_id)
        if planned:
            year, figure = planned[-1]
            return figure, year
        whole = self.tables.targets.get((self._agreement_id or 0, row.indicator_id))
        return (whole.medium if whole else ""), 0

    def _spent(self, row: ValueRow) -> int:
        past = self._past.get((row.indicator_id, self.year), {})
        return (row.budget or 0) + sum(known.budget or 0 for known in past.values())

    def _measure(self, version: int) -> Measure:
        if version not in self._measures:
            self._measures[version] = from_json(self.tables.versions[version].measure)
        return self._measures[version]

    @cached_property
    def _measures(self) -> dict[int, Measure]:
        return {}


def _figure(row: ValueRow | PastRow) -> str:
    """The realisation; "n/a" where somebody gave a reason why there is none."""
    return row.realisation or (NOT_AVAILABLE if row.no_value else "")


def _asked_in(version: VersionRow) -> frozenset[int]:
    return frozenset(int(no) for no in version.quarters)


def _quarters(agreement: Agreement) -> range:
    return range(agreement.from_quarter, LAST_QUARTER + 1)


def _items(version: VersionRow, row: ValueRow) -> Iterator[tuple[str, str, str]]:
    for item in version.items:
        yield item["label"], item["unit"], row.items.get(item["key"], "")


def _state(row: ValueRow, levels: frozenset[str]) -> str:
    if not row.asked:
        return "not_asked"
    for level in ("approved", "verified"):
        if level in levels:
            return level
    if row.returned:
        return "returned"
    if row.realisation:
        return "saved"
    return "no_value" if row.no_value else "empty"
