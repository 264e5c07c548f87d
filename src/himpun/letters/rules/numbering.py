"""How a paper's number is written: a pattern with slots, checked before it is used.

A pattern is the agency's own text with slots in braces: ``{kode}/{nomor:3}/{instansi}/{tahun}``
writes 000.8.6.3/012/DISHUB/2026. The law that a pattern is checked for: what it writes, it reads
back to the same parts, so no two different numbers of a register are ever written alike.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

CODE, NUMBER, UNIT, ROMAN_MONTH, MONTH, YEAR, AGENCY = (
    "kode", "nomor", "unit", "bulan_romawi", "bulan", "tahun", "instansi",
)  # fmt: skip
SLOT_WORDS: Final[Mapping[str, str]] = {
    CODE: "kode klasifikasi",
    NUMBER: "nomor urut; {nomor:3} menulis 12 sebagai 012",
    UNIT: "kode unit penerbit",
    ROMAN_MONTH: "bulan dengan angka Romawi",
    MONTH: "bulan dengan dua angka",
    YEAR: "tahun dengan empat angka",
    AGENCY: "singkatan instansi",
}
ROMAN_MONTHS: Final = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
)  # fmt: skip
LONGEST_PATTERN = 80
LONGEST_CODE = 30
WIDEST = 6
MOST = 999_999
"""The last number of a year's register; also what ``WIDEST`` can hold."""

