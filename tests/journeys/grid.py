"""A form of performance data in somebody's browser: what they see, and how they fill it in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.journeys.official import Official, ready
from tests.performance.scene import OWN, Scene, build

from himpun.office.models import Person

PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""
"""What the browser does with Ctrl+V when a spreadsheet's cells are on the clipboard."""


@dataclass
class Grid:
    """The form of a unit as one person sees it."""

    official: Official
    scene: Scene

    @property
    def page(self) -> Page:
        return self.official.page

    def open(self, unit: str = OWN) -> Grid:
        """Go to the form; it is ready when the grid stands."""
        self.page.goto(f"{self.official.address}{self.address(unit)}")
        ready(self.page)
        expect(self.page.locator("#data-grid .tabulator-row").first).to_be_visible()
        return self

    def address(self, unit: str = OWN) -> str:
        return f"/kinerja/jalan/{self.scene.run_id}/formulir/{unit}/"

    def cell(self, no: int, field: str = "realisation") -> Locator:
        """Where a field of the indicator with this number is typed."""
        return self.page.locator(f'[data-field="{field}"][aria-label*=", {no}. "]')

    def word(self, no: int) -> Locator:
        """How the indicator stands, in the words of its row."""
        row = self.page.locator(".tabulator-row").filter(has=self.cell(no))
        return row.locator(".shown.state")

    def shown_whole(self) -> bool:
        """Whether the grid is as high as its rows, which grow by what is said about them."""
        fits = "holder => holder.scrollHeight <= holder.clientHeight"
        answer: bool = self.page.locator(".tabulator-tableholder").evaluate(fits)
        return answer

    def fill(self, no: int, text: str, field: str = "realisation") -> None:
        """Type into a cell and leave it downwards."""
        self.cell(no, field).click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def paste(self, text: str) -> None:
        """Ctrl+V of cells that were copied in a spreadsheet."""
        self.page.evaluate(PASTE, text)

    def at(self) -> str:
        """Which field has the focus: "3 realisation"."""
        return str(
            self.page.evaluate(
                """() => {
                  const at = document.activeElement;
                  const no = (at.getAttribute("aria-label") ?? "").match(/, (\\d+)\\. /);
                  return `${no ? no[1] : at.tagName} ${at.dataset.field ?? ""}`.trim();
                }"""
            )
        )

    @property
    def told(self) -> Locator:
        """What a screen reader was told last."""
        return self.page.locator("[data-grid=voice]")

    @property
    def bar(self) -> Locator:
        return self.page.locator("#data-bar")

    def saved(self, no: int) -> None:
        """Wait until the server has the value."""
        expect(self.word(no)).to_contain_text(re.compile("Tersimpan|Perlu penjelasan"))


def signed_in(browser: Browser, server: LiveServer, who: Person, how: dict[str, Any]) -> Official:
    """Somebody with a browser that has a session already."""
    client = Client()
    client.force_login(who.user)
    context = browser.new_context(**how)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}]
    )
    return Official(who.user.username, server.url, context)


def one_form(folder: Path) -> Scene:
    """A scene with the form of one unit, of 25 indicators."""
    return build(folder, units=(OWN,))
