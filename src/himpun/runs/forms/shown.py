"""A form as the templates draw it, and what was filled in as they show it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from himpun.kernel.wire import Json
from himpun.runs.forms.fields import Errors, Field, Rows, Section, Values, shown
from himpun.runs.forms.kinds import KINDS, Known

REQUIRES = "requires"
EMPTY = Known()


@dataclass(frozen=True)
class FieldShown:
    """A field with what stands in it. ``options``: (text, chosen)."""

    id: str
    label: str
    look: str
    must: bool
    hint: str
    value: str
    options: tuple[tuple[str, bool], ...] = ()
    error: str = ""
    table: bool = False

    @property
    def input_type(self) -> str:
        """The type of its input element; numbers are texts, so that a slip is kept as typed."""
        return self.look if self.look in ("date", "time") else "text"

    @property
    def described_by(self) -> str:
        """The ids of what explains it."""
        parts = (f"{self.id}_hint" if self.hint else "", f"{self.id}_error" if self.error else "")
        return " ".join(filter(None, parts))


@dataclass(frozen=True)
class TableShown:
    """A table of fields; ``more``: a further row can be put in."""

    id: str
    label: str
    must: bool
    hint: str
    columns: tuple[str, ...]
    rows: tuple[tuple[FieldShown, ...], ...]
    error: str = ""
    table: bool = True


@dataclass(frozen=True)
class SectionShown:
    """One kind's part of the form."""

    kind: str
    heading: str
    intro: str
    parts: tuple[FieldShown | TableShown, ...]


@dataclass(frozen=True)
class TableRead:
    """A filled table for reading."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SectionRead:
    """What was filled in for one kind: (label, text) and tables."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[TableRead, ...]


def section_shown(section: Section, values: Values | None, errors: Errors) -> SectionShown:
    """A section with what was typed (None: what stands there at first) and its mistakes."""
    parts: list[FieldShown | TableShown] = []
    for part in section.parts:
        name = section.id_of(part.name)
        value = None if values is None else values.get(part.name)
        if isinstance(part, Rows):
            start = [dict(row) for row in part.start]
            rows = start if values is None else value if isinstance(value, list) else []
            parts.append(_table(part, name, rows, errors))
        else:
            first = part.start if values is None else value
            parts.append(_field(part, name, first, errors))
    return SectionShown(section.kind, section.heading, section.intro, tuple(parts))


def _field(part: Field, name: str, value: Json, errors: Errors) -> FieldShown:
    text = "" if value in (None, False) else "ya" if value is True else str(value)
    options: tuple[tuple[str, bool], ...] = ()
    if part.look == "choice":
        # What was chosen before stays to be seen, even where it may no longer be chosen.
        choices = part.choices if not text or text in part.choices else (text, *part.choices)
        options = tuple((choice, choice == text) for choice in choices)
    error = errors.get(name, "")
    return FieldShown(name, part.label, part.look, part.must, part.hint, text, options, error)


def _table(
    part: Rows, name: str, rows: list[Json] | list[dict[str, str]], errors: Errors
) -> TableShown:
    filled = [row for row in rows if isinstance(row, dict)]
    drawn = []
    for at in range(len(filled) + part.spare):
        row = filled[at] if at < len(filled) else {c.name: c.start for c in part.columns}
        drawn.append(
            tuple(
                _field(column, f"{name}-{at}-{column.name}", row.get(column.name), errors)
                for column in part.columns
            )
        )
    columns = tuple(column.label for column in part.columns)
    return TableShown(
        name, part.label, part.must, part.hint, columns, tuple(drawn), errors.get(name, "")
    )


def content_read(content: Mapping[str, Json]) -> list[SectionRead]:
    """What was filled in on a step, section by section; nothing of what was left empty."""
    found = []
    for kind, values in content.items():
        if kind in KINDS and isinstance(values, dict):
            found.append(_section_read(KINDS[kind](EMPTY), values))
    requires = content.get(REQUIRES)
    present = requires.get("present") if isinstance(requires, dict) else None
    if isinstance(present, list) and present:
        text = "; ".join(str(item) for item in present)
        found.append(SectionRead("Kelengkapan", (("Sudah ada", text),), ()))
    return [section for section in found if section.facts or section.tables]


def _section_read(section: Section, values: Values) -> SectionRead:
    facts, tables = [], []
    for part in section.parts:
        value = values.get(part.name)
        if isinstance(part, Field):
            if text := shown(part, value):
                facts.append((part.label, text))
        elif isinstance(value, list) and value:
            columns = tuple(column.label for column in part.columns)
            rows = tuple(
                tuple(shown(column, row.get(column.name)) for column in part.columns)
                for row in value
                if isinstance(row, dict)
            )
            tables.append(TableRead(part.label, columns, rows))
    return SectionRead(section.heading, tuple(facts), tuple(tables))


def quotes_in(content: Mapping[str, Json]) -> list[str]:
    """The notes among what was filled in: what the next holder reads first."""
    found = []
    for kind, values in content.items():
        if kind not in KINDS or not isinstance(values, dict):
            continue
        for part in KINDS[kind](EMPTY).parts:
            text = values.get(part.name)
            if isinstance(part, Field) and part.look == "area" and isinstance(text, str) and text:
                found.append(text)
    return found
