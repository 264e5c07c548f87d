"""Writing the journal."""

from datetime import datetime

from django.db import transaction

from himpun.office.models import Agency, JournalHead, JournalRow, Person
from himpun.office.queries import chain_of, day_at, entry_of, post_text
from himpun.office.rules import Body, canonical, entry_hash

SYSTEM_ACTOR = "Sistem"


@transaction.atomic
def write(
    *,
    agency: Agency | None,
    by: Person | None,
    now: datetime,
    action: str,
    subject: str,
    body: Body | None = None,
    capacity: str | None = None,
    post_title: str | None = None,
    on_behalf_of: str = "",
) -> JournalRow:
    """Appends a row to an agency's journal (agency None: the installation's), in the caller's
    transaction.

    ``action`` is an event's name in the past tense, ``subject`` what it was done to, ``body``
    texts, whole numbers and truth values (ValueError for others). Where the caller names no post
    and capacity, the person's foremost post of the day is taken. The row carries the hash of the
    one before it; writers of one chain wait for each other.
    """
    words = dict(body or {})
    canonical(words)
    if by is not None and (capacity is None or post_title is None):
        title, held_as = post_text(by, agency, day_at(agency, now))
        capacity = held_as if capacity is None else capacity
        post_title = title if post_title is None else post_title
    head = _locked_head(agency)
    row = JournalRow(
        chain=head.chain,
        agency=agency,
        seq=head.seq + 1,
        at=now,
        actor=by,
        actor_text=by.name if by else SYSTEM_ACTOR,
        capacity=capacity or "",
        post_title=post_title or "",
        on_behalf_of=on_behalf_of,
        action=action,
        subject=subject[:300],
        body=words,
        prev_hash=head.hash,
    )
    row.hash = entry_hash(entry_of(row))
    row.save(force_insert=True)
    head.seq, head.hash = row.seq, row.hash
    head.save(update_fields=["seq", "hash"])
    return row


def _locked_head(agency: Agency | None) -> JournalHead:
    chain = chain_of(agency)
    locked = JournalHead.objects.select_for_update().filter(chain=chain)
    if found := locked.first():
        return found
    JournalHead.objects.bulk_create(
        [JournalHead(chain=chain, agency=agency)], ignore_conflicts=True
    )
    return locked.get()
