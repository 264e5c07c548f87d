"""The journal as a witness: what other apps check their own tables against."""

from collections.abc import Collection, Iterator

from himpun.office.models import Agency, JournalRow
from himpun.office.queries.journal import chain_of


def rows_about(agency: Agency, prefix: str) -> Iterator[JournalRow]:
    """The rows of an agency's chain whose subject begins so, oldest first, a batch at a time."""
    rows = JournalRow.objects.filter(chain=chain_of(agency), subject__startswith=prefix)
    yield from rows.order_by("seq").iterator(chunk_size=1000)


def rows_on(
    agency: Agency, subjects: Collection[str], *, after: int = 0, until: int | None = None
) -> Iterator[JournalRow]:
    """The rows of an agency's chain on exactly these subjects, behind the number ``after`` and up
    to ``until``, oldest first, a batch at a time."""
    rows = JournalRow.objects.filter(chain=chain_of(agency), subject__in=subjects, seq__gt=after)
    if until is not None:
        rows = rows.filter(seq__lte=until)
    yield from rows.order_by("seq").iterator(chunk_size=1000)
