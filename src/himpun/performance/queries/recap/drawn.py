"""The charts of a recap for a word processor: Excel's own charts, taken out of a workbook that is
made for them alone. Word and LibreOffice draw them from the numbers that lie inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from himpun.archive.queries.sheets_file import Sheet, Value, Writer, opened
from himpun.performance.rules.numbers import exact_number
from himpun.performance.rules.recap.shown import ROMAN, Shown, charted

SHEET = "Data"
BLUE, INK = "#1D3F94", "#4A4F57"
FONT = {"name": "Arial"}
AXIS = {"num_font": {**FONT, "size": 8, "color": INK}, "minor_tick_mark": "none"}
LINES = {"visible": True, "line": {"color": "#D9D9D9"}}
WIDE = 240
"""Millimetres of a chart on landscape A4."""
ROW_HIGH, AROUND = 4, 28
"""Millimetres of a bar, and of title and axes."""
TREND_HIGH = 70
NUMBERS = "#,##0.00"
ONLY_VALUES = b"".join(
    b'<c:show%s val="%d"/>' % (name, name == b"Val")
    for name in (b"LegendKey", b"Val", b"CatName", b"SerName", b"Percent", b"BubbleSize")
)
"""LibreOffice shows whatever of a label is not denied."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as the part of an Office file; ``height`` in millimetres."""

    title: str
    part: bytes
    height: int


def recap_charts(shown: Shown, made_at: datetime) -> list[Drawn]:
    """The mean of each quarter, and achievement by indicator (of many, the lowest); those for which
    there is no number are left out."""
    wanted = [*_wanted(shown)]
    file = BytesIO()
    with opened(file, shown.title, made_at) as book:
        writer = Writer(book)
        for no, chart in enumerate(wanted, start=1):
            name = f"{SHEET} {no}"
            writer.sheet(Sheet(name, (("", 12), (chart.title, 12)), chart.rows))
            page = book.get_worksheet_by_name(name)
            page.insert_chart("D2", chart.made(book, name))
    with ZipFile(file) as made:
        return [
            Drawn(chart.title, _labelled(made.read(f"xl/charts/chart{no}.xml")), chart.height)
            for no, chart in enumerate(wanted, start=1)
        ]


def _labelled(chart: bytes) -> bytes:
    return chart.replace(b'<c:showVal val="1"/>', ONLY_VALUES)


@dataclass(frozen=True, slots=True)
class _Wanted:
    kind: str
    title: str
    rows: Sequence[tuple[str, Value]]
    height: int

    def made(self, book: Any, sheet: str) -> Any:
        last = len(self.rows)
        chart = book.add_chart({"type": self.kind})
        chart.add_series({
            "name": self.title,
            "categories": [sheet, 1, 0, last, 0],
            "values": [sheet, 1, 1, last, 1],
            "fill": {"color": BLUE},
            "line": {"color": BLUE},
            "marker": {"type": "circle"} if self.kind == "line" else None,
            "data_labels": {
                "value": True, "num_format": NUMBERS, "font": {**FONT, "size": 8},
                "position": "above" if self.kind == "line" else "outside_end",
            },
        })  # fmt: skip
        chart.set_title({"name": self.title, "name_font": {**FONT, "size": 11}})
        chart.set_legend({"none": True})
        of_names, of_numbers = chart.set_x_axis, chart.set_y_axis
        if self.kind == "bar":
            of_names, of_numbers = of_numbers, of_names
        # The first indicator stands on top.
        of_names({**AXIS, "reverse": self.kind == "bar"})
        of_numbers({**AXIS, "min": 0, "major_unit": 20, "major_gridlines": LINES})
        return chart


def _wanted(shown: Shown) -> Iterator[_Wanted]:
    trend = [row for row in shown.body["trend"] if row["percent"] is not None]
    if trend:
        rows = [(f"TW {ROMAN[row['quarter']]}", _exact(row["percent"])) for row in trend]
        yield _Wanted("line", "Rata-rata capaian per triwulan (persen)", rows, TREND_HIGH)
    lines, left_out = charted(shown.lines)
    if lines:
        title = "Capaian indikator terhadap target triwulan (persen)"
        more = f"; {len(lines)} terendah" if left_out else ""
        rows = [(line.row["code"], _exact(line.quarter.percent)) for line in lines]
        yield _Wanted("bar", title + more, rows, ROW_HIGH * len(rows) + AROUND)


def _exact(kept: str | None) -> Value:
    return None if kept is None else exact_number(kept)


CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
FRAME = """<w:r {spaces}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{no}" name="Grafik {no}" descr="{title}"/>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{chart}"><c:chart r:id="{key}"/>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""


def add_charts(document: Any, charts: Sequence[Drawn]) -> None:
    """Puts charts at the end of a Word document, each in a paragraph of its own."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.shared import Mm

    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES.items())
    for no, drawn in enumerate(charts, start=1):
        place = PackURI(f"/word/charts/chart{no}.xml")
        part = Part(place, CHART, drawn.part, document.part.package)
        key = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        frame = FRAME.format(
            spaces=spaces, wide=Mm(WIDE), high=Mm(drawn.height), no=no, chart=SPACES["c"], key=key,
            title=escape(drawn.title),
        )  # fmt: skip
        document.add_paragraph()._p.append(parse_xml(frame))
