"""What a recap is made from, as plain values. Figures are kept texts ("1850.5", "WTP", "10..20",
"" for none), money is whole rupiah, days and moments are ISO texts in the agency's own zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from himpun.performance.rules.measure import Measure

State = str
"""Of a value: "not_asked", "empty", "no_value", "returned", "saved", "verified", "approved"."""


@dataclass(frozen=True, slots=True)
class Head:
    """Whose recap, of which run, for which period. ``zone`` is WIB, WITA or WIT."""

    agency: str
    agency_name: str
    region: str
    zone: str
    run: int
    sop: str
    sop_version: int
    period: str
    period_text: str
    year: int
    quarter: int
    sample: bool = False


@dataclass(frozen=True, slots=True)
class AgreementSource:
    """The version of the performance agreement that the run's forms stand on."""

    title: str
    no: int
    number: str = ""
    signed_on: str = ""


@dataclass(frozen=True, slots=True)
class UnitSource:
    """The form of a unit ("-" for the agency as a whole). Moments are "" where there is none."""

    code: str
    name: str
    opened_at: str = ""
    closes_at: str = ""
    complete_at: str = ""
    first_complete_at: str = ""
    late: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class ObjectiveSource:
    """An objective or programme; ``parent`` is its code, "" at the top."""

    code: str
    name: str
    kind: str
    parent: str = ""
    analysis: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: a file by its SHA-256, or a link."""

    name: str
    sha256: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class YearSource:
    """The figures of a year: realisations and targets of its quarters (1 to 4) as the period mode
    counts them, the target of the whole year, the measure that held then, and the quarters in
    which it is asked. A realisation "n/a" was said to have no value."""

    year: int
    measure: Measure
    realisations: Mapping[int, str] = field(default_factory=dict)
    targets: Mapping[int, str] = field(default_factory=dict)
    target: str = ""
    asked: frozenset[int] = frozenset({1, 2, 3, 4})


@dataclass(frozen=True, slots=True)
class IndicatorSource:
    """An indicator as the run's form holds it, ``realisation`` being that of its quarter.

    ``medium`` is the medium-term target, of the year ``medium_year``; ``changes`` counts the
    changes since the last approval."""

    code: str
    name: str
    kind: str
    unit: str
    objective: str
    version: int
    formula_text: str
    this_year: YearSource
    realisation: str = ""
    earlier: Sequence[YearSource] = ()
    medium: str = ""
    medium_year: int = 0
    asked: bool = True
    items: Sequence[tuple[str, str, str]] = ()
    expression: str = ""
    no_value: str = ""
    obstacles: str = ""
    solutions: str = ""
    follow_up: str = ""
    follow_up_by: str = ""
    follow_up_on: str = ""
    budget: int | None = None
    budget_so_far: int = 0
    note: str = ""
    warnings: Sequence[str] = ()
    state: State = "empty"
    changes: int = 0
    questions: int = 0
    proofs: Sequence[Proof] = ()
    analysis: str = ""


@dataclass(frozen=True, slots=True)
class BudgetSource:
    """What an agreement gives a programme, by the objective's code."""

    objective: str
    amount: int


@dataclass(frozen=True, slots=True)
class Source:
    """All that a recap is made from."""

    head: Head
    agreement: AgreementSource | None
    units: Sequence[UnitSource]
    objectives: Sequence[ObjectiveSource]
    indicators: Sequence[IndicatorSource]
    budgets: Sequence[BudgetSource] = ()
    corrections: int = 0
    analysis: str = ""
