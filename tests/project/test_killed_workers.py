"""Workers are killed at any moment, 200 times; no due time and no mail is lost or doubled.

The worker's own functions run in processes of their own, up to three at once, and the mails go to a
real server. SMTP has no way to ask whether a mail was taken: one that was given away and not yet
recorded when the kill came is offered again under the same Message-ID, and its tries say so
(docs/decisions/0019-mails-at-least-once.md). That, and no more than that, is allowed here.

TEST_KILLS and TEST_SEED in the environment of the test ask for more kills, or other ones.
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest
from django.db.models import Count, Q
from tests.notices import outboxes
from tests.notices.outboxes import SETTING, Desk
from tests.notices.post_office import PostOffice, post_office
from tests.project.lives import Life, after, born
from tests.runs.copies import multiply
from tests.runs.scene import BEGIN, Scene, build, wib

from himpun.chase.jobs import chase_due
from himpun.chase.models import Digest, Rung, Told
from himpun.notices.jobs import send_mails
from himpun.notices.models import Mail, MailAttempt, Notice
from himpun.notices.rules.outbox import CLAIM
from himpun.notices.services.mails import send_next_mail
from himpun.notices.services.outbox import write_mail
from himpun.office.models import JournalRow
from himpun.office.queries import verify_journal
from himpun.runs.jobs import tell_due
from himpun.runs.models import Event, Run, Visit

KILLS = int(os.environ.get("TEST_KILLS", "200"))
SEED = int(os.environ.get("TEST_SEED", "1"))
TIMERS, MAILS = 500, 150
USUALLY = 0.03
"""Seconds until the kill; often less, now and then much more."""
SLOWEST = 2.0
"""Seconds for which one waits to see a worker at its mails."""
LATE = BEGIN + timedelta(hours=2)
"""The first step, of ten minutes, is late by then."""


@pytest.fixture
def scene(transactional_db: None, tmp_path: Path) -> Scene:
    """Many running SOPs whose first step is late, in tables that every process sees."""
    built = build(tmp_path)
    multiply(built.start(), TIMERS - 1)
    return built


def told_wrongly() -> list[int]:
    """Running SOPs that were not told exactly once, or whose row and history differ."""
    late = Count("events", filter=Q(events__kind="StepOverdue"))
    runs = Run.objects.annotate(late=late, all=Count("events"))
    wrong = {run.pk for run in runs if (run.late, run.all) != (1, run.last_event)}
    wrong |= set(Visit.objects.filter(overdue_told=False).values_list("run", flat=True))
    return sorted(wrong)


def test_three_workers_at_once_tell_each_of_many_due_times_once(scene: Scene) -> None:
    lives = born(*[lambda: tell_due(LATE)] * 3)
    for life in lives:
        life.let_end()
    assert told_wrongly() == []
    assert Event.objects.filter(kind="StepOverdue").count() == TIMERS


# ---- killed


@pytest.fixture
def post(scene: Scene, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A real server, and many mails that wait for it."""
    settings.HIMPUN_MAIL_SOURCES = {**settings.HIMPUN_MAIL_SOURCES, **SETTING}
    monkeypatch.setattr(outboxes, "DESK", Desk())
    for no in range(MAILS):
        write_mail(
            agency=scene.agency, source="test", argument=str(no), about=f"thing/{no}",
            to=f"penerima-{no}@example.go.id", name="Penerima", subject="Perihal", link="/jalan/",
            now=LATE,
        )  # fmt: skip
    with post_office() as office:
        yield office


def at_work(now: datetime) -> Callable[[], None]:
    """A worker's life at a moment of the simulated clock: two of its jobs, each in a thread."""

    def work() -> None:
        mails = Thread(target=send_mails, args=(lambda: now,))
        mails.start()
        tell_due(now)
        mails.join()

    return work


def killed(lives: Sequence[Life], post: PostOffice, chance: Random) -> int:
    """How many of some workers the kill met at their work: soon after they were born or began, or
    after one of them spoke to the mail server or gave it a mail."""
    moment = chance.random()
    if moment > 0.1:
        for life in lives:
            life.begun()
    if moment > 0.5 and len(set(post.ids)) < MAILS:
        (post.handed if moment > 0.75 else post.spoken_to).wait(SLOWEST)
    usually = USUALLY / 10 if moment > 0.75 else USUALLY
    after(min(chance.expovariate(1 / usually), 10 * usually))
    return sum(life.kill() for life in lives)


