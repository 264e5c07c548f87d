"""How far what somebody was told has come: read in the program, by mail, or not yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from himpun.notices.models import Mail, Notice
from himpun.notices.rules.outbox import STATE_WORDS


def reached(keys: Iterable[str]) -> Mapping[tuple[int, str], str]:
    """(person, key of the notice) → in words how far it has come (two queries)."""
    rows = list(Notice.objects.filter(key__in=list(keys)).order_by())
    mails = _mails(rows)
    return {(row.person_id, row.key): _word(row, mails) for row in rows}


Mails = Mapping[tuple[int | None, str, str], str]


def _mails(rows: list[Notice]) -> Mails:
    """(person, source, argument) → state of the newest mail."""
    at_once = [row.key for row in rows if row.way == "now"]
    digests = [str(row.digest_id) for row in rows if row.digest_id]
    if not at_once and not digests:
        return {}
    there = Q(source="notice", argument__in=at_once) | Q(source="digest", argument__in=digests)
    found = Mail.objects.filter(there, person__in=[row.person_id for row in rows]).order_by("pk")
    columns = ("person", "source", "argument", "state")
    return {(who, source, said): state for who, source, said, state in found.values_list(*columns)}


def _word(row: Notice, mails: Mails) -> str:
    if row.read_at is not None:
        return "dibaca"
    by_digest = mails.get((row.person_id, "digest", str(row.digest_id)))
    state = mails.get((row.person_id, "notice", row.key)) or by_digest
    if state is not None:
        return f"surel {STATE_WORDS[state].lower()}"
    return "menunggu ringkasan surel" if row.way == "digest" and not row.digest_id else "di Himpun"
