"""Secret addresses for calendar programs, and what they have been told."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.schedule.models import Feed, FeedEntry
from himpun.schedule.queries.feeds import Saying, feed_by_token, hash_of, sayings_of
from himpun.schedule.queries.ical import calendar_text
from himpun.schedule.queries.keeping import why_not_plan
from himpun.schedule.services._write import in_turn

if TYPE_CHECKING:
    from himpun.office.queries import Person, Unit

CANCELLED_FOR = timedelta(days=14)
"""So long a calendar program is told that an entry is gone."""
TOKEN_BYTES = 24
NOT_YOURS = "Alamat kalender hanya dibuat dan dicabut oleh pemiliknya sendiri."


@in_turn
def make_feed(*, person: Person | None, unit: Unit | None, by: Person, now: datetime) -> str:
    """A new secret address of a person or a unit, in place of the one before; answers its token,
    which is kept nowhere.

    Refuses the feed of another person, and of a unit whose agency one does not take care of.
    """
    _want_owner(person, unit, by, now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Feed.objects.update_or_create(
        person=person, unit=unit,
        defaults={"token_hash": hash_of(token), "made_at": now, "revoked_at": None},
    )  # fmt: skip
    _note("FeedMade", unit, by, now)
    return token


@in_turn
def revoke_feed(*, person: Person | None, unit: Unit | None, by: Person, now: datetime) -> None:
    """Closes the address of a person or a unit. Refuses as ``make_feed``, and where there is
    none."""
    _want_owner(person, unit, by, now)
    open_feeds = Feed.objects.filter(person=person, unit=unit, revoked_at=None)
    if not open_feeds.update(revoked_at=now):
        raise Refused("Belum ada alamat kalender yang dapat dicabut.")
    _note("FeedRevoked", unit, by, now)


def refresh_feed(*, token: str, now: datetime) -> bytes | None:
    """The feed of a token as iCalendar, brought up to date; None where the token opens nothing.

    What has changed since it was last asked for gets a higher sequence, what is gone is said as
    cancelled for two weeks. Where nothing has changed nothing is written.
    """
    feed = feed_by_token(token)
    if feed is None:
        return None
    sayings = {one.uid: one for one in sayings_of(feed, now)}
    if _behind(feed, sayings):
        _bring_up(feed_id=feed.pk, sayings=sayings, now=now)
    said = [
        entry
        for entry in FeedEntry.objects.filter(feed=feed)
        if entry.cancelled_at is None or now - entry.cancelled_at < CANCELLED_FOR
    ]
    return calendar_text(f"Himpun, {feed}", said)


def _behind(feed: Feed, sayings: dict[str, Saying]) -> bool:
    known = FeedEntry.objects.filter(feed=feed, cancelled_at=None)
    return dict(known.values_list("uid", "said")) != {u: one.said for u, one in sayings.items()}


@in_turn
def _bring_up(*, feed_id: int, sayings: dict[str, Saying], now: datetime) -> None:
    # Two who ask at once go one after the other, so that no sequence is left out or given twice.
    Feed.objects.select_for_update().get(pk=feed_id)
    known = {entry.uid: entry for entry in FeedEntry.objects.filter(feed=feed_id)}
    FeedEntry.objects.bulk_create(
        FeedEntry(feed_id=feed_id, uid=uid, said=one.said, changed_at=now)
        for uid, one in sayings.items()
        if uid not in known
    )
    changed = []
    for uid, entry in known.items():
        one = sayings.get(uid)
        if one is None and entry.cancelled_at is None:
            entry.cancelled_at = now
        elif one is not None and (entry.cancelled_at is not None or entry.said != one.said):
            entry.said, entry.cancelled_at = one.said, None
        else:
            continue
        entry.sequence, entry.changed_at = entry.sequence + 1, now
        changed.append(entry)
    FeedEntry.objects.bulk_update(changed, ["said", "cancelled_at", "sequence", "changed_at"])


def _want_owner(person: Person | None, unit: Unit | None, by: Person, now: datetime) -> None:
    if (person is None) == (unit is None):
        raise ValueError("a feed is of a person or of a unit")
    if person is not None and person != by:
        raise Refused(NOT_YOURS)
    if unit is not None and (why := why_not_plan(by, unit.agency, now)):
        raise Refused(why)


def _note(action: str, unit: Unit | None, by: Person, now: datetime) -> None:
    agency = unit.agency if unit else by.home
    subject = unit.name if unit else by.name
    write(agency=agency, by=by, now=now, action=action, subject=subject)
