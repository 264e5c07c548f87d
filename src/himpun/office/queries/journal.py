"""Reading the journal, and proving that nobody changed it."""

from collections.abc import Iterator

from django.db.models import QuerySet

from himpun.office.models import Agency, JournalHead, JournalRow
from himpun.office.rules import GENESIS, SYSTEM_CHAIN, Break, Entry, breaks_in


def chain_of(agency: Agency | None) -> str:
    """The name of an agency's chain; None is the whole installation."""
    return agency.code if agency else SYSTEM_CHAIN


def journal_rows(
    agency: Agency | None,
    *,
    before: int | None = None,
    limit: int = 100,
    action: str = "",
    subject: str = "",
) -> QuerySet[JournalRow]:
    """An agency's journal, newest first; ``before`` is the number from which to go further back."""
    rows = JournalRow.objects.filter(chain=chain_of(agency)).order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    if action:
        rows = rows.filter(action=action)
    if subject:
        rows = rows.filter(subject=subject)
    return rows[:limit]


def end_of(agency: Agency | None) -> tuple[int, str]:
    """The number and hash of a chain's last row; (0, zeros) where nothing was written yet."""
    head = JournalHead.objects.filter(chain=chain_of(agency)).values_list("seq", "hash").first()
    return head or (0, GENESIS)


def verify_journal(agency: Agency | None) -> list[Break]:
    """Every row of a chain that was changed, is missing or stands in another order; [] when sound.

    Needs memory for one batch of rows, whatever the length of the chain.
    """
    chain = chain_of(agency)
    return list(breaks_in(chain, _entries(chain), end_of(agency)))


def _entries(chain: str) -> Iterator[tuple[Entry, str]]:
    rows = JournalRow.objects.filter(chain=chain).order_by("seq")
    for row in rows.iterator(chunk_size=1000):
        yield entry_of(row), row.hash


def entry_of(row: JournalRow) -> Entry:
    """A row as it is hashed."""
    return Entry(
        chain=row.chain,
        seq=row.seq,
        at=row.at,
        actor_id=row.actor_id,
        actor=row.actor_text,
        capacity=row.capacity,
        post_title=row.post_title,
        on_behalf_of=row.on_behalf_of,
        action=row.action,
        subject=row.subject,
        body=row.body,
        prev_hash=row.prev_hash,
    )
