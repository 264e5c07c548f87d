"""A person at their browser: signs in, opens a task, fills in its form, hands it on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Response,
    ViewportSize,
    expect,
)
from tests.journeys.filling import fill_in

from himpun.project.sample import PASSWORD

SIGN_IN = re.compile(r"/akun/login/")
REFUSED = 400
PATIENCE = 30_000
"""How long a page may take (ms) where many tests share two cores."""
PHONE: ViewportSize = {"width": 360, "height": 740}

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Turn:
    """Somebody's turn in an SOP. ``who``: code of the account ("kasubag"); ``step`` and ``unit``:
    the task as the inbox names it; ``exit``: the label of the decision; ``back``: the key of the
    step to which it is sent back instead; ``again``: names of the units that do it again;
    ``file``: a file that is put to the step; ``begin``: the start of the work is told first;
    ``capacity``: in which they act, where it is not their usual one."""

    who: str
    step: str
    unit: str = ""
    exit: str = ""
    back: str = ""
    reason: str = ""
    again: tuple[str, ...] = ()
    file: Path | None = None
    begin: bool = False
    capacity: str = ""


@dataclass(frozen=True)
class Deed:
    """An entry of the history: who, in which capacity, did what, for which unit, why."""

    who: str
    capacity: str
    what: str
    unit: str = ""
    reason: str = ""


TELL = """entries => entries.map(entry => {
  const text = (found) => found ? found.textContent.trim() : "";
  const [first, said] = entry.querySelectorAll(":scope > div > p");
  const capacity = text(first.querySelector(".quiet")).replace(/^sebagai /, "");
  const what = text(said.querySelector("a") ?? said.firstChild).split(":")[0];
  return [text(first.querySelector("b")), capacity, what, text(said.querySelector(".tag")),
          text(entry.querySelector("q"))];
})"""
"""Reads entries of the history as `Deed` wants them; what the step asks is left out."""


def ready(page: Page) -> None:
    """Wait until the scripts of the page that was come to have started."""
    expect(page.locator("html[data-ready]")).to_be_attached()


@dataclass
class Official:
    """Somebody with an account and a browser of their own. ``by_form``: they sign in as people do;
    else their session is made for them, which saves two pages. ``complaints``: what the browser
    had to say against our pages (scripts, styles, policy); nothing when all is well."""

    username: str
    address: str
    context: BrowserContext
    by_form: bool = False
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._broken)
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused page is announced as an error, too; `_answered` knows which of them are meant.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _broken(self, error: Error) -> None:
        self.complaints.append(f"{self.page.url}: {error}")

    def _answered(self, response: Response) -> None:
        if response.status >= REFUSED and response.request.resource_type != "document":
            self.complaints.append(f"{response.url}: {response.status}")

    def visit(self, path: str) -> None:
        """Go to an address; signing in where there is no session (any more)."""
        if not self.by_form and not self.context.cookies():
            self.let_in()
        self.page.goto(f"{self.address}{path}")
        if not SIGN_IN.search(self.page.url):
            return
        if self.by_form:
            self.sign_in()
        else:
            self.let_in()
            self.page.goto(f"{self.address}{path}")

    def let_in(self) -> None:
        """Give the browser a session of theirs."""
        client = Client()
        client.force_login(User.objects.get(username=self.username))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def sign_in(self) -> None:
        """Fill in the sign-in page, which leads on to what was asked for."""
        self.page.locator("input[name=login]").fill(self.username)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()
        expect(self.page).not_to_have_url(SIGN_IN)

    def start(self, sop: str, period: str, without: tuple[str, ...] = ()) -> int:
        """Start the SOP of an agency for a period, all units ticked but some; the run's number."""
        self.visit("/jalan/")
        self.page.get_by_role("link", name="Mulai SOP").first.click()
        self.page.locator(f'a[href="/jalan/mulai/{sop}/{sop}/"]').click()
        self.page.get_by_label("Periode").select_option(label=period)
        expect(self.page.locator("#rencana")).to_contain_text(period)
        for unit in without:
            self.page.get_by_label(unit, exact=True).uncheck()
        self.page.get_by_role("button", name="Mulai SOP", exact=True).click()
        assert self.answer() == f"SOP dimulai untuk {period}."
        return int(self.page.url.rstrip("/").rpartition("/")[2])

    def open_task(self, step: str, unit: str = "") -> None:
        """Open a task of one's own inbox."""
        self.visit("/tugas/")
        place = f", {unit}" if unit else ""
        named = re.compile(rf"langkah {re.escape(step)}{re.escape(place)}$")
        self.page.get_by_role("main").get_by_role("link", name=named).click()
        expect(self.page).to_have_title(re.compile(rf"^Langkah {re.escape(step)},"))
        # The title is there before the form is.
        self.page.wait_for_load_state()

    def do(self, turn: Turn) -> None:
        """Do one's part of a step, from the inbox to the sentence that says it is done."""
        self.open_task(turn.step, turn.unit)
        if turn.begin:
            begin = self.page.get_by_role("button", name="Mulai kerjakan")
            begin.click()
            expect(begin).to_have_count(0)
            self.page.wait_for_load_state()
        if turn.back:
            self._send_back(turn)
            return
        fill_in(self.page)
        if turn.file:
            self.page.locator("#berkas input[type=file]").first.set_input_files(turn.file)
        if turn.exit:
            self._decide(turn)
        self.finish()
        assert self.answer().startswith(f"Langkah {turn.step} selesai."), self.answer()

    def finish(self) -> None:
        """Press the button that finishes the step."""
        self.page.locator("#langkah button[value=selesai]").click()

    def answer(self) -> str:
        """What the next page says to what was just sent: done, or what is still wrong."""
        answer = self.page.locator("main .note[role], main .errors").first
        answer.wait_for()
        return answer.inner_text().strip()

    def _decide(self, turn: Turn) -> None:
        decision = self.page.get_by_role("group", name="Keputusan")
        decision.get_by_role("radio", name=re.compile(f"^{turn.exit}")).check()
        if turn.reason:
            decision.get_by_label("Alasan pengembalian").fill(turn.reason)
        for unit in turn.again:
            decision.get_by_label(unit, exact=True).check()

    def _send_back(self, turn: Turn) -> None:
        part = self.page.locator("#kembalikan")
        part.locator("summary").click()
        choice = part.locator(f'input[name=kembali-ke][value="{turn.back}"]')
        if choice.count():
            choice.check()
        for unit in turn.again:
            part.get_by_label(unit, exact=True).check()
        part.get_by_label("Alasan pengembalian").fill(turn.reason)
        part.get_by_role("button", name="Kembalikan").click()
        assert self.answer() == f"Langkah {turn.step} dikembalikan ke langkah {turn.back}."

    def rows(self, run: int) -> list[tuple[str, str]]:
        """What the run page says of each row of the SOP: its number, and how it stands."""
        self.visit(f"/jalan/{run}/")
        rows = self.page.locator("table.sop tbody tr:not(.link)")
        found: list[list[str]] = rows.evaluate_all(
            """rows => rows.map(row => [row.querySelector("td.no > b").textContent.trim(),
               row.querySelector("td.live .st")?.textContent.trim() ?? ""])"""
        )
        return [(number, word) for number, word in found if number]

    def history(self, run: int) -> list[Deed]:
        """What the history tells, oldest first."""
        self.visit(f"/jalan/{run}/riwayat/")
        found: list[Deed] = []
        while True:
            told: list[list[str]] = self.page.locator("ol.feed > li").evaluate_all(TELL)
            found += [Deed(*each) for each in told]
            older = self.page.get_by_role("link", name="Lebih lama")
            if not older.count():
                return found[::-1]
            older.click()
