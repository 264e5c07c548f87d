"""What somebody fills in for an indicator: each field as it was typed becomes what is kept, or a
sentence says why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from himpun.performance.rules.checks import invalid
from himpun.performance.rules.expressions import (
    Computed,
    NotAnExpression,
    compute,
    parse_expression,
)
from himpun.performance.rules.measure import Measure
from himpun.performance.rules.numbers import (
    Absent,
    NotANumber,
    exact_number,
    exact_text,
    read_number,
    show_number,
)
from himpun.performance.rules.values import (
    Exact,
    keep_value,
    kept_value,
    read_value,
    show_value,
)

MOST_TEXT = 4_000
MOST_NAME = 300
MOST_BUDGET = 9 * 10**17
YEARS = range(2000, 2200)
"""In which a follow-up can be due."""
ITEM = "items."
TEXTS = ("no_value", "obstacles", "solutions", "follow_up", "note")
FIELDS = ("realisation", *TEXTS, "follow_up_by", "follow_up_on", "budget")
PROVES = {"value": "nilai triwulan ini", "follow-up": "tindak lanjut triwulan lalu"}
"""What a piece of evidence proves."""
FIELD_WORDS = {
    "realisation": "Realisasi",
    "no_value": "Alasan tidak ada nilai",
    "obstacles": "Kendala",
    "solutions": "Solusi",
    "follow_up": "Rencana tindak lanjut",
    "follow_up_by": "Penanggung jawab tindak lanjut",
    "follow_up_on": "Batas waktu tindak lanjut",
    "budget": "Realisasi anggaran",
    "note": "Penjelasan",
}
WANTS_REASON = (
    "Tulis alasannya pada “Alasan tidak ada nilai”; nilai hanya boleh kosong bila ada alasannya."
)
NOT_BOTH = "Ada nilai dan ada alasan tidak ada nilai. Kosongkan salah satunya."
COMPUTED = "Realisasi indikator ini dihitung dari data mentahnya; isilah data mentah itu."

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WRITTEN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

Kept: TypeAlias = str | int | date | dict[str, str] | None


class NotAnEntry(ValueError):
    """A field that cannot be kept as typed; the text is the sentence, ``field`` says where."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Item:
    """A raw datum that is collected for an indicator."""

    key: str
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Definition:
    """How an indicator is filled in. With an ``expression`` its realisation is computed."""

    measure: Measure
    items: tuple[Item, ...] = ()
    expression: str = ""

    @property
    def computed(self) -> bool:
        """Whether nobody types the realisation."""
        return bool(self.expression)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of an indicator in a form. Figures are canonical texts, ``budget`` rupiah."""

    realisation: str = ""
    items: dict[str, str] = field(default_factory=dict)
    no_value: str = ""
    obstacles: str = ""
    solutions: str = ""
    follow_up: str = ""
    follow_up_by: str = ""
    follow_up_on: date | None = None
    budget: int | None = None
    note: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is a figure, or the reason why there is none."""
        return bool(self.realisation or self.no_value)


def typed(entry: Entry, definition: Definition, texts: Mapping[str, str]) -> Entry:
    """An entry after some of its fields were typed anew ({"realisation": "1.412"}).

    Names of raw data begin with "items.". Refuses (NotAnEntry) an unknown field, a figure that the
    measure does not know, no value without a reason, and a figure beside such a reason.
    """
    read: dict[str, Kept] = {}
    items = dict(entry.items)
    for name, text in texts.items():
        if name.startswith(ITEM):
            _put_item(items, definition, name, text)
        elif name in FIELDS:
            read[name] = _read(definition, name, text)
        else:
            raise NotAnEntry(name, f"Kolom “{name[:60]}” tidak dikenal.")
    # "n/a" asks for a reason and is kept as that reason, not as a figure.
    wants_reason = read.get("realisation") == "n/a"
    if wants_reason:
        read["realisation"] = ""
    after = replace(entry, **read, items=items)  # type: ignore[arg-type]
    after = _computed(after, definition)
    after = _without_old_reason(entry, after, "no_value" in read)
    if wants_reason and not after.no_value:
        raise NotAnEntry("realisation", WANTS_REASON)
    if after.no_value and (after.realisation or after.items):
        raise NotAnEntry("no_value", NOT_BOTH)
    return after


def _without_old_reason(before: Entry, after: Entry, given: bool) -> Entry:
    """Whoever types a figure need not strike out the reason why there was none."""
    new = (after.realisation, after.items) != (before.realisation, before.items)
    there = bool(after.realisation or after.items)
    return replace(after, no_value="") if new and there and not given else after


