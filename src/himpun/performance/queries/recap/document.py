"""A recap as the part of LKjIP that it is: chapter III as a DOCX, to be gone on with in a word
processor. The same bytes every time for the same body and stamp."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from himpun.performance.queries.recap.drawn import add_charts, recap_charts
from himpun.performance.rules.recap.shown import DASH, Group, Line, Shown, Stamp, heat_table

# What no XML may hold, though a form may have taken it.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
A4_LONG, A4_SHORT = 297, 210
MARGIN = 20
GREY = "F2F2F2"
TWIPS = 57
"""Of a millimetre, rounded up."""
HALF_POINTS = 16
ACHIEVEMENT = (
    ("No.", 9), ("Indikator", 70), ("Satuan", 20), ("Target", 24), ("Realisasi", 24),
    ("Capaian (%)", 22), ("Penilaian", 28), ("Rumus dan hitungan", 60),
)  # fmt: skip
COMPARISON = (
    ("Indikator", 70), ("Target tahun", 26), ("Capaian (%)", 24), ("Jangka menengah", 28),
    ("Capaian (%)", 24), ("Tahun sebelumnya", 85),
)  # fmt: skip
MONEY = (
    ("Kode", 18), ("Program atau kegiatan", 68), ("Anggaran (Rp)", 36), ("Realisasi (Rp)", 36),
    ("Serapan (%)", 24), ("Capaian kinerja (%)", 28), ("Efisiensi (%)", 47),
)  # fmt: skip


def recap_document(shown: Shown, stamp: Stamp) -> bytes:
    """Chapter III on landscape A4: achievement by objective with its analysis, comparisons with
    the year, the medium term and earlier years, money, and the rating scales."""
    from docx import Document

    chapter = _Chapter(Document(), shown)
    chapter.prepare(stamp)
    chapter.overview()
    chapter.charts(stamp)
    chapter.achievement()
    chapter.money()
    chapter.scales()
    return _steady(chapter.document)


HEAT_FROM, HEAT_WIDE = 3, 14
"""Columns from which shades tell something, and those that fit beside the units' names."""
SHADES = ((100, "9DC3E6"), (90, "BDD7EE"), (75, "DDEBF7"), (65, "EDF4FB"))
"""What is reached from so many percent on, in shades that black letters are read on."""


def shade_of(percent: str) -> str:
    """The colour behind a percentage as it is printed ("76,32"); "" for none or little."""
    bare = percent.replace(".", "").replace(",", ".")
    if not bare.replace(".", "").lstrip("-").isdigit():
        return ""
    return next((colour for least, colour in SHADES if Decimal(bare) >= least), "")


def unshaded(_text: str) -> str:
    """No colour."""
    return ""


