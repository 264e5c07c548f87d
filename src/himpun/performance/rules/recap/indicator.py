"""An indicator's row: its figures against the quarter, the year, the medium term and earlier years,
each with the formula, the numbers put in, and the word for it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from himpun.performance.rules.achievement import Achievement
from himpun.performance.rules.formulas import POLARITIES
from himpun.performance.rules.measure import PERIOD_MODES, Measure
from himpun.performance.rules.numbers import exact_text, rounded
from himpun.performance.rules.periods import (
    QUARTERS,
    Standing,
    against_quarter,
    against_year,
    realised_to_date,
    standing,
    target_to_date,
)
from himpun.performance.rules.recap.sources import IndicatorSource, YearSource
from himpun.performance.rules.values import Exact, Span, keep_value, kept_value

Row = dict[str, Any]
LAST_QUARTER = 4
KEPT_PLACES = 10
"""Decimals of a mean that has no end; what has an end is kept whole."""


def indicator_row(indicator: IndicatorSource, quarter: int) -> Row:
    """One indicator of the recap, as JSON; every figure as a text."""
    this = Figures(indicator.this_year)
    measure, stands = this.measure, this.standing(quarter, indicator.medium)
    realised = stands.realised
    return {
        "code": indicator.code,
        "name": indicator.name,
        "kind": indicator.kind,
        "unit": indicator.unit,
        "objective": indicator.objective,
        "version": indicator.version,
        "formula_text": indicator.formula_text,
        "expression": indicator.expression,
        "items": [
            {"label": label, "unit": unit, "figure": figure}
            for label, unit, figure in indicator.items
        ],
        "measure": measure_words(measure),
        "asked": indicator.asked,
        "state": indicator.state,
        "changes": indicator.changes,
        "questions": indicator.questions,
        "to_date_words": realised.words,
        "provisional": stands.provisional,
        "quarter": this.quarter_cell(quarter, stands.quarter),
        "to_date": cell(
            measure, target_to_date(measure, this.targets, realised.quarters), realised.value,
            stands.to_date,
        ),
        "year": cell(measure, this.target, realised.value, stands.year),
        "medium": _medium_cell(indicator, stands),
        "medium_year": indicator.medium_year,
        "trend": [
            {"quarter": no, **this.quarter_cell(no, stands.quarter if no == quarter else None)}
            for no in range(1, quarter + 1)
        ],
        "earlier": [earlier_row(year) for year in indicator.earlier],
        **_said(indicator),
    }  # fmt: skip


def _said(indicator: IndicatorSource) -> Row:
    return {
        "no_value": indicator.no_value,
        "obstacles": indicator.obstacles,
        "solutions": indicator.solutions,
        "follow_up": indicator.follow_up,
        "follow_up_by": indicator.follow_up_by,
        "follow_up_on": indicator.follow_up_on,
        "budget": indicator.budget,
        "budget_so_far": indicator.budget_so_far,
        "note": indicator.note,
        "warnings": list(indicator.warnings),
        "proofs": [
            {"name": proof.name, "sha256": proof.sha256, "link": proof.link}
            for proof in indicator.proofs
        ],
        "analysis": indicator.analysis,
    }


def measure_words(measure: Measure) -> Row:
    """How the indicator is measured, in the words that stand beside its numbers."""
    return {
        "value_kind": measure.value_kind,
        "unit": measure.unit_of_measure,
        "places": measure.places,
        "percent_places": measure.percent_places,
        "polarity": POLARITIES[measure.polarity],
        "mode": PERIOD_MODES[measure.period_mode],
        "formula": measure.rule.words,
        "formula_name": measure.rule.name,
        "cap": None if measure.cap is None else exact_text(measure.cap),
        "scale": measure.scale.key if measure.scale else "",
        "rounding": f"dibulatkan sekali di akhir, {measure.percent_places} desimal",
    }


# ---- one comparison


class Figures:
    """The figures of a year, read once."""

    def __init__(self, year: YearSource) -> None:
        self.measure, self.asked = year.measure, year.asked
        self.targets = [kept_value(year.measure, year.targets.get(no, "")) for no in QUARTERS]
        self.entries = [kept_value(year.measure, year.realisations.get(no, "")) for no in QUARTERS]
        self.target = kept_value(year.measure, year.target)

    def standing(self, quarter: int, medium: str = "") -> Standing:
        """All comparisons at a quarter."""
        return standing(
            self.measure,
            targets=self.targets,
            entries=self.entries,
            quarter=quarter,
            year_target=self.target,
            medium_target=kept_value(self.measure, medium) if medium else None,
            asked=self.asked,
        )

    def quarter_cell(self, quarter: int, reached: Achievement | None = None) -> Row:
        """A quarter's own entry against its own target; reckoned unless it is known."""
        if reached is None:
            reached = against_quarter(self.measure, self.targets, self.entries, quarter)
        at = quarter - 1
        return cell(self.measure, self.targets[at], self.entries[at], reached)


def earlier_row(year: YearSource) -> Row:
    """How an earlier year ended, by the measure of that year."""
    figures = Figures(year)
    ended = realised_to_date(year.measure, figures.entries, LAST_QUARTER, asked=year.asked)
    reached = against_year(year.measure, figures.target, ended)
    return {
        "no_year": str(year.year),
        "to_date_words": ended.words,
        **cell(year.measure, figures.target, ended.value, reached),
    }


def _medium_cell(indicator: IndicatorSource, stands: Standing) -> Row | None:
    if not indicator.medium:
        return None
    measure = indicator.this_year.measure
    target = kept_value(measure, indicator.medium)
    return cell(measure, target, stands.realised.value, stands.medium)


def cell(measure: Measure, target: Exact, realised: Exact, reached: Achievement) -> Row:
    """A target, a realisation, and what comes of them. ``percent`` is after floor and cap, ``raw``
    before; both None where there is no percentage, and ``word`` then says why."""
    return {
        "target": figure_text(measure, target),
        "realisation": figure_text(measure, realised),
        "raw": None if reached.raw is None else exact_text(reached.raw),
        "percent": None if reached.percent is None else exact_text(reached.percent),
        "word": reached.word,
        "tone": tone_of(reached),
        "reached": reached.reached,
        "worked": reached.worked or "",
        "notes": list(reached.notes),
    }


def tone_of(reached: Achievement) -> str:
    """ "good", "fair", "poor" by the rating, else by whether the target is met; "" if unknown."""
    if reached.rating:
        return reached.rating.tone
    if reached.reason or reached.reached is None:
        return ""
    return "good" if reached.reached else "poor"


def figure_text(measure: Measure, figure: Exact) -> str:
    """A figure as it is kept. A mean without an end is rounded to the measure's own decimals."""
    if figure is None:
        return ""
    if isinstance(figure, Span):
        return f"{_number_text(measure, figure.low)}..{_number_text(measure, figure.high)}"
    if isinstance(figure, Fraction):
        return _number_text(measure, figure)
    return keep_value(figure)


def _number_text(measure: Measure, number: Decimal | Fraction) -> str:
    exact = rounded(number, KEPT_PLACES)
    return exact_text(exact if Fraction(exact) == number else rounded(number, measure.places))
