"""From plain values to a recap's body: canonical JSON, whose bytes are the same for the same data.

Sorted keys, fixed separators, figures and percentages as texts, money as whole numbers; lists in
the order of the catalogue. It holds the words that stand beside the numbers, so that a frozen body
needs no later version of the formulas to be read.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from himpun.office.rules import canonical
from himpun.performance.rules.recap.indicator import indicator_row
from himpun.performance.rules.recap.sources import IndicatorSource, Source
from himpun.performance.rules.recap.sums import (
    ABSORPTION_FORMULA,
    EFFICIENCY_FORMULA,
    EFFICIENCY_SOURCE,
    budget_rows,
    mean_of,
    objective_rows,
    summary_of,
    total_of,
    unit_row,
)

Row = dict[str, Any]
Body = Mapping[str, Any]
"""A recap as JSON: what ``body_of`` makes and ``read_body`` reads."""

SCHEMA = 1
MEAN_WORDS = (
    "rata-rata capaian tercetak (setelah batas) dari indikator yang terhitung, dibulatkan sekali, "
    "2 desimal"
)


def body_of(source: Source) -> Body:
    """The whole recap of a run."""
    indicators = source.indicators
    rows = [indicator_row(indicator, source.head.quarter) for indicator in indicators]
    of_unit = _grouped(rows)
    units = [
        unit_row(unit, [i for i in indicators if i.unit == unit.code], of_unit[unit.code])
        for unit in source.units
    ]
    budgets = budget_rows(source.budgets, source.objectives, rows)
    return {
        "schema": SCHEMA,
        "head": asdict(source.head),
        "agreement": asdict(source.agreement) if source.agreement else None,
        "summary": summary_of(source, units, rows),
        "units": units,
        "objectives": objective_rows(source.objectives, rows),
        "indicators": rows,
        "budgets": budgets,
        "money": total_of(budgets, source.objectives, rows),
        "trend": _trend(rows, source.head.quarter),
        "scales": _scales(indicators),
        "words": {
            "mean": MEAN_WORDS,
            "absorption": ABSORPTION_FORMULA,
            "efficiency": EFFICIENCY_FORMULA,
            "efficiency_source": EFFICIENCY_SOURCE,
        },
        "analysis": source.analysis,
    }


def _grouped(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: Mapping[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["unit"]].append(row)
    return found


def _trend(rows: Sequence[Row], quarter: int) -> list[Row]:
    """The mean of every quarter so far, each over that quarter's own percentages."""
    return [
        {
            "quarter": no,
            **mean_of(({"asked": True, "cell": row["trend"][no - 1]} for row in rows), "cell"),
        }
        for no in range(1, quarter + 1)
    ]


def _scales(indicators: Iterable[IndicatorSource]) -> Row:
    """The rating scales in use, by key: their name, source, and levels with bounds, best first."""
    scales = {
        indicator.this_year.measure.scale.key: indicator.this_year.measure.scale
        for indicator in indicators
        if indicator.this_year.measure.scale
    }
    return {
        key: {
            "name": scale.name,
            "source": scale.source,
            "levels": [
                {"word": level.word, "tone": level.tone, "bounds": bounds}
                for level, bounds in scale.legend()
            ],
        }
        for key, scale in scales.items()
    }


def body_text(body: Body) -> str:
    """The body as it is frozen."""
    return canonical(body)


def fingerprint_of(text: str) -> str:
    """The SHA-256 of a frozen body, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_body(text: str) -> Body:
    """A frozen body. Refuses (ValueError) what ``body_text`` does not write."""
    body = json.loads(text)
    if not isinstance(body, dict) or body.get("schema") != SCHEMA or canonical(body) != text:
        raise ValueError("not a frozen recap")
    return body
