"""What a digest tells, and whose are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from himpun.notices.models import Digest, DigestClock, Notice
from himpun.notices.queries.notices import notices_of, ways_of
from himpun.notices.queries.wanted import why_not_wanted, words_of
from himpun.notices.rules.digest import Line, Turn, turn_at
from himpun.notices.rules.kinds import KINDS
from himpun.office import queries as office
from himpun.runs.queries.tasks import Found, Task, held_by, told

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

UNDER_WAY = timedelta(minutes=1)
"""A step that opens is seen when its transaction has ended; none takes longer than that."""


def agencies_due(now: datetime) -> QuerySet[Agency]:
    """Agencies whose digests are to be looked at (one query when read)."""
    later = DigestClock.objects.filter(set_at__lte=now, next_at__gt=now)
    return office.all_agencies().exclude(pk__in=later.values("agency"))


def digest_turn(agency: Agency, now: datetime) -> Turn:
    """Whether an agency's digests are due, and when to look again (one query while nothing has
    changed). Raises CalendarUnknown for a year whose holidays were not entered."""
    return turn_at(office.calendar_of(agency), now)


def readers_of(agency: Agency, on: date) -> list[Person]:
    """Who may get an agency's digest of a day and has not: those at home there with an address, and
    those at home nowhere who were told something of it (one query)."""
    guests = Notice.objects.filter(pending(), agency=agency, person__home=None).values_list(
        "person", flat=True
    )
    there = Digest.objects.filter(on=on).values("person")
    people = office.people_with_mail(agency, guests)
    return list(people.exclude(pk__in=there))


def pending() -> Q:
    """Notices that wait for a digest."""
    return Q(way="digest", digest=None, read_at=None)


def waiting_for(person: Person, on: date) -> QuerySet[Notice]:
    """A person's notices that wait for a digest (one query when read)."""
    return notices_of(person, on).filter(pending())


def new_tasks(person: Person, on: date, until: datetime) -> list[int]:
    """Keys of the open steps that wait for a person and that no digest told of; none for who does
    not want them there (six queries at most)."""
    if ways_of(person)["task"] != "digest":
        return []
    before = Digest.objects.filter(person=person, until__lte=until).order_by("-until")
    since = before.values_list("until", flat=True).first()
    return [
        row.pk
        for row, _, _ in _held(person, on)
        if row.opened_at < until and (since is None or row.opened_at >= since)
    ]


def _held(person: Person, on: date) -> list[Found]:
    return held_by(person, office.mandates_of(person, on))


def lines_of(digest: Digest, now: datetime) -> list[Line]:
    """What a digest has to tell at a moment: what was read, is done or is not wanted any more is
    left out. In the order of the kinds, the oldest first."""
    rows = Notice.objects.filter(digest=digest).select_related("agency", "person__user")
    # The words first: what is handed in before the next question is then found there.
    said = [(row, _line(row, now)) for row in rows.order_by("pk")]
    wanted = [(row.kind, line) for row, line in said if not why_not_wanted(row, now)]
    lines = {kind: [line for of, line in wanted if of == kind] for kind in KINDS}
    lines["task"] += _task_lines(digest, now)
    return [line for found in lines.values() for line in found]


def _line(row: Notice, now: datetime) -> Line:
    subject, text = words_of(row, now)
    return Line(KINDS[row.kind].word, subject, text, f"{settings.HIMPUN_URL}{row.link}")


def _task_lines(digest: Digest, now: datetime) -> Sequence[Line]:
    if not digest.tasks:
        return ()
    keys = set(digest.tasks)
    found = [one for one in _held(digest.person, digest.on) if one[0].pk in keys]
    telling = told([row for row, _, _ in found], now)
    return [_task_line(telling.task(one)) for one in found]


def _task_line(task: Task) -> Line:
    about = ", ".join(part for part in (task.title, task.unit, task.period) if part)
    due = " ".join(part for part in task.due if part)
    url = f"{settings.HIMPUN_URL}{reverse('runs:step', args=[task.run_id, task.visit])}"
    return Line(KINDS["task"].word, about, f"Batas waktu: {due}." if task.due_at else "", url)
