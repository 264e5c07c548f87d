"""What became of values after somebody vouched for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from himpun.office.queries import Person
from himpun.performance.models import Approval, Value, ValueChange
from himpun.performance.queries.sheet import definition_of
from himpun.performance.rules.entries import FIELD_WORDS, shown_figure
from himpun.performance.rules.numbers import exact_number, show_number

FIELDS = {name: words.lower() for name, words in FIELD_WORDS.items()} | {"returned": "dikembalikan"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that reads differently now: its name, and both texts as they are shown."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A value that changed after a person's word for it: how often, by whom last, and what differs
    from what they vouched for. ``why``: why the word no longer holds; it may also fall without any
    change (``times`` 0), for a new target or with the form as a whole."""

    value: Value
    times: int
    by: str
    at: datetime
    why: str
    differences: tuple[Difference, ...]


def changed_since_word(person: Person, forms: Iterable[int]) -> list[ChangedLine]:
    """Values of some forms that changed since a person last vouched for them (two queries at most;
    one where none did)."""
    lines = _changed(_dropped(person).filter(value__form__in=list(forms)))
    return [line for line in lines if line.times]


def unread_drops(person: Person) -> list[ChangedLine]:
    """The values whose word of a person was dropped and who has not been told yet, by form (two
    queries at most)."""
    rows = _dropped(person).filter(told=False)
    return _changed(rows.select_related("value__form__agency", "value__form__unit"))


def unread_count(person: Person) -> int:
    """How many values those are (one query)."""
    return _dropped(person).filter(told=False).values("value").distinct().count()


def _dropped(person: Person) -> QuerySet[Approval]:
    rows = Approval.objects.filter(by=person).exclude(dropped_at=None)
    return rows.select_related("value__indicator", "value__version").order_by("pk")


def _changed(words: Iterable[Approval]) -> list[ChangedLine]:
    """The newest of several words for a value counts."""
    newest = {word.value_id: word for word in words}
    if not newest:
        return []
    changes: defaultdict[int, list[ValueChange]] = defaultdict(list)
    for change in ValueChange.objects.filter(value__in=newest).order_by("revision"):
        if change.revision > newest[change.value_id].revision:
            changes[change.value_id].append(change)
    return [_line(word, changes[pk]) for pk, word in newest.items()]


def _line(word: Approval, changes: list[ValueChange]) -> ChangedLine:
    last = changes[-1] if changes else None
    return ChangedLine(
        word.value, len(changes), last.by_text if last else "",
        last.at if last else word.dropped_at or word.at, word.dropped_why,
        differences_of(word.value, changes),
    )  # fmt: skip


def differences_of(value: Value, changes: Iterable[ValueChange]) -> tuple[Difference, ...]:
    """What several changes in a row make together, without fields that came back to their text."""
    first: dict[str, object] = {}
    last: dict[str, object] = {}
    for change in changes:
        for name, (before, after) in change.changes.items():
            first.setdefault(name, before)
            last[name] = after
    made = {name: [first[name], to] for name, to in last.items() if first[name] != to}
    return differences_in(value, made)


def differences_in(value: Value, changes: Mapping[str, Sequence[object]]) -> tuple[Difference, ...]:
    """Changes of a value's fields ({field: [before, after]}) as they are read; raw data each by
    itself."""
    found = []
    for name, (before, after) in changes.items():
        if isinstance(before, dict) and isinstance(after, dict):
            for key in sorted({*before, *after}):
                if before.get(key) != after.get(key):
                    found.append((f"items.{key}", before.get(key), after.get(key)))
        else:
            found.append((name, before, after))
    return tuple(
        Difference(field_name(value, name), shown(value, name, one), shown(value, name, two))
        for name, one, two in found
    )


def field_name(value: Value, name: str) -> str:
    """A changed field in the words of the form."""
    if name.startswith("items."):
        labels = {item["key"]: item["label"] for item in value.version.items}
        return str(labels.get(name.removeprefix("items."), name))
    return FIELDS.get(name, name)


def shown(value: Value, name: str, text: object) -> str:
    """A changed field's text as it is read."""
    if text in (None, ""):
        return "kosong"
    if name == "realisation":
        return shown_figure(str(text), definition_of(value.version))
    if name == "budget" or name.startswith("items."):
        return show_number(exact_number(str(text)))
    return str(text)
