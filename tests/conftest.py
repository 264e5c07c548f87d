"""What every test may lean on. No Django here: the kernel's tests run without it too."""

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The browser's driver runs an event loop in the test's thread; Django would take it for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ROOT = Path(__file__).resolve().parent.parent
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("fast", max_examples=60, deadline=None, suppress_health_check=QUIET)
settings.register_profile("few", parent=settings.get_profile("fast"), max_examples=10)
settings.register_profile("ci", parent=settings.get_profile("fast"), derandomize=True)
settings.register_profile("long", parent=settings.get_profile("fast"), max_examples=2_000)
USUAL = "ci" if os.environ.get("CI") else "fast"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", USUAL))

# The light one first, as in .ci/chromium.py.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Path of the browser that `make chromium` found or brought; $CHROMIUM goes first."""
    brought = ROOT / ".tools" / "chromium"
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or (str(brought) if brought.exists() else None)


DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks everything below tests/journeys, so that `-m "not journey"` leaves the browser out; and
    what no database could change, so that `-m "not once"` leaves it to the other run. Without a
    fixture or mark that asks for one, a test is kept away from the database."""
    for item in items:
        if ROOT / "tests" / "journeys" in item.path.parents:
            item.add_marker("journey")
        asked_for = DATABASE & set(getattr(item, "fixturenames", ()))
        marked = any(map(item.get_closest_marker, ("django_db", "database")))
        if not asked_for and not marked:
            item.add_marker("once")


def pytest_collection() -> None:
    """What tests are made of stays to the end: to search it for garbage again and again takes a
    quarter of the time in which they are collected."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tables of the models, and what no model can say: the index of the search, and the queue
    of the background workers."""
    from django.db import connection

    from himpun.archive.rules.search_table import statements

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for sql in statements(connection.vendor):
            cursor.execute(sql)
        if connection.vendor == "postgresql":
            from procrastinate.schema import SchemaManager

            cursor.execute(SchemaManager.get_schema())


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = chromium()
    if path is None:
        pytest.fail("No Chromium: run `make chromium`, or set CHROMIUM to the path of one.")
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": list(FLAGS),
        "headless": True,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "id-ID",
        "timezone_id": "Asia/Jakarta",
        "viewport": {"width": 1366, "height": 768},
    }


@pytest.fixture
def bundled() -> Callable[[str], Path]:
    """Where a bundle lies, such as "built/grid.js"; the test fails with a hint if it does not."""

    def path_of(name: str) -> Path:
        path = ROOT / "src" / "himpun" / "project" / "static" / name
        if not path.exists():
            pytest.fail(f"{name} is not there: run `make bundles`.")
        return path

    return path_of


BARRIERS = ROOT / "tests" / "barriers.js"


@pytest.fixture
def barriers() -> "Callable[[Page], list[str]]":
    """What axe finds on a page that would keep someone out: one line a barrier, empty when none."""

    def found(page: "Page") -> list[str]:
        from axe_playwright_python.base import AXE_SCRIPT

        # After a click the page may have its new address and nothing on it yet.
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        return page.evaluate(BARRIERS.read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    return found