class _Chapter:
    def __init__(self, document: Any, shown: Shown) -> None:
        self.document, self.shown = document, shown

    def prepare(self, stamp: Stamp) -> None:
        """The page, the letter, the headings, and what stands above the tables."""
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm, Pt

        document, head = self.document, self.shown.body["head"]
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(A4_LONG), Mm(A4_SHORT)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(MARGIN))
        document.styles["Normal"].font.name = "Arial"
        document.styles["Normal"].font.size = Pt(10)
        made = document.core_properties
        made.title, made.author = _clean(self.shown.title), _clean(head["agency_name"])
        made.created = made.modified = stamp.made_at
        made.last_modified_by, made.comments = "", ""
        document.add_heading("BAB III AKUNTABILITAS KINERJA", level=1)
        self.say(f"{head['agency_name']}, {head['region']}. {head['period_text']}.")
        self.say(f"Dasar: {self.shown.agreement}.")
        self.say(f"{stamp.words}." + (f" SHA-256 {stamp.sha256}." if stamp.sha256 else ""))
        if head["sample"]:
            self.say("Contoh: angka di sini dibuat untuk peragaan.")

    def say(self, text: str) -> None:
        """Paragraphs, one for each line that was written."""
        for part in text.split("\n"):
            if part.strip():
                self.document.add_paragraph(_clean(part.strip()))

    def overview(self) -> None:
        """A. Capaian Kinerja."""
        self.document.add_heading("A. Capaian Kinerja", level=2)
        self.say(self._overview())
        self.say(self.shown.body["analysis"])

    def charts(self, stamp: Stamp) -> None:
        """The charts, and the units against their indicators as a table of shades."""
        add_charts(self.document, recap_charts(self.shown, stamp.made_at))
        head, rows = heat_table(self.shown)
        if len(head) < HEAT_FROM:
            return
        self.say("Capaian unit menurut nomor indikator (persen); makin tinggi makin gelap.")
        for at in range(1, len(head), HEAT_WIDE):
            names = head[at : at + HEAT_WIDE]
            columns = (("Unit", 57), *((name, 14) for name in names))
            self.table(columns, [(row[0], *row[at : at + HEAT_WIDE]) for row in rows], shade_of)

    def achievement(self) -> None:
        """What each objective reached."""
        for group in self.shown.groups:
            self._group(group)

    def _overview(self) -> str:
        shown, summary = self.shown, self.shown.body["summary"]
        answered = summary["filled"] + summary["reasoned"]
        mean = (
            f"Rata-rata capaian terhadap target triwulan {shown.quarter.number} persen "
            f"({shown.quarter.over}). "
            if shown.quarter.number
            else "Belum ada capaian yang terhitung. "
        )
        return (
            f"Terjawab {answered} dari {summary['asked']} indikator; {summary['complete']} dari "
            f"{summary['units']} unit menyatakan lengkap, {summary['on_time']} tepat waktu. {mean}"
            f"Cara merata-ratakan: {shown.body['words']['mean']}."
        )

    def _group(self, group: Group) -> None:
        row = group.row
        level = min(3 + group.depth, 5)
        self.document.add_heading(
            _clean(f"{group.kind_word} {row['code']}: {row['name']}"), level=level
        )
        if group.lines:
            self.table(ACHIEVEMENT, [_achievement(line) for line in group.lines])
            self.table(COMPARISON, [_comparison(line) for line in group.lines])
        self.say(row["analysis"])
        for line in group.lines:
            self._said(line)

    def _said(self, line: Line) -> None:
        """The analysis, obstacles and follow-up of an indicator, where there are any."""
        row = line.row
        parts = [
            ("Analisis", row["analysis"]), ("Kendala", row["obstacles"]),
            ("Solusi", row["solutions"]), ("Tindak lanjut", line.follow_up),
            ("Alasan tanpa nilai", row["no_value"]), ("Catatan", row["note"]),
        ]  # fmt: skip
        if not any(text for _, text in parts):
            return
        named = self.document.add_paragraph()
        named.add_run(_clean(f"{row['code']} {row['name']}")).bold = True
        for label, text in parts:
            if text:
                self.say(f"{label}: {text}")

    def money(self) -> None:
        """B. Realisasi Anggaran."""
        shown = self.shown
        self.document.add_heading("B. Realisasi Anggaran", level=2)
        if shown.total is None:
            self.say("Perjanjian kinerja ini belum memuat anggaran per program.")
            return
        rows = [
            (m.code, m.name, m.amount, m.spent, m.absorbed or DASH, m.reached or DASH,
             m.efficiency or DASH)
            for m in (*shown.money, shown.total)
        ]  # fmt: skip
        self.table(MONEY, rows)
        words = shown.body["words"]
        self.say(f"Serapan = {words['absorption']}. Efisiensi = {words['efficiency']}.")
        self.say(f"Sumber: {words['efficiency_source']}.")

    def scales(self) -> None:
        """The rating scales in use."""
        for scale in self.shown.body["scales"].values():
            self.document.add_heading(_clean(f"Skala penilaian: {scale['name']}"), level=3)
            rows = [(level["word"], f"{level['bounds']} persen") for level in scale["levels"]]
            self.table((("Penilaian", 60), ("Capaian", 60)), rows)
            self.say(f"Sumber: {scale['source']}." if scale["source"] else "")

    def table(
        self,
        columns: Sequence[tuple[str, int]],
        rows: Sequence[Sequence[str]],
        shade: Callable[[str], str] = unshaded,
    ) -> None:
        """A table with a grey head that is repeated on every page. ``shade``: the colour behind
        what a cell says."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        widths = [width * TWIPS for _, width in columns]
        head = _row([name for name, _ in columns], widths, lambda _: GREY, head=True)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        # Written as one text: cell by cell, a thousand indicators would take five seconds.
        table = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}"
            f"{''.join(_row(row, widths, shade) for row in rows)}"
            "</w:tbl>"
        )
        self.document.add_paragraph()._p.addprevious(table)


def _row(
    texts: Sequence[str], widths: Sequence[int], shade: Callable[[str], str], *, head: bool = False
) -> str:
    marks = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
    cells = "".join(
        _cell(text, width, shade(text), head=head)
        for text, width in zip(texts, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, colour: str, *, head: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>' if colour else ""
    letter = f'<w:rPr>{"<w:b/>" if head else ""}<w:sz w:val="{HALF_POINTS}"/></w:rPr>'
    paragraphs = "".join(
        f'<w:p><w:r>{letter}<w:t xml:space="preserve">{escape(_clean(part))}</w:t></w:r></w:p>'
        for part in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs}</w:tc>'


def _achievement(line: Line) -> Sequence[str]:
    cell = line.quarter
    reckoned = f"{line.formula}\n{cell.fine}" if cell.fine else line.formula
    return (
        str(line.no), f"{line.row['code']} {line.row['name']} ({line.unit_name})", line.satuan,
        cell.target or DASH, cell.realisation or DASH, cell.number or DASH, cell.word, reckoned,
    )  # fmt: skip


def _comparison(line: Line) -> Sequence[str]:
    medium = line.medium
    earlier = "\n".join(
        f"{year}: target {cell.target or DASH}, realisasi {cell.realisation or DASH}, "
        f"capaian {cell.number or cell.word}"
        for year, cell in line.earlier
    )
    return (
        f"{line.row['code']} {line.row['name']}",
        line.year.target or DASH,
        line.year.number or line.year.word,
        f"{medium.target or DASH} ({line.medium_label})" if medium else DASH,
        (medium.number or medium.word) if medium else DASH,
        earlier or DASH,
    )


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _steady(document: Any) -> bytes:
    """The file, with the moments of its parts taken out."""
    made, steady = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as old, ZipFile(steady, "w", ZIP_DEFLATED) as new:
        for name in _ordered(old.namelist()):
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return steady.getvalue()


def _ordered(names: Iterable[str]) -> list[str]:
    """The list of contents first, as readers expect it."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
