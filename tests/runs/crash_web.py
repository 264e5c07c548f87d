"""A real web process that is killed while it answers, and somebody who goes on nevertheless."""

import os
import random
import re
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from statistics import median
from threading import Lock, Thread, Timer
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)
from uuid import uuid4

from lxml import html
from tests.house.source import ROOT
from tests.runs.crash_scratch import counting_events

from himpun.project.management.commands.serve import web_process

PATIENCE = 90.0
LONGER = 1.4
"""A kill comes at most so many times as late as an answer usually does."""
BREAKS = (OSError, HTTPException)

Fields = list[tuple[str, str]]
Files = Mapping[str, tuple[str, bytes]]


class WebProcess:
    """The web process as `himpun serve` runs it, leader of a process group of its own."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._port = port
        self._process = subprocess.Popen(
            web_process("127.0.0.1", port),
            env={**environment, "HIMPUN_URL": self.address},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._ending = Lock()

    def listen(self) -> None:
        """Come back when it accepts connections."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self._process.poll() is None, "the web process ended by itself"
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError("the web process does not listen")

    def kill(self) -> None:
        """SIGKILL to the whole group: no handler runs, nothing is flushed."""
        with self._ending:
            if self._process.returncode is None:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()

    @property
    def killed(self) -> bool:
        return self._process.returncode is not None


class Site:
    """An address that stays when its process is killed: the next one, which was started meanwhile
    and has not touched the database, takes its place."""

    def __init__(self, environment: Mapping[str, str], seed: int) -> None:
        self._environment = environment
        self.chance = random.Random(seed)
        self.kills = self.unanswered = self.stored_unanswered = 0
        self._took: list[float] = []
        self._front, self._next = WebProcess(environment), WebProcess(environment)
        self._front.listen()

    def close(self) -> None:
        self._front.kill()
        self._next.kill()

    @property
    def address(self) -> str:
        return self._front.address

    def _go_on(self) -> None:
        self.kills += 1
        self._front, self._next = self._next, WebProcess(self._environment)
        self._front.listen()
        # The first answer of a process takes longest, and would say nothing of the usual ones.
        Wanted("/akun/login/").sent(build_opener(), self.address)

    def ask(self, opener: OpenerDirector, request: "Wanted", *, deadly: bool) -> "Got":
        """The answer to a request. ``deadly``: the process is killed, in turns at some moment
        between the request and a little after its usual answer, and as soon as something is
        stored; without an answer it is sent again."""
        if deadly:
            killed = self._killed_when_stored if self.kills % 2 else self._killed_some_time
            if answer := killed(opener, request):
                return answer
        began = time.monotonic()
        answer = request.sent(opener, self.address)
        if request.form is not None:
            self._took.append(time.monotonic() - began)
        return answer

    def _killed_some_time(self, opener: OpenerDirector, request: "Wanted") -> "Got | None":
        usual = median(self._took)
        dying = Timer(self.chance.uniform(0, LONGER * usual), self._front.kill)
        answer = self._killed_by(dying, opener, request)
        self.unanswered += answer is None
        return answer

    def _killed_when_stored(self, opener: OpenerDirector, request: "Wanted") -> "Got | None":
        with counting_events(self._environment) as events:
            before = events()

            def kill() -> None:
                until = time.monotonic() + PATIENCE
                while events() == before and time.monotonic() < until:
                    time.sleep(0.0005)
                self._front.kill()

            answer = self._killed_by(Thread(target=kill), opener, request)
            self.stored_unanswered += answer is None and events() != before
        return answer

    def _killed_by(
        self, dying: Thread, opener: OpenerDirector, request: "Wanted"
    ) -> "Got | None":  # fmt: skip
        dying.start()
        try:
            return request.sent(opener, self.address)
        except BREAKS:
            return None
        finally:
            dying.join()
            self._go_on()


@dataclass(frozen=True)
class Got:
    """An answer: its status, where it sends on, and its page."""

    status: int
    location: str
    body: bytes

    @property
    def page(self) -> html.HtmlElement:
        return html.document_fromstring(self.body)


@dataclass(frozen=True)
class Wanted:
    """A request that can be sent again as it is. ``form`` None: only to look."""

    path: str
    form: Fields | None = None
    files: Files = field(default_factory=dict)

    def sent(self, opener: OpenerDirector, address: str) -> Got:
        request = Request(address + self.path)
        if self.form is not None:
            kind, request.data = _encoded(self.form, self.files)
            request.add_header("Content-Type", kind)
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return Got(answer.status, "", answer.read())
        except HTTPError as other:
            with other:
                return Got(other.code, other.headers.get("Location", ""), other.read())


