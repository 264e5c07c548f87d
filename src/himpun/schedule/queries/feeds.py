"""What a feed says now: open tasks with their due times, and starts to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse

from himpun.kernel.worktime import parse_period
from himpun.office import queries as office
from himpun.runs.queries.seen import sop_of
from himpun.runs.queries.tasks import held_by, open_visits
from himpun.runs.rules.words import task_text
from himpun.schedule.models import Feed, StartRule
from himpun.schedule.queries.rules import planned_starts, sop_in_force, when_of

HALF_AN_HOUR = timedelta(minutes=30)
AHEAD = timedelta(days=366)
MOST = 1_000
"""Entries of a feed."""


@dataclass(frozen=True, slots=True)
class Saying:
    """An entry: title, from and until, the agency's zone (WIB, WITA, WIT), and its page."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    url: str

    @property
    def said(self) -> dict[str, str]:
        """What is kept of it, to know whether it has changed."""
        return {
            "title": self.title,
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "zone": self.zone,
            "url": self.url,
        }


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def feed_by_token(token: str) -> Feed | None:
    """The open feed of a token (one query); None for one that was never there or was revoked, and
    of a person whose account is closed."""
    rows = Feed.objects.filter(token_hash=hash_of(token), revoked_at=None)
    feed = rows.select_related("person__user", "unit__agency").first()
    if feed is None or (feed.person is not None and not feed.person.user.is_active):
        return None
    return feed


def feed_of(*, person: office.Person | None = None, unit: office.Unit | None = None) -> Feed | None:
    """The feed of a person or unit that is open (one query)."""
    return Feed.objects.filter(person=person, unit=unit, revoked_at=None).first()


def feeds_of_units(agency: office.Agency) -> dict[int, Feed]:
    """Unit → its open feed, of an agency (one query)."""
    return {
        feed.unit_id: feed
        for feed in Feed.objects.filter(unit__agency=agency, revoked_at=None)
        if feed.unit_id is not None
    }


def sayings_of(feed: Feed, now: datetime) -> list[Saying]:
    """What a feed says at a moment, the earliest first."""
    found = _of_person(feed, now) if feed.person else _of_unit(feed, now)
    return sorted(found, key=lambda one: (one.starts_at, one.uid))[:MOST]


def _of_person(feed: Feed, now: datetime) -> Iterator[Saying]:
    person = feed.person
    assert person is not None
    mandates = office.mandates_of(person, office.day_at(person.home, now))
    yield from _tasks(feed, [row for row, _, _ in held_by(person, mandates)])
    held = {(one.agency_id, one.sop_id) for one in mandates}
    rules = StartRule.objects.filter(
        active=True, agency__in={agency for agency, _ in held}
    ).select_related("agency")
    yield from _starts(
        feed, [rule for rule in rules if (rule.agency_id, rule.sop_key) in held], now
    )


def _of_unit(feed: Feed, now: datetime) -> Iterator[Saying]:
    unit = feed.unit
    assert unit is not None
    rows = open_visits().filter(agency=unit.agency, unit=unit.code)
    yield from _tasks(feed, rows)
    rules = StartRule.objects.filter(active=True, agency=unit.agency).select_related("agency")
    yield from _starts(feed, rules, now)


def _tasks(feed: Feed, rows: Iterable[Any]) -> Iterator[Saying]:
    """Of open visits, those that are due some time."""
    for row in rows:
        at, sop = row.due_at or row.window_closes_at, sop_of(row.run)
        if at is None or row.node not in sop.places:
            continue
        step = sop.step_at(row.node)
        period = parse_period(row.run.period).label
        title = f"Tenggat langkah {step.key}: {task_text(sop, step)}, {period}"
        address = reverse("runs:step", args=[row.run_id, row.number])
        uid = f"langkah-{row.run_id}-{row.number}-{feed.pk}"
        yield _saying(uid, title, (at - HALF_AN_HOUR, at), row.agency.zone, address)


def _starts(feed: Feed, rules: Iterable[StartRule], now: datetime) -> Iterator[Saying]:
    for rule in rules:
        found = sop_in_force(rule.agency, rule.sop_key)
        when = when_of(rule, found[1] if found else None)
        if found is None or when is None:
            continue
        calendar = office.calendar_of(rule.agency)
        today: date = calendar.local(now).date()
        for one in planned_starts(rule, when, calendar, today):
            if one.day is None or one.made or not today <= one.day.on <= today + AHEAD:
                continue
            at = one.day.opens_at
            title = f"Mulai {found[1].name}, {one.period.label}"
            uid = f"mulai-{rule.pk}-{one.period.code}-{feed.pk}"
            address = reverse("schedule:year", args=[rule.agency.code])
            yield _saying(uid, title, (at, at + HALF_AN_HOUR), rule.agency.zone, address)


def _saying(
    uid: str, title: str, span: tuple[datetime, datetime], zone: str, address: str
) -> Saying:
    host = settings.HIMPUN_URL.split("://", 1)[-1].split(":", 1)[0].split("/", 1)[0]
    url = f"{settings.HIMPUN_URL}{address}"
    return Saying(f"{uid}@{host}", title, *span, zone, url)
