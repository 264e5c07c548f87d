"""Signing in: wrong passwords, weak ones, closed accounts, and sessions that are left alone."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from tests.office.scene import PASSWORD, Scene, build

LOGIN = "/akun/login/"
LOCKED = "Terlalu banyak percobaan masuk yang gagal"
TRIES = 5


@pytest.fixture
def scene(db: None) -> Scene:
    cache.clear()
    return build()


def sign_in(client: Client, username: str, password: str) -> str:
    """The page that answers, or "" when one is in."""
    answer = client.post(LOGIN, {"login": username, "password": password})
    return "" if answer.status_code == 302 else answer.content.decode()


def words(client: Client, address: str, **typed: str) -> str:
    return client.post(address, typed).content.decode()


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_who_has_the_right_password_comes_in(scene: Scene, client: Client) -> None:
    assert sign_in(client, "kasubag", PASSWORD) == ""
    assert client.get("/").headers["Location"] == "/tugas/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
    scene: Scene, client: Client
) -> None:
    wrong = sign_in(client, "kasubag", "salah-sekali-1")
    unknown = sign_in(client, "siapa-ini", "salah-sekali-1")
    assert "Nama pengguna atau kata sandi tidak benar." in wrong
    assert wrong.replace("kasubag", "-").count("tidak benar") == unknown.count("tidak benar")
    assert not is_in(client)


def test_a_wrong_password_or_code_inside_is_told_in_plain_words(
    scene: Scene, client: Client
) -> None:
    sign_in(client, "kasubag", PASSWORD)
    again = reverse("account_reauthenticate")
    assert "Kata sandi tidak benar." in words(client, again, password="salah-sekali-1")
    assert client.post(again, {"password": PASSWORD}).status_code == 302
    assert "Kode atau kunci keamanan itu tidak diterima." in words(
        client, reverse("mfa_activate_totp"), code="0"
    )


def test_after_five_wrong_tries_the_right_one_is_refused_with_a_sentence(
    scene: Scene, client: Client
) -> None:
    for _ in range(TRIES):
        sign_in(client, "kasubag", "salah-sekali-1")
    assert LOCKED in sign_in(client, "kasubag", PASSWORD)
    assert LOCKED in sign_in(Client(REMOTE_ADDR="10.1.2.3"), "kasubag", PASSWORD)
    assert not is_in(client)


def test_another_host_name_gives_no_further_tries(scene: Scene, client: Client) -> None:
    for _ in range(TRIES):
        sign_in(client, "kasubag", "salah-sekali-1")
    elsewhere = Client(SERVER_NAME="localhost", SERVER_PORT="8123", REMOTE_ADDR="10.1.2.3")
    assert LOCKED in sign_in(elsewhere, "KASUBAG", PASSWORD)


def test_others_still_come_in_from_elsewhere(scene: Scene, client: Client) -> None:
    for _ in range(TRIES):
        sign_in(client, "kasubag", "salah-sekali-1")
    assert sign_in(Client(REMOTE_ADDR="10.1.2.3"), "kabid", PASSWORD) == ""


def test_the_count_of_wrong_tries_stands_in_the_database(scene: Scene, client: Client) -> None:
    """In a process's own memory each process would give five more."""

    def kept() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM himpun_cache")
            return int(cursor.fetchone()[0])

    before = kept()
    sign_in(client, "kasubag", "salah-sekali-1")
    assert kept() > before


def test_a_closed_account_stays_out_and_its_session_ends(scene: Scene, client: Client) -> None:
    sign_in(client, "kasubag", PASSWORD)
    User.objects.filter(username="kasubag").update(is_active=False)
    assert client.get("/").headers["Location"].startswith(LOGIN)
    late = Client()
    sign_in(late, "kasubag", PASSWORD)
    assert not is_in(late)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("pendek-1", "terlalu pendek"),
        ("1234567890123", "seluruhnya terdiri dari angka"),
        ("password123", "terlalu umum"),
        ("kasubag-2026", "mirip dengan nama pengguna"),
    ],
)
def test_a_weak_password_is_refused_and_says_why(
    scene: Scene, client: Client, password: str, sentence: str
) -> None:
    sign_in(client, "kasubag", PASSWORD)
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = client.post("/akun/password/change/", sent).content.decode()
    assert sentence in page
    assert User.objects.get(username="kasubag").check_password(PASSWORD)


def test_a_new_password_ends_the_sessions_elsewhere(scene: Scene, client: Client) -> None:
    elsewhere = Client()
    for one in (client, elsewhere):
        sign_in(one, "kasubag", PASSWORD)
    new = "sungai-batu-17"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/akun/password/change/", sent).status_code == 302
    assert elsewhere.get("/").headers["Location"].startswith(LOGIN)
    assert client.get("/").headers["Location"] == "/tugas/"


def test_a_session_that_is_used_lives_on_and_one_left_alone_ends(
    scene: Scene, client: Client, settings: Settings
) -> None:
    sign_in(client, "kasubag", PASSWORD)
    key = client.session.session_key
    nearly = timezone.now() + timedelta(seconds=60)
    Session.objects.filter(pk=key).update(expire_date=nearly)
    assert client.get("/").headers["Location"] == "/tugas/"
    lives = Session.objects.get(pk=key).expire_date - timezone.now()
    assert abs(lives.total_seconds() - settings.SESSION_COOKIE_AGE) < 60
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/").headers["Location"].startswith(LOGIN)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    scene: Scene, client: Client
) -> None:
    sign_in(client, "kasubag", PASSWORD)
    cookie = client.cookies["himpun_sesi"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_out_takes_a_press_of_the_button(scene: Scene, client: Client) -> None:
    sign_in(client, "kasubag", PASSWORD)
    client.get("/akun/logout/")
    assert is_in(client)
    client.post("/akun/logout/")
    assert not is_in(client)
