"""What the journeys share: a server with the sample offices, a clock, and people with browsers."""

from __future__ import annotations

import re
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
from tests.journeys.grid import Grid, one_form, signed_in
from tests.journeys.official import Official
from tests.performance.scene import Scene
from tests.remembered import remembered
from tests.runs.scene import BEGIN

from himpun.office.models import Person
from himpun.project.sample import load_offices

People = Callable[..., Official]
Sheets = Callable[..., Grid]
NETWORK = re.compile(r"ERR_INTERNET_DISCONNECTED|: 4\d\d$")
"""What a browser says of refusals and of a lost network: both are meant in these tests."""


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
def server(live_server: LiveServer, settings: Settings) -> str:
    """A server in sample mode, nothing loaded yet; its address."""
    settings.HIMPUN_SAMPLE = True
    # Attempts to sign in are counted there, and all people of a journey come from one address.
    cache.clear()
    return live_server.url


@pytest.fixture
def offices(server: str, clock: Clock) -> None:
    """The five sample agencies with their SOPs, no run yet."""
    remembered(("offices", clock.now), lambda: load_offices(now=clock.now, indicators=False))


@pytest.fixture
def people(server: str, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[People]:
    """Somebody by user name, always the same browser; nothing may have gone wrong in any."""
    known: dict[str, Official] = {}

    def somebody(username: str, *, by_form: bool = False, **how: Any) -> Official:
        if username not in known:
            context = browser.new_context(**browser_context_args | how)
            known[username] = Official(username, server, context, by_form)
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


@pytest.fixture
def scene(live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A form in a run, and the clock that stands where the run does."""
    found = one_form(tmp_path)
    monkeypatch.setattr("django.utils.timezone.now", lambda: found.now)
    return found


@pytest.fixture
def sheets(
    scene: Scene, live_server: LiveServer, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Sheets]:
    """The form in the browser of a person (the filler's, if nobody is named); whatever a browser
    finds wrong with our page fails the test."""
    opened: list[Grid] = []

    def sheet(who: Person | None = None, **how: Any) -> Grid:
        official = signed_in(browser, live_server, who or scene.filler, browser_context_args | how)
        opened.append(Grid(official, scene))
        return opened[-1]

    yield sheet
    said = [line for grid in opened for line in grid.official.complaints]
    for grid in opened:
        grid.official.context.close()
    assert [line for line in said if not NETWORK.search(line)] == []
