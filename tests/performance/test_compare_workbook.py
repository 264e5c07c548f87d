"""A form's workbook is handed back: what it would change, and why it is refused."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.signing import dumps, loads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.saving import save
from tests.performance.scene import OWN, UNITS, Scene
from tests.performance.workbooks import (
    compared,
    downloaded,
    edited,
    place,
    resaved,
)

from himpun.office.rules import Refused
from himpun.performance.models import Agreement, Form, IndicatorVersion, Value, ValueChange
from himpun.performance.queries.workbooks.form_paper import SALT
from himpun.performance.rules.form_difference import CellChange, CellWrong
from himpun.performance.rules.form_sheet import SEAL, SHEET
from himpun.performance.services.workbook import Comparison


def keys(scene: Scene, unit: str = OWN) -> list[str]:
    """The hidden keys of the rows, by the indicators' numbers from 1 (0 is none)."""
    return ["", *(f"v{value.pk}" for value in scene.values(unit))]


def after(scene: Scene, cells: dict[tuple[str, str], Any]) -> Comparison:
    """What the workbook would change once these cells were typed."""
    return compared(scene, edited(downloaded(scene), cells))


def said(change: CellChange) -> tuple[str, str, str, str]:
    return change.code, change.label, change.old, change.new


def why_not(scene: Scene, content: bytes, **other: Any) -> str:
    before = list(Value.objects.order_by("pk").values())
    with pytest.raises(Refused) as refused:
        compared(scene, content, **other)
    assert list(Value.objects.order_by("pk").values()) == before
    return str(refused.value)


# ---- what it would change


def test_an_untouched_workbook_changes_nothing(scene: Scene) -> None:
    save(scene, (1, {"realisation": "71,5", "obstacles": "=cuaca", "note": "@musim\nkering"}))
    save(scene, (10, {"items.berfungsi": "1.412", "items.terpasang": "1.500"}))
    for content in (downloaded(scene), edited(downloaded(scene), {})):
        found = compared(scene, content)
        assert found.difference.empty
        assert not found.notes


def test_each_cell_is_shown_with_what_stands_there_and_what_was_typed(scene: Scene) -> None:
    save(scene, (1, {"realisation": "71,5"}))
    key = keys(scene)
    found = after(
        scene,
        {
            (key[1], "realisation"): "72",
            (key[2], "realisation"): "1.234",
            (key[3], "realisation"): 7.25,
            (key[8], "realisation"): "wajar tanpa pengecualian",
            (f"{key[10]}/berfungsi", "figure"): 400,
            (f"{key[10]}/terpasang", "figure"): "500,0",
            (key[4], "no_value"): "Survei belum selesai",
            (key[5], "follow_up_on"): "1/10/2026",
            (key[5], "follow_up_by"): "Kepala Seksi",
            (key[5], "budget"): 1250000,
        },
    )
    assert [said(change) for change in found.difference.changes] == [
        ("LL01", "Realisasi", "71,5", "72"),
        ("LL02", "Realisasi", "", "1.234"),
        ("LL03", "Realisasi", "", "7,25"),
        ("LL04", "Alasan tidak ada nilai", "", "Survei belum selesai"),
        ("LL05", "Penanggung jawab tindak lanjut", "", "Kepala Seksi"),
        ("LL05", "Batas waktu tindak lanjut", "", "01/10/2026"),
        ("LL05", "Realisasi anggaran", "", "1.250.000"),
        ("LL08", "Realisasi", "", "WTP"),
        ("LL10", "Rambu yang berfungsi", "", "400"),
        ("LL10", "Rambu yang terpasang", "", "500"),
    ]
    assert not found.difference.wrong
    assert not found.difference.conflicts


def test_a_figure_strikes_out_the_reason_why_there_was_none(scene: Scene) -> None:
    save(scene, (1, {"no_value": "Belum diukur"}))
    found = after(scene, {(keys(scene)[1], "realisation"): "70"})
    assert [said(change)[1:] for change in found.difference.changes] == [
        ("Realisasi", "", "70"),
        ("Alasan tidak ada nilai", "Belum diukur", ""),
    ]


@pytest.mark.parametrize(
    ("number", "column", "value", "sentence"),
    [
        (1, "realisation", "tujuh puluh", "bukan angka"),
        (1, "realisation", "1.5", "dua cara"),
        (1, "realisation", "170", "100"),
        (1, "realisation", "n/a", "alasan"),
        (1, "realisation", "=FORMULASUM(A1:A2)", "berisi rumus"),
        (1, "realisation", True, "benar/salah"),
        (8, "realisation", "ABC", "Pilih salah satu"),
        (2, "budget", "1,5", "rupiah utuh"),
        (2, "budget", "-1", "rupiah utuh"),
        (2, "follow_up_on", "31/02/2026", "bukan tanggal"),
        (2, "note", "a" * 5000, "paling banyak"),
        (7, "realisation", "WTP", "Tidak diminta"),
    ],
)
def test_a_cell_that_cannot_be_stored_is_named_with_its_reason(
    scene: Scene, number: int, column: str, value: Any, sentence: str
) -> None:
    key = keys(scene)
    found = after(scene, {(key[number], column): value, (key[3], "realisation"): "7"})
    (wrong,) = found.difference.wrong
    assert wrong.place.startswith("Lembar Isian, sel ")
    assert sentence in wrong.sentence
    assert [change.code for change in found.difference.changes] == ["LL03"]


