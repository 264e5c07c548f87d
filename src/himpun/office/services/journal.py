"""Writing the journal."""

import json
from datetime import datetime

from django.db import connection, transaction

from himpun.office.models import Agency, JournalHead, JournalRow, Person
from himpun.office.queries import chain_of, day_at, entry_of, plain, post_text
from himpun.office.rules import Body, entry_hash

SYSTEM_ACTOR = "Sistem"

_HEAD = "SELECT seq, hash FROM office_journalhead WHERE chain = %s"
_MOVE_HEAD = "UPDATE office_journalhead SET seq = %s, hash = %s WHERE chain = %s"
_INSERT = (
    "INSERT INTO office_journalrow (chain, agency_id, seq, at, actor_id, actor_text, capacity,"
    " post_title, on_behalf_of, action, subject, body, prev_hash, hash)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)
# One journey to the server instead of two; SQLite, which has no journey, does not know it.
_MOVE_AND_INSERT = f"WITH moved AS ({_MOVE_HEAD}) {_INSERT}"


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
    if by is not None and (capacity is None or post_title is None):
        title, held_as = post_text(by, agency, day_at(agency, now))
        capacity = held_as if capacity is None else capacity
        post_title = title if post_title is None else post_title
    chain = chain_of(agency)
    _want_transaction()
    seq, previous = _locked_head(chain, agency)
    row = JournalRow(
        chain=chain,
        agency_id=agency.pk if agency else None,
        seq=seq + 1,
        at=now,
        actor_id=by.pk if by else None,
        actor_text=by.name if by else SYSTEM_ACTOR,
        capacity=capacity or "",
        post_title=post_title or "",
        on_behalf_of=on_behalf_of,
        action=action,
        subject=subject[:300],
        body=words,
        prev_hash=previous,
    )
    row.hash = entry_hash(entry_of(row))
    _append(row)
    return row


def _want_transaction() -> None:
    """A row of the journal stands and falls with what it tells, so it has no transaction of its
    own; a savepoint would only cost."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written with its change")


def _locked_head(chain: str, agency: Agency | None) -> tuple[int, str]:
    """The last number and hash of a chain, locked; a chain without rows is begun."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    for seq, last in plain.rows(_HEAD + lock, [chain]):
        return seq, last
    JournalHead.objects.bulk_create(
        [JournalHead(chain=chain, agency=agency)], ignore_conflicts=True
    )
    return _locked_head(chain, agency)


def _append(row: JournalRow) -> None:
    """Every change of the program passes here, so it is said in SQL, ten times quicker."""
    at = connection.ops.adapt_datetimefield_value(row.at)
    body = json.dumps(row.body, ensure_ascii=False)
    values = [
        row.chain, row.agency_id, row.seq, at, row.actor_id, row.actor_text, row.capacity,
        row.post_title, row.on_behalf_of, row.action, row.subject, body, row.prev_hash, row.hash,
    ]  # fmt: skip
    head = [row.seq, row.hash, row.chain]
    if connection.vendor == "postgresql":
        ((row.pk,),) = plain.rows(_MOVE_AND_INSERT, [*head, *values])
        return
    ((row.pk,),) = plain.rows(_INSERT, values)
    plain.change(_MOVE_HEAD, head)
