"""A measure says everything that decides what a number means, and contradicts itself nowhere."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.performance.rules.samples import measures

from himpun.performance.rules import (
    FORMULAS,
    ORDINALS,
    POLARITIES,
    SCALES,
    Grade,
    Level,
    Measure,
    Scale,
    formulas_for,
    from_json,
    to_json,
    why_not_measure,
    why_not_scale,
)

OPINION = Measure(value_kind="ordinal", ordinal=ORDINALS["opini-bpk"])


def test_a_plain_measure_can_be_used() -> None:
    assert why_not_measure(Measure()) == ()
    assert why_not_measure(OPINION) == ()


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (Measure(formula="lower-a"), "tidak cocok untuk arah “makin tinggi makin baik”"),
        (Measure(polarity="down"), "tidak cocok untuk arah “makin rendah makin baik”"),
        (Measure(polarity="range"), "tidak cocok untuk arah “di dalam rentang”"),
        (Measure(formula="tebakan"), "Rumus “tebakan” tidak dikenal"),
        (Measure(formula="equal"), "tidak cocok untuk nilai angka"),
        (Measure(value_kind="text"), "tidak cocok untuk nilai teks"),
        (Measure(polarity="keep", formula="keep"), "memerlukan toleransi"),
        (Measure(tolerance=Decimal(1)), "hanya untuk indikator yang dijaga tetap"),
        (
            Measure(polarity="keep", formula="keep", tolerance=Decimal(-1)),
            "Toleransi tidak boleh negatif",
        ),
        (replace(OPINION, ordinal=()), "memerlukan 2 sampai"),
        (replace(OPINION, ordinal=OPINION.ordinal * 2), "ganda: tidak menyatakan pendapat, "),
        (replace(OPINION, ordinal=(Grade("", Decimal(1)),) * 2), "memerlukan kode"),
        (
            replace(OPINION, ordinal=(Grade("a", Decimal(-1)), Grade("b", Decimal(1)))),
            "tidak boleh negatif",
        ),
        (replace(OPINION, period_mode="sum"), "tidak dapat dijumlahkan"),
        (replace(OPINION, period_mode="average"), "tidak dapat dirata-ratakan"),
        (
            replace(OPINION, polarity="range", formula="range-a"),
            "Predikat tidak dapat diukur dengan arah “di dalam rentang”",
        ),
        (replace(OPINION, minimum=Decimal(1)), "hanya untuk angka"),
        (Measure(ordinal=OPINION.ordinal), "hanya untuk nilai predikat"),
        (Measure(places=-1), "0 sampai 6"),
        (Measure(percent_places=9), "0 sampai 6"),
        (Measure(cap=Decimal("99.5")), "Batas capaian 99,5 % tidak boleh di bawah 100 %"),
        (Measure(cap=Decimal(120), uncapped=True), "dibatasi dan sekaligus tanpa batas"),
        (
            Measure(minimum=Decimal(5), maximum=Decimal(5)),
            "Nilai terendah 5 harus di bawah nilai tertinggi 5",
        ),
        (Measure(scale=Scale("x", "x", ())), "Skala memuat 1 sampai"),
    ],
)
def test_it_names_a_contradiction(measure: Measure, said: str) -> None:
    assert any(said in reason for reason in why_not_measure(measure)), why_not_measure(measure)
    assert all(reason.endswith(".") for reason in why_not_measure(measure))


def test_every_contradiction_is_named_not_only_the_first() -> None:
    crooked = Measure(formula="lower-a", places=99, cap=Decimal(1), tolerance=Decimal(1))
    assert len(why_not_measure(crooked)) == 4


def test_what_came_later_stands_in_the_json_only_where_it_is_used() -> None:
    assert "uncapped" not in to_json(Measure())
    assert from_json(to_json(Measure(uncapped=True))).uncapped


@given(measures())
def test_a_measure_survives_its_json_exactly(measure: Measure) -> None:
    kept = json.loads(json.dumps(to_json(measure)))
    assert from_json(kept) == measure
    assert to_json(from_json(kept)) == to_json(measure)
    assert "." not in json.dumps([value for value in kept.values() if isinstance(value, float)])


@pytest.mark.parametrize(
    "change",
    [
        {"formula": "lower-a"},
        {"cap": 120},
        {"cap": "NaN"},
        {"cap": "1e9"},
        {"places": True},
        {"places": 2.0},
        {"floor_at_zero": 1},
        {"polarity": "sideways"},
        {"scale": "permendagri-86-2017"},
        {"scale": {"key": "x"}},
        {"scale": {"key": "x", "name": "x", "source": "", "levels": "ABC"}},
        {"scale": {"key": "x", "name": "x", "source": "", "levels": []}},
        {
            "scale": {
                "key": "x",
                "name": "x",
                "source": "",
                "levels": [{"word": "A", "tone": "gold", "lower": None, "included": False}],
            }
        },
        {"ordinal": "WTP"},
        {"ordinal": [{"code": "WTP"}]},
        {"ordinal": [1]},
        {"unit_of_measure": None},
    ],
)
def test_it_refuses_a_kept_measure_of_another_form(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json({**to_json(Measure()), **change})


@pytest.mark.parametrize("key", sorted(to_json(Measure())))
def test_it_refuses_a_kept_measure_that_lacks_something(key: str) -> None:
    kept = to_json(Measure())
    del kept[key]
    with pytest.raises(ValueError, match=key):
        from_json(kept)


def test_every_formula_says_itself_in_words_and_every_polarity_has_one() -> None:
    for key, formula in FORMULAS.items():
        assert formula.key == key
        assert formula.words
        assert formula.source
        assert "{" not in formula.words
    assert all(formulas_for(polarity) for polarity in POLARITIES)
    assert FORMULAS["lower-a"].words == "(2 × target − realisasi) ÷ target × 100"
    assert FORMULAS["range-b"].words == (
        "100 di dalam rentang; di bawahnya realisasi ÷ batas bawah × 100; "
        "di atasnya batas atas ÷ realisasi × 100"
    )


@pytest.mark.parametrize("scale", SCALES.values(), ids=list(SCALES))
def test_a_preset_scale_is_sound_and_shows_its_bounds(scale: Scale) -> None:
    assert why_not_scale(scale) == ()
    legend = scale.legend()
    assert [level for level, _ in legend] == list(reversed(scale.levels))
    assert legend[0][1].startswith((">", "≥"))
    assert legend[-1][1].startswith(("<", "≤"))


def test_a_legend_reads_as_half_open_bounds() -> None:
    assert [
        (level.word, said) for level, said in SCALES["permendagri-86-2017"].legend()
    ] == [
        ("Sangat Tinggi", "> 90"),
        ("Tinggi", "> 75 dan ≤ 90"),
        ("Sedang", "> 65 dan ≤ 75"),
        ("Rendah", "> 50 dan ≤ 65"),
        ("Sangat Rendah", "≤ 50"),
    ]  # fmt: skip
    assert [said for _, said in SCALES["lampu-lalu-lintas"].legend()] == [
        "> 90",
        "≥ 70 dan ≤ 90",
        "< 70",
    ]


@pytest.mark.parametrize(
    ("scale", "percent", "word"),
    [
        ("permendagri-86-2017", "90", "Tinggi"),
        ("permendagri-86-2017", "90.5", "Sangat Tinggi"),
        ("permendagri-86-2017", "50", "Sangat Rendah"),
        ("permendagri-86-2017", "50.01", "Rendah"),
        ("permendagri-86-2017", "-3", "Sangat Rendah"),
        ("permendagri-86-2017", "1000", "Sangat Tinggi"),
        ("lampu-lalu-lintas", "69.99", "Merah"),
        ("lampu-lalu-lintas", "70", "Kuning"),
        ("lampu-lalu-lintas", "90", "Kuning"),
        ("lampu-lalu-lintas", "90.01", "Hijau"),
        ("predikat-akip", "80", "BB"),
        ("predikat-akip", "80.01", "A"),
        ("enam-tingkat", "85", "Sangat Baik"),
    ],
)
def test_a_bound_belongs_to_one_level_only(scale: str, percent: str, word: str) -> None:
    assert SCALES[scale].level_of(Decimal(percent)).word == word


@given(
    st.sampled_from(sorted(SCALES)),
    st.decimals(min_value=-500, max_value=500, allow_nan=False, places=4),
)
def test_the_legend_covers_every_percentage_exactly_once(key: str, percent: Decimal) -> None:
    """By the words a reader sees, not by the function that chose the level."""
    fitting = [
        level
        for level, said in SCALES[key].legend()
        if all(_holds(percent, bound) for bound in said.split(" dan "))
    ]
    assert fitting == [SCALES[key].level_of(percent)]


def _holds(percent: Decimal, bound: str) -> bool:
    sign, text = bound.split()
    limit = Decimal(text)
    return {
        ">": percent > limit, "≥": percent >= limit, "<": percent < limit, "≤": percent <= limit,
    }[sign]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((Level("A", "good", Decimal(1)),), "tidak boleh berbatas bawah"),
        ((Level("A", "poor"), Level("B", "good")), "Hanya tingkat terendah"),
        (
            (Level("A", "poor"), Level("B", "fair", Decimal(9)), Level("C", "good", Decimal(9))),
            "Batas “C” harus lebih tinggi daripada “B”",
        ),
        ((Level("A", "poor"), Level("a ", "good", Decimal(1))), "sebutan sendiri"),
    ],
)
def test_it_names_what_is_wrong_with_a_scale(levels: tuple[Level, ...], said: str) -> None:
    assert any(said in reason for reason in why_not_scale(Scale("x", "x", levels)))
