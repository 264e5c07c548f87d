"""What a person was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet

from himpun.notices.models import Notice, Preference
from himpun.notices.rules.kinds import KINDS, Kind, Way, way_of
from himpun.notices.rules.words import share_text
from himpun.office import queries as office

if TYPE_CHECKING:
    from himpun.office.queries import Person

__all__ = [
    "Notice",
    "NoticeLine",
    "line_of",
    "notice_of",
    "notices_of",
    "unread_count",
    "ways_of",
]


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice as the list shows it. ``share`` is a message for a chat, with the link."""

    notice: Notice
    kind: Kind
    share: str


def notices_of(person: Person, on: date, *, unread: bool = False) -> QuerySet[Notice]:
    """What a person was told of the agencies that they see on a day, the newest first (one query
    when read)."""
    rows = Notice.objects.filter(person=person, agency__in=office.agencies_seen_by(person, on))
    if unread:
        rows = rows.filter(read_at=None)
    return rows.select_related("agency").order_by("-pk")


def notice_of(person: Person, pk: int, on: date) -> Notice | None:
    """One of them; None for another's, and for one that they do not see any more (one query)."""
    return notices_of(person, on).filter(pk=pk).first()


def unread_count(person: Person, on: date) -> int:
    """How many of them the person has not read (one query, by an index of what is unread)."""
    return notices_of(person, on, unread=True).order_by().count()


def line_of(notice: Notice) -> NoticeLine:
    """A notice as the list shows it (no query)."""
    kind, place = KINDS[notice.kind], notice.agency
    url = f"{settings.HIMPUN_URL}{notice.link}"
    words = share_text(
        office=f"{place.name} {place.region}", kind=kind.word, subject=notice.subject,
        text=notice.text, url=url,
    )  # fmt: skip
    return NoticeLine(notice, kind, words)


def ways_of(person: Person) -> Mapping[str, Way]:
    """Kind → by which way the person is told (one query)."""
    chosen = dict(Preference.objects.filter(person=person).values_list("kind", "way"))
    return {kind: way_of(kind, chosen) for kind in KINDS}
