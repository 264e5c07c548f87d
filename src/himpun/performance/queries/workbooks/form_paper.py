"""How the workbook of a form is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias

from django.core.signing import dumps
from xlsxwriter.utility import xl_col_to_name

from himpun.performance.queries.rows import Row
from himpun.performance.queries.workbooks.paper import PROTECTION, Paper, workbook
from himpun.performance.rules.form_sheet import (
    COLUMNS,
    GUIDE,
    LINES_MARK,
    LISTS,
    PROOF_COLUMNS,
    PROOF_SHEET,
    RAW_COLUMNS,
    RAW_MARK,
    RAW_SHEET,
    REASONS,
    SEAL,
    SHEET,
    Stamp,
    line_key,
)
from himpun.performance.rules.keyed_table import Column

SALT = "himpun.performance.workbook"
CHUNK = 30_000
"""Letters of the stamp in a cell; Excel holds 32,767."""
KEYS, HEAD, FIRST = 3, 4, 5
"""Rows, from 0: keys (hidden), heads, the first value."""
RawRow: TypeAlias = tuple[str, str, str, str, str, str, str, bool]
"""Of a raw datum: key, code, name, label, unit, last quarter's, figure, whether it is open."""


@dataclass(frozen=True, slots=True)
class FormBook:
    """What a workbook says: ``rows`` as the grid has them, each with its "definition" in words."""

    title: str
    subtitle: str
    stamp: Stamp
    rows: Sequence[Row]
    raw: Sequence[RawRow]
    proofs: Sequence[tuple[str, ...]] = ()
    """Of each piece of evidence, as its columns say it."""


def written(book: FormBook) -> bytes:
    """A form's workbook as a file."""
    file = BytesIO()
    with workbook(file) as paper:
        _guide(paper, book)
        _lines(paper, book)
        if book.raw:
            _raw(paper, book)
        if book.proofs:
            _proofs(paper, book)
        _lists(paper, book)
        _seal(paper, book.stamp)
    return file.getvalue()


def _guide(paper: Paper, book: FormBook) -> None:
    page = paper.page(GUIDE)
    paper.column(page, 0, 110)
    paper.text(page, 0, 0, book.title, "title")
    paper.text(page, 1, 0, book.subtitle, "quiet")
    paper.text(page, 2, 0, f"Diunduh {book.stamp.made}", "quiet")
    paper.lines(page, _GUIDE_LINES, start=4)
    page.protect("", PROTECTION)


_GUIDE_LINES = (
    f"1. Isi sel berwarna biru pada lembar {SHEET}. Sel lain terkunci.",
    (
        "2. Tulis angka seperti 1.234,5: titik memisahkan ribuan, koma menandai desimal. Nol "
        "ditulis 0; sel kosong berarti belum ada nilainya."
    ),
    (
        "3. Bila nilai tidak ada, biarkan Realisasi kosong dan isi Alasan tidak ada nilai: pilih "
        "dari daftar atau tulis alasan lain."
    ),
    f"4. Bila ada lembar {RAW_SHEET}, isi data di sana; realisasinya dihitung oleh Himpun.",
    "5. Tulis tanggal seperti 31/12/2026 dan anggaran dalam rupiah utuh.",
    (
        "6. Jangan menulis rumus. Bila menyalin dari berkas lain, tempel sebagai nilai (Paste "
        "Special, Values)."
    ),
    f"   Lembar {PROOF_SHEET} hanya untuk dibaca; bukti ditambahkan pada halaman formulir.",
    "7. Jangan memindahkan isian antarbaris dengan memotong baris. Menyaring boleh.",
    (
        "8. Simpan sebagai .xlsx, lalu unggah pada halaman formulir ini. Himpun menunjukkan dahulu "
        "apa yang berubah; belum ada yang tersimpan sebelum Anda menekan Simpan."
    ),
    (
        "9. Lembar ini hanya untuk unit dan triwulan yang tertera di atas. Bila definisi indikator "
        "atau Perjanjian Kinerja berganti, unduh lembar yang baru."
    ),
)


def _lines(paper: Paper, book: FormBook) -> None:
    page = paper.page(SHEET)
    page.activate()
    _heads(paper, page, book, LINES_MARK, COLUMNS)
    for at, row in enumerate(book.rows, start=FIRST):
        paper.text(page, at, 0, line_key(row["value"]), "shown")
        for column, head in enumerate(COLUMNS, start=1):
            shut = bool(row["locked"]) or (head.key == "realisation" and row["computed"])
            text = _attention(row) if head.key == "attention" else str(row[head.key])
            paper.text(page, at, column, text, _look(head, shut))
    _choices(page, book.rows)
    page.freeze_panes(FIRST, 4)
    _finish(page, COLUMNS, len(book.rows))