def _put_item(items: dict[str, str], definition: Definition, name: str, text: str) -> None:
    key = name.removeprefix(ITEM)
    known = {item.key: item for item in definition.items}
    if key not in known:
        raise NotAnEntry(name, f"Data mentah “{key[:60]}” tidak ada pada indikator ini.")
    try:
        number = read_number(text)
    except NotANumber as no:
        raise NotAnEntry(name, f"{known[key].label}: {no}") from None
    if isinstance(number, Absent):
        items.pop(key, None)
    else:
        items[key] = exact_text(number)


def _read(definition: Definition, name: str, text: str) -> Kept:
    if name == "realisation":
        return _figure(definition, text)
    if name == "budget":
        return _budget(text)
    if name == "follow_up_on":
        return _day(text)
    return _text(name, text)


def _figure(definition: Definition, text: str) -> str:
    if definition.computed:
        raise NotAnEntry("realisation", COMPUTED)
    try:
        value = read_value(definition.measure, text)
    except NotANumber as no:
        raise NotAnEntry("realisation", str(no)) from None
    _want_valid(definition.measure, value)
    return keep_value(value)


def _want_valid(measure: Measure, value: Exact) -> None:
    for finding in invalid(measure, value):
        raise NotAnEntry("realisation", finding.sentence)


def _budget(text: str) -> int | None:
    try:
        amount = read_number(text)
    except NotANumber as no:
        raise NotAnEntry("budget", str(no)) from None
    if isinstance(amount, Absent):
        return None
    if amount != amount.to_integral_value() or not 0 <= amount <= MOST_BUDGET:
        raise NotAnEntry("budget", "Anggaran ditulis dalam rupiah utuh, mulai dari 0.")
    return int(amount)


def _day(text: str) -> date | None:
    clean = text.strip()
    if not clean:
        return None
    day = _written_day(clean)
    if day is None:
        raise NotAnEntry("follow_up_on", f"“{clean[:60]}” bukan tanggal. Tulis seperti 31/12/2026.")
    if day.year not in YEARS:
        raise NotAnEntry("follow_up_on", f"Tahun {day.year} tidak mungkin untuk tindak lanjut.")
    return day


def _written_day(text: str) -> date | None:
    try:
        if found := _ISO_DAY.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _WRITTEN_DAY.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        return None
    return None


def _text(name: str, text: str) -> str:
    clean = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    most = MOST_NAME if name == "follow_up_by" else MOST_TEXT
    if len(clean) > most:
        raise NotAnEntry(
            name, f"{FIELD_WORDS[name]} memuat {len(clean)} huruf; paling banyak {most}."
        )
    return clean


# ---- figures as the achievement needs them


def result_of(entry: Entry, definition: Definition) -> Computed | None:
    """What the expression gives for the raw data; None where nothing is computed."""
    if not definition.computed:
        return None
    try:
        expression = parse_expression(definition.expression)
    except NotAnExpression as no:
        return Computed(reason=f"tak terhitung ({no})")
    return compute(expression, {key: exact_number(text) for key, text in entry.items.items()})


def _computed(entry: Entry, definition: Definition) -> Entry:
    result = result_of(entry, definition)
    if result is None:
        return entry
    _want_valid(definition.measure, result.value)
    return replace(entry, realisation=keep_value(result.value))


def figure_of(entry: Entry, definition: Definition) -> Exact:
    """The realisation, unrounded where it is computed; NOT_AVAILABLE where a reason says so."""
    if entry.no_value:
        return Absent.NOT_AVAILABLE
    result = result_of(entry, definition)
    if result is not None:
        return result.value
    return kept_value(definition.measure, entry.realisation)


def shown_figure(text: str, definition: Definition) -> str:
    """A kept realisation as it is read; a computed one with the decimals that its measure shows."""
    value: Exact = kept_value(definition.measure, text)
    if definition.computed and isinstance(value, Decimal):
        return show_number(value, definition.measure.places)
    return show_value(value)


def shown(entry: Entry, definition: Definition) -> dict[str, str]:
    """Every field but the raw data as it is read and may be typed again."""
    return {
        "realisation": shown_figure(entry.realisation, definition),
        **{name: getattr(entry, name) for name in (*TEXTS, "follow_up_by")},
        "follow_up_on": f"{entry.follow_up_on:%d/%m/%Y}" if entry.follow_up_on else "",
        "budget": "" if entry.budget is None else show_number(Decimal(entry.budget)),
    }


def shown_items(entry: Entry, definition: Definition) -> dict[str, str]:
    """Every raw datum as it is read; "" where it is not filled in."""
    return {
        item.key: show_number(exact_number(entry.items[item.key]))
        if item.key in entry.items
        else ""
        for item in definition.items
    }


def difference(before: Entry, after: Entry) -> dict[str, tuple[Kept, Kept]]:
    """Which fields differ, each with its value before and after."""
    return {
        each.name: (getattr(before, each.name), getattr(after, each.name))
        for each in fields(Entry)
        if getattr(before, each.name) != getattr(after, each.name)
    }
