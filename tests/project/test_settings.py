"""What the settings promise: a database that keeps its word, pages that load nothing foreign."""

import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client

from himpun.project import settings as product


def test_sqlite_waits_for_the_disk_and_keeps_foreign_keys(tmp_path: Path) -> None:
    own = product.DATABASES["default"]
    if not own["ENGINE"].endswith("sqlite3"):
        assert own["ENGINE"].endswith("postgresql")
        return
    opened = sqlite3.connect(tmp_path / "own.sqlite3", timeout=own["OPTIONS"]["timeout"])
    opened.executescript(own["OPTIONS"]["init_command"])
    answers = {
        name: opened.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    opened.close()
    assert answers == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }


@pytest.mark.django_db(transaction=True)
def test_a_row_that_points_nowhere_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO auth_permission (name, content_type_id, codename)"
            " VALUES ('x', 987654, 'x')"
        )


@pytest.mark.django_db
def test_the_cache_is_shared_by_all_processes() -> None:
    cache.set("tries", 3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM himpun_cache")
        row = cursor.fetchone()
    assert row is not None
    assert row[0] == 1
    assert cache.get("tries") == 3


@pytest.mark.django_db
def test_the_sign_in_page_allows_only_our_own_scripts_and_styles(client: Client) -> None:
    answer = client.get("/akun/login/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_nobody_makes_an_account_for_themselves(client: Client) -> None:
    answer = client.post("/akun/signup/", {"username": "tamu", "password1": "sangat-rahasia-9"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_user")
        row = cursor.fetchone()
    assert row == (0,)
    assert answer.status_code == 404


def test_pages_are_indonesian_and_in_the_office_s_time() -> None:
    assert settings.LANGUAGE_CODE == "id"
    assert settings.TIME_ZONE == "Asia/Jakarta"
    assert settings.USE_TZ


@pytest.mark.django_db
def test_the_sixth_try_at_a_password_is_not_even_looked_at(client: Client) -> None:
    get_user_model().objects.create_user(username="staf.perencanaan", password="benar-sekali-9")
    for _ in range(5):
        client.post("/akun/login/", {"login": "staf.perencanaan", "password": "salah"})
    client.post("/akun/login/", {"login": "staf.perencanaan", "password": "benar-sekali-9"})
    assert "_auth_user_id" not in client.session
    cache.clear()
    client.post("/akun/login/", {"login": "staf.perencanaan", "password": "benar-sekali-9"})
    assert "_auth_user_id" in client.session
