"""The workbook of a unit's form: its columns, and the stamp by which it is known again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from himpun.performance.rules.entries import FIELD_WORDS, ITEM
from himpun.performance.rules.keyed_table import Column

LAYOUT = 1
"""Counts the changes to what is written here, so that an older workbook is known as one."""
SHEET, RAW_SHEET, GUIDE, LISTS, SEAL = "Isian", "Data mentah", "Petunjuk", "Pilihan", "Himpun"
PROOF_SHEET = "Bukti dukung"
"""To be read only: files and links are added on the form's page."""
LINES_MARK, RAW_MARK = "#nilai", "#data-mentah"
"""What stands in the hidden row of keys, above the keys of the rows."""
REASONS = (
    "Kegiatan belum dilaksanakan pada triwulan ini",
    "Data belum diterima dari sumber data",
    "Diukur hanya pada akhir tahun",
    "Survei atau pengukuran belum selesai",
    "Kegiatan ditiadakan karena perubahan anggaran",
    "Menunggu hasil penilaian pihak lain",
)
"""Proposed, not prescribed: any other reason may be typed."""


def _open(key: str, width: int, note: str) -> Column:
    return Column(key, FIELD_WORDS[key], width, note, open=True)


COLUMNS = (
    Column("no", "No.", 5),
    Column("code", "Kode", 10),
    Column("name", "Indikator", 34),
    Column("unit", "Satuan", 11),
    Column("definition", "Definisi dan rumus", 34),
    Column("target", "Target triwulan", 13),
    Column("last", "Triwulan lalu", 13),
    _open("realisation", 15, "Angka seperti 1.234,5 atau pilihan dari daftar. Nol ditulis 0. Bila "
          "tidak ada nilainya, biarkan kosong dan isi alasannya."),
    _open("no_value", 26, "Diisi hanya bila realisasi tidak ada. Pilih dari daftar atau tulis "
          "alasan lain."),
    _open("obstacles", 30, "Apa yang menghambat pencapaian target."),
    _open("solutions", 30, "Apa yang sudah dilakukan untuk mengatasinya."),
    _open("follow_up", 30, "Apa yang akan dilakukan pada triwulan berikutnya."),
    _open("follow_up_by", 20, "Jabatan yang bertanggung jawab atas tindak lanjut."),
    _open("follow_up_on", 14, "Tanggal seperti 31/12/2026."),
    _open("budget", 18, "Realisasi anggaran dalam rupiah utuh, misalnya 1.250.000.000."),
    _open("note", 30, "Penjelasan atas hal yang ditandai pada kolom Perlu diperhatikan."),
    Column("attention", "Perlu diperhatikan", 34),
)  # fmt: skip
PROOF_COLUMNS = (
    Column("code", "Kode", 10),
    Column("name", "Indikator", 34),
    Column("proves", "Membuktikan", 20),
    Column("proof", "Bukti", 44),
    Column("where", "Tautan atau sidik berkas", 44),
    Column("added", "Ditambahkan", 34),
)
RAW_COLUMNS = (
    Column("code", "Kode", 10),
    Column("name", "Indikator", 34),
    Column("label", "Data mentah", 34),
    Column("unit", "Satuan", 11),
    Column("last", "Triwulan lalu", 13),
    Column(
        "figure", "Nilai", 16, "Angka seperti 1.234,5. Realisasi dihitung dari sini.", open=True
    ),
)
FIELDS = tuple(column.key for column in COLUMNS if column.open)


@dataclass(frozen=True, slots=True)
class StampLine:
    """A value as the workbook was made: its indicator's code and version, its revision, and what
    stood in its fields ("" left out), raw data as "items.<key>"."""

    code: str
    version: int
    revision: int
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a workbook says of itself, hidden and signed. ``unit`` is a code, "-" for the agency as
    a whole; ``unit_name`` and ``period_name`` are for sentences; ``lines`` by value."""

    form: int
    run: int
    agency: str
    agency_name: str
    unit: str
    unit_name: str
    period: str
    period_name: str
    agreement: int | None
    made: str
    lines: Mapping[int, StampLine]
    layout: int = LAYOUT

    def as_json(self) -> dict[str, Any]:
        """To be signed and hidden."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name != "lines"}
        rows = [[key, x.code, x.version, x.revision, x.fields] for key, x in self.lines.items()]
        return {**plain, "lines": rows}


def stamp_of(kept: Any) -> Stamp:
    """The stamp that ``as_json`` wrote. Refuses (ValueError) all else, as one of another layout."""
    try:
        if kept["layout"] != LAYOUT:
            raise ValueError("another layout")
        lines = {row[0]: StampLine(*row[1:]) for row in kept["lines"]}
        return Stamp(**{**kept, "lines": lines})
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"not a stamp: {error}") from error


def why_not_here(stamp: Stamp, here: Stamp) -> str | None:
    """Why a workbook is not for a form: it was made for another, or the form has become another."""
    if stamp.agency != here.agency:
        return f"Lembar ini milik {stamp.agency_name}, bukan {here.agency_name}."
    if stamp.unit != here.unit:
        return f"Lembar ini untuk {stamp.unit_name}, sedangkan formulir ini milik {here.unit_name}."
    if stamp.period != here.period:
        return (
            f"Lembar ini untuk {stamp.period_name}, sedangkan formulir ini untuk "
            f"{here.period_name}."
        )
    if stamp.form != here.form:
        return "Lembar ini dari jalannya SOP yang lain. Unduh lembar dari formulir ini."
    return _why_outdated(stamp, here)


def _why_outdated(stamp: Stamp, here: Stamp) -> str | None:
    again = "Unduh lembar yang baru, lalu salin isian Anda ke sana."
    if stamp.agreement != here.agreement:
        return f"Perjanjian Kinerja telah berganti sejak lembar ini diunduh ({stamp.made}). {again}"
    missing = [line.code for key, line in here.lines.items() if key not in stamp.lines]
    gone = [line.code for key, line in stamp.lines.items() if key not in here.lines]
    if missing or gone:
        codes = ", ".join((missing or gone)[:5])
        return f"Daftar indikator telah berubah sejak lembar ini diunduh ({codes}). {again}"
    changed = [
        line.code for key, line in here.lines.items() if stamp.lines[key].version != line.version
    ]
    if changed:
        codes = ", ".join(changed[:5])
        return f"Definisi indikator {codes} telah berubah sejak lembar ini diunduh. {again}"
    return None


def line_key(value: int) -> str:
    """The hidden key of a value's row."""
    return f"v{value}"


def raw_key(value: int, item: str) -> str:
    """The hidden key of a raw datum's row."""
    return f"v{value}/{item}"


def field_of(key: str) -> tuple[int, str] | None:
    """(value, "items.<key>") of a raw datum's row, (value, "") of a value's; None if it is none."""
    head, slash, item = key.partition("/")
    if not (head[:1] == "v" and head[1:].isascii() and head[1:].isdigit() and len(head) < 19):
        return None
    if slash and not item:
        return None
    return int(head[1:]), f"{ITEM}{item}" if item else ""
