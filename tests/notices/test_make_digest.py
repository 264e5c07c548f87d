"""A person's digest: what is new since the last, at most once a day, true when it goes."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from tests.notices.digests import MORNING, running, told
from tests.notices.outboxes import Clock
from tests.notices.post_office import PostOffice
from tests.runs.scene import Scene, wib

from himpun.notices.models import Digest, Mail
from himpun.notices.services import Still, choose_ways, mark_read
from himpun.notices.services.digesting import make_digest
from himpun.notices.services.mails import send_next_mail
from himpun.office.models import Person

TUESDAY = wib(2026, 9, 15, 8, 30)
OWES: list[str] = []


def still_owes(argument: str, _now: datetime) -> str:
    return "" if argument in OWES else "Sudah menyerahkan data."


@pytest.fixture
def scene(db: None, tmp_path: Path, post: PostOffice) -> Scene:
    return running(tmp_path)


@pytest.fixture
def head(scene: Scene) -> Person:
    """Whose the first step is."""
    return scene.holder(scene.visits()[0])


@pytest.fixture
def clock() -> Clock:
    return Clock(MORNING)


def made(scene: Scene, who: Person, at: datetime = MORNING) -> bool:
    return make_digest(person=who, agency=scene.agency, now=at)


def test_it_tells_new_tasks_and_notices_under_their_kinds(
    scene: Scene, head: Person, post: PostOffice, clock: Clock
) -> None:
    told(scene, head, "satu", MORNING, text="Batasnya besok.")
    told(scene, head, "dua", MORNING, kind="paper")
    assert made(scene, head)
    assert send_next_mail(clock=clock) == "accepted"
    assert post.taken[0]["Subject"] == "Ringkasan Himpun, Senin, 14 September 2026"
    text = post.text().replace("\r\n", "\n")
    assert f"Yth. {head.name}\n\nBerikut ringkasan pemberitahuan Anda untuk Senin" in text
    order = [text.index(words) for words in ("PENGINGAT (1)", "TUGAS BARU (1)", "NASKAH MASUK (1)")]
    assert order == sorted(order)
    assert "- Hal satu. Batasnya besok.\n" in text
    visit = scene.visits()[0]
    assert f"/jalan/{scene.run_id}/langkah/{visit.number}/" in text
    assert "Triwulan III 2026. Batas waktu: " in text


def test_there_is_one_a_day_whatever_comes_again(scene: Scene, head: Person) -> None:
    assert made(scene, head)
    told(scene, head, "satu", MORNING)
    assert not made(scene, head)
    assert not made(scene, head, MORNING + timedelta(hours=3)), "a worker that was restarted"
    assert made(scene, head, TUESDAY)
    assert not made(scene, head), "the clock was set back"
    assert Digest.objects.filter(person=head).count() == Mail.objects.count() == 2


def test_what_was_told_is_not_told_again(
    scene: Scene, head: Person, post: PostOffice, clock: Clock
) -> None:
    told(scene, head, "satu", MORNING)
    made(scene, head)
    told(scene, head, "dua", MORNING)
    made(scene, head, TUESDAY)
    for _ in range(2):
        assert send_next_mail(clock=lambda: TUESDAY) == "accepted"
    assert "Hal satu" not in post.text()
    assert "TUGAS BARU" not in post.text()
    assert "Hal dua" in post.text()
    assert not made(scene, head, wib(2026, 9, 16, 8, 30)), "nothing is new"


def test_others_are_told_their_own_alone(scene: Scene, head: Person) -> None:
    told(scene, head, "satu", MORNING)
    colleague = scene.person("kabid-angkutan")
    assert not made(scene, colleague)
    assert not made(scene, scene.outsider("staf"))


def test_a_notice_that_was_read_in_the_program_is_left_out(scene: Scene) -> None:
    who = scene.person("kabid-angkutan")
    told(scene, who, "satu", MORNING)
    mark_read(numbers=None, by=who, now=MORNING)
    assert not made(scene, who)


def test_what_is_done_meanwhile_is_left_out_when_it_goes(
    scene: Scene, head: Person, post: PostOffice, clock: Clock
) -> None:
    told(scene, head, "satu", MORNING)
    made(scene, head)
    scene.complete("1")
    assert send_next_mail(clock=clock) == "accepted"
    assert "TUGAS BARU" not in post.text()


def test_a_digest_of_which_nothing_is_left_does_not_go(
    scene: Scene, head: Person, post: PostOffice, clock: Clock
) -> None:
    told(scene, head, "satu", MORNING)
    made(scene, head)
    scene.complete("1")
    mark_read(numbers=None, by=head, now=MORNING)
    assert send_next_mail(clock=clock) == "dropped"
    assert "sudah dibaca, selesai, atau tidak diperlukan lagi" in Mail.objects.get().why


def test_who_told_it_is_asked_for_each_line_again(
    scene: Scene, post: PostOffice, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("himpun.asked_above", still_owes, raising=False)
    monkeypatch.setattr("tests.notices.test_make_digest.OWES", ["jalan", "sungai"])
    who = scene.person("kabid-angkutan")
    for key in ("jalan", "sungai"):
        told(scene, who, key, MORNING, still=Still("himpun.asked_above", key))
    made(scene, who)
    OWES.remove("jalan")
    assert send_next_mail(clock=clock) == "accepted"
    assert "Hal sungai" in post.text()
    assert "Hal jalan" not in post.text()


def test_what_the_server_may_have_got_is_repeated_as_it_was(
    scene: Scene, head: Person, post: PostOffice, clock: Clock
) -> None:
    told(scene, head, "satu", MORNING)
    told(scene, head, "dua", MORNING)
    made(scene, head)
    post.answers.append("")
    assert send_next_mail(clock=clock) == "unknown"
    scene.complete("1")
    clock.on(minutes=1)
    assert send_next_mail(clock=clock) == "accepted"
    assert bytes(post.taken[0]) == bytes(post.taken[1])


def test_who_wants_no_mail_of_new_tasks_gets_none(scene: Scene, head: Person) -> None:
    choose_ways(ways={"task": "none"}, by=head, now=MORNING)
    assert not made(scene, head)


def test_it_goes_whole_or_not_at_all(scene: Scene, head: Person) -> None:
    told(scene, head, "satu", MORNING)

    def cut_off() -> None:
        with transaction.atomic():
            made(scene, head)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        cut_off()
    assert not Digest.objects.exists()
    assert not Mail.objects.exists()
    assert made(scene, head)


def test_without_a_mail_server_none_is_made(scene: Scene, head: Person) -> None:
    with override_settings(HIMPUN_SMTP=None):
        assert not made(scene, head)
    assert not Digest.objects.exists()
