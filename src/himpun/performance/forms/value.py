"""The fields of one indicator, as they are shown and as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from himpun.performance.queries.value import Details
from himpun.performance.rules.entries import FIELD_WORDS, FIELDS, ITEM
from himpun.performance.services.collecting import Change

LONG = ("no_value", "obstacles", "solutions", "follow_up", "note")
HELP = {
    "realisation": "Titik memisahkan ribuan dan koma menandai desimal, misalnya 1.234,5.",
    "no_value": "Diisi hanya bila nilainya memang tidak ada.",
    "follow_up_on": "Tulis seperti 31/12/2026.",
    "budget": "Dalam rupiah utuh.",
    "note": "Menjelaskan peringatan, atau cara menghitungnya.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """An input: its name, label, text, and what is wrong with it. ``look``: "text", "long",
    "choice" or "number"."""

    name: str
    label: str
    text: str
    look: str = "text"
    help: str = ""
    error: str = ""
    choices: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its id on the page."""
        return f"isi-{self.name.replace('.', '-')}"

    @property
    def is_item(self) -> bool:
        """Is it a raw datum?"""
        return self.name.startswith(ITEM)


@dataclass(frozen=True, slots=True)
class ValueForm:
    """What stands in the inputs of an indicator. ``revision`` is the one that they were seen at."""

    value: int
    revision: int
    fields: tuple[Field, ...]

    @classmethod
    def of(cls, details: Details) -> ValueForm:
        """As the value stands."""
        row = details.row
        return cls(row["value"], row["revision"], tuple(_fields(details)))

    @classmethod
    def sent(cls, details: Details, sent: Mapping[str, str]) -> ValueForm:
        """As it was typed; an input that was not sent stays as it stands. A revision that is no
        number is one that nobody saw."""
        form = cls.of(details)
        told = sent.get("revisi", "")
        revision = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
        fields = [
            replace(field, text=sent[field.name].replace("\0", "")) if field.name in sent else field
            for field in form.fields
        ]
        return replace(form, revision=revision, fields=tuple(fields))

    def against(self, fresh: Details, field: str, sentence: str) -> ValueForm:
        """What was typed, to be sent again knowing how the value stands now; with what is wrong."""
        marked = tuple(
            replace(each, error=sentence if each.name == field else "") for each in self.fields
        )
        return replace(self, revision=fresh.row["revision"], fields=marked)

    @property
    def change(self) -> Change:
        """What is asked of the service."""
        return Change(self.value, self.revision, {each.name: each.text for each in self.fields})

    @property
    def first(self) -> tuple[Field, ...]:
        """The figures, and why there are none."""
        return tuple(f for f in self.fields if f.name in ("realisation", "no_value") or f.is_item)

    @property
    def rest(self) -> tuple[Field, ...]:
        """Everything else."""
        return tuple(f for f in self.fields if f not in self.first)


def _fields(details: Details) -> list[Field]:
    row, definition = details.row, details.line.definition
    found = [
        Field(f"{ITEM}{item.key}", f"{item.label} ({item.unit})" if item.unit else item.label,
              row["items"][item.key], "number")
        for item in definition.items
    ]  # fmt: skip
    for name in FIELDS:
        if name == "realisation" and definition.computed:
            continue
        look = "long" if name in LONG else "number" if name == "budget" else "text"
        choices: tuple[str, ...] = ()
        if name == "realisation":
            choices = tuple(row["choices"])
            look = "choice" if choices else "number" if row["kind"] == "number" else "text"
        note = "" if name == "realisation" and look != "number" else HELP.get(name, "")
        found.append(Field(name, FIELD_WORDS[name], row[name], look, note, choices=choices))
    return found