def _raw(paper: Paper, book: FormBook) -> None:
    page = paper.page(RAW_SHEET)
    _heads(paper, page, book, RAW_MARK, RAW_COLUMNS)
    for at, (key, *texts, is_open) in enumerate(book.raw, start=FIRST):
        paper.text(page, at, 0, key, "shown")
        for column, (head, text) in enumerate(zip(RAW_COLUMNS, texts, strict=True), start=1):
            paper.text(page, at, column, text, _look(head, not is_open))
    page.freeze_panes(FIRST, 0)
    _finish(page, RAW_COLUMNS, len(book.raw))


def _proofs(paper: Paper, book: FormBook) -> None:
    page = paper.page(PROOF_SHEET)
    _heads(paper, page, book, "", PROOF_COLUMNS)
    for at, texts in enumerate(book.proofs, start=FIRST):
        for column, text in enumerate(texts, start=1):
            paper.text(page, at, column, text, "shown")
    page.freeze_panes(FIRST, 0)
    _finish(page, PROOF_COLUMNS, len(book.proofs))


def _heads(
    paper: Paper, page: Any, book: FormBook, mark: str, columns: Sequence[Column]
) -> None:  # fmt: skip
    paper.text(page, 0, 1, book.title, "title")
    paper.text(page, 1, 1, book.subtitle, "quiet")
    paper.column(page, 0, 8, hidden=True)
    paper.text(page, KEYS, 0, mark, "quiet")
    page.set_row(KEYS, None, None, {"hidden": True})
    for at, column in enumerate(columns, start=1):
        paper.column(page, at, column.width)
        paper.text(page, KEYS, at, column.key, "quiet")
        paper.text(page, HEAD, at, column.title, "head_open" if column.open else "head")
        if column.note:
            page.write_comment(HEAD, at, column.note, {"x_scale": 2})


def _look(column: Column, shut: bool) -> str:
    figure = column.key in ("realisation", "budget", "target", "last", "figure")
    kind = "open" if column.open and not shut else "shown"
    return f"{kind}_figure" if figure else kind


def _attention(row: Row) -> str:
    lines = [f"Dikembalikan: {row['returned']}"] if row["returned"] else []
    lines += [warning["sentence"] for warning in row["warnings"]]
    if row["locked"]:
        lines.append(row["locked"])
    elif row["computed"]:
        lines.append(f"Realisasi dihitung dari lembar {RAW_SHEET}.")
    return "\n".join(lines)


def _finish(page: Any, columns: Sequence[Column], count: int) -> None:
    page.ignore_errors({"number_stored_as_text": f"A1:Z{FIRST + count + 1}"})
    page.autofilter(HEAD, 1, HEAD + max(count, 1), len(columns))
    page.repeat_rows(HEAD)
    page.protect("", PROTECTION)


# ---- lists to choose from


def _grades(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    return sorted({tuple(row["choices"]) for row in rows if row["choices"]})


def _choices(page: Any, rows: Sequence[Row]) -> None:
    """Lists of the ordinals and of usual reasons; the latter may be left for words of one's own."""
    keys = [column.key for column in COLUMNS]
    figure, reason = keys.index("realisation") + 1, keys.index("no_value") + 1
    lists = _grades(rows)
    for at, row in enumerate(rows, start=FIRST):
        if row["choices"] and not row["locked"]:
            source = _range(1 + lists.index(tuple(row["choices"])), len(row["choices"]))
            page.data_validation(
                at, figure, at, figure,
                {
                    "validate": "list", "source": source, "error_title": "Bukan pilihan",
                    "error_message": "Pilih salah satu dari daftar.",
                },
            )  # fmt: skip
    if rows:
        page.data_validation(
            FIRST, reason, FIRST + len(rows) - 1, reason,
            {
                "validate": "list", "source": _range(0, len(REASONS)), "show_error": False,
                "input_title": "Alasan tidak ada nilai",
                "input_message": "Pilih dari daftar, atau tulis alasan lain.",
            },
        )  # fmt: skip


def _range(column: int, count: int) -> str:
    letters = xl_col_to_name(column)
    return f"={LISTS}!${letters}$1:${letters}${count}"


def _lists(paper: Paper, book: FormBook) -> None:
    page = paper.book.add_worksheet(LISTS)
    for column, texts in enumerate([REASONS, *_grades(book.rows)]):
        for row, text in enumerate(texts):
            paper.text(page, row, column, text, "shown")
    page.hide()
    page.protect("", {})


def _seal(paper: Paper, stamp: Stamp) -> None:
    page = paper.book.add_worksheet(SEAL)
    signed = sealed(stamp.as_json())
    for row, at in enumerate(range(0, len(signed), CHUNK)):
        paper.text(page, row, 0, signed[at : at + CHUNK], "shown")
    page.very_hidden()
    page.protect("", {})


def sealed(stamp: Mapping[str, Any]) -> str:
    """A stamp, signed with this installation's key: nobody else can make one."""
    return dumps(stamp, salt=SALT, compress=True)
