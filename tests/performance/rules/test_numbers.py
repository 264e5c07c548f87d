"""Numbers as officials type them, read exactly or refused with a sentence."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.performance.rules import (
    Absent,
    NotANumber,
    exact_number,
    exact_text,
    read_number,
    rounded,
    show_number,
)

KEPT = st.decimals(
    min_value=Decimal("-1e17"), max_value=Decimal("1e17"), allow_nan=False, places=10
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("1234", "1234"),
        ("1.234", "1234"),
        ("1.234.567,89", "1234567.89"),
        ("1.234,5", "1234.5"),
        ("1,5", "1.5"),
        ("1,234", "1.234"),
        ("0,123", "0.123"),
        ("-12,50", "-12.5"),
        ("−3", "-3"),
        ("+3", "3"),
        ("76,5 %", "76.5"),
        ("76,5%", "76.5"),
        ("Rp 1.250.000,00", "1250000"),
        ("Rp1.000", "1000"),
        ("Rp. 5", "5"),
        (" 12\u00a0", "12"),
        ("9" * 28, "9" * 28),
        ("0" * 40 + "1", "1"),
    ],
)
def test_it_reads_what_an_official_types(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1234.5", "Tulis 1234,5 bila itu desimal, atau 12345 bila"),
        ("0.5", "dua cara"),
        ("1.23", "dua cara"),
        ("1.2345", "dua cara"),
        ("0.123", "dua cara"),
        ("012.345", "dua cara"),
        ("1234.567", "dua cara"),
        ("1,234.5", "titik memisahkan ribuan"),
        ("1,2,3", "titik memisahkan ribuan"),
        ("1.23,4", "titik memisahkan ribuan"),
        (",5", "titik memisahkan ribuan"),
        ("5,", "titik memisahkan ribuan"),
        ("1 234", "bukan angka"),
        ("1e5", "bukan angka"),
        ("1E1000000", "bukan angka"),
        ("NaN", "bukan angka"),
        ("Infinity", "bukan angka"),
        ("-inf", "bukan angka"),
        ("½", "bukan angka"),
        ("١٢", "bukan angka"),
        ("１２", "bukan angka"),
        ("12 km", "bukan angka"),
        ("=1+1", "bukan angka"),
        ("--5", "bukan angka"),
        ("%", "bukan angka"),
        ("5%%", "bukan angka"),
        ("Rp", "bukan angka"),
        ("9" * 29, "paling banyak 28 angka"),
        ("0,12345678901", "paling banyak 10"),
        ("9" * 1_000_000, "terlalu panjang"),
    ],
)
def test_it_refuses_what_is_no_number_or_means_two_things(typed: str, said: str) -> None:
    with pytest.raises(NotANumber) as refused:
        read_number(typed)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("typed", ["", " ", "\u00a0", "\t\n"])
def test_an_empty_cell_is_not_a_zero(typed: str) -> None:
    assert read_number(typed) is Absent.EMPTY


@pytest.mark.parametrize("typed", ["-", "n/a", "N/A", " NA ", "tidak ada", "Tidak  Ada", "–"])
def test_a_said_absence_is_neither_a_number_nor_an_empty_cell(typed: str) -> None:
    assert read_number(typed) is Absent.NOT_AVAILABLE


@given(KEPT)
def test_what_is_shown_is_read_back_as_the_same_number(number: Decimal) -> None:
    assert read_number(show_number(number)) == number


@given(KEPT)
def test_what_is_kept_is_read_back_and_there_is_one_way_to_keep_it(number: Decimal) -> None:
    kept = exact_text(number)
    assert exact_number(kept) == number
    assert exact_text(exact_number(kept)) == kept
    assert exact_text(number.normalize()) == kept


def said_of(typed: str) -> str:
    """What comes of a typed text, in words."""
    try:
        read = read_number(typed)
    except NotANumber as refused:
        return str(refused)
    return f"{read.value if isinstance(read, Absent) else show_number(read)}."


@given(st.text(max_size=80))
def test_any_text_is_a_number_an_absence_or_a_sentence(typed: str) -> None:
    said = said_of(typed)
    assert said.endswith(".")
    assert len(said) < 300


@given(st.text(alphabet="0123456789.,-+% eERp", max_size=20))
def test_a_text_of_digits_and_marks_is_read_in_one_way_or_refused(typed: str) -> None:
    try:
        read = read_number(typed)
    except NotANumber:
        return
    if isinstance(read, Decimal):
        assert read_number(show_number(read)) == read


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        ("1234.5", 2, "1.234,50"),
        ("0.125", 2, "0,13"),
        ("-0.125", 2, "-0,13"),
        ("-0.001", 2, "0,00"),
        ("999999.995", 2, "1.000.000,00"),
        ("12", 0, "12"),
        ("1E+3", None, "1.000"),
        ("0.50", None, "0,5"),
        ("-1234567.8", None, "-1.234.567,8"),
    ],
)
def test_a_number_is_shown_as_it_is_read_here(number: str, places: int | None, shown: str) -> None:
    assert show_number(Decimal(number), places) == shown


@given(st.fractions(min_value=-(10**20), max_value=10**20), st.integers(0, 6))
def test_rounding_a_fraction_goes_to_the_nearest_and_half_away_from_zero(
    number: Fraction, places: int
) -> None:
    near = Fraction(rounded(number, places))
    half = Fraction(1, 2 * 10**places)
    assert abs(near - number) <= half
    if abs(near - number) == half:
        assert abs(near) > abs(number)


@given(KEPT, st.integers(0, 6))
def test_a_decimal_and_the_same_fraction_round_alike(number: Decimal, places: int) -> None:
    assert rounded(Fraction(number), places) == rounded(number, places)
    assert rounded(number, places) == number.quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
    )


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+1000000", "1E-11"])
def test_what_no_column_can_hold_is_not_kept(number: str) -> None:
    with pytest.raises(ValueError, match=r"kept"):
        exact_text(Decimal(number))


@pytest.mark.parametrize("kept", ["", "1,5", "1e5", "NaN", " 1", "1.", "9" * 100])
def test_a_kept_text_of_another_form_is_refused(kept: str) -> None:
    with pytest.raises(ValueError, match="not a kept number"):
        exact_number(kept)
