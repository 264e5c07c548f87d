"""What the journeys share: a server with the sample offices, a clock, and people with browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.journeys.official import Official
from tests.remembered import remembered
from tests.runs.scene import BEGIN

from himpun.project.sample import load_offices

People = Callable[..., Official]


@dataclass
class Clock:
    """What the pages take for now."""

    now: datetime

    def forward(self, **by: float) -> None:
        """So many minutes, hours, days later."""
        self.now += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stands at the Monday on which the SOP of Pesisir Selatan begins, until it is moved."""
    clock = Clock(BEGIN)
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture
def offices(live_server: LiveServer, settings: Settings, clock: Clock) -> str:
    """The five sample agencies with their SOPs, no run yet, behind a server; its address."""
    settings.HIMPUN_SAMPLE = True
    # Attempts to sign in are counted there, and all people of a journey come from one address.
    cache.clear()
    remembered(("offices", clock.now), lambda: load_offices(now=clock.now, indicators=False))
    return live_server.url


@pytest.fixture
def people(
    offices: str, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[People]:
    """Somebody by user name, always the same browser; nothing may have gone wrong in any."""
    known: dict[str, Official] = {}

    def somebody(username: str, **how: Any) -> Official:
        if username not in known:
            context = browser.new_context(**browser_context_args | how)
            known[username] = Official(username, offices, context)
        return known[username]

    yield somebody
    complaints = [complaint for official in known.values() for complaint in official.complaints]
    for official in known.values():
        official.context.close()
    assert not complaints


@pytest.fixture
def scan(browser: Browser, tmp_path: Path) -> Path:
    """A real PDF, as a scanner would give it."""
    path = tmp_path / "pindaian.pdf"
    page = browser.new_page()
    page.set_content("<h1>Surat permintaan pengumpulan data kinerja</h1>")
    page.pdf(path=path)
    page.close()
    return path
