"""The catalogue of an agency is handed back as a workbook: what it would change, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.performance.catalogues import compared, compared_file, edited
from tests.performance.keepers import ROADS, TESTED, Keepers, build
from tests.performance.workbooks import resaved

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Agreement, CrossRule, Indicator, MediumTarget, Objective
from himpun.performance.queries.workbooks.catalogue import catalogue_workbook
from himpun.performance.rules.catalogue_sheet import (
    COLUMNS,
    definition_cells,
    definition_of_cells,
)
from himpun.performance.rules.definition import Definition, Item, why_not_definition
from himpun.performance.rules.measure import ORDINALS
from himpun.performance.services import add_cross_rule, set_medium_targets
from himpun.performance.services.catalogue_sheet import MOST_BYTES, apply_catalogue

NEW = {
    "name": "Waktu tunggu", "indicator_kind": "Indikator program", "objective": "P1",
    "unit": "", "unit_of_measure": "menit", "value_kind": "angka", "places": "1",
    "polarity": "makin rendah makin baik", "period_mode": "rata-rata triwulan",
    "formula": "Makin rendah makin baik, varian B", "floor_at_zero": "tidak", "cap": "120",
    "scale": "Lima tingkat (Permendagri 86/2017)", "percent_places": "2", "quarters": "1234",
    "evidence": "Laporan", "evidence_must": "ya", "from_period": "2026-TW1",
}  # fmt: skip


RULE = {
    "left": "[IKU-1]", "comparison": "≤", "right": "100", "severity": "meminta catatan",
    "sentence": "Paling banyak seratus persen.",
}  # fmt: skip


@pytest.fixture
def keepers(db: None) -> Keepers:
    return build()


def told(
    keepers: Keepers, cells: Mapping[tuple[str, str], Mapping[str, str]]
) -> list[tuple[str, str, str, str, str]]:
    found = compared(keepers, cells)
    assert not found.wrong
    return [(x.what, x.code, x.label, x.before, x.after) for x in found.lines]


def wrong(
    keepers: Keepers, cells: Mapping[tuple[str, str], Mapping[str, str]]
) -> list[tuple[str, str, str]]:
    found = compared(keepers, cells)
    assert not found.offer
    return [(x.place, x.label, x.sentence) for x in found.wrong]


# ---- what it would change


def test_an_untouched_catalogue_changes_nothing(keepers: Keepers) -> None:
    keepers.fill(keepers.draft())
    for content in (
        catalogue_workbook(keepers.office.agency),
        edited(catalogue_workbook(keepers.office.agency), {}),
    ):
        found = compared_file(keepers, content)
        assert not found.lines
        assert not found.wrong
        assert not found.offer


def test_each_change_is_told_with_what_stands_there(keepers: Keepers) -> None:
    keepers.fill(keepers.draft())
    lines = told(
        keepers,
        {
            ("Sasaran", "P1"): {"name": "Program Jalan Daerah"},
            ("Sasaran", "K1"): {"name": "Kegiatan", "objective_kind": "kegiatan", "parent": "P1"},
            ("Indikator", "IKU-1"): {
                "places": "3", "from_period": "2026-TW3", "reason": "Perubahan Renstra",
            },
            ("Indikator", "P1-1"): {"objective": "S1", "until_on": "31/12/2026"},
            ("Target", "IKU-1"): {"q1": "71,5"},
            ("Anggaran", "P1"): {"amount": "1.500.000.000"},
        },
    )  # fmt: skip
    assert ("diubah", "P1", "Nama", "Program Jalan", "Program Jalan Daerah") in lines
    assert ("baru", "K1", "Induk", "", "P1") in lines
    assert ("diubah", "IKU-1", "Desimal", "2", "3") in lines
    assert ("dipindah", "P1-1", "Sasaran atau program", "P1", "S1") in lines
    assert ("ditutup", "P1-1", "Berlaku sampai", "", "31/12/2026") in lines
    assert ("diubah", "IKU-1", "Triwulan I", "70", "71,5") in lines
    assert ("diubah", "P1", "Anggaran (Rp)", "", "1.500.000.000") in lines


def test_a_new_indicator_with_its_objective_and_target_comes_in_one_go(keepers: Keepers) -> None:
    keepers.draft()
    found = compared(
        keepers,
        {
            ("Sasaran", "P2"): {"name": "Program Baru", "objective_kind": "Program"},
            ("Indikator", "P2-1"): {**NEW, "objective": "P2"},
            ("Target", "P2-1"): {"q1": "20", "year": "20"},
        },
    )
    assert not found.wrong
    assert {line.code for line in found.lines} == {"P2", "P2-1"}


def test_comparing_leaves_nothing_behind(keepers: Keepers) -> None:
    before = [list(m.objects.order_by("pk").values()) for m in (Indicator, Objective, JournalRow)]
    compared(keepers, {("Indikator", "P9"): NEW, ("Sasaran", "S1"): {"name": "Lain"}})
    after = [list(m.objects.order_by("pk").values()) for m in (Indicator, Objective, JournalRow)]
    assert before == after


# ---- what is wrong, cell by cell


@pytest.mark.once
@pytest.mark.parametrize(
    ("sheet", "code", "cells", "label", "sentence"),
    [
        ("Sasaran", "S9", {"name": "Baru", "objective_kind": "misi"}, "Jenis", "tidak dikenal"),
        ("Sasaran", "S9", {"objective_kind": "sasaran"}, "Kode", "Nama harus diisi"),
        ("Sasaran", "P1", {"objective_kind": "Kegiatan"}, "Jenis", "tidak dapat diganti"),
        ("Sasaran", "P1", {"parent": "X"}, "Kode", "“X” tidak ada"),
        ("Sasaran", "P1", {"position": "-1"}, "Urutan", "bilangan bulat"),
        ("Sasaran", "P1", {"position": "9999999999"}, "Urutan", "sampai 100.000"),
        ("Indikator", "IKU-1", {"source": "x" * 600}, "Nama indikator", "Sumber data"),
        ("Indikator", "IKU-9" + "x" * 50, NEW, "Kode", "paling panjang"),
        ("Sasaran", "P1", {"until_on": "31/02/2026"}, "Berlaku sampai", "bukan tanggal"),
        ("Sasaran", "P1", {"until_on": "31/12/2026"}, "Berlaku sampai", ""),
        ("Indikator", "IKU-1", {"places": "3"}, "Alasan perubahan", "Alasan perubahan harus"),
        ("Indikator", "IKU-1", {"polarity": "ke atas"}, "Arah", "Pilih: makin tinggi"),
        ("Indikator", "IKU-1", {"formula": "Dijaga tetap dalam toleransi"}, "Nama indikator",
         "tidak cocok"),
        ("Indikator", "IKU-1", {"cap": "1.5"}, "Batas capaian (%)", "dua cara"),
        ("Indikator", "IKU-1", {"quarters": "5"}, "Diisi triwulan", "bukan triwulan"),
        ("Indikator", "IKU-1", {"items": "baik"}, "Data mentah", "bukan data mentah"),
        ("Indikator", "IKU-1", {"ordinal": "WTP"}, "Predikat", "bukan predikat"),
        ("Indikator", "IKU-1", {"scale": "(khusus) lain"}, "Skala", "tidak dikenal"),
        ("Indikator", "IKU-1", {"unit": "bidang-lain"}, "Sasaran atau program", "Unit"),
        ("Indikator", "IKU-9", {**NEW, "objective": "X"}, "Kode", "“X” tidak ada"),
        ("Indikator", "IKU-9", {**NEW, "in_charge": "X"}, "Kode", "Jabatan “X” tidak ada"),
        ("Indikator", "IKU-9", {**NEW, "from_period": "2026"}, "Kode", "triwulan"),
        ("Indikator", "IKU-9", {**NEW, "scale": "(khusus)"}, "Skala", "Skala khusus"),
        ("Target", "IKU-1", {"q1": "banyak"}, "Triwulan I", "bukan angka"),
        ("Target", "X-1", {"q1": "1"}, "Kode", "Indikator X-1 tidak ada"),
        ("Anggaran", "P1", {"amount": "1,5"}, "Anggaran (Rp)", "bilangan bulat"),
        ("Jangka menengah", "IKU-1 2029", {"year": "2029", "figure": "banyak"}, "Target",
         "bukan angka"),
        ("Jangka menengah", "IKU-1 x", {"year": "202,9", "figure": "9"}, "Tahun",
         "bilangan bulat"),
        ("Jangka menengah", "X-1 2029", {"year": "2029", "figure": "9"}, "Target", "tidak ada"),
        ("Aturan antarnilai", "baru", {**RULE, "left": "[X-9]"}, "Sisi kiri", "tidak dikenal"),
        ("Aturan antarnilai", "baru", {**RULE, "comparison": "~"}, "Tanda", "tidak dikenal"),
        ("Aturan antarnilai", "baru", {**RULE, "sentence": ""}, "Sisi kiri", "Kalimat"),
        ("Anggaran", "X-1", {"amount": "1"}, "Kode", "Program X-1 tidak ada"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_kept_is_named_with_its_reason(
    keepers: Keepers, *, sheet: str, code: str, cells: dict[str, str], label: str, sentence: str
) -> None:
    keepers.fill(keepers.draft())
    ((place, where, why),) = wrong(keepers, {(sheet, code): cells})
    assert place.startswith(f"Lembar {sheet}, sel ")
    assert where == label
    assert sentence in why


def test_two_lines_of_one_code_and_a_line_without_are_named(keepers: Keepers) -> None:
    book = openpyxl.load_workbook(BytesIO(catalogue_workbook(keepers.office.agency)))
    page = book["Sasaran"]
    page["B8"], page["C9"] = "S1", "Tanpa kode"
    found = compared_file(keepers, resaved(book))
    assert [(x.place, x.sentence) for x in found.wrong] == [
        ("Lembar Sasaran, sel B8", "Kode ini sudah ada pada Lembar Sasaran, sel B5."),
        ("Lembar Sasaran, sel B9", "Kode harus diisi."),
    ]


def test_a_formula_is_not_read(keepers: Keepers) -> None:
    book = openpyxl.load_workbook(BytesIO(catalogue_workbook(keepers.office.agency)))
    book["Sasaran"]["C5"] = "=A1&B1"
    (found,) = compared_file(keepers, resaved(book)).wrong
    assert "berisi rumus" in found.sentence


def test_targets_want_a_draft_and_the_one_they_were_made_from(keepers: Keepers) -> None:
    keepers.in_force()
    cells = {("Target", "IKU-1"): {"q1": "71"}}
    old = edited(catalogue_workbook(keepers.office.agency), cells)
    assert "Belum ada konsep" in compared_file(keepers, old).wrong[0].sentence
    keepers.draft(from_quarter=3, reason="Perubahan anggaran")
    assert "Unduh katalog yang baru" in compared_file(keepers, old).wrong[0].sentence
    assert told(keepers, cells) == [("diubah", "IKU-1", "Triwulan I", "70", "71")]


# ---- what is refused


def test_only_who_keeps_the_catalogue_may_hand_it_in(keepers: Keepers) -> None:
    for keeper in (keepers.office.kasubag, keepers.office.admin):
        assert compared(keepers, {("Sasaran", "S1"): {"name": "Lain"}}, keeper).offer
    for other in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="diubah oleh administrator"):
            compared(keepers, {("Sasaran", "S1"): {"name": "Lain"}}, other)


def test_a_file_that_is_no_catalogue_or_of_another_agency_is_refused(keepers: Keepers) -> None:
    with pytest.raises(Refused, match="bukan lembar kerja Excel"):
        compared_file(keepers, b"kode;nama")
    with pytest.raises(Refused, match="lebih besar"):
        compared_file(keepers, b"PK\x03\x04" + b"0" * MOST_BYTES)
    with pytest.raises(Refused, match="bukan katalog kinerja"):
        compared_file(keepers, resaved(openpyxl.Workbook()))
    with pytest.raises(Refused, match="milik instansi lain"):
        compared_file(keepers, catalogue_workbook(keepers.office.other))
    book = openpyxl.load_workbook(BytesIO(catalogue_workbook(keepers.office.agency)))
    book["Indikator"].delete_cols(5)
    with pytest.raises(Refused, match="kolom “Sasaran atau program” tidak ada lagi"):
        compared_file(keepers, resaved(book))


# ---- whatever is typed


ANYTHING = st.one_of(
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=12),
    st.text("ab1.,;=()-% ", max_size=20),
    st.sampled_from(
        ["x" * 45, "y" * 600, "9" * 30, "-1", "1e9", "n/a", "2026-TW9", "9999-TW1", "0001-TW1",
         "31/12/9999", "01/01/0001", "S1", "P1", "IKU-1", "ya", "angka", "teks", "4321", "a = b",
         "a = b; a = c", "WTP = 4; WTP = 3", "1/0", "80 - 90", "(khusus)", "di dalam rentang"]
    ),
)  # fmt: skip
COLUMN = {name: [column.key for column in columns] for name, columns in COLUMNS.items()}


@settings(max_examples=25)
@given(st.data())
def test_whatever_is_typed_into_a_catalogue_is_a_change_or_a_sentence(
    keepers: Keepers, data: st.DataObject
) -> None:
    if not Agreement.objects.filter(state="draft"):
        keepers.draft()
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for _ in range(data.draw(st.integers(1, 3))):
        sheet = data.draw(st.sampled_from(sorted(COLUMNS)))
        code = data.draw(st.sampled_from(["S1", "P1", "IKU-1", "P1-1", "BARU"]))
        more = NEW if (sheet, code) == ("Indikator", "BARU") else {}
        typed = st.dictionaries(st.sampled_from(COLUMN[sheet]), ANYTHING, max_size=4)
        cells[sheet, code] = {**more, **data.draw(typed)}
        cells[sheet, code].pop("code", None)
    found = compared(keepers, cells)
    assert not (found.wrong and found.offer)
    assert all(wrong.place and wrong.sentence for wrong in found.wrong)


# ---- a definition as cells, and back

LINES = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20).map(str.strip)
NUMBERS = st.none() | st.decimals(0, 1000, places=2)


@given(
    base=st.sampled_from([ROADS, TESTED]), name=LINES, words=LINES, low=NUMBERS, cap=NUMBERS,
    uncapped=st.booleans(), quarters=st.sampled_from(["1234", "4", "24"]), must=st.booleans(),
    grades=st.sampled_from([(), *ORDINALS.values()]),
    polarity=st.sampled_from(["up", "down", "keep"]),
)  # fmt: skip
def test_a_definition_comes_back_as_it_went(
    *, base: Definition, name: str, words: str, low: Decimal | None, cap: Decimal | None,
    uncapped: bool, quarters: str, grades: Any, polarity: Any, must: bool,
) -> None:  # fmt: skip
    """Also one that contradicts itself: that is asked elsewhere."""
    said = replace(
        base, name=name, definition=words, quarters=quarters, evidence_must=must,
        items=(Item("baik", "Jalan baik", "km"), Item("semua", "Semua jalan")),
        expression="baik / semua * 100",
        measure=replace(
            base.measure, minimum=low, cap=None if uncapped else cap, uncapped=uncapped,
            ordinal=grades, polarity=polarity,
        ),
    )  # fmt: skip
    assert definition_of_cells(definition_cells(said), None) == (said, [])


def test_a_scale_of_ones_own_stays_as_it_is(keepers: Keepers) -> None:
    assert ROADS.measure.scale is not None
    own = replace(ROADS.measure.scale, key="sendiri", name="Skala sendiri")
    before = replace(ROADS, measure=replace(ROADS.measure, scale=own))
    assert not why_not_definition(before)
    cells = {**definition_cells(before), "name": "Nama lain"}
    said, bad = definition_of_cells(cells, before)
    assert not bad
    assert said == replace(before, name="Nama lain")


# ---- medium-term targets and rules


def test_medium_term_targets_and_rules_go_and_come_back(keepers: Keepers) -> None:
    asked = keepers.as_(keepers.office.kasubag)
    set_medium_targets(indicator=keepers.roads, targets={2027: "82,5", 2029: "90"}, **asked)
    add_cross_rule(
        agency=keepers.office.agency, left="[IKU-1]", comparison="≤", right="100",
        severity="invalid", sentence="Tidak lebih dari seratus.", **asked,
    )  # fmt: skip
    assert told(keepers, {}) == []


def test_a_year_s_target_is_changed_added_and_taken_away(keepers: Keepers) -> None:
    asked = keepers.as_(keepers.office.kasubag)
    set_medium_targets(indicator=keepers.roads, targets={2027: "82,5", 2029: "90"}, **asked)
    cells = {
        ("Jangka menengah", "IKU-1 2027"): {"figure": ""},
        ("Jangka menengah", "IKU-1 2029"): {"figure": "91"},
        ("Jangka menengah", "IKU-1 2030"): {"year": "2030", "figure": "95"},
    }
    assert told(keepers, cells) == [
        ("diubah", "IKU-1", "Target", "82,5", ""),
        ("diubah", "IKU-1", "Target", "90", "91"),
        ("baru", "IKU-1", "Target", "", "95"),
    ]
    applied(keepers, cells)
    rows = MediumTarget.objects.filter(indicator=keepers.roads)
    assert dict(rows.values_list("year", "figure")) == {2029: "91", 2030: "95"}


def test_a_rule_is_added_and_ended_and_otherwise_stays_as_it_is(keepers: Keepers) -> None:
    applied(keepers, {("Aturan antarnilai", "baru"): RULE})
    rule = CrossRule.objects.get()
    assert (rule.left, rule.comparison, rule.severity) == ("[IKU-1]", "≤", "warning")
    mine = ("Aturan antarnilai", str(rule.pk))
    ((_, where, why),) = wrong(keepers, {mine: {"right": "90"}})
    assert (where, "tidak diubah" in why) == ("Sisi kanan", True)
    applied(keepers, {mine: {"until_on": "31/12/2026"}})
    rule.refresh_from_db()
    assert f"{rule.until_on}" == "2026-12-31"
    ((_, where, why),) = wrong(keepers, {mine: {"until_on": ""}})
    assert (where, "tidak dibuka lagi" in why) == ("Berlaku sampai", True)


def applied(keepers: Keepers, cells: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
    found = compared(keepers, cells)
    assert not found.wrong
    apply_catalogue(
        agency=keepers.office.agency, offer=found.offer, **keepers.as_(keepers.office.kasubag)
    )
