"""A recap as an Excel workbook: the same bytes every time for the same body and stamp."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from himpun.archive.queries.sheets_file import Sheet, Value, Writer, opened
from himpun.performance.rules.numbers import exact_number
from himpun.performance.rules.recap.shown import (
    ROMAN,
    Cell,
    Group,
    Line,
    Shown,
    Stamp,
    day_text,
    figure_shown,
)

MOST_DIGITS = 15
"""What Excel keeps of a number; a longer one is written as text, so that none is lost."""
MOST_BARS = 60
ROW_HIGH = 20
"""Pixels of a row, by which charts are put below each other."""
INDICATOR = (("No.", 5), ("Kode", 10), ("Sasaran atau program", 34), ("Indikator", 44))
COMPARISON = (
    ("Target", 14), ("Realisasi", 14), ("Capaian (%)", 11), ("Penilaian", 18), ("Hitungan", 40),
)  # fmt: skip
Columns = Sequence[tuple[str, int]]
Rows = Sequence[Sequence[Value]]


def recap_workbook(shown: Shown, stamp: Stamp) -> bytes:
    """Sheets: summary, completeness, achievement, year and medium term, earlier years, analysis,
    money, and the formulas; with charts of achievement and trend."""
    file = BytesIO()
    with opened(file, shown.title, stamp.made_at) as book:
        writer = Writer(book)
        for name, columns, rows in _sheets(shown, stamp):
            writer.sheet(Sheet(name, columns, rows))
        _Charts(book, writer).draw(shown)
    return file.getvalue()


def _sheets(shown: Shown, stamp: Stamp) -> Iterator[tuple[str, Columns, Rows]]:
    places = [(group, line) for group in shown.groups for line in group.lines]
    yield "Ringkasan", (("Hal", 44), ("Isi", 60)), _summary(shown, stamp)
    yield "Kelengkapan", UNIT_COLUMNS, [*_unit_rows(shown)]
    yield "Capaian", ACHIEVEMENT, [_achievement(group, line) for group, line in places]
    yield "Tahun", YEAR, [_year(group, line) for group, line in places]
    yield "Tahun sebelumnya", EARLIER, [*_earlier(shown)]
    yield "Tren", TREND, [_trend(line, shown.body["head"]["quarter"]) for _, line in places]
    yield "Analisis", ANALYSIS, [*_analysis(shown)]
    yield "Anggaran", MONEY, [*_money(shown)]
    yield "Skala dan rumus", (("Hal", 34), ("Isi", 90)), [*_scales(shown)]


def _summary(shown: Shown, stamp: Stamp) -> Rows:
    head, summary = shown.body["head"], shown.body["summary"]
    return [
        ("Instansi", f"{head['agency_name']}, {head['region']}"),
        ("SOP", f"{head['sop']}, versi {head['sop_version']}"),
        ("Periode", head["period_text"]),
        ("Perjanjian kinerja", shown.agreement),
        ("Keadaan", stamp.words),
        ("Alasan revisi", stamp.reason),
        ("SHA-256", stamp.sha256),
        ("Unit", summary["units"]),
        ("Unit lengkap", summary["complete"]),
        ("Unit tepat waktu", summary["on_time"]),
        ("Indikator ditanyakan", summary["asked"]),
        ("Terisi", summary["filled"]),
        ("Tanpa nilai, beralasan", summary["reasoned"]),
        ("Belum diisi", summary["missing"]),
        ("Dikembalikan", summary["returned"]),
        ("Diverifikasi", summary["verified"]),
        ("Disetujui", summary["approved"]),
        ("Perubahan sejak persetujuan", summary["changes"]),
        ("Koreksi disetujui", summary["corrections"]),
        ("Pertanyaan terbuka", summary["questions"]),
        ("Rata-rata capaian terhadap target triwulan (%)", _exact(shown.quarter.percent)),
        ("Rata-rata capaian s.d. triwulan ini (%)", _exact(shown.to_date.percent)),
        ("Rata-rata capaian terhadap target tahun (%)", _exact(shown.year.percent)),
        ("Rata-rata capaian terhadap target jangka menengah (%)", _exact(shown.medium.percent)),
        *((f"Penilaian: {word}", count) for word, _, count in shown.ratings),
        ("Cara merata-ratakan", shown.body["words"]["mean"]),
        ("Analisis", shown.body["analysis"]),
    ]


UNIT_COLUMNS = (
    ("Unit", 40), ("Ditanyakan", 11), ("Terisi", 9), ("Tanpa nilai", 11), ("Belum diisi", 11),
    ("Dikembalikan", 12), ("Diverifikasi", 12), ("Disetujui", 11), ("Perubahan", 11),
    ("Ketepatan waktu", 28), ("Dinyatakan lengkap", 32), ("Formulir ditutup", 32),
    ("Capaian triwulan (%)", 12), ("Capaian tahun (%)", 12),
)  # fmt: skip


def _unit_rows(shown: Shown) -> Iterator[Sequence[Value]]:
    for unit in shown.units:
        row = unit.row
        yield (
            row["name"], row["asked"], row["filled"], row["reasoned"], row["missing"],
            row["returned"], row["verified"], row["approved"], row["changes"], unit.word,
            unit.complete, unit.closes, _exact(unit.quarter.percent), _exact(unit.year.percent),
        )  # fmt: skip


ACHIEVEMENT = (
    *INDICATOR, ("Unit", 28), ("Satuan", 12), *COMPARISON,
    ("S.d. triwulan ini, target", 14), ("S.d. triwulan ini, realisasi", 14),
    ("S.d. triwulan ini, capaian (%)", 12), ("Rumus", 46), ("Cara hitung periode", 24),
    ("Versi definisi", 9), ("Keadaan", 20), ("Bukti dukung", 40),
)  # fmt: skip


def _achievement(group: Group, line: Line) -> Sequence[Value]:
    proofs = ", ".join(proof["name"] for proof in line.row["proofs"])
    to_date = _comparison(line, line.to_date, line.row["to_date"])[:3]
    return (
        *_indicator(group, line), line.unit_name, line.satuan,
        *_comparison(line, line.quarter, line.row["quarter"]), *to_date, line.formula,
        line.row["measure"]["mode"], line.row["version"], line.state_word, proofs,
    )  # fmt: skip


YEAR = (
    *INDICATOR, ("Satuan", 12), *((f"{name}, tahun", width) for name, width in COMPARISON),
    *((f"{name}, jangka menengah", width) for name, width in COMPARISON), ("Sementara", 10),
)  # fmt: skip


def _year(group: Group, line: Line) -> Sequence[Value]:
    medium: Sequence[Value] = ("",) * len(COMPARISON)
    if line.medium:
        medium = _comparison(line, line.medium, line.row["medium"])
    return (
        *_indicator(group, line), line.satuan, *_comparison(line, line.year, line.row["year"]),
        *medium, "ya" if line.row["provisional"] else "tidak",
    )  # fmt: skip


EARLIER = (*INDICATOR, ("Satuan", 12), ("Tahun", 8), *COMPARISON)


def _earlier(shown: Shown) -> Iterator[Sequence[Value]]:
    for group in shown.groups:
        for line in group.lines:
            for cell, row in zip(line.earlier, line.row["earlier"], strict=True):
                compared = _comparison(line, cell[1], row)
                yield (*_indicator(group, line), line.satuan, int(cell[0]), *compared)


TREND = (
    *INDICATOR, ("Satuan", 12),
    *((f"TW {ROMAN[no]}, {of}", 13) for no in range(1, 5) for of in ("realisasi", "capaian (%)")),
)  # fmt: skip


def _trend(line: Line, quarter: int) -> Sequence[Value]:
    cells: list[Value] = []
    for (_, _cell), row in zip(line.trend, line.row["trend"], strict=True):
        cells += [_figure(line, row["realisation"]), _exact(row["percent"])]
    empty: list[Value] = ["", ""] * (4 - quarter)
    return (line.no, line.row["code"], "", line.row["name"], line.satuan, *cells, *empty)


ANALYSIS = (
    ("Kode", 12), ("Sasaran atau indikator", 46), ("Analisis", 70), ("Kendala", 46),
    ("Solusi", 46), ("Tindak lanjut", 46), ("Penanggung jawab", 28), ("Batas waktu", 18),
    ("Alasan tanpa nilai", 34), ("Catatan", 34), ("Peringatan", 46),
)  # fmt: skip


def _analysis(shown: Shown) -> Iterator[Sequence[Value]]:
    for group in shown.groups:
        row = group.row
        yield (row["code"], f"{group.kind_word}: {row['name']}", row["analysis"], *[""] * 8)
        for line in group.lines:
            said = line.row
            yield (
                said["code"], said["name"], said["analysis"], said["obstacles"],
                said["solutions"], said["follow_up"], said["follow_up_by"],
                day_text(said["follow_up_on"]), said["no_value"], said["note"],
                "\n".join(said["warnings"]),
            )  # fmt: skip


MONEY = (
    ("Kode", 12), ("Program atau kegiatan", 50), ("Anggaran (Rp)", 20),
    ("Realisasi triwulan ini (Rp)", 20), ("Realisasi s.d. triwulan ini (Rp)", 20),
    ("Serapan (%)", 12), ("Capaian kinerja (%)", 12), ("Efisiensi (%)", 12),
)  # fmt: skip


def _money(shown: Shown) -> Iterator[Sequence[Value]]:
    body = shown.body
    for row in body["budgets"]:
        yield (
            row["code"], row["name"], row["amount"], row["quarter"], row["spent"],
            _exact(row["absorbed"]), _exact(row["year"]["percent"]), _exact(row["efficiency"]),
        )  # fmt: skip
    total = body["money"]
    if body["budgets"]:
        yield (
            "", "Jumlah", total["amount"], None, total["spent"], _exact(total["absorbed"]),
            _exact(total["year"]["percent"]), _exact(total["efficiency"]),
        )  # fmt: skip


def _scales(shown: Shown) -> Iterator[Sequence[Value]]:
    body = shown.body
    yield "Serapan", body["words"]["absorption"]
    yield "Efisiensi", f"{body['words']['efficiency']}; {body['words']['efficiency_source']}"
    for scale in body["scales"].values():
        yield scale["name"], scale["source"]
        for level in scale["levels"]:
            yield level["word"], level["bounds"]
    formulas = {(row["measure"]["formula_name"], row["measure"]["formula"]): None
                for row in body["indicators"]}  # fmt: skip
    yield from formulas


def _indicator(group: Group, line: Line) -> Sequence[Value]:
    return line.no, line.row["code"], group.row["name"], line.row["name"]


def _comparison(line: Line, cell: Cell, kept: Any) -> Sequence[Value]:
    return (
        _figure(line, kept["target"]), _figure(line, kept["realisation"]),
        _exact(kept["percent"]), cell.word, cell.fine,
    )  # fmt: skip


def _figure(line: Line, kept: str) -> Value:
    """A number as a number, as far as Excel keeps it; all else as it is read."""
    kind = line.row["measure"]["value_kind"]
    digits = kept.replace(".", "").lstrip("-0")
    if kind == "number" and ".." not in kept and digits.isdigit() and len(digits) <= MOST_DIGITS:
        return exact_number(kept)
    return figure_shown(kept, kind)


def _exact(kept: str | None) -> Value:
    return None if kept is None else exact_number(kept)


class _Charts:
    """Excel's own charts, drawn from the sheets: achievement by indicator, units, quarters."""

    def __init__(self, book: Any, writer: Writer) -> None:
        self.book, self.writer = book, writer

    def draw(self, shown: Shown) -> None:
        """All of them, on a sheet of their own."""
        page = self.book.add_worksheet("Grafik")
        lines = [line for line in shown.lines if line.quarter.number]
        row = 0
        if lines and len(lines) <= MOST_BARS:
            title = "Capaian indikator terhadap target triwulan (%)"
            row = self._bars(page, row, title, ("Capaian", 1, 8, len(shown.lines)))
        if shown.units:
            title = "Rata-rata capaian unit terhadap target triwulan (%)"
            self._bars(page, row, title, ("Kelengkapan", 0, 12, len(shown.units)))
        self._line(page, shown)

    def _bars(self, page: Any, row: int, title: str, source: tuple[str, int, int, int]) -> int:
        """Bars of a sheet's column; gives the row below the chart."""
        name, categories, values, last = source
        high = max(320, 22 * last + 90)
        chart = self.book.add_chart({"type": "bar"})
        chart.add_series({
            "name": title,
            "categories": [name, 1, categories, last, categories],
            "values": [name, 1, values, last, values],
        })  # fmt: skip
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_size({"width": 900, "height": high})
        page.insert_chart(row, 0, chart)
        return row + high // ROW_HIGH + 2

    def _line(self, page: Any, shown: Shown) -> None:
        trend = shown.body["trend"]
        page.write_string(0, 16, "Triwulan", self.writer.head)
        page.write_string(0, 17, "Rata-rata capaian (%)", self.writer.head)
        for at, row in enumerate(trend, start=1):
            page.write_string(at, 16, f"TW {ROMAN[row['quarter']]}", self.writer.text)
            self.writer.cell(page, at, 17, _exact(row["percent"]))
        chart = self.book.add_chart({"type": "line"})
        chart.add_series({
            "name": "Rata-rata capaian per triwulan (%)",
            "categories": ["Grafik", 1, 16, len(trend), 16],
            "values": ["Grafik", 1, 17, len(trend), 17],
            "marker": {"type": "circle"},
        })  # fmt: skip
        chart.set_title({"name": "Tren triwulan (%)", "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        page.insert_chart("Q8", chart)
