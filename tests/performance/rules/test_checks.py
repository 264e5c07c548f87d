"""What is invalid is refused; what is odd is told with the numbers in the sentence."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.performance.rules.samples import measures, numbers, positive

from himpun.performance.rules import (
    CHECKS,
    ORDINALS,
    Absent,
    Exact,
    Finding,
    Measure,
    Past,
    Seen,
    invalid,
    parse_expression,
    read_checked,
    warnings,
)

PERCENT = Measure(unit_of_measure="%", minimum=Decimal(0), maximum=Decimal(100))
KM = Measure(unit_of_measure="km", period_mode="sum")
GROWING = Measure(unit_of_measure="km", period_mode="cumulative")
OPINION = Measure(value_kind="ordinal", ordinal=ORDINALS["opini-bpk"])
TEXT = Measure(value_kind="text", formula="equal")
# Eight quarters up to the one before TW III 2026, oldest first.
WHEN = [(2024, 3), (2024, 4), *((2025, q) for q in (1, 2, 3, 4)), (2026, 1), (2026, 2)]


def seen(*values: str | None) -> Seen:
    """TW III 2026, after the given last values."""
    when = WHEN[len(WHEN) - len(values) :]
    past = [
        Past(year, quarter, None if value is None else Decimal(value))
        for (year, quarter), value in zip(when, values, strict=True)
    ]
    return Seen(2026, 3, past)


def codes(found: tuple[Finding, ...]) -> list[str]:
    """The codes found, each as severe as the table of checks says."""
    assert all(CHECKS[finding.code][0] == finding.severity for finding in found)
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("measure", "typed", "code", "said"),
    [
        (KM, "banyak", "not-a-number", "“banyak” bukan angka"),
        (KM, "1234.5", "not-a-number", "dua cara"),
        (PERCENT, "-0,1", "outside-range", "-0,1 % di bawah nilai terendah, 0 %."),
        (PERCENT, "100,01", "outside-range", "100,01 % di atas nilai tertinggi, 100 %."),
        (OPINION, "WTPP", "not-a-value", "“WTPP” tidak dikenal. Pilih salah satu: WTP, WDP"),
        (TEXT, "x" * 99, "not-a-value", "paling banyak 60"),
    ],
)
def test_what_is_invalid_gives_no_value(measure: Measure, typed: str, code: str, said: str) -> None:
    value, found = read_checked(measure, typed)
    assert value is None
    assert codes(found) == [code]
    assert found[0].severity == "invalid"
    assert said in found[0].sentence


@pytest.mark.parametrize(
    ("measure", "typed", "value"),
    [
        (PERCENT, "0", Decimal(0)),
        (PERCENT, "100", Decimal(100)),
        (PERCENT, "", Absent.EMPTY),
        (PERCENT, "n/a", Absent.NOT_AVAILABLE),
        (OPINION, "wdp", "WDP"),
    ],
)
def test_what_is_valid_gives_its_value(measure: Measure, typed: str, value: Exact) -> None:
    assert read_checked(measure, typed) == (value, ())


def test_a_computed_value_is_held_against_the_bounds_too() -> None:
    (found,) = invalid(PERCENT, Fraction(400, 3))
    assert found.sentence == "≈133,3333 % di atas nilai tertinggi, 100 %."


@pytest.mark.parametrize(
    ("measure", "value"), [(KM, "WTP"), (OPINION, Decimal(4)), (TEXT, Fraction(1, 3))]
)
def test_a_value_of_another_kind_is_invalid(measure: Measure, value: Exact) -> None:
    assert codes(invalid(measure, value)) in (["not-a-number"], ["not-a-value"])


def test_a_cumulative_entry_must_not_fall() -> None:
    (found,) = warnings(GROWING, Decimal(9), seen("4", "10"))
    assert found == Finding(
        "warning",
        "cumulative-falls",
        "Isian kumulatif turun dari 10 (TW II) menjadi 9 (TW III).",
    )
    assert not warnings(GROWING, Decimal(11), seen("4", "10"))


def test_a_cumulative_entry_is_held_against_the_nearest_filled_quarter() -> None:
    (found,) = warnings(GROWING, Decimal(9), seen("10", None))
    assert "10 (TW I) menjadi 9 (TW III)" in found.sentence


def test_a_cumulative_entry_starts_anew_each_year() -> None:
    begun = Seen(2026, 1, [Past(2025, 4, Decimal(100))])
    assert not warnings(GROWING, Decimal(2), begun)


def test_the_same_number_as_last_quarter_looks_copied() -> None:
    (found,) = warnings(KM, Decimal("12.50"), seen("12.5"))
    assert (found.code, found.sentence) == (
        "same-as-last-quarter",
        "12,5 km sama persis dengan TW II 2026.",
    )


def test_the_same_number_as_last_year_looks_copied() -> None:
    (found,) = warnings(KM, Decimal(12), seen("12", "15", "9", "11"))
    assert found.sentence == "12 km sama persis dengan TW III 2025."


def test_the_first_quarter_is_laid_beside_the_last_one_of_the_year_before() -> None:
    begun = Seen(2026, 1, [Past(2025, 4, Decimal(7))])
    assert codes(warnings(KM, Decimal(7), begun)) == ["same-as-last-quarter"]


@pytest.mark.parametrize(
    ("measure", "value", "before"),
    [(KM, Decimal(0), Decimal(0)), (OPINION, "WTP", "WTP"), (TEXT, "Perda", "Perda")],
)
def test_a_zero_a_predicate_and_a_text_may_repeat_themselves(
    measure: Measure, value: Exact, before: Exact
) -> None:
    assert not warnings(measure, value, Seen(2026, 3, [Past(2026, 2, before)]))


@pytest.mark.parametrize(
    ("value", "before", "said"),
    [
        ("125", "12.4", "125 adalah 10 kali"),
        ("1250", "12.4", "1.250 adalah 101 kali"),
        ("1.25", "12.4", "1,25 hanya 1/10 dari nilai TW II 2026, 12,4. Periksa letak koma."),
        ("-125", "-12.4", "-125 adalah 10 kali"),
    ],
)
def test_a_slipped_comma_is_told(value: str, before: str, said: str) -> None:
    (found,) = warnings(KM, Decimal(value), seen(before))
    assert found.code == "ten-times"
    assert said in found.sentence


@pytest.mark.parametrize(("value", "before"), [("90", "12.4"), ("2", "12.4"), ("0", "12.4")])
def test_a_big_change_is_not_yet_a_slipped_comma(value: str, before: str) -> None:
    assert not warnings(KM, Decimal(value), seen(before))


def test_nothing_is_ten_times_of_a_zero_or_of_the_other_side_of_it() -> None:
    assert not warnings(KM, Decimal(500), seen("0"))
    assert not warnings(KM, Decimal(500), seen("-5"))


def test_a_cumulative_entry_may_be_many_times_the_quarter_before() -> None:
    assert not warnings(GROWING, Decimal(90), seen("2"))
    (found,) = warnings(GROWING, Decimal(90), seen("9", None, None, None))
    assert found.code == "ten-times"


def test_a_value_far_from_its_own_history_is_told() -> None:
    (found,) = warnings(KM, Decimal(40), seen("11", "12", "10", "13", "12", "11"))
    assert (found.code, found.sentence) == (
        "outlier",
        "40 jauh dari kebiasaan: 6 nilai sebelumnya berkisar 10 sampai 13.",
    )


@pytest.mark.parametrize(
    ("value", "told"), [("14.5", []), ("14.6", ["outlier"]), ("8.4", ["outlier"])]
)
def test_far_means_six_times_the_usual_distance_from_the_middle(
    value: str, told: list[str]
) -> None:
    """The middle is 11,5 and the usual distance 0,5: up to 14,5 and down to 8,5 is usual."""
    found = warnings(KM, Decimal(value), seen("11", "12", "10", "13", "12", "11"))
    assert codes(found) == told


@pytest.mark.parametrize(
    ("value", "told"), [("7.9", []), ("8", ["ten-times"]), ("0.125", ["ten-times"]), ("0.126", [])]
)
def test_a_slipped_comma_begins_at_eight_times(value: str, told: list[str]) -> None:
    assert codes(warnings(KM, Decimal(value), seen("1"))) == told


def test_of_seven_values_the_middle_is_the_fourth() -> None:
    """The middle is 12 and the usual distance 1: 18 is usual, 19 is not."""
    beside = seen("12", "10", "13", "12", "11", "15", "11")
    assert codes(warnings(KM, Decimal(18), beside)) == []
    assert codes(warnings(KM, Decimal(19), beside)) == ["outlier"]


def test_five_values_are_no_history_yet() -> None:
    assert not warnings(KM, Decimal(40), seen("12", "10", "13", "12", "11"))


def test_a_value_that_never_moved_has_no_usual_distance() -> None:
    assert not warnings(KM, Decimal(15), seen("12", "12", "12", "12", "12", "12"))


def test_a_slipped_comma_is_told_once_not_also_as_an_outlier() -> None:
    found = warnings(KM, Decimal(120), seen("11", "12", "10", "13", "12", "11"))
    assert codes(found) == ["ten-times"]


RATIO = parse_expression("mantap ÷ jalan × 100")


def with_items(**before: str | None) -> Seen:
    now: dict[str, Exact] = {"mantap": Decimal(600), "jalan": Decimal(1250)}
    then: dict[str, Exact] = {
        name: None if value is None else Decimal(value) for name, value in before.items()
    }
    return Seen(2026, 3, expression=RATIO, items=now, items_before=then)


def test_a_denominator_that_changed_is_told() -> None:
    (found,) = warnings(PERCENT, Decimal(48), with_items(mantap="550", jalan="1200"))
    assert (found.code, found.sentence) == (
        "denominator-changed",
        "Penyebut “jalan” berubah dari 1.200 menjadi 1.250.",
    )


def test_a_numerator_may_change_and_a_new_denominator_has_nothing_to_differ_from() -> None:
    assert not warnings(PERCENT, Decimal(48), with_items(mantap="1", jalan="1250"))
    assert not warnings(PERCENT, Decimal(48), with_items(mantap="550"))
    assert not warnings(PERCENT, Decimal(48), with_items(mantap="550", jalan=None))


def test_evidence_that_is_asked_for_is_missed() -> None:
    asked = Seen(2026, 3, evidence_asked=True)
    (found,) = warnings(KM, Decimal(5), asked)
    assert (found.code, found.sentence) == (
        "evidence-missing",
        "Nilai 5 belum disertai bukti dukung.",
    )
    assert not warnings(KM, Decimal(5), replace(asked, evidence=1))
    assert not warnings(KM, Decimal(5), replace(asked, links=["https://contoh.go.id/bukti.pdf"]))
    assert not warnings(KM, Absent.NOT_AVAILABLE, asked)


def test_a_link_that_others_cannot_open_is_told() -> None:
    looked = Seen(2026, 3, evidence_asked=True, links=["http://192.168.1.5/bukti", "C:\\bukti.pdf"])
    assert codes(warnings(KM, Decimal(5), looked)) == ["link-not-public", "link-not-public"]


def test_everything_odd_is_told_at_once() -> None:
    looked = replace(
        seen("12", "15", "9", "12"), evidence_asked=True, links=["ftp://contoh.go.id/x"]
    )
    assert codes(warnings(KM, Decimal(12), looked)) == [
        "same-as-last-quarter",
        "same-as-last-year",
        "link-not-public",
    ]


@pytest.mark.parametrize("value", [None, Absent.EMPTY])
def test_an_empty_cell_is_owed_not_odd(value: Exact) -> None:
    looked = replace(seen("1", "2"), evidence_asked=True)
    assert warnings(KM, value, looked) == ()


@given(measures(), numbers(), st.lists(st.none() | numbers(), max_size=8))
def test_every_warning_is_a_sentence_and_each_code_comes_once(
    measure: Measure, value: Decimal, past: list[Decimal | None]
) -> None:
    found = warnings(measure, value, seen(*(None if one is None else str(one) for one in past)))
    assert all(one.sentence.endswith(".") and one.severity == "warning" for one in found)
    assert len(set(codes(found))) == len(found)


@given(positive(), st.sampled_from([10, 100, 1000]))
def test_a_comma_slipped_by_any_place_is_told(value: Decimal, times: int) -> None:
    beside = seen(str(value))
    assert codes(warnings(KM, value * times, beside)) == ["ten-times"]
    assert codes(warnings(KM, value / times, beside)) == ["ten-times"]
