"""What a step's form is made of, and how what people type becomes JSON and is shown again.

A section belongs to one step kind. Its values are a flat mapping of texts, whole numbers, truth
values, lists of texts, and lists of rows (mappings of texts).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from django.http import QueryDict

from himpun.kernel.wire import Json
from himpun.kernel.worktime.words import WEEKDAYS, day_text

Values = dict[str, Json]
Errors = dict[str, str]
Look = Literal["text", "area", "date", "time", "number", "choice", "check"]

LONGEST = {"area": 10_000}
LONGEST_TEXT = 300
MOST_ROWS = 500
SPARE_ROWS = 2
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Field:
    """One thing to fill in. ``choices`` are the texts to choose from, stored as they are;
    ``must``: a step is not finished without it; ``start``: what stands there at first."""

    name: str
    label: str
    look: Look = "text"
    must: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    start: str = ""


@dataclass(frozen=True)
class Rows:
    """A table to fill in. A row counts when one of ``counts_by`` is filled in (none named: any
    column). ``start``: rows that stand there at first."""

    name: str
    label: str
    columns: tuple[Field, ...]
    counts_by: tuple[str, ...] = ()
    start: tuple[Mapping[str, str], ...] = ()
    must: bool = False
    hint: str = ""
    spare: int = SPARE_ROWS


@dataclass(frozen=True)
class Section:
    """The part of a form that belongs to a step kind. ``check``: what else must hold, as field or
    row table name → sentence."""

    kind: str
    heading: str
    parts: tuple[Field | Rows, ...]
    intro: str = ""
    check: Callable[[Values], Errors] = field(default=lambda _: {})

    def id_of(self, name: str) -> str:
        """The name and id of a field on the page."""
        return f"{self.kind}-{name}"


# ---- reading what was sent


def typed_in(section: Section, data: QueryDict) -> Values:
    """What was sent for a section, as typed: texts, ticked boxes as truth values, rows."""
    found: Values = {}
    for part in section.parts:
        name = section.id_of(part.name)
        found[part.name] = (
            _rows(part, name, data) if isinstance(part, Rows) else _one(part, name, data)
        )
    return found


def _one(part: Field, name: str, data: QueryDict) -> Json:
    if part.look == "check":
        return name in data
    return clean(data.get(name, ""), LONGEST.get(part.look, LONGEST_TEXT))


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text as it may be stored: no NUL, which neither database keeps, and not endless."""
    return text.replace("\0", "").replace("\r\n", "\n").strip()[:longest]


def _rows(part: Rows, name: str, data: QueryDict) -> list[Json]:
    found: list[Json] = []
    for at in range(MOST_ROWS):
        names = {column.name: f"{name}-{at}-{column.name}" for column in part.columns}
        if not any(key in data for key in names.values()):
            break
        row = {column.name: _one(column, names[column.name], data) for column in part.columns}
        # A spare row, in which only the usual choice stands, would come back as a filled one.
        if any(row[column.name] not in ("", column.start) for column in part.columns):
            found.append(dict(row))
    return found


def counts(part: Rows, row: Json) -> bool:
    """Whether a row was filled in; one in which only what stood there at first is left was not."""
    return isinstance(row, dict) and any(row.get(key) for key in part.counts_by or row)


# ---- is it complete, and as it is stored


def mistakes_in(section: Section, values: Values) -> Errors:
    """Why a section cannot be handed on yet: id on the page → sentence."""
    found: Errors = {}
    for part in section.parts:
        name = section.id_of(part.name)
        value = values.get(part.name)
        if isinstance(part, Rows):
            found |= _mistakes_in_rows(part, name, value)
        elif why := _why_not(part, value):
            found[name] = why
    if not found:
        found = {section.id_of(name): why for name, why in section.check(values).items()}
    return found


def _mistakes_in_rows(part: Rows, name: str, rows: Json) -> Errors:
    found: Errors = {}
    typed = rows if isinstance(rows, list) else []
    filled = [(at, row) for at, row in enumerate(typed) if counts(part, row)]
    for at, row in filled:
        for column in part.columns:
            value = row.get(column.name) if isinstance(row, dict) else ""
            if why := _why_not(column, value):
                found[f"{name}-{at}-{column.name}"] = f"baris {at + 1}: {why}"
    if part.must and not filled:
        found[name] = "isi paling sedikit satu baris."
    return found


def _why_not(part: Field, value: Json) -> str | None:
    if not value:
        return MUST[part.look] if part.must else None
    if part.look == "choice" and value not in part.choices:
        return "pilihan ini tidak ada lagi; pilih yang lain."
    read = READERS.get(part.look)
    if read is None or read(str(value)) is not None:
        return None
    return UNREADABLE[part.look]


MUST: Mapping[str, str] = {
    "check": "beri tanda bahwa Anda melakukannya.",
    "choice": "pilih salah satu.",
}
MUST = {look: MUST.get(look, "wajib diisi.") for look in Look.__args__}  # type: ignore[attr-defined]
UNREADABLE = {
    "date": "tanggal ditulis seperti 31/03/2026.",
    "time": "waktu ditulis seperti 09.30.",
    "number": "tulis bilangan bulat, misalnya 12.",
}


def stored(section: Section, values: Values) -> Values:
    """What is kept of a section: days and times in one way of writing, numbers as numbers, and
    nothing that was left empty."""
    found: Values = {}
    for part in section.parts:
        value = values.get(part.name)
        if isinstance(part, Rows):
            rows = value if isinstance(value, list) else []
            kept: Json = [
                _stored_row(part, row)
                for row in rows
                if isinstance(row, dict) and counts(part, row)
            ]
        else:
            kept = _stored_one(part, value)
        if kept not in ("", None, [], False):
            found[part.name] = kept
    return found


def _stored_row(part: Rows, row: Values) -> Values:
    return {column.name: _stored_one(column, row.get(column.name)) for column in part.columns}


def _stored_one(part: Field, value: Json) -> Json:
    read = READERS.get(part.look)
    if read is None or not isinstance(value, str) or not value:
        return value
    found = read(value)
    return value if found is None else found


def day_of(text: str) -> date | None:
    """A day as browsers send it (2026-03-31) or as people write it (31/03/2026, 31-3-2026)."""
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts))]
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None


def _iso_day(text: str) -> str | None:
    found = day_of(text)
    return found.isoformat() if found else None


def _iso_time(text: str) -> str | None:
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5)).strftime("%H:%M")
    except ValueError:
        return None


def _number(text: str) -> int | None:
    plain = text.replace(".", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 9 else None


READERS: Mapping[str, Callable[[str], str | int | None]] = {
    "date": _iso_day,
    "time": _iso_time,
    "number": _number,
}


# ---- showing it


def shown(part: Field, value: Json) -> str:
    """A stored value as a reader sees it."""
    if part.look == "check":
        return "Ya" if value else ""
    if part.look == "date" and (on := day_of(str(value or ""))):
        return f"{WEEKDAYS[on.weekday()]}, {day_text(on)}"
    if part.look == "time" and value:
        return str(value).replace(":", ".")
    return "" if value is None else str(value)