# What a slot may hold; beside it, the characters of which it may consist, for the slots whose
# length is not fixed: the text behind such a slot must begin with another character.
_SHAPES: Final[Mapping[str, tuple[str, str]]] = {
    CODE: (r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*", r"[A-Za-z0-9.]"),
    NUMBER: (r"[0-9]+", r"[0-9]"),
    UNIT: (r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", r"[A-Za-z0-9.-]"),
    AGENCY: (r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", r"[A-Za-z0-9.-]"),
    ROMAN_MONTH: ("|".join(sorted(ROMAN_MONTHS, key=len, reverse=True)), r"[IVX]"),
    MONTH: (r"0[1-9]|1[0-2]", ""),
    YEAR: (r"[0-9]{4}", ""),
}
_SLOT = re.compile(r"\{([a-z_]+)(?::([0-9]+))?\}")
_LITERAL = re.compile(r"[A-Za-z0-9./,:()_ -]+")
_CODE = re.compile(_SHAPES[CODE][0])
_SHORT_NAME = re.compile(_SHAPES[UNIT][0])


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a pattern. ``width``: digits that the running number has at least."""

    name: str
    width: int = 1


@dataclass(frozen=True, slots=True)
class Parts:
    """What one number is made of. ``no`` is the running number, ``on`` the day it was given."""

    no: int
    on: date
    code: str
    unit: str
    agency: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that passed its check: texts and slots in their order."""

    text: str
    pieces: tuple[str | Slot, ...]


def read_pattern(text: str) -> Pattern | str:
    """The pattern that an agency typed, or the sentence that says what is wrong with it."""
    if why := _why_not_text(text):
        return why
    pieces: list[str | Slot] = []
    at = 0
    for found in _SLOT.finditer(text):
        if found.start() > at:
            pieces.append(text[at : found.start()])
        pieces.append(Slot(found[1], int(found[2] or 1)))
        at = found.end()
    if at < len(text):
        pieces.append(text[at:])
    why = _why_not_pieces(pieces) or _why_ambiguous(pieces)
    return why or Pattern(text, tuple(pieces))


def why_not_pattern(text: str) -> str | None:
    """Why a text cannot be a pattern."""
    found = read_pattern(text)
    return found if isinstance(found, str) else None


def _why_not_text(text: str) -> str | None:
    if not text:
        return "Pola nomor harus diisi."
    if len(text) > LONGEST_PATTERN:
        return f"Pola nomor paling panjang {LONGEST_PATTERN} huruf."
    if text != text.strip() or "  " in text:
        return "Pola nomor tidak boleh diawali, diakhiri, atau diselingi spasi berlebih."
    return None


def _why_not_pieces(pieces: list[str | Slot]) -> str | None:
    slots = [piece for piece in pieces if isinstance(piece, Slot)]
    for piece in pieces:
        if isinstance(piece, str) and not _LITERAL.fullmatch(piece):
            return (
                f"Bagian “{piece}” pada pola nomor tidak dapat dipakai. Di luar kurung kurawal "
                "hanya boleh ada huruf, angka, spasi, dan tanda . / , : ( ) _ -"
            )
    for slot in slots:
        if why := _why_not_slot(slot):
            return why
    names = [slot.name for slot in slots]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        return f"{{{twice[0]}}} hanya boleh sekali dalam pola nomor."
    if missing := [name for name in (NUMBER, YEAR) if name not in names]:
        return (
            f"Pola nomor harus memuat {{{missing[0]}}}, agar tidak ada dua naskah dengan nomor "
            "yang sama."
        )
    return None


def _why_not_slot(slot: Slot) -> str | None:
    if slot.name not in _SHAPES:
        known = ", ".join(f"{{{name}}}" for name in SLOT_WORDS)
        return f"{{{slot.name}}} tidak dikenal. Yang dikenal: {known}."
    if slot.width != 1 and slot.name != NUMBER:
        return f"Lebar hanya untuk {{nomor}}, bukan untuk {{{slot.name}}}."
    if not 1 <= slot.width <= WIDEST:
        return f"Lebar {{nomor}} harus antara 1 dan {WIDEST}."
    return None


def _why_ambiguous(pieces: list[str | Slot]) -> str | None:
    """Two slots that touch, or a slot whose end cannot be told from the text behind it."""
    for piece, behind in pairwise(pieces):
        if not isinstance(piece, Slot):
            continue
        if isinstance(behind, Slot):
            return (
                f"Beri tanda pemisah, misalnya garis miring, antara {{{piece.name}}} dan "
                f"{{{behind.name}}}."
            )
        own = _SHAPES[piece.name][1]
        if own and re.match(own, behind):
            return (
                f"Sesudah {{{piece.name}}} tidak boleh langsung “{behind[0]}”, karena batasnya "
                "tidak terbaca. Pakai garis miring."
            )
    return None


def write_number(pattern: Pattern, parts: Parts) -> str:
    """The number as it is printed. Raises ValueError for parts that a slot cannot hold."""
    written = "".join(
        piece if isinstance(piece, str) else _written(piece, parts) for piece in pattern.pieces
    )
    if read_number(pattern, written) is None:
        raise ValueError(f"{parts} cannot be written as {pattern.text}")
    return written


def _written(slot: Slot, parts: Parts) -> str:
    match slot.name:
        case "nomor":
            return f"{parts.no:0{slot.width}d}"
        case "kode":
            return parts.code
        case "unit":
            return parts.unit
        case "instansi":
            return parts.agency
        case "bulan_romawi":
            return ROMAN_MONTHS[parts.on.month - 1]
        case "bulan":
            return f"{parts.on.month:02d}"
        case _:
            return f"{parts.on.year:04d}"


def read_number(pattern: Pattern, text: str) -> Mapping[str, str] | None:
    """What stands in the slots of a written number (slot → text); None if the pattern did not
    write it. The running number stands without its leading zeros."""
    shape = "".join(
        re.escape(piece) if isinstance(piece, str) else f"(?P<{piece.name}>{_shape(piece)})"
        for piece in pattern.pieces
    )
    found = re.fullmatch(shape, text, re.ASCII)
    if found is None:
        return None
    return {**found.groupdict(), NUMBER: str(int(found[NUMBER]))}


def _shape(slot: Slot) -> str:
    if slot.name != NUMBER:
        return _SHAPES[slot.name][0]
    # So many digits at least; more only where the number itself has more.
    exact = f"[0-9]{{{slot.width}}}"
    return f"{exact}|[1-9][0-9]{{{slot.width},}}"


def roman_month(month: int) -> str:
    """1 → I … 12 → XII."""
    return ROMAN_MONTHS[month - 1]


def why_not_code(code: str) -> str | None:
    """Why a text cannot be a classification code: parts of letters or digits with points between,
    such as 000.8.6.3."""
    if len(code) <= LONGEST_CODE and _CODE.fullmatch(code):
        return None
    return (
        f"Kode klasifikasi “{code}” harus berupa angka atau huruf yang dipisahkan titik, "
        "misalnya 000.8.6.3."
    )


def why_not_short_name(name: str) -> str | None:
    """Why a text cannot stand in a number for an agency or a unit."""
    if len(name) <= LONGEST_CODE and _SHORT_NAME.fullmatch(name):
        return None
    return (
        f"Singkatan “{name}” hanya boleh berisi huruf dan angka, dengan titik atau tanda hubung "
        f"di antaranya, paling panjang {LONGEST_CODE} huruf."
    )


def short_name_of(code: str) -> str:
    """The short name of an agency until it gives its own: the last part of its code in capitals
    (pesisir-selatan-dishub → DISHUB)."""
    return code.rsplit("-", 1)[-1].upper()
