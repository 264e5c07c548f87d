"""Telling people something, in the transaction of what they are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction

from himpun.notices.models import Notice, Preference
from himpun.notices.rules.kinds import KINDS, way_of
from himpun.notices.services._mails import write_mails

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

LONGEST, LONGEST_KEY = 200, 150


class Still(NamedTuple):
    """What is asked before a mail goes: ``path`` names a function of this program,
    (argument, now) → why the mail is not wanted any more, "" while it is. ``words``, where there
    is one, (argument, now) → subject and text as they stand when it goes."""

    path: str
    argument: str
    words: str = ""


def tell(
    *,
    agency: Agency,
    people: Iterable[Person],
    kind: str,
    subject: str,
    text: str,
    link: str,
    about: str,
    key: str,
    by: Person | None,
    now: datetime,
    still: Still | None = None,
) -> int:
    """Tells each of some people of an agency something in the program, and by mail as each of them
    prefers for that kind (rules.kinds). Whoever was told under that ``key`` is not told again.

    ``subject`` is one line, ``text`` says more (reason, day), ``link`` is the path of the page
    where it goes on, ``about`` what it is about ("run/7"). ``still`` is asked again in the
    transaction in which a mail goes out.

    It is a part of the caller's transaction (wanted), two statements however many people there are
    and a third where mails go at once. It writes no journal: the notice is the record, the caller's
    change is journalled. Answers how many people were meant. Raises ValueError for what a caller
    may not ask: a kind that is not on the list, a link out of the program, an empty or long key.
    """
    _check(kind, link, key, still)
    meant = {person.pk: person for person in people}
    if not meant:
        return 0
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("people are told with the change itself")
    chosen = _chosen(kind, meant)
    ways = {pk: way_of(kind, chosen.get(pk, {})) for pk in meant}
    notices = [
        Notice(
            agency=agency, person=person, kind=kind, key=key, subject=_line(subject),
            text=text.strip(), link=link, about=about, at=now,
            by_text=by.name if by else "Sistem", way=ways[pk],
            still=still.path if still else "", still_of=still.argument if still else "",
            words=still.words if still else "",
        )
        for pk, person in meant.items()
    ]  # fmt: skip
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    write_mails([notice for notice in notices if notice.way == "now"], now)
    return len(meant)


def _check(kind: str, link: str, key: str, still: Still | None) -> None:
    if kind not in KINDS:
        raise ValueError(f"no such kind of notice: {kind}")
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError(f"not a place in the program: {link}")
    if not 0 < len(key) <= LONGEST_KEY:
        raise ValueError(f"not a key: {key!r}")
    if still and not all(
        path.startswith("himpun.") for path in (still.path, still.words or still.path)
    ):
        raise ValueError(f"not a function of the program: {still.path}")


def _line(text: str) -> str:
    """One line that fits."""
    whole = " ".join(text.split())
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"


def _chosen(kind: str, people: Mapping[int, Person]) -> dict[int, dict[str, str]]:
    rows = Preference.objects.filter(person__in=list(people), kind=kind)
    return {person: {kind: way} for person, way in rows.values_list("person", "way")}