def _encoded(form: Fields, files: Files) -> tuple[str, bytes]:
    if not files:
        return "application/x-www-form-urlencoded", urlencode(form).encode()
    mark = uuid4().hex
    lines = []
    for name, value in form:
        lines += [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        ]
    for name, (called, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
        lines += [f"{head}Content-Type: text/plain\r\n\r\n".encode(), content, b"\r\n"]
    return f"multipart/form-data; boundary={mark}", b"".join([*lines, f"--{mark}--\r\n".encode()])


class _Stay(HTTPRedirectHandler):
    """Where an answer sends on to is part of the answer."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class Visitor:
    """Somebody at a browser: cookies, forms filled in, and patience."""

    def __init__(self, site: Site, username: str, password: str) -> None:
        self._site = site
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _Stay())
        self.username = username
        form = _hidden(self.get("/akun/login/").page.xpath("//form[.//input[@name='password']]")[0])
        got = self.post("/akun/login/", [*form, ("login", username), ("password", password)])
        assert got.status == 302, f"{username} cannot sign in"

    def get(self, path: str, *, deadly: bool = False) -> Got:
        got = self._site.ask(self._opener, Wanted(path), deadly=deadly)
        assert got.status == 200, f"{path}: {got.status}"
        return got

    def post(
        self, path: str, form: Fields, files: Files | None = None, *, deadly: bool = False
    ) -> Got:
        return self._site.ask(self._opener, Wanted(path, form, files or {}), deadly=deadly)

    def start(self, path: str, units: list[str]) -> int:
        """Start an SOP for the first period that is free, and be killed at it; the run's number."""
        (form,) = self.get(path).page.xpath("//form[@id='mulai']")
        period = form.xpath(".//select[@name='periode']//option[not(@disabled)]/@value")[0]
        fields = [*_hidden(form), ("periode", period), *(("unit", unit) for unit in units)]
        got = self.post(path, fields, deadly=True)
        assert got.status == 302, said(got)
        return int(got.location.strip("/").split("/")[-1])

    def tasks(self, run: int) -> list[str]:
        """Addresses of the steps of a run that wait for this person."""
        found = re.findall(
            rf'href="(/jalan/{run}/langkah/\d+/)"', self.get("/tugas/").body.decode()
        )
        return list(dict.fromkeys(found))

    def finish(self, path: str) -> Files:
        """Fill in a step with a file for each of its papers, hand it on, and be killed at it; the
        files."""
        (form,) = self.get(path).page.xpath("//form[@id='langkah']")
        files = {
            place: (f"{place}.txt", f"Naskah {place} dari {path}".encode())
            for place in form.xpath(".//input[@type='file']/@name")
        }
        got = self.post(path, [*filled_in(form), ("aksi", "selesai")], files, deadly=True)
        assert got.status == 302, f"{path}: {got.status} {said(got)}"
        return files


def said(got: Got) -> str:
    """What a page says went wrong."""
    return " ".join(" ".join(got.page.xpath("//*[@role='alert']//text()")).split())


def _hidden(form: html.HtmlElement) -> Fields:
    return [
        (str(field.get("name")), field.get("value") or "")
        for field in form.xpath(".//input[@type='hidden' and @name]")
    ]


def filled_in(form: html.HtmlElement) -> Fields:
    """Everything that a step asks, filled in; the first of several exits, and no return."""
    found = _hidden(form)
    for field_ in form.xpath(".//input[@name and not(@type='hidden')] | .//textarea[@name]"):
        if (name := str(field_.get("name"))).startswith(("kembali-", "alasan", "unit")):
            continue
        kind = field_.get("type", "text")
        if kind in USUAL:
            found.append((name, field_.get("value") or USUAL[kind]))
    for name in dict.fromkeys(form.xpath(".//input[@type='radio']/@name")):
        found.append((name, form.xpath(f".//input[@name='{name}']/@value")[0]))
    for choice in form.xpath(".//select[@name and not(starts-with(@name, 'kembali-'))]"):
        found.append((str(choice.get("name")), _chosen(choice)))
    return found


def _chosen(choice: html.HtmlElement) -> str:
    options = [str(option.get("value", option.text)) for option in choice.xpath(".//option")]
    return next(option for option in options if option)


USUAL = {
    "text": "Sesuai SOP", "date": "2026-03-31", "time": "09:30", "number": "2", "checkbox": "ya",
}  # fmt: skip
"""What is written into a field, by its kind."""
