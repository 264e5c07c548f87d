"""What the workbook of a catalogue would change: lines to be read, and wishes to be granted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from himpun.archive.rules.cells import read_day
from himpun.office.queries import post_in, unit_in
from himpun.office.rules import Refused
from himpun.performance.models import Indicator, IndicatorVersion, Objective
from himpun.performance.queries.catalogue import definition_of, indicator_in, objective_in
from himpun.performance.queries.workbooks.catalogue import (
    indicator_cells,
    newest_versions,
    objective_lines,
)
from himpun.performance.rules.catalogue_sheet import (
    COLUMNS,
    INDICATORS,
    OBJECTIVES,
    choice,
    definition_cells,
    definition_of_cells,
)
from himpun.performance.rules.definition import Definition, why_not_definition
from himpun.performance.services import indicators, objectives
from himpun.performance.services._catalogue_medium import medium_into
from himpun.performance.services._catalogue_parts import Plan, whole_in
from himpun.performance.services._catalogue_pledge import pledge_into
from himpun.performance.services._catalogue_rows import Row, Rows
from himpun.performance.services._catalogue_rules import rules_into

if TYPE_CHECKING:
    from himpun.office.queries import Agency

KIND_STAYS = "Jenis tidak dapat diganti. Tutup yang ini, lalu buat dengan kode baru."


def plan_of(agency: Agency, rows: Rows) -> Plan:
    """What the rows of a workbook would change in an agency's catalogue. Asks nobody yet."""
    plan = Plan(agency, wrong=list(rows.wrong))
    known = {line["code"]: line for line in objective_lines(agency)}
    for row in rows.rows.get(OBJECTIVES, ()):
        _objective(plan, row, known.get(row.code))
    versions = newest_versions(agency)
    for row in rows.rows.get(INDICATORS, ()):
        _indicator(plan, row, versions.get(row.code))
    pledge_into(plan, rows)
    medium_into(plan, rows)
    rules_into(plan, rows)
    return plan


# ---- objectives


def _objective(plan: Plan, row: Row, before: Mapping[str, str] | None) -> None:
    texts = row.texts
    try:
        kind = choice("objective_kind", texts["objective_kind"])
    except ValueError as no:
        plan.wrong.append(row.wrong("objective_kind", str(no)))
        return
    position = whole_in(plan, row, "position")
    if before is None:
        plan.tell(row, "baru", {}, *(column.key for column in COLUMNS[OBJECTIVES]))
        plan.wish(row, lambda by, now: objectives.add_objective(
            agency=plan.agency, code=row.code, name=texts["name"], kind=kind,
            parent=_objective_named(plan.agency, texts["parent"]), position=position,
            by=by, now=now,
        ))  # fmt: skip
    elif texts["objective_kind"] != before["objective_kind"]:
        plan.wrong.append(row.wrong("objective_kind", KIND_STAYS))
        return
    elif plan.tell(row, "diubah", before, "name", "parent", "position"):
        plan.wish(row, lambda by, now: objectives.change_objective(
            objective=_own_objective(plan.agency, row.code), name=texts["name"],
            parent=_objective_named(plan.agency, texts["parent"]),
            position=position if position is not None else int(before["position"]),
            by=by, now=now,
        ))  # fmt: skip
    if plan.tell(row, "ditutup", before or {}, "until_on") if before else texts["until_on"]:
        plan.wish(row, lambda by, now: objectives.close_objective(
            objective=_own_objective(plan.agency, row.code), until_on=_day(texts["until_on"]),
            by=by, now=now,
        ), "until_on")  # fmt: skip


def _own_objective(agency: Agency, code: str) -> Objective:
    found = objective_in(agency, code)
    if found is None:
        raise Refused(f"Sasaran atau program “{code[:40]}” tidak ada.")
    return found


def _objective_named(agency: Agency, code: str) -> Objective | None:
    return _own_objective(agency, code) if code else None


# ---- indicators


