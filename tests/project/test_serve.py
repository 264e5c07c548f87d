"""The served program: over HTTP, through restarts and kills, with and without sample mode."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from himpun.project.sample import PASSWORD

pytestmark = pytest.mark.django_db
HIMPUN = [sys.executable, "-m", "himpun.project.cli"]
WITHOUT_PAST = """
import django
from django.core.management import call_command

django.setup()
from himpun.project.management.commands import sample

sample.QUARTERS = 0
call_command("sample")
"""
"""`himpun sample` without its earlier quarters, which take it most of its time."""
WAIT = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """A database of its own for the served program: a file, or one more on the same server, whose
    address is kept beside the other files."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield
        return
    own = urllib.parse.urlsplit(server)._replace(path="/himpun_served").geturl()
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute("CREATE DATABASE himpun_served")
        (folder / "database-url").write_text(own)
        yield
        asked.execute("DROP DATABASE himpun_served WITH (FORCE)")


def environment(folder: Path, url: str, sample: str) -> dict[str, str]:
    given = {
        **os.environ, "HIMPUN_VAR": str(folder), "HIMPUN_URL": url, "HIMPUN_SAMPLE": sample,
        "DJANGO_SETTINGS_MODULE": "himpun.project.settings",
    }  # fmt: skip
    if (folder / "database-url").exists():
        given["DATABASE_URL"] = (folder / "database-url").read_text()
    return given


@contextmanager
def served(folder: Path, *, sample: str = "ya") -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The address of a served program on a port of its own, and its first process."""
    url = f"http://127.0.0.1:{free_port()}"
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [*HIMPUN, "serve"], env=environment(folder, url, sample), stdout=log, stderr=log
        )
        try:
            deadline = time.monotonic() + WAIT
            while not answers(url):
                assert process.poll() is None, (folder / "serve.log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield url, process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(WAIT)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=10) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def gone(url: str) -> bool:
    """Whether, before long, nobody listens there."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(url).port or 0), 1).close()
        except OSError:
            return True
        time.sleep(0.1)
    return False


def child_of(parent: int, word: bytes) -> int:
    """The process that another has started with this word in its command line."""
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        if word in Path(f"/proc/{child}/cmdline").read_bytes():
            return int(child)
    raise AssertionError(f"{parent} has no such child")


