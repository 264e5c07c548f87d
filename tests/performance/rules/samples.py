"""Measures and values that hypothesis draws."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from himpun.performance.rules import (
    ORDINALS,
    PERIOD_MODES,
    POLARITIES,
    SCALES,
    Measure,
    formulas_for,
)


def numbers(low: int = -(10**9), high: int = 10**9) -> SearchStrategy[Decimal]:
    """Exact decimals with up to four places."""
    return st.decimals(min_value=low, max_value=high, allow_nan=False, places=4)


def positive() -> SearchStrategy[Decimal]:
    return st.integers(1, 10**12).map(lambda n: Decimal(n).scaleb(-3))


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """A number measure without contradictions, of any polarity."""
    facing = draw(st.sampled_from(list(POLARITIES)))
    low = draw(st.none() | numbers())
    return Measure(
        unit_of_measure=draw(st.sampled_from(["%", "orang", "km", "Rp"])),
        places=draw(st.integers(0, 4)),
        polarity=facing,
        period_mode=draw(st.sampled_from(sorted(PERIOD_MODES))),
        formula=draw(st.sampled_from([f.key for f in formulas_for(facing)])),
        tolerance=draw(positive()) if facing == "keep" else None,
        floor_at_zero=draw(st.booleans()),
        cap=draw(st.sampled_from([None, Decimal(100), Decimal("110.5"), Decimal(120)])),
        scale=draw(st.sampled_from([None, *SCALES.values()])),
        minimum=low,
        maximum=None if low is None else low + draw(positive()),
    )


def opinions() -> SearchStrategy[str]:
    return st.sampled_from([grade.code for grade in ORDINALS["opini-bpk"]])
