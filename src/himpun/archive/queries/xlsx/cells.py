"""The cells of one sheet."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal

from himpun.archive.queries.xlsx.markup import Walker
from himpun.archive.queries.xlsx.tables import LONGEST_TEXT, clean_text
from himpun.archive.rules import DAMAGED
from himpun.archive.rules.cells import Cell, address
from himpun.office.rules import Refused

MOST_ROW = 20_100
MOST_COLUMN = 120
MOST_CELLS = 400_000
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_LONGEST_NUMBER = 400


class Cells(Walker):
    """Hears a sheet, keeps its cells. Refuses what has no place or two, and what is too much."""

    def __init__(self, name: str, texts: list[str], percent: set[int]) -> None:
        self.found: dict[tuple[int, int], Cell] = {}
        self._name, self._texts, self._percent = name, texts, percent
        self._row = self._column = 0
        self._kind = "n"
        self._format = 0
        self._formula = False
        self._heard: list[str] = []
        self._hearing = False
        self._in_hint = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._begin(attributes)
        elif name in ("v", "t"):
            self._hearing = not self._in_hint
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = _whole(attributes.get("r"), self._row + 1)
            self._column = 0
        elif name == "rPh":
            self._in_hint += 1

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._hearing = False
        elif name == "c":
            self._keep()
        elif name == "rPh":
            self._in_hint -= 1

    def text(self, text: str) -> None:
        if self._hearing:
            self._heard.append(text)

    def _begin(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            self._row, self._column = _place(place)
        self._kind = attributes.get("t", "n")
        self._format = _whole(attributes.get("s"), 0)
        self._formula = False
        self._heard = []

    def _keep(self) -> None:
        if not self._heard and not self._formula:
            return
        row, column = self._row, self._column
        if row > MOST_ROW or column > MOST_COLUMN or len(self.found) >= MOST_CELLS:
            raise Refused(
                f"Lembar {self._name} memuat isian sampai sel {address(row, column)}, jauh lebih "
                "banyak daripada yang diterima."
            )
        cell = self._cell("".join(self._heard))
        if cell.text == "" and cell.kind == "text":
            return
        if (row, column) in self.found:
            raise self._refused("tertulis dua kali")
        self.found[row, column] = cell

    def _cell(self, heard: str) -> Cell:
        if self._formula:
            return Cell("formula", heard[:100])
        if self._kind == "n":
            return self._number(heard)
        if self._kind == "s":
            return Cell("text", self._short(self._shared(heard)))
        if self._kind in ("str", "inlineStr"):
            return Cell("text", self._short(clean_text(heard)))
        if self._kind == "b":
            return Cell("boolean", heard.strip()[:10])
        if self._kind == "e":
            return Cell("error", clean_text(heard.strip())[:20])
        if self._kind == "d":
            return Cell("date", clean_text(heard.strip()).partition("T")[0][:40])
        raise self._refused("tidak terbaca")

    def _shared(self, heard: str) -> str:
        number = _whole(heard.strip(), -1)
        if not 0 <= number < len(self._texts):
            raise self._refused("tidak terbaca")
        return self._texts[number]

    def _short(self, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            raise self._refused("terlalu panjang")
        return text

    def _number(self, heard: str) -> Cell:
        """As Excel shows it: the shortest digits that mean the same binary number."""
        heard = heard.strip()
        if len(heard) > _LONGEST_NUMBER or not _NUMBER.fullmatch(heard):
            raise self._refused("tidak terbaca")
        number = float(heard)
        if not math.isfinite(number):
            raise self._refused("memuat angka yang terlalu besar")
        plain = format(Decimal(repr(number)).normalize(), "f")
        plain = "0" if plain == "-0" else plain
        return Cell("percent" if self._format in self._percent else "number", plain)

    def _refused(self, why: str) -> Refused:
        return Refused(f"Lembar {self._name}, sel {address(self._row, self._column)}: {why}.")


def _place(text: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise Refused(DAMAGED)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _whole(text: str | None, usual: int) -> int:
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(DAMAGED)
    return int(text)
