from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.kernel.worktime import Period, PeriodKind, parse_period

NUMBERS: dict[PeriodKind, int] = {"triwulan": 4, "tahun": 1, "bulan": 12, "semester": 2}


@st.composite
def periods(draw: st.DrawFn) -> Period:
    kind = draw(st.sampled_from(sorted(NUMBERS)))
    return Period(kind, draw(st.integers(1945, 9997)), draw(st.integers(1, NUMBERS[kind])))


@pytest.mark.parametrize(
    ("text", "label", "first", "last"),
    [
        ("2026-TW1", "Triwulan I 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-TW3", "Triwulan III 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-tw4", "Triwulan IV 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", "Tahun 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-S2", "Semester II 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("2028-B02", "Bulan Februari 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-B12", "Bulan Desember 2026", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_it_reads_a_period_and_names_it(text: str, label: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert (period.label, period.first_day, period.last_day) == (label, first, last)


@pytest.mark.parametrize("text", ["", "26", "TW3", "2026-TW", "2026-Q3", "2026-TW3x", "null"])
def test_it_refuses_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="tidak dapat dibaca"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2026-TW5", "2026-TW0", "2026-S3", "2026-B13"])
def test_it_refuses_a_number_that_the_year_has_not(text: str) -> None:
    with pytest.raises(ValueError, match="Tidak ada"):
        parse_period(text)


@pytest.mark.parametrize("text", ["1944", "9999"])
def test_it_refuses_a_year_out_of_reach(text: str) -> None:
    with pytest.raises(ValueError, match="jangkauan"):
        parse_period(text)


@given(periods())
def test_the_next_period_begins_on_the_day_after_the_last(period: Period) -> None:
    assert period.next().first_day == period.last_day + timedelta(days=1)
    assert period.next().kind == period.kind


@given(periods())
def test_its_code_is_read_back(period: Period) -> None:
    assert parse_period(period.code) == period
