"""A workbook beside what is stored: what somebody changed, what has changed meanwhile, what
cannot be stored. Three sides: as it was when the workbook was made, as it is now, as typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from himpun.performance.rules.entries import (
    FIELD_WORDS,
    ITEM,
    Definition,
    Entry,
    NotAnEntry,
    shown,
    shown_items,
    typed,
)
from himpun.performance.rules.form_sheet_read import Found


@dataclass(frozen=True, slots=True)
class Standing:
    """A value as it stands now. ``locked`` is why it may not be changed, ``seen`` who changed it
    last and when; ``revision`` is its own."""

    value: int
    code: str
    name: str
    revision: int
    entry: Entry
    definition: Definition
    locked: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something new: ``old`` stands there, ``new`` was typed (as it is read), and
    ``typed`` is the text that is sent to be saved, None for what another field brings about;
    ``revision`` is the value's."""

    value: int
    field: str
    code: str
    name: str
    label: str
    place: str
    old: str
    new: str
    typed: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class CellConflict:
    """A cell that both sides changed: ``base`` stood there when the workbook was made."""

    change: CellChange
    base: str
    seen: str

    @property
    def key(self) -> str:
        """By which it is chosen."""
        return f"{self.change.value}:{self.change.field}"


@dataclass(frozen=True, slots=True)
class CellWrong:
    """A cell that cannot be stored, and why."""

    place: str
    code: str
    label: str
    text: str
    sentence: str


@dataclass
class Difference:
    """All that a workbook would change."""

    changes: list[CellChange] = field(default_factory=list)
    conflicts: list[CellConflict] = field(default_factory=list)
    wrong: list[CellWrong] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing was typed into the workbook that is not there already."""
        return not (self.changes or self.conflicts or self.wrong)


def compare_line(
    now: Standing, base: Mapping[str, str], cells: Mapping[str, Found], into: Difference
) -> None:
    """Adds what the cells of a value (by field) would change. ``base`` as in a StampLine."""
    texts = fields_shown(now.entry, now.definition)
    touched = {
        name: found
        for name, found in cells.items()
        if name in texts and (found.wrong or not _same(now, name, found.text, base.get(name, "")))
    }
    kept = _without_wrong(now, touched, into)
    after = fields_shown(typed(now.entry, now.definition, _texts(kept)), now.definition)
    conflicts = len(into.conflicts)
    for name, found in kept.items():
        if after[name] == texts[name]:
            continue
        change = _change(now, name, found, after[name])
        if _same(now, name, texts[name], base.get(name, "")):
            into.changes.append(change)
        else:
            into.conflicts.append(CellConflict(change, base.get(name, ""), now.seen))
    if len(into.conflicts) == conflicts:
        into.changes.extend(_implied(now, kept, cells, after))


def _implied(
    now: Standing, kept: Mapping[str, Found], cells: Mapping[str, Found], after: Mapping[str, str]
) -> Iterator[CellChange]:
    """What the others bring about by themselves: a figure strikes out why there was none."""
    for name, text in fields_shown(now.entry, now.definition).items():
        if name not in kept and name in cells and after[name] != text:
            yield replace(_change(now, name, cells[name], after[name]), typed=None)


def _change(now: Standing, name: str, found: Found, new: str) -> CellChange:
    before = fields_shown(now.entry, now.definition)[name]
    return CellChange(
        now.value, name, now.code, now.name, label_of(now.definition, name), found.place,
        before, new, found.text, now.revision,
    )  # fmt: skip


def _without_wrong(
    now: Standing, touched: Mapping[str, Found], into: Difference
) -> dict[str, Found]:
    """The cells that can be stored together; the others are named with their reasons."""
    kept = dict(touched)
    for name, found in touched.items():
        why = f"{found.wrong}." if found.wrong else now.locked
        if why:
            into.wrong.append(_wrong(now, name, found, why))
            del kept[name]
    while kept:
        try:
            typed(now.entry, now.definition, _texts(kept))
        except NotAnEntry as no:
            # A field that was not typed here cannot be left out; then none of the row can be kept.
            for name in [no.field] if no.field in kept else list(kept):
                into.wrong.append(_wrong(now, name, kept.pop(name), str(no)))
        else:
            break
    return kept


def _wrong(now: Standing, name: str, found: Found, why: str) -> CellWrong:
    label = label_of(now.definition, name)
    return CellWrong(found.place, now.code, label, found.text[:200], why)


def _texts(found: Mapping[str, Found]) -> dict[str, str]:
    return {name: cell.text for name, cell in found.items()}


def _same(now: Standing, name: str, one: str, other: str) -> bool:
    """Whether two texts mean the same in a field: 1.412 and 1412 do."""
    return one == other or _meant(now.definition, name, one) == _meant(now.definition, name, other)


def _meant(definition: Definition, name: str, text: str) -> object:
    if not text.strip():
        return ""
    try:
        return fields_shown(typed(Entry(), definition, {name: text}), definition)[name]
    except NotAnEntry:
        return (text,)


def fields_shown(entry: Entry, definition: Definition) -> dict[str, str]:
    """Every field of an entry that somebody may type, as it is read; raw data as "items.<key>"."""
    fields = shown(entry, definition)
    if definition.computed:
        del fields["realisation"]
    items = shown_items(entry, definition)
    return {**fields, **{f"{ITEM}{key}": text for key, text in items.items()}}


def label_of(definition: Definition, name: str) -> str:
    """What a field is called."""
    if not name.startswith(ITEM):
        return FIELD_WORDS[name]
    return next(x.label for x in definition.items if f"{ITEM}{x.key}" == name)