def _indicator(plan: Plan, row: Row, version: IndicatorVersion | None) -> None:
    before = definition_of(version) if version else None
    said, wrong = definition_of_cells(row.texts, before)
    plan.wrong.extend(row.wrong(each.field, str(each)) for each in wrong)
    if said is None:
        return
    if why := why_not_definition(said):
        plan.wrong.append(row.wrong("name", " ".join(why)))
        return
    try:
        kind = choice("indicator_kind", row.texts["indicator_kind"])
    except ValueError as no:
        plan.wrong.append(row.wrong("indicator_kind", str(no)))
        return
    position = whole_in(plan, row, "position")
    if version is None:
        _new_indicator(plan, row, said, kind, position)
    elif kind != version.indicator.kind:
        plan.wrong.append(row.wrong("indicator_kind", KIND_STAYS))
    else:
        _known_indicator(plan, row, said, version, position)


def _new_indicator(
    plan: Plan, row: Row, said: Definition, kind: str, position: int | None
) -> None:  # fmt: skip
    texts = row.texts
    plan.tell(row, "baru", {}, *(column.key for column in COLUMNS[INDICATORS]))
    plan.wish(row, lambda by, now: indicators.add_indicator(
        objective=_own_objective(plan.agency, texts["objective"]),
        unit=_unit(plan.agency, texts["unit"]), code=row.code, kind=kind, definition=said,
        from_period=texts["from_period"],
        in_charge=_post(plan.agency, texts["in_charge"]), position=position, by=by, now=now,
    ))  # fmt: skip
    if texts["until_on"]:
        _close(plan, row)


def _known_indicator(
    plan: Plan,
    row: Row,
    said: Definition,
    version: IndicatorVersion,
    position: int | None,
) -> None:
    texts, before = row.texts, indicator_cells(version)
    place = version.indicator.position if position is None else position
    if plan.tell(row, "dipindah", before, "objective", "unit", "position"):
        plan.wish(row, lambda by, now: indicators.move_indicator(
            indicator=_own_indicator(plan.agency, row.code),
            objective=_own_objective(plan.agency, texts["objective"]),
            unit=_unit(plan.agency, texts["unit"]), position=place, by=by, now=now,
        ), "objective")  # fmt: skip
    # Compared by what they mean: 2 and 2,0 are one number.
    meant = definition_cells(said)
    if (
        meant != definition_cells(definition_of(version))
        or texts["in_charge"] != (before["in_charge"])
    ):
        plan.tell(row, "diubah", before, *meant, "in_charge", "from_period", "reason")
        plan.wish(row, lambda by, now: indicators.revise_indicator(
            indicator=_own_indicator(plan.agency, row.code), definition=said,
            from_period=texts["from_period"], reason=texts["reason"],
            in_charge=_post(plan.agency, texts["in_charge"]), by=by, now=now,
        ), "reason" if not texts["reason"] else "from_period")  # fmt: skip
    if plan.tell(row, "ditutup", before, "until_on"):
        _close(plan, row)


def _close(plan: Plan, row: Row) -> None:
    plan.wish(row, lambda by, now: indicators.close_indicator(
        indicator=_own_indicator(plan.agency, row.code), until_on=_day(row.texts["until_on"]),
        by=by, now=now,
    ), "until_on")  # fmt: skip


def _own_indicator(agency: Agency, code: str) -> Indicator:
    found = indicator_in(agency, code)
    if found is None:
        raise Refused(f"Indikator “{code[:40]}” tidak ada.")
    return found


def _unit(agency: Agency, code: str) -> Any:
    found = unit_in(agency, code) if code else None
    if code and found is None:
        raise Refused(f"Unit “{code[:40]}” tidak ada.")
    return found


def _post(agency: Agency, code: str) -> Any:
    found = post_in(agency, code) if code else None
    if code and found is None:
        raise Refused(f"Jabatan “{code[:40]}” tidak ada.")
    return found


def _day(text: str) -> date | None:
    return read_day(text)
