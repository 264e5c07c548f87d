"""An edited Word file, back into the light text form.

Kept are paragraphs, headings, lists, tables, boxes, bold and italic; what the text form does not
know is refused in a sentence, never dropped. What stands around the body is passed over: it is
made anew from what the system knows.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P

from himpun.archive.rules import DAMAGED
from himpun.letters.rules.document import (
    Attachment,
    Block,
    Check,
    Checks,
    Heading,
    PageBreak,
    Paragraph,
    Ruled,
    Text,
    plain,
    words,
)
from himpun.letters.rules.scripting import MOST_RULED, Script, normal, write
from himpun.letters.typeset.word_lists import ListMaker, Lists
from himpun.letters.typeset.word_package import refuse_unsafe
from himpun.letters.typeset.word_styles import AROUND, OUTSIDE, PART_TITLE, RULED
from himpun.letters.typeset.word_tables import checks_of, fields_of, is_outside, table_of
from himpun.letters.typeset.word_text import BOXES, is_centred, pieces_of, style_of, unboxed
from himpun.office.rules import Refused

HEADING = re.compile(r"heading (\d)|title", re.IGNORECASE)
FETCHING = re.compile(
    r"\b(INCLUDE(PICTURE|TEXT)|DDE(AUTO)?|LINK|DATABASE|IMPORT|RD)\b", re.IGNORECASE
)
NOT_KEPT = (
    ("w:ins w:del w:moveFrom w:moveTo w:pPrChange w:rPrChange w:tblPrChange w:tcPrChange",
     "Naskah ini masih memuat perubahan terlacak. Terima atau tolak semua perubahan, lalu simpan."),
    ("w:object w:altChunk w:control w:subDoc",
     "Naskah ini memuat objek atau berkas di dalamnya. Hapus objek itu, lalu unggah lagi."),
    ("w:txbxContent", "Naskah ini memuat kotak teks. Pindahkan isinya ke dalam naskah."),
    ("w:footnoteReference w:endnoteReference",
     "Naskah ini memuat catatan kaki. Pindahkan isinya ke dalam naskah."),
    ("m:oMath", "Naskah ini memuat rumus. Tulis rumus itu sebagai teks."),
)  # fmt: skip
PICTURE = "Isi naskah memuat gambar, yang tidak dapat dipertahankan. Hapus gambar itu."
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def read_docx(content: bytes) -> str:
    """The body and the attachments of a Word file, as light text. Refuses (a sentence) what cannot
    be opened safely, and what could not be kept."""
    refuse_unsafe(content)
    try:
        word = docx.Document(io.BytesIO(content))
    except Exception:
        # python-docx raises whatever a foreign package provokes in it.
        raise Refused(DAMAGED) from None
    _refuse_not_kept(word.element)
    try:
        script = _Reader(word).script()
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise Refused(DAMAGED) from None
    return write(normal(script))


def _refuse_not_kept(element: Any) -> None:
    for names, sentence in NOT_KEPT:
        for name in names.split():
            tag = f"{{{MATH}}}oMath" if name.startswith("m:") else qn(name)
            if next(element.iter(tag), None) is not None:
                raise Refused(sentence)
    for instruction in (*element.iter(qn("w:instrText")), *element.iter(qn("w:fldSimple"))):
        said = instruction.text or instruction.get(qn("w:instr")) or ""
        if FETCHING.search(said):
            raise Refused("Naskah ini memuat rujukan yang mengambil isi dari berkas lain.")


@dataclass(slots=True)
class _Part:
    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    landscape: bool = False
    signed: bool = False


class _Reader:
    """Goes through a body from its top; `here` is the part that the next block belongs to."""

    def __init__(self, word: Any) -> None:
        self.word = word
        self.lists = Lists(word)
        self.parts = [_Part()]
        self.fresh: list[_Part] = [self.parts[0]]
        self.maker = ListMaker()

    @property
    def here(self) -> _Part:
        return self.parts[-1]

    def script(self) -> Script:
        for element in _children(self.word.element.body):
            self._element(element)
        self._end_list()
        attachments = (
            Attachment(part.title, tuple(part.blocks), (), part.landscape, part.signed)
            for part in self.parts[1:]
        )
        return Script(tuple(self.parts[0].blocks), tuple(attachments))

    def _element(self, element: Any) -> None:
        if isinstance(element, CT_Tbl):
            self._end_list()
            self._table(element)
        elif isinstance(element, CT_P):
            self._paragraph(element)
            if element.pPr is not None and element.pPr.sectPr is not None:
                self._section(element.pPr.sectPr)
        elif element.tag == qn("w:sectPr"):
            self._section(element)

    def _section(self, properties: Any) -> None:
        """A section's properties stand at its end: they are those of the parts begun in it."""
        size = properties.find(qn("w:pgSz"))
        for part in self.fresh:
            part.landscape = size is not None and size.get(qn("w:orient")) == "landscape"
        self.fresh = []

    def _end_list(self) -> None:
        self.here.blocks += self.maker.made()

    def _add(self, block: Block) -> None:
        self._end_list()
        self.here.blocks.append(block)

    def _paragraph(self, element: CT_P) -> None:
        style = style_of(element, self.word)
        if style in OUTSIDE:
            self._outside(style)
            return
        if next(element.iter(qn("w:drawing"), qn("w:pict")), None) is not None:
            raise Refused(PICTURE)
        if style == PART_TITLE:
            self._begin(words(next(iter(pieces_of(element, self.word)))))
            return
        for n, text in enumerate(pieces_of(element, self.word)):
            if n:
                self._add(PageBreak())
            self._said(element, style, text)

    def _outside(self, style: str) -> None:
        self._end_list()
        # The signer once more at the end of an attachment, never of the paper itself.
        if style == AROUND and len(self.parts) > 1 and self.here.blocks:
            self.here.signed = True

    def _begin(self, title: str) -> None:
        self._end_list()
        part = _Part(title)
        self.parts.append(part)
        self.fresh.append(part)

    def _said(self, element: CT_P, style: str, text: Text) -> None:
        heading, item = HEADING.fullmatch(style), self.lists.item(element)
        said = words(text)
        if style == RULED and not said.strip():
            self._ruled()
        elif not said.strip():
            return
        elif heading:
            self._add(Heading(_plainly(text), 1 if heading[1] in (None, "1") else 2))
        elif item:
            self.maker.add(item, text)
        elif said.lstrip()[0] in BOXES:
            self._checked(unboxed(text))
        else:
            self._add(Paragraph(text, is_centred(element, self.word)))

    def _ruled(self) -> None:
        self._end_list()
        last = self.here.blocks[-1] if self.here.blocks else None
        if isinstance(last, Ruled) and last.lines < MOST_RULED:
            self.here.blocks[-1] = Ruled(last.lines + 1)
        else:
            self.here.blocks.append(Ruled(1))

    def _checked(self, check: Check) -> None:
        self._end_list()
        last = self.here.blocks[-1] if self.here.blocks else None
        if isinstance(last, Checks) and last.columns == 1:
            self.here.blocks[-1] = Checks((*last.items, check))
        else:
            self.here.blocks.append(Checks((check,)))

    def _table(self, element: CT_Tbl) -> None:
        if is_outside(element, self.word):
            self._outside(AROUND)
            return
        if next(element.iter(qn("w:drawing"), qn("w:pict")), None) is not None:
            raise Refused(PICTURE)
        block = (
            fields_of(element, self.word, self.lists)
            or checks_of(element, self.word)
            or table_of(element, self.word, self.lists)
        )
        self.here.blocks.append(block)


def _plainly(text: Text) -> Text:
    """A heading is bold already."""
    return plain(words(text))


def _children(body: Any) -> Iterator[Any]:
    """The elements of a body, those in content controls too."""
    for element in body:
        if element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            if content is not None:
                yield from _children(content)
        elif element.tag in (qn("w:customXml"), qn("w:smartTag")):
            yield from _children(element)
        else:
            yield element