def test_an_error_in_a_cell_is_told(scene: Scene) -> None:
    content = downloaded(scene)
    book = openpyxl.load_workbook(BytesIO(content))
    cell = book[SHEET].cell(*place(book[SHEET], keys(scene)[1], "realisation"))
    cell.value, cell.data_type = "#DIV/0!", "e"
    (wrong,) = compared(scene, resaved(book)).difference.wrong
    assert wrong == CellWrong(
        f"Lembar Isian, sel {cell.coordinate}", "LL01", "Realisasi", "#DIV/0!",
        "berisi galat #DIV/0!.",
    )  # fmt: skip


def test_a_percentage_and_a_day_mean_what_they_show(scene: Scene) -> None:
    book = openpyxl.load_workbook(BytesIO(downloaded(scene)))
    page = book[SHEET]
    share = page.cell(*place(page, keys(scene)[1], "realisation"))
    share.value, share.number_format = 0.765, "0.0%"
    day = page.cell(*place(page, keys(scene)[1], "follow_up_on"))
    day.value, day.number_format = date(2026, 12, 31), "dd/mm/yyyy"
    changes = compared(scene, resaved(book)).difference.changes
    assert [change.new for change in changes] == ["76,5", "31/12/2026"]


def test_what_others_changed_meanwhile_is_shown_from_both_sides(scene: Scene) -> None:
    save(scene, (1, {"realisation": "60"}))
    content = downloaded(scene)
    save(scene, (1, {"realisation": "65", "note": "diperbaiki"}), by=scene.colleague)
    save(scene, (2, {"realisation": "300"}), by=scene.colleague)
    key = keys(scene)
    found = compared(
        scene,
        edited(content, {(key[1], "realisation"): "70", (key[1], "obstacles"): "hujan"}),
    ).difference
    (both,) = found.conflicts
    assert (both.base, both.change.old, both.change.new) == ("60", "65", "70")
    assert scene.colleague.name in both.seen
    # What only the others touched is left to them.
    assert [said(change)[1:] for change in found.changes] == [("Kendala", "", "hujan")]


def test_the_same_value_typed_by_both_is_no_conflict(scene: Scene) -> None:
    content = downloaded(scene)
    save(scene, (2, {"realisation": "1.412"}), by=scene.colleague)
    assert compared(
        scene, edited(content, {(keys(scene)[2], "realisation"): 1412})
    ).difference.empty


