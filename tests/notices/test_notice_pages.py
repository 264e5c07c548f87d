"""The page of one's own notices, and of how one wants to be told."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.notices.test_tell import told
from tests.office.scene import Scene
from tests.runs.pages import words_of

from himpun.notices.models import Notice
from himpun.notices.queries.notices import unread_count, ways_of
from himpun.notices.rules.kinds import KINDS
from himpun.office.models import Person

pytestmark = pytest.mark.usefixtures("frozen_clock")
MINE, CHOICES = "/pemberitahuan/", "/pemberitahuan/pilihan/"


def client(who: Person) -> Any:
    made = Client()
    made.force_login(who.user)
    return made


def text(who: Person, address: str = MINE) -> str:
    answer = client(who).get(address)
    assert answer.status_code == 200
    return words_of(answer)


def number(who: Person) -> int:
    return Notice.objects.filter(person=who).latest("pk").pk


def test_one_reads_what_one_was_told_and_others_do_not(scene: Scene) -> None:
    told(scene, scene.kabid, kind="returned")
    found = text(scene.kabid)
    assert "Dikembalikan" in found
    assert "Formulir belum masuk" in found
    assert "Pemberitahuan 1 belum dibaca" in found
    for other in (scene.kasubag, scene.outsider):
        assert "Formulir belum masuk" not in text(other)
        address = f"{MINE}{number(scene.kabid)}/buka/"
        assert client(other).post(address).status_code == 404


def test_opening_one_marks_it_as_read_and_goes_to_its_place(scene: Scene) -> None:
    told(scene, scene.kabid)
    answer = client(scene.kabid).post(f"{MINE}{number(scene.kabid)}/buka/")
    assert (answer.status_code, answer["Location"]) == (302, "/jalan/1/")
    assert "Semua sudah dibaca" in text(scene.kabid)
    assert "Formulir belum masuk" in text(scene.kabid, f"{MINE}?lihat=semua")


def test_they_are_narrowed_by_kind(scene: Scene) -> None:
    told(scene, scene.kabid, key="a", kind="returned", subject="Yang kembali")
    told(scene, scene.kabid, key="b", kind="paper", subject="Yang masuk")
    found = text(scene.kabid, f"{MINE}?jenis=paper")
    assert "Yang masuk" in found
    assert "Yang kembali" not in found


def test_one_or_all_are_marked_as_read(scene: Scene) -> None:
    for key in "abc":
        told(scene, scene.kabid, key=key, subject=f"Hal {key}")
    who = client(scene.kabid)
    assert who.post(f"{MINE}dibaca/", {"nomor": number(scene.kabid)}).status_code == 302
    assert "Belum dibaca (2)" in text(scene.kabid)
    assert who.post(f"{MINE}dibaca/").status_code == 302
    assert "Belum dibaca (0)" in text(scene.kabid)
    assert who.post(f"{MINE}dibaca/", {"nomor": "x"}).status_code == 400


def test_a_message_for_a_chat_says_who_what_and_where(scene: Scene) -> None:
    told(scene, scene.kabid, kind="reminder")
    found = client(scene.kabid).get(MINE).content.decode()
    assert (
        "Pengingat: Formulir belum masuk. Batasnya besok. Buka di Himpun: "
        in found
    )  # fmt: skip
    assert "/jalan/1/ (Dinas Perhubungan Kabupaten Contoh)" in found


def test_the_counter_costs_one_query_however_many_there_are(scene: Scene) -> None:
    for no in range(30):
        told(scene, scene.kabid, key=str(no))
    with CaptureQueriesContext(connection) as asked:
        assert unread_count(scene.kabid, scene.kasubag_holding.from_on) == 30
    assert len(asked) == 1


def test_one_chooses_how_to_be_told(scene: Scene) -> None:
    assert "Alamat surel Anda belum diisi" in text(scene.kabid, CHOICES)
    ways = dict.fromkeys(KINDS, "none")
    assert client(scene.kabid).post(CHOICES, ways).status_code == 302
    assert set(ways_of(scene.kabid).values()) == {"none"}
    assert "none" not in ways_of(scene.kasubag).values()


def test_a_choice_that_there_is_not_is_said(scene: Scene) -> None:
    ways = dict.fromkeys(KINDS, "none")
    answer = client(scene.kabid).post(CHOICES, {**ways, "paper": "pigeon"})
    assert answer.status_code == 400
    assert "Naskah masuk: Pilihan itu tidak ada dalam daftar." in words_of(answer)
    missing = client(scene.kabid).post(CHOICES, {"paper": "now"})
    assert "Pengingat harus dipilih." in words_of(missing)


def test_who_sees_to_the_mails_finds_them_from_here(scene: Scene) -> None:
    assert "Surel keluar" in text(scene.admin)
    assert "Surel keluar" not in text(scene.kabid)
