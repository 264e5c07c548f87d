"""Keeping the table of the search: whoever changes what can be found says so in the same
transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from himpun.archive.models import SearchText
from himpun.archive.queries.package.packages import packages_to_index
from himpun.archive.queries.searching import records_to_index
from himpun.archive.rules.searching import KINDS, MOST_TEXT, Entry, found_by
from himpun.archive.rules.security import keys_of

BATCH = 200
LONGEST_SUBJECT = 500
_WRITTEN = (
    "agency", "kind", "page", "args", "year", "dated_on", "security", "subject", "text",
    "subject_words", "text_words", "keys",
)  # fmt: skip


def index_text(*, entries: Iterable[Entry]) -> int:
    """Makes some things findable, or found by their new words; how many. In the caller's
    transaction (one statement for each 200)."""
    count = 0
    for rows in _in_batches(map(_row, entries)):
        SearchText.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["ref"], update_fields=_WRITTEN
        )
        count += len(rows)
    return count


def drop_text(*, refs: Iterable[str]) -> int:
    """Makes some things no longer findable; how many of them were. In the caller's transaction."""
    return SearchText.objects.filter(ref__in=list(refs)).delete()[0]


@transaction.atomic
def rebuild_search() -> int:
    """Makes the whole table anew, from records, packages and what the apps above can find
    (HIMPUN_SEARCH_SOURCES); how many things can be found. Readers see the old one until the end."""
    SearchText.objects.all().delete()
    count = index_text(entries=records_to_index())
    count += index_text(entries=packages_to_index())
    for name in settings.HIMPUN_SEARCH_SOURCES:
        count += index_text(entries=import_string(name)())
    return count


def _row(entry: Entry) -> SearchText:
    assert entry.kind in KINDS, entry.kind
    keys = keys_of(entry.agency, entry.security, entry.people, entry.units)
    text = entry.text[:MOST_TEXT].replace("\0", " ")
    subject = entry.subject[:LONGEST_SUBJECT].replace("\0", " ")
    return SearchText(
        agency_id=entry.agency, kind=entry.kind, ref=entry.ref, page=entry.page,
        args=list(entry.args), year=entry.year, dated_on=entry.dated_on, security=entry.security,
        subject=subject, text=text, subject_words=" ".join(found_by(subject)),
        text_words=" ".join(found_by(text)), keys=" ".join(keys),
    )  # fmt: skip


def _in_batches(rows: Iterator[SearchText]) -> Iterator[list[SearchText]]:
    """Two entries of one thing in one statement would be refused: the last one counts."""
    while batch := list(islice(rows, BATCH)):
        yield list({row.ref: row for row in batch}.values())