def test_workers_that_are_killed_lose_nothing_and_double_nothing(
    scene: Scene, post: PostOffice
) -> None:
    chance = Random(SEED)
    kills, now = 0, LATE
    # This process does one of each, so that those which are forked from it need not learn how.
    assert (send_next_mail(clock=lambda: LATE), tell_due(LATE, stop=once())) == ("accepted", 1)
    while kills < KILLS:
        # Those of before are dead, so what they had claimed is free again, and not sooner.
        now += CLAIM + timedelta(seconds=1)
        post.spoken_to.clear()
        post.handed.clear()
        kills += killed(born(*[at_work(now)] * chance.randint(1, 3)), post, chance)
    met = Counter(MailAttempt.objects.values_list("outcome", flat=True))
    told = Event.objects.filter(kind="StepOverdue").count()
    while Mail.objects.filter(state__in=("waiting", "sending")).exists():
        now += CLAIM + timedelta(seconds=1)
        (last,) = born(at_work(now))
        last.let_end()
    assert told_wrongly() == []
    assert sent_wrongly(post) == []
    # The kills came while there was something to lose.
    assert told > KILLS // 10
    assert met["later"] > KILLS // 20, "claimed, and not given away yet"
    assert met["unknown"], "given away, and not recorded yet"


def once() -> Callable[[], bool]:
    """Says to stop when asked for the third time: before the second running SOP."""
    asked = count(1)
    return lambda: next(asked) > 2


def sent_wrongly(post: PostOffice) -> list[str]:
    """Mails that were lost, or came more often than workers were killed between giving them away
    and recording it, or with other words at another try."""
    copies = Counter(post.ids)
    texts = {(str(mail["Message-ID"]), bytes(mail)) for mail in post.taken}
    wrong = []
    for mail in Mail.objects.prefetch_related("tries"):
        outcomes = Counter(one.outcome for one in mail.tries.all())
        came = copies.pop(mail.message_id, 0)
        if mail.state != "sent" or outcomes["accepted"] != 1:
            wrong.append(f"{mail.message_id}: {mail.state}, {dict(outcomes)}")
        if not 1 <= came <= 1 + outcomes["unknown"]:
            wrong.append(f"{mail.message_id} came {came} times, {dict(outcomes)}")
    assert len(texts) == len(set(post.ids)), "the same bytes at every try"
    return [*wrong, *(f"{stray} is nobody's" for stray in copies)]


# ---- the chase


@pytest.fixture
def owing(transactional_db: None, tmp_path: Path) -> Scene:
    """Every unit owes since Thursday, 17 September 2026; due on Wednesday the 23rd at 16.00."""
    built = build(tmp_path)
    built.start()
    built.now = wib(2026, 9, 17, 9)
    built.walk("7")
    built.complete_all("7")
    return built


def test_rungs_of_killed_workers_come_once_and_tell_once(owing: Scene) -> None:
    chance = Random(SEED)
    units = owing.units()
    kills = 0
    for day in (18, 21, 22, 23, 24, 28, 30):
        now = wib(2026, 9, day, 14)
        for _ in range(max(1, KILLS // 100)):
            lives = born(*[lambda: chase_due(now)] * chance.randint(1, 2))  # noqa: B023
            for life in lives:
                life.begun()
            after(chance.uniform(0, 0.4))
            kills += sum(life.kill() for life in lives)
        (last,) = born(lambda: chase_due(now))  # noqa: B023
        last.let_end()
    rungs = Counter(Rung.objects.values_list("unit", "key"))
    assert rungs == Counter((unit, key) for unit in units for key in RUNGS)
    assert set(Rung.objects.values_list("state", flat=True)) == {"done"}
    told = Counter(Told.objects.values_list("rung__unit", "rung__key", "person"))
    assert set(told.values()) == {1}
    assert Notice.objects.filter(kind="reminder").count() == Digest.objects.count()
    assert JournalRow.objects.filter(action="OwingReminded").count() == len(RUNGS)
    assert verify_journal(owing.agency) == []
    assert kills, "at least one was met at its work"


RUNGS = (
    "sebelum-3", "sebelum-2", "sebelum-1", "hari-batas", "lewat-1", "lewat-3", "lewat-5",
)  # fmt: skip
