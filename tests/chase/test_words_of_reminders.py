"""A reminder that speaks of several units names, when it goes, only those that still owe."""

from datetime import datetime

import pytest
from tests.chase.records import notices
from tests.notices.post_office import PostOffice, post_office
from tests.runs.scene import Scene, wib

from himpun.chase import services
from himpun.chase.queries.still import words_now
from himpun.notices.models import Mail
from himpun.notices.services import choose_ways
from himpun.notices.services.digesting import make_digest
from himpun.notices.services.mails import send_next_mail
from himpun.office.models import Person

DAYS = (7, 8, 9, 12, 13, 14, 15, 16)
"""By the last of them the kasubag has to ask every unit directly."""


def chase_until_asked(scene: Scene) -> None:
    for day in DAYS:
        scene.now = wib(2026, 10, day, 8)
        services.remind_owing(agency=scene.agency, now=scene.now)


@pytest.fixture
def kasubag(owing: Scene) -> Person:
    """Has an address, and was told nothing yet."""
    who = owing.person("kasubag")
    who.email = "kasubag@example.go.id"
    who.save()
    return who


def hand_in(scene: Scene, unit: str) -> None:
    scene.complete("8", unit)
    if scene.visits("9", unit):  # the secretariat has no head of a division above it
        scene.complete("9", unit)


def sent(at: datetime) -> str | None:
    return send_next_mail(clock=lambda: at)


def last(post: PostOffice) -> str:
    """Subject and words of the mail that came last."""
    mail = post.taken[-1]
    return f"{mail['Subject']}\n{mail.get_content()}"


def of_others(scene: Scene) -> int:
    return len(scene.units()) - 1


def test_who_hands_in_between_choosing_and_sending_is_not_named(
    owing: Scene, kasubag: Person
) -> None:
    choose_ways(ways={"reminder": "now"}, by=kasubag, now=owing.now)
    with post_office() as post:
        chase_until_asked(owing)
        (told,) = notices(owing, "kasubag")
        assert "Bidang Angkutan" in told.text
        hand_in(owing, "angkutan")
        assert sent(owing.now) == "accepted"
        while "Hubungi" not in last(post):
            assert sent(owing.now) == "accepted"
        assert "Angkutan" not in last(post)
        assert "Bidang Keselamatan" in last(post)
        assert last(post).count("Hubungi langsung") == of_others(owing)
        assert f"{of_others(owing)} penyerahan data menunggu" in str(post.taken[-1]["Subject"])
    assert Mail.objects.get(person=kasubag).subject == post.taken[-1]["Subject"]


def test_nor_in_the_digest_of_the_day(owing: Scene, kasubag: Person) -> None:
    with post_office() as post:
        chase_until_asked(owing)
        at = owing.now.replace(hour=8, minute=30)
        assert make_digest(person=kasubag, agency=owing.agency, now=at)
        hand_in(owing, "angkutan")
        for _ in range(Mail.objects.filter(state="waiting").count()):
            sent(at)
        (mail,) = [mail for mail in post.taken if mail["To"] == kasubag.email]
        words = mail.get_content()
        assert "Keselamatan" in words
        reminders = words[words.index("PENGINGAT") :]
        assert "Bidang Angkutan" not in reminders
        assert f"{of_others(owing)} penyerahan data menunggu" in words


def test_the_last_one_that_owes_is_named_alone(owing: Scene, kasubag: Person) -> None:
    chase_until_asked(owing)
    (told,) = notices(owing, "kasubag")
    for unit in owing.units():
        if unit != "keselamatan":
            hand_in(owing, unit)
    subject, text = words_now(told.still_of, owing.now)
    assert subject.endswith(": Bidang Keselamatan")
    assert text.count("Hubungi langsung") == 1
    assert "penyerahan data menunggu" not in subject


def test_the_words_are_those_of_the_notice_while_all_owe(owing: Scene, kasubag: Person) -> None:
    chase_until_asked(owing)
    (told,) = notices(owing, "kasubag")
    assert words_now(told.still_of, owing.now) == (told.subject, told.text)
