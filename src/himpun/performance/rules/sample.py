"""An indicator as the files of samples write it, short where it is the usual kind."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from himpun.performance.rules.definition import Definition, Item
from himpun.performance.rules.formulas import FORMULAS
from himpun.performance.rules.measure import ORDINALS, Grade, Measure
from himpun.performance.rules.numbers import Absent, read_number


def definition_from(row: Mapping[str, Any]) -> Definition:
    """The definition that a row of a sample file says; what it leaves out is as usual: a number,
    higher is better, last value, every quarter. Refuses (KeyError) an unknown formula."""
    return Definition(
        name=row["name"],
        measure=_measure(row),
        definition=row["definition"],
        formula_text=row["how"],
        quarters=row.get("quarters", "1234"),
        items=tuple(Item(*item) for item in row.get("items", ())),
        expression=row.get("expression", ""),
        source=row["source"],
        evidence=row.get("evidence", ""),
        evidence_must=row.get("must", False),
    )


def _measure(row: Mapping[str, Any]) -> Measure:
    kind = row.get("value", "number")
    if kind == "text":
        return Measure("text", row["in"], formula="equal", scale=None)
    formula = FORMULAS[row.get("formula", "higher")]
    assert formula.polarity is not None
    return Measure(
        value_kind=kind,
        unit_of_measure=row["in"],
        places=row.get("places", 2),
        polarity=formula.polarity,
        period_mode=row.get("mode", "last"),
        formula=formula.key,
        tolerance=_number(row, "tolerance"),
        floor_at_zero=row.get("floor", False),
        cap=_number(row, "cap"),
        ordinal=_grades(row),
        minimum=_number(row, "min"),
        maximum=_number(row, "max"),
    )


def _number(row: Mapping[str, Any], key: str) -> Decimal | None:
    number = read_number(row.get(key, ""))
    return None if isinstance(number, Absent) else number


def _grades(row: Mapping[str, Any]) -> tuple[Grade, ...]:
    if "ordinal" in row:
        return ORDINALS[row["ordinal"]]
    rows: Sequence[Sequence[str]] = row.get("grades", ())
    return tuple(Grade(code, Decimal(score), *name) for code, score, *name in rows)
