"""Medians, quartiles, shares; where time is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.monitoring.rules.statistics import Spread, Taken, bottleneck, spread, summary


def taken(**changes: object) -> Taken:
    usual: dict[str, object] = {
        "run": 1, "period": "2026-TW3", "step": "1", "unit": "", "round": 1, "waiting": 0,
        "working": 60, "allowed": 60, "within": True, "late": False, "sent_back": False,
        "again": False, "noted": True,
    }  # fmt: skip
    return Taken(**{**usual, **changes})  # type: ignore[arg-type]


def test_quartiles_are_those_that_spreadsheets_give() -> None:
    assert spread([40, 10, 30, 20]) == Spread(18, 25, 32)
    assert spread([7]) == Spread(7, 7, 7)
    with pytest.raises(ValueError, match="no figures"):
        spread([])


@given(st.lists(st.integers(0, 10**7), min_size=1))
def test_quartiles_lie_in_order_between_the_least_and_the_greatest(figures: list[int]) -> None:
    found = spread(figures)
    assert min(figures) <= found.lower <= found.median <= found.upper <= max(figures)


def test_what_cannot_be_judged_counts_in_no_share() -> None:
    told = summary([taken(), taken(within=False, working=90), taken(allowed=None, within=None)])
    assert told is not None
    assert (told.n, told.judged, told.within, told.share) == (3, 2, 1, 50)
    assert summary([]) is None
    nothing = summary([taken(allowed=None, within=None)])
    assert nothing is not None
    assert nothing.share is None


def test_lost_is_waiting_and_work_beyond_the_standard() -> None:
    assert taken(waiting=30, working=100, allowed=60).lost == 70
    assert taken(waiting=30, working=50, allowed=60).lost == 30
    assert taken(waiting=30, working=500, allowed=None).lost == 30


def test_the_bottleneck_is_where_most_is_lost_and_nowhere_if_nothing_is() -> None:
    quick, slow = summary([taken()]), summary([taken(waiting=5)] * 2)
    assert bottleneck([("1", quick), ("2", slow), ("3", None)]) == "2"
    assert bottleneck([("1", quick)]) == ""
