"""The styles by which a Word file says what is what, and its lists.

Their names are what comes back from an office program: never rename one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as TO
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable

from himpun.letters.rules.document import ListStyle

BODY, ITEM = "Himpun Isi", "Himpun Butir"
FIELD = "Himpun Isian"
CELL, SMALL_CELL, TOTAL = "Himpun Sel", "Himpun Sel Kecil", "Himpun Jumlah"
BOX, RULED = "Himpun Kotak", "Himpun Garis"
LETTERHEAD, AROUND, PART_HEAD = "Himpun Kop", "Himpun Sekitar Isi", "Himpun Kepala Lampiran"
PART_TITLE = "Himpun Judul Lampiran"
OUTSIDE = frozenset({LETTERHEAD, AROUND, PART_HEAD})
"""What is no part of the body: it is made anew from what the system knows."""
DOTS = "……………………"
TICKED, UNTICKED = "☒", "☐"

FONT = "Arial"
LANGUAGE = "id-ID"
CELL_MARGIN = "57"
"""Twentieths of a point, a millimetre: narrow columns are not broken inside a word."""
SIZES: Mapping[str, tuple[float, float]] = {
    # points, and points of space below
    BODY: (11, 6), ITEM: (11, 3), FIELD: (11, 3), CELL: (10, 0), SMALL_CELL: (8.5, 0),
    TOTAL: (10, 0), BOX: (11, 3), RULED: (11, 6), LETTERHEAD: (11, 0), AROUND: (11, 0),
    PART_HEAD: (10, 0), PART_TITLE: (12, 8),
}  # fmt: skip
LEVELS = 3
FORMATS: Mapping[ListStyle, tuple[str, str]] = {
    "number": ("decimal", "%{}."), "letter": ("lowerLetter", "%{}."), "bullet": ("bullet", "–"),
}  # fmt: skip


def add_styles(word: WordDocument) -> None:
    """Adds our styles to a new file."""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    for tongue in word.styles.element.iter(qn("w:lang")):
        tongue.set(qn("w:val"), LANGUAGE)
    for name, (size, below) in SIZES.items():
        style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = normal, Pt(size)
        style.paragraph_format.space_after = Pt(below)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = 1.0
    for name in (BODY, ITEM):
        word.styles[name].paragraph_format.alignment = TO.JUSTIFY
    word.styles[TOTAL].font.bold = True

    for level in (1, 2):
        heading = word.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = FONT, Pt(11), True
        heading.font.color.rgb = None
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(9), Pt(3)
        fonts = heading.element.rPr.rFonts
        # A typeface of the theme would come before the one that is named.
        for key in [key for key in fonts.attrib if key.endswith("heme")]:
            del fonts.attrib[key]
    margins = word.styles["Table Grid"].element.find(f".//{qn('w:tblCellMar')}")
    for side in ("left", "right"):
        margins.find(qn(f"w:{side}")).set(qn("w:w"), CELL_MARGIN)


def add_lists(word: WordDocument) -> Mapping[ListStyle, int]:
    """Adds one pattern of a list for each style; answers their numbers."""
    numbering: Any = word.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    patterns: dict[ListStyle, int] = {}
    for number, (style, (how, text)) in enumerate(FORMATS.items(), start=900):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{how}"/>'
            f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/><w:pPr>'
            f'<w:ind w:left="{567 * (level + 1)}" w:hanging="425"/></w:pPr></w:lvl>'
            for level in range(LEVELS)
        )
        pattern = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        first.addprevious(pattern)
        patterns[style] = number
    return patterns


def new_list(word: WordDocument, pattern: int) -> int:
    """A list of its own after a pattern, counting from 1; answers its number."""
    numbering: Any = word.part.numbering_part.element
    made = numbering.add_num(pattern)
    for level in range(LEVELS):
        made.add_lvlOverride(level).add_startOverride(1)
    return int(made.numId)


def room(word: WordDocument) -> int:
    """Millimetres between the margins of the page that is being written."""
    section: Any = word.sections[-1]
    return int((section.page_width - section.left_margin - section.right_margin) / Mm(1))


def borderless(table: WordTable, widths: Sequence[int]) -> WordTable:
    """A table that only places things; widths in millimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def ruled_below(paragraph: Any, size: int = 12) -> None:
    """A line below a paragraph; `size` in eighths of a point."""
    properties = paragraph._p.get_or_add_pPr()
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc",
    )  # fmt: skip