class Browser:
    """Keeps cookies, and sends forms with the token that the page has."""

    def __init__(self, url: str) -> None:
        self.url = url
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, path: str) -> tuple[str, str]:
        """The address at which one arrives, and its page."""
        with self.opener.open(self.url + path, timeout=30) as page:
            return page.url.removeprefix(self.url), page.read().decode()

    def sign_in(self, username: str, password: str) -> tuple[str, str]:
        _, page = self.get("/akun/login/")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        sent = {"csrfmiddlewaretoken": found[1], "login": username, "password": password}
        data = urllib.parse.urlencode(sent).encode()
        try:
            with self.opener.open(f"{self.url}/akun/login/", data, timeout=30) as answer:
                return answer.url.removeprefix(self.url), answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return "", refused.read().decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database of its own with the sample in it: all of it in a file, as people first see it. On
    a server test_sample_loading.py has tried the earlier quarters."""
    place = tmp_path_factory.mktemp("served")
    with database(place):
        asked = environment(place, "http://127.0.0.1:8000", "ya")
        on_server = "DATABASE_URL" in asked
        sample = [sys.executable, "-c", WITHOUT_PAST] if on_server else [*HIMPUN, "sample"]
        subprocess.run(sample, env=asked, check=True, capture_output=True)
        subprocess.run([*HIMPUN, "collectstatic", "--noinput", "-v0"], env=asked, check=True)
        yield place


def tables_of(database: BaseDatabaseWrapper) -> dict[str, tuple[list[Any], list[Any]]]:
    """The columns and constraints of each table, whatever these are called."""
    ask = database.introspection
    with database.cursor() as cursor:
        return {
            table: (
                sorted((it.name, it.null_ok) for it in ask.get_table_description(cursor, table)),
                sorted(
                    str({**it, "definition": None})
                    for it in ask.get_constraints(cursor, table).values()
                ),
            )
            for table in ask.table_names(cursor)
            if table not in {"django_migrations", "django_cache"}
        }


def test_its_migrations_have_made_the_tables_that_the_models_describe(folder: Path) -> None:
    here = connections["default"]
    own = "himpun_served" if here.vendor == "postgresql" else str(folder / "himpun.sqlite3")
    migrated = type(here)({**here.settings_dict, "NAME": own}, "served")
    connections["served"] = migrated
    try:
        assert tables_of(migrated) == tables_of(here)
    finally:
        migrated.close()
        if migrated.vendor == "postgresql":
            migrated.close_pool()  # type: ignore[attr-defined]
        del connections["served"]


def ends_by_itself(process: "subprocess.Popen[bytes]", word: bytes) -> None:
    """The process with this word in its command line is killed; whoever started it leaves too."""
    os.kill(child_of(process.pid, word), signal.SIGKILL)
    assert process.wait(WAIT) == 1


# To start the program takes seconds, so each that runs is also brought to an end in its own way.


def test_wrong_passwords_are_counted_across_processes_and_a_kill_leaves_nobody_behind(
    folder: Path,
) -> None:
    with served(folder) as (url, process):
        for _ in range(5):
            assert "tidak benar" in Browser(url).sign_in("balangan.staf", "salah-sekali-1")[1]
        process.kill()
        process.wait(WAIT)
        assert gone(url), "the web process outlived the one that started it"
    with served(folder) as (url, process):
        assert "Terlalu banyak percobaan" in Browser(url).sign_in("balangan.staf", PASSWORD)[1]
        assert Browser(url).sign_in("balangan.kasubag", PASSWORD)[0] == "/tugas/"
        ends_by_itself(process, b"\0work\0")
        assert gone(url)
    assert "The background worker ended by itself" in (folder / "serve.log").read_text()


def test_the_same_database_without_sample_mode_refuses_the_sample_password(folder: Path) -> None:
    with served(folder) as (url, process):
        browser = Browser(url)
        assert browser.sign_in("pessel.kasubag", PASSWORD)[0] == "/tugas/"
        process.send_signal(signal.SIGINT)
        assert process.wait(WAIT) == 0
        assert gone(url)
    assert "Himpun stopped." in (folder / "serve.log").read_text()
    with served(folder, sample="tidak") as (url, process):
        where, page = Browser(url).sign_in("pessel.kasubag", PASSWORD)
        assert where == "/akun/login/"
        assert "tidak benar" in page
        browser.url = url
        assert browser.get("/tugas/")[0].startswith("/akun/login/")
        ends_by_itself(process, b"granian")
        assert gone(url)
    assert "The web process ended by itself" in (folder / "serve.log").read_text()


def test_the_worker_stops_when_asked_and_says_so(folder: Path) -> None:
    asked = {**environment(folder, "http://127.0.0.1:8000", "ya"), "HIMPUN_LOG_LEVEL": "INFO"}
    log = folder / "work.log"
    with log.open("wb") as file:
        worker = subprocess.Popen([*HIMPUN, "work"], env=asked, stderr=file)
        deadline = time.monotonic() + WAIT
        while "worker started" not in log.read_text() and time.monotonic() < deadline:
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(WAIT) == 0
    assert "worker stopped" in log.read_text()


def test_a_port_that_is_taken_is_told_in_a_sentence(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        url = f"http://127.0.0.1:{other.getsockname()[1]}"
        said = subprocess.run(
            [*HIMPUN, "serve"], env=environment(folder, url, "ya"), check=False,
            capture_output=True, text=True,
        )  # fmt: skip
    assert said.returncode == 1
    assert "Cannot listen on 127.0.0.1:" in said.stderr
    assert "Traceback" not in said.stderr


def test_the_journal_holds_after_all_that(folder: Path) -> None:
    said = subprocess.run(
        [*HIMPUN, "verify-journal", "--json"], env=environment(folder, "http://127.0.0.1", "ya"),
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert json.loads(said.stdout)["breaks"] == []
