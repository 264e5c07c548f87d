"""Searching: what of all that can be found a person may see and asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from himpun.archive.models import Record, SearchText
from himpun.archive.rules.search_table import INDEX, TABLE
from himpun.archive.rules.searching import (
    KINDS,
    Entry,
    Piece,
    asked_words,
    excerpt,
    in_postgresql,
    in_sqlite,
    marked,
    weighed_in_postgresql,
)
from himpun.archive.rules.security import CLASSES, Reach

MOST_FOUND = 1_000
"""The newest so many are looked through and put in order; what is older is found by asking more
exactly. So a word that stands everywhere costs no more than others."""
PAGE = 20
NEWEST, BEST = "terbaru", "sesuai"

_SQLITE = (
    f"SELECT t.id, -bm25({INDEX}, 8.0, 1.0, 0.0) FROM {INDEX} i JOIN {TABLE} t ON t.id = i.rowid"
    f" WHERE {INDEX} MATCH %s{{more}} ORDER BY i.rowid DESC LIMIT {MOST_FOUND + 1}"
)
_POSTGRESQL = (
    "SELECT t.id, ts_rank('{{0, 0, 0.125, 1}}', t.words, to_tsquery('simple', %s)) FROM"
    f" (SELECT id, words FROM {TABLE} t WHERE words @@ to_tsquery('simple', %s){{more}}"
    f" ORDER BY id DESC LIMIT {MOST_FOUND + 1}) t"
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked: words as they were typed, and what else narrows it. ``agency`` is a number."""

    question: str = ""
    kind: str = ""
    year: int | None = None
    agency: int | None = None
    order: str = BEST

    @property
    def words(self) -> list[str]:
        """The words that are searched."""
        return asked_words(self.question)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, as the page shows it."""

    row: SearchText
    kind: str
    security: str
    subject: Sequence[Piece]
    text: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found; ``more`` says that there is more than MOST_FOUND."""

    hits: Sequence[Hit]
    count: int
    more: bool
    page: int
    pages: int


def search(sought: Sought, reach: Reach, page: int = 1) -> Found:
    """What a person may see of what they search for: the best first, or the newest (two queries).

    Looks through the newest MOST_FOUND only. Without a word nothing is found.
    """
    keys, words = sorted(reach.keys), sought.words
    rows = _matches(sought, words, keys) if words and keys else []
    more = len(rows) > MOST_FOUND
    rows = rows[:MOST_FOUND]
    if sought.order == NEWEST:
        ordered = sorted((key for key, _ in rows), reverse=True)
    else:
        ordered = [key for key, _ in sorted(rows, key=lambda row: (-row[1], -row[0]))]
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(page, 1), pages)
    shown = ordered[(page - 1) * PAGE : page * PAGE]
    found = SearchText.objects.select_related("agency").in_bulk(shown)
    hits = [_hit(found[key], words) for key in shown if key in found]
    return Found(hits, len(ordered), more, page, pages)


def _matches(sought: Sought, words: Sequence[str], keys: Sequence[str]) -> list[tuple[int, float]]:
    more, values = _narrowed(sought)
    if connection.vendor == "postgresql":
        sql, first = _POSTGRESQL, [weighed_in_postgresql(words), in_postgresql(words, keys)]
    else:
        sql, first = _SQLITE, [in_sqlite(words, keys)]
    with connection.cursor() as cursor:
        cursor.execute(sql.format(more=more), [*first, *values])
        return [(int(key), float(score)) for key, score in cursor.fetchall()]


def _narrowed(sought: Sought) -> tuple[str, list[Any]]:
    wanted = {"kind": sought.kind, "year": sought.year, "agency_id": sought.agency}
    asked = {column: value for column, value in wanted.items() if value}
    return "".join(f" AND t.{column} = %s" for column in asked), list(asked.values())


def _hit(row: SearchText, words: Sequence[str]) -> Hit:
    title = CLASSES[row.security].title
    return Hit(row, KINDS[row.kind], title, marked(row.subject, words), excerpt(row.text, words))


def years_found(reach: Reach) -> list[int]:
    """The years of what there is in a person's agencies, the newest first (one query)."""
    rows = SearchText.objects.filter(agency__in=reach.sees, year__isnull=False)
    return sorted(set(rows.values_list("year", flat=True).distinct()) - {None}, reverse=True)  # type: ignore[arg-type]


def records_to_index() -> Iterator[Entry]:
    """Every record as the search finds it, the oldest first."""
    rows = Record.objects.select_related("agency", "folder").prefetch_related("keys")
    for row in rows.order_by("pk").iterator(chunk_size=500):
        yield entry_of(row, [key.key for key in row.keys.all()])


def entry_of(record: Record, keys: Sequence[str]) -> Entry:
    """A record as the search finds it; ``keys`` are those that it bears."""
    said = (
        record.number, record.folder.title, record.code, record.creator, record.creator_unit,
        *map(str, record.recipients), record.period, record.name, record.srikandi, record.note,
    )  # fmt: skip
    return Entry(
        agency=record.agency_id, kind="arsip", ref=f"record/{record.pk}", page="archive:record",
        args=(record.agency.code, record.no), subject=record.subject,
        text=". ".join(text for text in said if text), security=record.security,
        people=_numbers(keys, "p"), units=_numbers(keys, "u"), year=record.dated_on.year,
        dated_on=record.dated_on,
    )  # fmt: skip


def _numbers(keys: Sequence[str], kind: str) -> tuple[int, ...]:
    return tuple(int(key[1:]) for key in keys if key.startswith(kind))
