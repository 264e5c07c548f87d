"""What a person wants to know at once goes by mail, as long as it is still worth knowing."""

import pytest
from django.test import override_settings
from tests.notices.outboxes import Clock
from tests.notices.post_office import PostOffice
from tests.notices.test_tell import told
from tests.office.scene import NOW, Scene

from himpun.notices.models import Mail
from himpun.notices.services import Still, mark_read
from himpun.notices.services.mails import send_next_mail
from himpun.office.models import Holding

WHY = ""


def still_owes(argument: str, now: object) -> str:
    """Stands for an app above that is asked."""
    return WHY and f"{argument}: {WHY}"


@pytest.fixture(autouse=True)
def _address(scene: Scene) -> None:
    scene.kabid.email = "kabid@example.go.id"
    scene.kabid.save()


def test_a_return_goes_at_once_and_says_where_to_go_on(
    scene: Scene, post: PostOffice, clock: Clock
) -> None:
    told(scene, scene.kabid, scene.staff, kind="returned")
    assert send_next_mail(clock=clock) == "accepted"
    assert send_next_mail(clock=clock) is None, "who has no address reads it in the program"
    assert post.taken[0]["To"] == "kabid@example.go.id"
    assert post.taken[0]["Subject"] == "Dikembalikan: Formulir belum masuk"
    text = post.text()
    assert "Yth. Kepala Bidang Jalan" in text
    assert "Batasnya besok." in text
    assert "/jalan/1/" in text


def test_under_one_key_one_mail_is_written(scene: Scene, post: PostOffice) -> None:
    for _ in range(2):
        told(scene, scene.kabid, kind="returned")
    told(scene, scene.kabid, kind="returned", key="another")
    assert Mail.objects.count() == 2


def test_a_reminder_waits_for_the_digest(scene: Scene, post: PostOffice) -> None:
    told(scene, scene.kabid, kind="reminder")
    assert not Mail.objects.exists()


def test_without_a_mail_server_nothing_piles_up(scene: Scene) -> None:
    with override_settings(HIMPUN_SMTP=None):
        told(scene, scene.kabid, kind="returned")
    assert not Mail.objects.exists()


def dropped(clock: Clock) -> str:
    assert send_next_mail(clock=clock) == "dropped"
    return Mail.objects.get().why


def test_what_was_read_in_the_program_is_not_sent(
    scene: Scene, post: PostOffice, clock: Clock
) -> None:
    told(scene, scene.kabid, kind="returned")
    mark_read(numbers=None, by=scene.kabid, now=NOW)
    assert dropped(clock) == "Sudah dibaca dalam Himpun."


def test_who_has_left_the_agency_gets_no_mail_about_it(
    scene: Scene, post: PostOffice, clock: Clock
) -> None:
    told(scene, scene.kabid, kind="returned")
    Holding.objects.filter(person=scene.kabid).update(cancelled_at=NOW)
    assert dropped(clock) == "Penerimanya tidak lagi bertugas di instansi ini."


def test_a_closed_account_gets_no_mail(scene: Scene, post: PostOffice, clock: Clock) -> None:
    told(scene, scene.kabid, kind="returned")
    scene.kabid.user.is_active = False
    scene.kabid.user.save()
    assert dropped(clock) == "Akun penerimanya ditutup."


def test_whoever_told_it_is_asked_last(
    scene: Scene, post: PostOffice, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = Still("himpun.asked_above", "run/1/jalan")
    monkeypatch.setattr("himpun.asked_above", still_owes, raising=False)
    told(scene, scene.kabid, kind="warning", still=still)
    monkeypatch.setattr("tests.notices.test_mails_of_notices.WHY", "sudah menyerahkan data.")
    assert dropped(clock) == "run/1/jalan: sudah menyerahkan data."
    assert post.taken == []


def test_while_it_is_still_wanted_it_goes(
    scene: Scene, post: PostOffice, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("himpun.asked_above", still_owes, raising=False)
    told(scene, scene.kabid, kind="warning", still=Still("himpun.asked_above", "run/1/jalan"))
    assert send_next_mail(clock=clock) == "accepted"
