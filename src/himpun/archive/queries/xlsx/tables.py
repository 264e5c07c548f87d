"""The small parts beside the sheets: which sheets there are, shared texts, formats that matter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from himpun.archive.queries.xlsx.markup import Walker, walk
from himpun.archive.queries.xlsx.package import Package
from himpun.archive.rules import DAMAGED
from himpun.office.rules import Refused

MOST_SHEETS = 20
MOST_TEXTS = 300_000
LONGEST_TEXT = 32_767
"""Characters of a cell, as Excel has it."""
MOST_FORMATS = 70_000
_ROOT = "_rels/.rels"
_PERCENT_IDS = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """A text of a cell without Excel's way of writing control characters, and without those."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Relations(Walker):
    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, part) of what a part refers to inside the package; links outside are left out."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels") if part else _ROOT
    if place not in package.names:
        return {}
    walker = _Relations()
    walk(package.part(place), walker)
    return {
        id_: (kind, posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:])
        for id_, (kind, target) in walker.found.items()
    }


class _Workbook(Walker):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            self.sheets.append((clean_text(attributes.get("name", "")), relation))
            if len(self.sheets) > MOST_SHEETS:
                raise Refused(f"Berkas ini memuat lebih dari {MOST_SHEETS} lembar.")
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


def workbook(package: Package) -> tuple[str, list[tuple[str, str]], bool]:
    """The main part's name, (name, relation) of each sheet, and whether days count from 1904."""
    roots = (part for kind, part in relations(package, "").values() if kind == "officeDocument")
    main = next(roots, None)
    if main is None:
        raise Refused(DAMAGED)
    walker = _Workbook()
    walk(package.part(main), walker)
    return main, walker.sheets, walker.from_1904


class _Texts(Walker):
    """Shared texts: the runs of a formatted one belong together, hints on reading it do not."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._runs: list[str] = []
        self._in_text = False
        self._in_hint = 0

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._runs = []
            if len(self.texts) >= MOST_TEXTS:
                raise Refused(DAMAGED)
        elif name == "rPh":
            self._in_hint += 1
        elif name == "t":
            self._in_text = not self._in_hint

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append(clean_text("".join(self._runs)))
        elif name == "rPh":
            self._in_hint -= 1
        elif name == "t":
            self._in_text = False

    def text(self, text: str) -> None:
        if self._in_text:
            self._runs.append(text)


def shared_texts(package: Package, part: str | None) -> list[str]:
    """The texts that cells refer to by number."""
    walker = _Texts()
    if part is not None:
        walk(package.part(part), walker)
    return walker.texts


class _Formats(Walker):
    def __init__(self) -> None:
        self.percent: set[int] = set()
        self._codes: dict[str, str] = {}
        self._in_cells = False
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._add(attributes.get("numFmtId", "0"))
        if max(len(self._codes), self._count) > MOST_FORMATS:
            raise Refused(DAMAGED)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def _add(self, number: str) -> None:
        own = _LITERAL.sub("", self._codes.get(number, ""))
        if "%" in own or (number.isdigit() and int(number[:9]) in _PERCENT_IDS):
            self.percent.add(self._count)
        self._count += 1


def percent_formats(package: Package, part: str | None) -> set[int]:
    """The numbers of the cell formats that show a fraction as a percentage."""
    walker = _Formats()
    if part is not None:
        walk(package.part(part), walker)
    return walker.percent
