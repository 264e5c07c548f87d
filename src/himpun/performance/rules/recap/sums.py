"""What is reckoned over many indicators: completeness by unit, means, ratings, money.

A mean is taken over the percentages as they are printed (rounded, floored and capped), so that a
reader can add them up again; it says over how many of how many indicators, and is itself rounded
once, half up, to two decimals. Indicators without a percentage do not count in it, and are counted
beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from himpun.performance.rules.numbers import exact_number, exact_text, rounded
from himpun.performance.rules.recap.sources import (
    BudgetSource,
    IndicatorSource,
    ObjectiveSource,
    Source,
    UnitSource,
)

Row = dict[str, Any]
COMPARISONS = ("quarter", "to_date", "year", "medium")
MEAN_PLACES = 2
EFFICIENCY_FORMULA = "(anggaran × capaian − realisasi anggaran) ÷ (anggaran × capaian) × 100"
# Both decrees bind ministries and agencies of the state, not those of a region, and their annexes
# reckon output by output; so it is named as a pattern. That the second takes the place of the first
# stands in its preamble: https://edocs.msmconsulting.co.id/docs/s/peraturan-menteri-keuangan-nomor-22-pmk-02-2021
EFFICIENCY_SOURCE = (
    "ukuran pembanding menurut pola evaluasi kinerja anggaran kementerian dan lembaga, PMK "
    "214/PMK.02/2017 dan penggantinya PMK 22/PMK.02/2021; bukan rumus wajib daerah; capaian adalah "
    "rata-rata capaian indikator program terhadap target tahun"
)
ABSORPTION_FORMULA = "realisasi anggaran ÷ anggaran × 100"


def mean_of(rows: Iterable[Row], against: str) -> Row:
    """The mean of the printed percentages ``against`` ("quarter", "year", "medium"): {"percent"
    (None where there is none), "counted", "of"}."""
    cells = [row[against] for row in rows if row["asked"] and row[against] is not None]
    found = [exact_number(cell["percent"]) for cell in cells if cell["percent"] is not None]
    percent = rounded(Fraction(sum(found)) / len(found), MEAN_PLACES) if found else None
    return {
        "percent": None if percent is None else exact_text(percent),
        "counted": len(found),
        "of": len(cells),
    }


def means_of(rows: Sequence[Row]) -> Row:
    """The means against all that an indicator is compared with."""
    return {against: mean_of(rows, against) for against in COMPARISONS}


def ratings_of(rows: Iterable[Row], against: str) -> list[Row]:
    """How many indicators have which word, the most frequent first: {"word", "tone", "count"}."""
    words: Counter[tuple[str, str]] = Counter(
        (row[against]["word"], row[against]["tone"]) for row in rows if row["asked"]
    )
    ordered = sorted(words.items(), key=lambda found: (-found[1], found[0]))
    return [{"word": word, "tone": tone, "count": count} for (word, tone), count in ordered]


def unit_row(unit: UnitSource, indicators: Sequence[IndicatorSource], rows: Sequence[Row]) -> Row:
    """A unit's completeness and timeliness, with the mean of its indicators."""
    states = Counter(indicator.state for indicator in indicators)
    asked = len(indicators) - states["not_asked"]
    missing = states["empty"] + sum(
        1 for i in indicators if i.state == "returned" and not (i.realisation or i.no_value)
    )
    return {
        "code": unit.code,
        "name": unit.name,
        "asked": asked,
        "filled": sum(1 for i in indicators if i.asked and i.realisation),
        "reasoned": sum(1 for i in indicators if i.asked and not i.realisation and i.no_value),
        "missing": missing,
        "returned": states["returned"],
        "verified": states["verified"],
        "approved": states["approved"],
        "changes": sum(i.changes for i in indicators),
        "questions": sum(i.questions for i in indicators),
        "opened_at": unit.opened_at,
        "closes_at": unit.closes_at,
        "complete_at": unit.complete_at,
        "first_complete_at": unit.first_complete_at,
        "standing": standing_of(unit),
        **means_of(rows),
    }


def standing_of(unit: UnitSource) -> str:
    """ "on_time", "late" (declared complete after the forms closed), "open", "overdue"."""
    if unit.complete_at:
        return "late" if unit.late else "on_time"
    return "overdue" if unit.overdue else "open"


