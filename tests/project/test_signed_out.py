"""What was typed is not lost where a session ends, or another signs in, before it is sent."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from lxml import html

LONG = "Realisasi pemeliharaan jembatan menunggu berita acara <b>dari</b> kontraktor"
ADDRESS = "/jalan/5/langkah/8/"


@pytest.fixture
def account(db: None) -> Any:
    return get_user_model().objects.create_user("kasubag", password="sandi-panjang-sekali-72")


def shown_again(content: bytes) -> list[str]:
    areas = html.fromstring(content).iter("textarea")
    return [(area.text or "").removeprefix("\n") for area in areas]


def test_what_a_signed_out_visitor_sends_is_shown_again_and_taken_nowhere(db: None) -> None:
    answer = Client().post(
        ADDRESS,
        {"collect-note": LONG, "kunci": "k" * 20, "aksi": "draf", "proof": "rahasia", "kosong": ""},
        headers={"Referer": f"http://testserver{ADDRESS}?dari=tugas"},
    )  # fmt: skip
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "Anda perlu masuk lagi" in text
    assert "belum tersimpan" in text
    assert shown_again(answer.content) == [LONG]
    assert "rahasia" not in text
    (way,) = html.fromstring(text).iter("a")
    assert way.get("href") == f"/akun/login/?next={ADDRESS}%3Fdari%3Dtugas"
    assert way.get("target") == "_blank"


@pytest.mark.parametrize(
    "name",
    ["password", "password1", "oldpassword", "proof", "sign-proof", "passphrase", "nik", "code"],
)
def test_a_secret_is_never_shown_again(name: str, db: None) -> None:
    answer = Client().post(ADDRESS, {"catatan": LONG, name: "1371012345678901"})
    assert shown_again(answer.content) == [LONG]
    assert "1371012345678901" not in answer.content.decode()


def test_where_nothing_was_typed_the_way_leads_to_signing_in_and_back(db: None) -> None:
    answer = Client().post(
        ADDRESS, {"aksi": "mulai", "kunci": "k"}, headers={"Referer": f"http://testserver{ADDRESS}"}
    )
    assert answer.headers["Location"] == f"/akun/login/?next={ADDRESS}"


@pytest.mark.parametrize(
    "from_where", ["https://jahat.example/umpan/", "", "javascript:alert(1)", "http://[", ADDRESS]
)
def test_it_leads_back_to_pages_of_ours_only(from_where: str, db: None) -> None:
    answer = Client().post(ADDRESS, {"aksi": "mulai"}, headers={"Referer": from_where})
    assert answer.headers["Location"] == "/akun/login/?next=/"


def test_a_draft_of_a_signed_out_visitor_leaves_the_page_where_it_is(db: None) -> None:
    answer = Client().post(
        f"{ADDRESS}draf/", {"collect-note": LONG}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 403
    assert "HX-Redirect" not in answer.headers
    assert "masuk lagi" in answer.content.decode()


def test_what_comes_from_a_page_that_is_too_old_is_shown_again(account: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)
    answer = client.post(ADDRESS, {"collect-note": LONG, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "Tidak ada yang diubah" in answer.content.decode()
    assert shown_again(answer.content) == [LONG]


def test_many_and_repeated_texts_are_shown_within_reason(db: None) -> None:
    sent = {"sama": [LONG, LONG], **{f"isian-{at}": f"teks ke-{at}" for at in range(500)}}
    shown = shown_again(Client().post(ADDRESS, sent).content)
    assert shown[:2] == [LONG, "teks ke-0"]
    assert len(shown) == 200


def test_a_page_can_ask_who_is_signed_in(account: Any) -> None:
    client = Client()
    assert client.get(reverse("session")).json() == {"account": None, "csrf": None}
    client.force_login(account)
    answer = client.get(reverse("session"))
    found = answer.json()
    assert found["account"] == str(account.pk)
    assert len(found["csrf"]) == 64
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post(reverse("session")).status_code == 405