def test_rows_sorted_and_columns_moved_are_read_by_their_keys(scene: Scene) -> None:
    key = keys(scene)
    content = edited(
        downloaded(scene), {(key[1], "realisation"): "70", (key[2], "note"): "catatan"}
    )
    book = openpyxl.load_workbook(BytesIO(content))
    page = book[SHEET]
    page.title = "Isian saya"
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    head, lines = rows[:5], rows[5:]
    for at, row in enumerate([*head, *reversed(lines)], start=1):
        moved = [row[0], *reversed(row[1:])]
        for column, value in enumerate(moved, start=1):
            cell = page.cell(at, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    changes = compared(scene, resaved(book)).difference.changes
    assert [said(change) for change in changes] == [
        ("LL01", "Realisasi", "", "70"),
        ("LL02", "Penjelasan", "", "catatan"),
    ]


def test_rows_that_are_gone_are_left_as_they_are_and_told(scene: Scene) -> None:
    book = openpyxl.load_workbook(BytesIO(downloaded(scene)))
    page = book[SHEET]
    row, _ = place(page, keys(scene)[3], "code")
    page.delete_rows(row)
    page.cell(page.max_row + 3, 9).value = "tersesat"
    found = compared(scene, resaved(book))
    assert found.difference.empty
    assert any("LL03" in note for note in found.notes)
    assert any("bukan baris indikator" in note for note in found.notes)


# ---- what is refused


def test_a_workbook_of_another_unit_period_agency_or_run_is_refused(scene: Scene) -> None:
    other = downloaded(scene, UNITS[1], scene.neighbour)
    assert "Lembar ini untuk" in why_not(scene, other)
    assert "milik" in why_not(scene, other)
    last = stamped(scene, period="2026-TW2", period_name="triwulan II 2026")
    assert "untuk triwulan II 2026" in why_not(scene, last)
    foreign = stamped(scene, agency="lain", agency_name="Dinas Lain")
    assert "milik Dinas Lain" in why_not(scene, foreign)
    assert "SOP yang lain" in why_not(scene, stamped(scene, form=scene.form().pk + 1000))
    assert "versi lain" in why_not(scene, stamped(scene, layout=99))


def stamped(scene: Scene, **other: Any) -> bytes:
    """The workbook with another stamp, truly signed, as another form's would be."""
    book = openpyxl.load_workbook(BytesIO(downloaded(scene)))
    seal = book[SEAL]
    signed = "".join(str(row[0].value) for row in seal.iter_rows())
    kept = loads(signed, salt=SALT)
    seal.delete_rows(1, seal.max_row)
    seal.cell(1, 1).value = dumps({**kept, **other}, salt=SALT, compress=True)
    return resaved(book)


def test_a_stamp_that_was_touched_or_is_gone_is_refused(scene: Scene) -> None:
    book = openpyxl.load_workbook(BytesIO(downloaded(scene)))
    cell = book[SEAL].cell(1, 1)
    text = str(cell.value)
    cell.value = text[:-1] + ("A" if text[-1] != "A" else "B")
    assert "Tanda pengenal lembar ini tidak sah" in why_not(scene, resaved(book))
    del book[SEAL]
    assert "bukan lembar isian dari Himpun" in why_not(scene, resaved(book))


def test_a_definition_agreement_or_list_that_has_changed_since_is_named(scene: Scene) -> None:
    content = downloaded(scene)
    value = scene.value(1)
    new = IndicatorVersion.objects.get(pk=value.version_id)
    new.pk, new.no = None, 2
    new.save()
    Value.objects.filter(pk=value.pk).update(version=new)
    assert "Definisi indikator LL01 telah berubah" in why_not(scene, content)
    Value.objects.filter(pk=value.pk).update(version=value.version_id)
    Agreement.objects.create(
        agency=scene.agency, year=2026, no=1, state="approved", made_at=scene.now
    )
    Form.objects.filter(pk=scene.form().pk).update(agreement=Agreement.objects.get(no=1))
    assert "Perjanjian Kinerja telah berganti" in why_not(scene, content)
    Form.objects.filter(pk=scene.form().pk).update(agreement=scene.agreement)
    Value.objects.filter(pk=scene.value(25).pk).delete()
    assert "Daftar indikator telah berubah" in why_not(scene, content)


def test_rows_whose_figures_may_have_been_exchanged_are_refused(scene: Scene) -> None:
    key = keys(scene)
    for cells, words in (
        ({(key[1], "code"): "LL02"}, "baris telah tertukar"),
        ({(key[1], "#nilai"): key[2]}, "baris telah tertukar"),
        ({(key[2], "code"): "LL01", (key[2], "#nilai"): key[1]}, "ada dua kali"),
        ({(key[1], "#nilai"): "v999999"}, "bukan dari lembar yang diunduh"),
        ({(key[10], "#nilai"): f"{key[10]}/berfungsi"}, "kunci barisnya telah diubah"),
    ):
        assert words in why_not(scene, edited(downloaded(scene), cells))


def test_columns_and_sheets_without_which_nothing_can_be_told_are_missed(scene: Scene) -> None:
    book = openpyxl.load_workbook(BytesIO(downloaded(scene)))
    page = book[SHEET]
    _, column = place(page, keys(scene)[1], "obstacles")
    page.delete_cols(column)
    assert "kolom “Kendala” tidak ada lagi" in why_not(scene, resaved(book))
    page.cell(4, column).value = page.cell(4, column + 1).value
    assert "ada dua kali" in why_not(scene, resaved(book))
    del book[SHEET]
    assert "Lembar Isian tidak ada lagi" in why_not(scene, resaved(book))


def test_only_who_may_fill_in_the_form_may_hand_it_back(scene: Scene) -> None:
    content = edited(downloaded(scene), {(keys(scene)[1], "realisation"): "70"})
    for one in (scene.filler, scene.colleague):
        assert len(compared(scene, content, by=one).difference.changes) == 1
    for other in (scene.neighbour, scene.verifier, scene.outsider()):
        assert why_not(scene, content, by=other)


def test_a_form_that_is_complete_or_closed_takes_nothing(scene: Scene) -> None:
    content = downloaded(scene)
    form = Form.objects.filter(pk=scene.form().pk)
    form.update(complete_at=scene.now)
    assert "dinyatakan lengkap" in why_not(scene, content)
    form.update(complete_at=None, closes_at=scene.now - timedelta(days=1))
    assert "ditutup" in why_not(scene, content)


def test_comparing_changes_nothing_and_its_queries_do_not_grow(scene: Scene) -> None:
    key = keys(scene)
    counts = []
    for cells in (1, 6):
        content = edited(
            downloaded(scene), {(key[n], "realisation"): "7" for n in range(1, cells + 1)}
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            compared(scene, content)
        counts.append(len(queries))
        assert not any(q["sql"].startswith(("INSERT", "UPDATE")) for q in queries)
    assert counts[0] == counts[1]
    assert not ValueChange.objects.exists()
