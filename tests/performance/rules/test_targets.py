"""Targets of a year and its quarters: reading them, and what is odd about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.performance.rules import ORDINALS, Measure, NotANumber
from himpun.performance.rules.definition import Definition, differences, quarters_words
from himpun.performance.rules.targets import FIELDS, Field, doubts_about, read_target_text

COUNT = Measure(unit_of_measure="unit", period_mode="sum")
LAST = Measure(unit_of_measure="%")
GROWING = Measure(unit_of_measure="km", period_mode="cumulative")
OPINION = Measure(unit_of_measure="opini", value_kind="ordinal", ordinal=ORDINALS["opini-bpk"])


def kept(*figures: str, year: str) -> dict[Field, str]:
    return dict(zip(FIELDS, (*figures, year, ""), strict=True))


def doubts(measure: Measure, *figures: str, year: str, quarters: str = "1234") -> list[str]:
    found = doubts_about(measure, quarters, kept(*figures, year=year))
    return [("!" if doubt.blocks else "?") + doubt.sentence for doubt in found]


@pytest.mark.parametrize(
    ("measure", "figures", "year"),
    [
        (COUNT, ("300", "300", "300", "300"), "1200"),
        (LAST, ("70", "60", "75", "80"), "80"),
        (GROWING, ("0", "5", "5", "12.5"), "12.5"),
        (OPINION, ("WDP", "WDP", "WTP", "WTP"), "WTP"),
    ],
)
def test_targets_that_fit_their_period_mode_raise_no_doubt(
    measure: Measure, figures: tuple[str, ...], year: str
) -> None:
    assert doubts(measure, *figures, year=year) == []


@pytest.mark.parametrize(
    ("measure", "figures", "year", "sentence"),
    [
        (COUNT, ("300", "300", "300", "200"), "1200", "Jumlah target triwulan 1.100 tidak sama"),
        (LAST, ("70", "72", "75", "79"), "80", "Target Triwulan IV harus sama dengan"),
        (GROWING, ("5", "4", "8", "12"), "12", "tidak boleh turun"),
        (OPINION, ("WTP", "WTP", "WTP", "WDP"), "WTP", "Target Triwulan IV harus sama dengan"),
        (LAST, ("70", "72", "75", "80"), "", "Target tahun belum diisi"),
    ],
)
def test_a_contradiction_blocks(
    measure: Measure, figures: tuple[str, ...], year: str, sentence: str
) -> None:
    (found,) = doubts(measure, *figures, year=year)
    assert found.startswith("!")
    assert sentence in found


def test_a_gap_is_told_but_does_not_block() -> None:
    assert doubts(LAST, "70", "", "75", "", year="80") == [
        "?Belum ada target untuk Triwulan II, Triwulan IV."
    ]
    assert doubts(LAST, "", "", "", "", year="") == ["!Target belum diisi."]


def test_the_last_asked_quarter_counts_and_others_must_be_empty() -> None:
    assert doubts(LAST, "", "80", "", "", year="80", quarters="2") == []
    assert doubts(LAST, "", "80", "80", "", year="80", quarters="2") == [
        "!Indikator ini tidak diisi pada Triwulan III."
    ]


def test_an_average_that_differs_is_only_odd() -> None:
    mean = Measure(unit_of_measure="indeks", period_mode="average")
    assert doubts(mean, "82", "82", "83", "83", year="82.5") == []
    assert doubts(mean, "82", "82", "83", "83", year="83") == [
        "?Rata-rata target triwulan tidak sama dengan target tahun."
    ]


@given(st.lists(st.integers(0, 10**9), min_size=4, max_size=4))
def test_parts_of_a_sum_never_block_their_own_total(parts: list[int]) -> None:
    figures = [str(part) for part in parts]
    found = doubts_about(COUNT, "1234", kept(*figures, year=str(sum(parts))))
    assert not any(doubt.blocks for doubt in found)


def test_a_target_is_kept_exactly_and_never_as_not_available() -> None:
    assert read_target_text(LAST, "1.850,50") == "1850.5"
    assert read_target_text(LAST, " ") == ""
    assert read_target_text(OPINION, "wajar tanpa pengecualian") == "WTP"
    between = Measure(unit_of_measure="m", polarity="range", formula="range-a")
    assert read_target_text(between, "1,5 – 2") == "1.5..2"
    with pytest.raises(NotANumber, match="kosongkan bila memang belum ada"):
        read_target_text(LAST, "n/a")


def test_the_difference_of_two_definitions_is_told_in_words() -> None:
    before = Definition("Jalan mantap", LAST, source="Survei")
    after = Definition("Jalan mantap", COUNT, quarters="24", source="Survei")
    assert differences(before, after) == [
        ("Satuan", "%", "unit"),
        ("Cara periode", "nilai triwulan terakhir", "dijumlahkan antartriwulan"),
        ("Diisi", "setiap triwulan", "triwulan II dan IV"),
    ]
    assert differences(before, before) == []
    assert quarters_words("4") == "triwulan IV"


@pytest.mark.parametrize(
    ("measure", "figure"),
    [
        (LAST, "konsep"),
        (LAST, "70..80"),
        (OPINION, "A"),
        (Measure(unit_of_measure="m", polarity="range", formula="range-a"), "70"),
    ],
)
def test_a_target_under_which_the_definition_changed_blocks(measure: Measure, figure: str) -> None:
    found = doubts_about(measure, "1234", kept(figure, "", "", "", year=""))
    assert found == ((True, "Target Triwulan I tidak cocok lagi dengan definisi indikatornya."),)
