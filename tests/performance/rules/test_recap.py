"""A recap's body: the same data give the same bytes, and a difference is always told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from tests.performance.rules.samples import measures, numbers

from himpun.performance.rules import Measure, exact_text
from himpun.performance.rules.recap import (
    AgreementSource,
    Body,
    BudgetSource,
    Head,
    IndicatorSource,
    ObjectiveSource,
    Proof,
    Source,
    UnitSource,
    YearSource,
    body_of,
    body_text,
    differences,
    fingerprint_of,
    read_body,
    show,
)
from himpun.performance.rules.recap.difference import FOLLOWS, PLACES, WORDS
from himpun.performance.rules.recap.shown import bar_table, charted, heat_table, trend_table

HEAD = Head(
    "dishub", "Dinas Perhubungan", "Kabupaten Contoh", "WIB", 7, "Pengumpulan Data Kinerja", 1,
    "2026-TW3", "Triwulan III 2026", 2026, 3,
)  # fmt: skip
OPENED = "2026-09-14T08:00:00+07:00"


def year(measure: Measure, at: int = 2026, **figures: Any) -> YearSource:
    usual: dict[str, Any] = {
        "realisations": {1: "20", 2: "", 3: "33.5"},
        "targets": dict.fromkeys((1, 2, 3, 4), "25"), "target": "100",
    }  # fmt: skip
    return YearSource(at, measure, **{**usual, **figures})


def indicator(measure: Measure, **other: Any) -> IndicatorSource:
    usual: dict[str, Any] = {
        "code": "LL01", "name": "Rambu terpasang", "kind": "iku", "unit": "lalin",
        "objective": "P1", "version": 2, "formula_text": "Rambu terpasang",
        "this_year": year(measure),
        "realisation": "33.5", "earlier": [year(measure, 2025)], "medium": "400",
        "medium_year": 2029, "items": [("Rambu", "buah", "33.5")], "expression": "rambu",
        "budget": 1_000, "budget_so_far": 2_500, "warnings": ["Sama dengan triwulan lalu."],
        "state": "verified", "proofs": [Proof("foto.jpg", "ab" * 32), Proof("foto.jpg", "cd" * 32)],
    }  # fmt: skip
    return IndicatorSource(**{**usual, **other})


def source(measure: Measure | None = None, **other: Any) -> Source:
    usual: dict[str, Any] = {
        "head": HEAD, "agreement": AgreementSource("PK 2026", 0, "050/1", "2026-01-20"),
        "units": [UnitSource("lalin", "Bidang Lalu Lintas", opened_at=OPENED)],
        "objectives": [
            ObjectiveSource("S1", "Keselamatan", "sasaran"),
            ObjectiveSource("P1", "Program Lalu Lintas", "program", parent="S1"),
        ],
        "indicators": [indicator(measure or Measure(period_mode="sum"))],
        "budgets": [BudgetSource("P1", 10_000)],
    }  # fmt: skip
    return Source(**{**usual, **other})


def keys_of(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        return set(value) | {key for inner in value.values() for key in keys_of(inner)}
    if isinstance(value, list):
        return {key for inner in value for key in keys_of(inner)}
    return set()


def test_the_body_is_read_back_as_it_was_written() -> None:
    text = body_text(body_of(source()))
    assert read_body(text) == json.loads(text)
    assert body_text(read_body(text)) == text
    assert len(fingerprint_of(text)) == 64


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema":2}', body_text(body_of(source())) + " "]
)
def test_what_was_not_frozen_so_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own is one too
        read_body(text)


@given(measures(), numbers(), numbers(1, 10**6))
def test_the_same_data_give_the_same_bytes(measure: Measure, real: Any, aim: Any) -> None:
    span = f"{exact_text(aim)}..{exact_text(aim + 5)}"
    target = span if measure.polarity == "range" else exact_text(aim)
    given_year = year(
        measure, realisations={3: exact_text(real)}, targets={3: target}, target=target
    )
    made = [
        body_of(source(indicators=[indicator(measure, this_year=given_year, medium="")]))
        for _ in range(2)
    ]
    assert body_text(made[0]) == body_text(made[1])
    assert "e+" not in body_text(made[0]).lower().replace("sebelum", "")
    assert differences(made[0], made[1]) == []
    show(made[0])


def test_no_number_but_whole_ones_stands_in_it() -> None:
    body = json.loads(body_text(body_of(source())), parse_float=pytest.fail)
    assert body["indicators"][0]["to_date"]["realisation"] == "53.5"


def test_every_key_has_a_word_for_the_difference() -> None:
    body = body_of(source())
    inner = keys_of({part: body[part] for part in body if part not in ("scales", "words")})
    assert inner - {"schema", *FOLLOWS, *PLACES} - set(WORDS) == set()
    assert set(body) == {"schema", *PLACES}


CHANGES: dict[str, Any] = {
    "a figure": {
        "indicators": [
            indicator(
                Measure(period_mode="sum"),
                this_year=year(Measure(period_mode="sum"), realisations={3: "34"}),
            )
        ]
    },
    "a text": {"indicators": [indicator(Measure(period_mode="sum"), obstacles="Cuaca")]},
    "the second of two proofs": {
        "indicators": [
            indicator(
                Measure(period_mode="sum"),
                proofs=[Proof("foto.jpg", "ab" * 32), Proof("foto.jpg", "ef" * 32)],
            )
        ]
    },
    "a further indicator": {
        "indicators": [
            indicator(Measure(period_mode="sum")),
            indicator(Measure(period_mode="sum"), code="LL02"),
        ]
    },
    "a unit that is complete": {
        "units": [UnitSource("lalin", "Bidang Lalu Lintas", OPENED, complete_at=OPENED)]
    },
    "money": {"budgets": [BudgetSource("P1", 20_000)]},
    "the agreement": {"agreement": AgreementSource("PK 2026 perubahan ke-1", 1)},
    "the analysis": {"analysis": "Baik."},
    "another formula": {"indicators": [indicator(Measure(period_mode="average"))]},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_difference_is_told_both_ways(change: dict[str, Any]) -> None:
    before, after = body_of(source()), body_of(source(**change))
    found, back = differences(before, after), differences(after, before)
    assert found
    assert {(c.part, c.subject, c.field, c.before, c.after) for c in found} == {
        (c.part, c.subject, c.field, c.after, c.before) for c in back
    }


def test_a_difference_names_the_indicator_and_the_field() -> None:
    changed = indicator(Measure(period_mode="sum"), obstacles="Cuaca")
    (found,) = differences(body_of(source()), body_of(source(indicators=[changed])))
    assert found.part == "Indikator"
    assert found.subject == "LL01 Rambu terpasang"
    assert (found.field, found.before, found.after) == ("kendala", "", "Cuaca")


def test_a_budget_below_another_is_a_part_of_it() -> None:
    below = ObjectiveSource("K1", "Kegiatan", "kegiatan", parent="P1")
    budgets = [BudgetSource("P1", 10_000), BudgetSource("K1", 4_000)]
    body = body_of(source(objectives=[*source().objectives, below], budgets=budgets))
    assert body["money"]["amount"] == 10_000
    assert [row["spent"] for row in body["budgets"]] == [2_500, 0]


def test_efficiency_is_what_was_saved_of_what_the_achievement_was_worth() -> None:
    # 53,5 of 100 reached: worth 5.350 of the 10.000; 2.500 spent: 53,27 % of it saved.
    (money,) = body_of(source())["budgets"]
    assert (money["absorbed"], money["efficiency"]) == ("25", "53.27")
    nothing = source(budgets=[BudgetSource("P1", 0)])
    (money,) = body_of(nothing)["budgets"]
    assert (money["absorbed"], money["efficiency"]) == (None, None)


def test_objectives_that_stand_in_a_circle_do_not_hang() -> None:
    objectives = [
        ObjectiveSource("S1", "A", "sasaran", parent="P1"),
        ObjectiveSource("P1", "B", "program", parent="S1"),
    ]
    body_of(source(objectives=objectives))


def test_a_mean_without_an_end_is_rounded_and_the_percentage_is_not_reckoned_from_it() -> None:
    thirds = year(Measure(period_mode="average"), realisations={1: "1", 2: "1", 3: "2"}, target="3")
    measure = Measure(period_mode="average")
    body = body_of(source(indicators=[indicator(measure, this_year=thirds, medium="")]))
    assert body["indicators"][0]["year"]["realisation"] == "1.33"
    assert body["indicators"][0]["year"]["percent"] == "44.44"


def test_it_is_shown_with_commas_and_words() -> None:
    shown = show(body_of(source()))
    (line,) = shown.lines
    assert (line.quarter.realisation, line.quarter.number) == ("33,5", "134,00")
    assert line.year.fine == "53,5 ÷ 100 × 100 = 53,50"
    assert line.medium_label == "target 2029"
    assert shown.total is not None
    assert shown.total.amount == "10.000"
    assert shown.agreement == "PK 2026, nomor 050/1, 20 Januari 2026"
    assert shown.completeness == "100 %"


def test_what_is_missing_never_rounds_up_to_whole() -> None:
    many = [
        replace(indicator(Measure(period_mode="sum")), code=f"LL{no}", state="saved")
        for no in range(299)
    ]
    empty = replace(many[0], code="X", realisation="", state="empty")
    assert show(body_of(source(indicators=[*many, empty]))).completeness == "99 %"


def test_charts_are_drawn_from_tables_as_they_are_read() -> None:
    shown = show(body_of(source()))
    assert bar_table(shown.lines) == (("Indikator", "Capaian"), [("LL01", "134,00")])
    assert trend_table(shown)[1] == [("TW I", "80,00"), ("TW II", "–"), ("TW III", "134,00")]
    assert heat_table(shown) == (("Unit", "1"), [("Bidang Lalu Lintas", "134,00")])


def test_of_many_indicators_the_lowest_are_drawn() -> None:
    measure = Measure(period_mode="sum")
    rows = [
        indicator(measure, code=f"LL{no:02}", this_year=year(measure, realisations={3: str(no)}))
        for no in range(1, 36)
    ]
    lines = show(body_of(source(indicators=rows))).lines
    drawn, left_out = charted(list(reversed(lines)))
    assert [line.row["code"] for line in drawn[:2]] == ["LL01", "LL02"]
    assert (len(drawn), left_out) == (30, 5)
    assert charted(lines[:30]) == (lines[:30], 0)


def test_of_bodies_alone_the_words_suffice() -> None:
    """A frozen body is read without any row of the database, and without later formulas."""
    frozen: Body = read_body(body_text(body_of(source())))
    assert show(frozen).lines[0].formula == "realisasi ÷ target × 100"