def summary_of(source: Source, units: Sequence[Row], rows: Sequence[Row]) -> Row:
    """The whole run in numbers."""
    counted = (
        "asked", "filled", "reasoned", "missing", "returned", "verified", "approved", "changes",
        "questions",
    )  # fmt: skip
    complete = [unit for unit in units if unit["complete_at"]]
    return {
        **{name: sum(unit[name] for unit in units) for name in counted},
        "units": len(units),
        "complete": len(complete),
        "on_time": sum(1 for unit in complete if unit["standing"] == "on_time"),
        "corrections": source.corrections,
        **means_of(rows),
        "ratings": ratings_of(rows, "quarter"),
        "ratings_year": ratings_of(rows, "year"),
    }


def objective_rows(objectives: Sequence[ObjectiveSource], rows: Sequence[Row]) -> list[Row]:
    """Objectives as a tree in their order, each with the means of the indicators at it or below;
    one without any is left out."""
    under = _under(objectives, rows)
    return [
        {
            "code": objective.code,
            "name": objective.name,
            "kind": objective.kind,
            "parent": objective.parent,
            "depth": depth,
            "analysis": objective.analysis,
            **means_of(under[objective.code]),
        }
        for objective, depth in _as_tree(objectives)
        if under[objective.code]
    ]


def _as_tree(objectives: Sequence[ObjectiveSource]) -> list[tuple[ObjectiveSource, int]]:
    known = {objective.code for objective in objectives}
    children: Mapping[str, list[ObjectiveSource]] = defaultdict(list)
    for objective in objectives:
        children[objective.parent if objective.parent in known else ""].append(objective)
    found: list[tuple[ObjectiveSource, int]] = []
    waiting = [(objective, 0) for objective in reversed(children[""])]
    while waiting:
        objective, depth = waiting.pop()
        found.append((objective, depth))
        waiting += [(child, depth + 1) for child in reversed(children[objective.code])]
    return found


def _under(objectives: Sequence[ObjectiveSource], rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Indicators at an objective or below it, by the objective's code."""
    parents = {objective.code: objective.parent for objective in objectives}
    under: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for at in (row["objective"], *_above(row["objective"], parents)):
            under[at].append(row)
    return under


def _above(code: str, parents: Mapping[str, str]) -> list[str]:
    """The objectives above one, the nearest first."""
    found: list[str] = []
    at = parents.get(code, "")
    while at and at != code and at not in found:
        found.append(at)
        at = parents.get(at, "")
    return found


def budget_rows(
    budgets: Sequence[BudgetSource], objectives: Sequence[ObjectiveSource], rows: Sequence[Row]
) -> list[Row]:
    """Money by programme: absorbed so far this year, and how efficiently, with the achievement
    that this is held against."""
    under = _under(objectives, rows)
    names = {objective.code: objective.name for objective in objectives}
    return [
        _budget_row(budget, names.get(budget.objective, ""), under[budget.objective])
        for budget in budgets
    ]


def _budget_row(budget: BudgetSource, name: str, rows: Sequence[Row]) -> Row:
    given = [row["budget"] for row in rows if row["budget"] is not None]
    spent = sum(row["budget_so_far"] for row in rows)
    reached = mean_of(rows, "year")
    return {
        "code": budget.objective,
        "name": name,
        "amount": budget.amount,
        "quarter": sum(given) if given else None,
        "spent": spent,
        "absorbed": _percent(spent, budget.amount),
        "year": reached,
        "efficiency": _efficiency(budget.amount, spent, reached["percent"]),
    }


def _percent(part: int, whole: int) -> str | None:
    """None where the whole is nothing."""
    return exact_text(rounded(Fraction(part * 100, whole), MEAN_PLACES)) if whole else None


def _efficiency(amount: int, spent: int, percent: str | None) -> str | None:
    """How much less was spent than what was reached would have cost by plan, in percent of that;
    None where nothing was planned or nothing was reached."""
    if percent is None:
        return None
    worth = Fraction(exact_number(percent)) / 100 * amount
    if worth <= 0:
        return None
    return exact_text(rounded((worth - spent) / worth * 100, MEAN_PLACES))


def total_of(
    budgets: Sequence[Row], objectives: Sequence[ObjectiveSource], rows: Sequence[Row]
) -> Row:
    """The last line of the money's table. A budget below another one is a part of that."""
    parents = {objective.code: objective.parent for objective in objectives}
    codes = {row["code"] for row in budgets}
    top = [row for row in budgets if not codes & set(_above(row["code"], parents))]
    amount = sum(row["amount"] for row in top)
    spent = sum(row["spent"] for row in top)
    reached = mean_of(rows, "year")
    return {
        "amount": amount,
        "spent": spent,
        "absorbed": _percent(spent, amount),
        "efficiency": _efficiency(amount, spent, reached["percent"]),
        "year": reached,
    }
