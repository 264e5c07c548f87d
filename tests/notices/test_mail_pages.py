"""The page of mails: what failed and why, sent anew or laid aside by those who see to them."""

from typing import Any

import pytest
from django.test import Client
from tests.notices.outboxes import Desk, mail_in_outbox
from tests.office.scene import Scene
from tests.runs.pages import words_of

from himpun.notices.models import Mail
from himpun.office.models import Person

pytestmark = pytest.mark.usefixtures("frozen_clock")
LIST = "/pemberitahuan/dishub/surel/"


def client(who: Person) -> Any:
    made = Client()
    made.force_login(who.user)
    return made


def test_who_sees_to_them_reads_what_failed_and_why(scene: Scene, dead: Mail) -> None:
    for who in (scene.admin, scene.kasubag):  # the SOP's steward as well
        text = words_of(client(who).get(LIST))
        assert "Camat camat@example.go.id" in text
        assert "Ditolak: 550 No such user" in text
        assert "Gagal (1)" in text
    assert client(scene.kabid).get(LIST).status_code == 403
    assert client(scene.outsider).get(LIST).status_code == 404


def test_a_failed_mail_is_sent_anew(scene: Scene, dead: Mail) -> None:
    at = f"{LIST}{dead.pk}/ulang/"
    assert "Perihal" in words_of(client(scene.admin).get(at))
    assert client(scene.admin).post(at)["Location"] == LIST
    assert "Menunggu" in words_of(client(scene.admin).get(f"{LIST}?keadaan=waiting"))
    late = client(scene.colleague).post(at)
    assert late.status_code == 409
    assert "tidak lagi berstatus gagal" in words_of(late)


def test_a_failed_mail_is_laid_aside_with_a_reason(scene: Scene, dead: Mail) -> None:
    at = f"{LIST}{dead.pk}/sisihkan/"
    empty = client(scene.admin).post(at, {"reason": " "})
    assert (empty.status_code, "Alasan harus diisi" in words_of(empty)) == (400, True)
    assert client(scene.kabid).post(at, {"reason": "Sudah diserahkan"}).status_code == 403
    assert client(scene.outsider).post(at, {"reason": "Sudah diserahkan"}).status_code == 404
    assert client(scene.admin).post(at, {"reason": "Sudah diserahkan"}).status_code == 302
    assert "Sudah diserahkan" in words_of(client(scene.admin).get(f"{LIST}?keadaan=dropped"))


def test_a_mail_of_another_agency_is_not_there(scene: Scene, desk: Desk) -> None:
    theirs = mail_in_outbox(scene, agency=scene.other)
    assert client(scene.admin).get(f"{LIST}{theirs.pk}/ulang/").status_code == 404
    assert "Camat" not in words_of(client(scene.admin).get(f"{LIST}?keadaan=waiting"))


def test_a_state_that_there_is_not_shows_the_failed_ones(scene: Scene, dead: Mail) -> None:
    assert "Camat" in words_of(client(scene.admin).get(f"{LIST}?keadaan=apa"))
