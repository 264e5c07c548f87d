"""How the workbook of a catalogue is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias

from xlsxwriter.utility import xl_col_to_name

from himpun.office.queries import Agency
from himpun.performance.models import Agreement
from himpun.performance.queries.workbooks.paper import Paper, workbook
from himpun.performance.rules.catalogue_sheet import (
    BUDGETS,
    CHOICES,
    COLUMNS,
    GUIDE,
    LISTS,
    MARKS,
    SEAL,
    TARGETS,
)

Cells: TypeAlias = dict[str, str]
KEYS, HEAD, FIRST = 2, 3, 4
"""Rows, from 0: keys (hidden), heads, the first line."""
BLANK = 60
"""Lines below the last one that are open too."""


@dataclass(frozen=True)
class CatalogueBook:
    """What the workbook says: the lines of each sheet, by the keys of their columns."""

    agency: Agency
    agreement: Agreement | None
    sheets: Mapping[str, Sequence[Cells]]


def written(book: CatalogueBook) -> bytes:
    """A catalogue's workbook as a file."""
    file = BytesIO()
    with workbook(file) as paper:
        _guide(paper, book)
        for name, lines in book.sheets.items():
            _sheet(paper, book, name, lines)
        _lists(paper)
        _seal(paper, book)
    return file.getvalue()


_GUIDE_LINES = (
    "1. Satu baris satu sasaran, program, atau indikator, yang dikenali dari kodenya: kode yang",
    "    sudah ada diubah, kode baru ditambahkan. Baris yang dihapus di sini tetap ada di Himpun.",
    "2. Menutup indikator atau sasaran: isi Berlaku sampai. Mengosongkannya membuka lagi.",
    "3. Mengubah definisi indikator: ganti selnya, isi Berlaku sejak dengan triwulan pertama yang",
    "    memakai definisi baru, dan tulis Alasan perubahan.",
    "4. Angka ditulis seperti 1.234,5; tanggal seperti 31/12/2026; kode unit dan jabatan seperti",
    "    pada halaman Susunan.",
    "5. Lembar Target dan Anggaran mengisi konsep Perjanjian Kinerja; buat konsepnya dahulu. Yang",
    "    sudah disetujui tidak dapat diubah lewat lembar ini.",
    "6. Lembar Jangka menengah: satu baris satu indikator dan tahun. Di lembar Aturan antarnilai,",
    "    aturan yang ada hanya dapat diakhiri; gantinya ditambahkan sebagai baris baru.",
    "7. Jangan menulis rumus. Setelah diunggah, Himpun menunjukkan dahulu apa yang berubah dan sel",
    "    mana yang salah; semuanya tersimpan sekaligus, atau tidak sama sekali.",
)


def _guide(paper: Paper, book: CatalogueBook) -> None:
    page = paper.page(GUIDE)
    paper.column(page, 0, 110)
    paper.text(page, 0, 0, "Katalog kinerja", "title")
    paper.text(page, 1, 0, f"{book.agency.name}, {book.agency.region}", "quiet")
    paper.lines(page, _GUIDE_LINES, start=3)


def _sheet(paper: Paper, book: CatalogueBook, name: str, lines: Sequence[Cells]) -> None:
    page, columns = paper.page(name), COLUMNS[name]
    of = f" · {book.agreement}" if name in (TARGETS, BUDGETS) else ""
    paper.text(page, 0, 1, f"{name}{of}", "title")
    paper.column(page, 0, 8, hidden=True)
    paper.text(page, KEYS, 0, MARKS[name], "quiet")
    page.set_row(KEYS, None, None, {"hidden": True})
    for at, column in enumerate(columns, start=1):
        paper.column(page, at, column.width)
        paper.text(page, KEYS, at, column.key, "quiet")
        paper.text(page, HEAD, at, column.title, "head_open" if column.open else "head")
        if column.note:
            page.write_comment(HEAD, at, column.note, {"x_scale": 2})
        for row in range(FIRST, FIRST + len(lines) + BLANK):
            line = lines[row - FIRST] if row < FIRST + len(lines) else {}
            paper.text(page, row, at, line.get(column.key, ""), "open" if column.open else "shown")
        _choices(page, column.key, at, FIRST + len(lines) + BLANK)
    page.ignore_errors({"number_stored_as_text": f"A1:AZ{FIRST + len(lines) + BLANK}"})
    page.freeze_panes(FIRST, 3)
    page.repeat_rows(HEAD)


def _choices(page: Any, key: str, column: int, last: int) -> None:
    if key not in CHOICES:
        return
    letters = xl_col_to_name(list(CHOICES).index(key))
    source = f"={LISTS}!${letters}$1:${letters}${len(CHOICES[key])}"
    rule = {"validate": "list", "source": source, "error_type": "warning"}
    page.data_validation(FIRST, column, last, column, rule)


def _lists(paper: Paper) -> None:
    page = paper.book.add_worksheet(LISTS)
    for column, words in enumerate(CHOICES.values()):
        for row, word in enumerate(words.values()):
            paper.text(page, row, column, word, "shown")
    page.hide()


def _seal(paper: Paper, book: CatalogueBook) -> None:
    """Whose it is, so that it is not loaded into another agency by mistake."""
    page = paper.book.add_worksheet(SEAL)
    paper.text(page, 0, 0, book.agency.code, "shown")
    paper.text(page, 0, 1, book.agency.name, "shown")
    paper.text(page, 0, 2, str(book.agreement.pk) if book.agreement else "", "shown")
    page.very_hidden()
