"""No page keeps anybody out: axe finds no barrier, and nothing runs over the edge of a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, ViewportSize
from tests.journeys.conftest import Clock, People
from tests.journeys.official import PHONE, Official
from tests.journeys.stages import BALANGAN, SIANTAR, SUMBAR, stage
from tests.project.access_row import ANONYMOUS, PEOPLE
from tests.project.access_rows import ROWS, some_of_each
from tests.project.loaded import the_sample
from tests.project.moments import NOW
from tests.runs.scene import PESSEL, Scene

from himpun.runs.forms import KINDS
from himpun.runs.models import Run
from himpun.runs.queries.run_page import units_of

pytestmark = pytest.mark.look

Barriers = Callable[[Page], list[str]]
Visitors = Callable[[str], Official]

DESK: ViewportSize = {"width": 1366, "height": 768}
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOREMOST = ("system", "administrator", "holder")
"""Who sees most of a page: the first of these who may open it."""


@pytest.fixture
def visitors(clock: Clock, people: People) -> Visitors:
    """The sample with a run under way in each agency; its people by what they are."""
    clock.now = NOW
    the_sample()
    some_of_each()

    def visitor(name: str) -> Official:
        return people(PEOPLE.get(name, name))

    return visitor


def found_on(page: Page, barriers: Barriers, *schemes: str) -> Iterator[str]:
    """What is wrong with the page that is open, on a desk and on a phone; where ``schemes`` are
    named, in these colours also."""
    where = page.url.partition("/")[2].partition("/")[2].partition("/")[2]
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", *schemes):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            yield from (f"/{where} {size['width']} {scheme}: {it}" for it in barriers(page))
        if beyond := page.evaluate(WIDE):
            yield f"/{where} {size['width']}: {beyond} px too wide"
    page.emulate_media(color_scheme="light")


def everybody(see: frozenset[str]) -> str:
    return next((name for name in FOREMOST if name in see), sorted(see)[0])


def test_every_page_of_the_address_table_is_open_to_everybody(
    visitors: Visitors, barriers: Barriers
) -> None:
    looked: set[str] = set()
    found: list[str] = []
    for name, row in ROWS.items():
        if not row.see or ANONYMOUS in row.see:
            continue
        official = visitors(everybody(row.see))
        path = reverse(name, kwargs=row.args())
        if not _is_page(official, path):
            continue
        official.visit(path)
        found += found_on(official.page, barriers)
        looked.add(name)
    assert found == []
    assert looked >= {"runs:run", "runs:history", "runs:course", "sops:sop", "office:roles"}


def _is_page(official: Official, path: str) -> bool:
    """Whether an address answers with a page, and not with a file or a way to another one."""
    client = Client()
    client.force_login(User.objects.get(username=official.username))
    answer: Any = client.get(path)
    if answer.streaming:  # read to its end, so that its file is closed
        b"".join(answer.streaming_content)
    return answer.status_code == 200 and "html" in answer["Content-Type"]


def test_inbox_and_run_page_are_open_in_the_dark_too(
    visitors: Visitors, barriers: Barriers
) -> None:
    run = Run.objects.get(sop_key=PESSEL).pk
    found: list[str] = []
    for username, path in (
        ("pessel.kasubag", "/tugas/"),
        ("pessel.kadis", "/tugas/"),
        ("pessel.operator", "/tugas/?tab=atas-nama"),
        ("pessel.kasubag", "/tugas/?tab=selesai"),
        ("pessel.kasubag", f"/jalan/{run}/"),
    ):
        official = visitors(username)
        official.visit(path)
        found += found_on(official.page, barriers, "dark")
    assert found == []


def test_the_door_and_the_pages_that_say_no_are_open_to_everybody(
    visitors: Visitors, barriers: Barriers
) -> None:
    stranger, staff = visitors("pessel.staf"), visitors("balangan.staf")
    page = stranger.page
    found: list[str] = []
    for path in ("/akun/login/", "/tidak-ada/", "/akun/login/?next=/jalan/"):
        page.goto(f"{stranger.address}{path}")
        found += found_on(page, barriers)
    page.locator("input[name=login]").fill("pessel.staf")
    page.locator("input[name=password]").fill("bukan kata sandinya")
    page.get_by_role("button", name="Masuk").click()
    page.locator(".errors").wait_for()
    found += found_on(page, barriers)
    for path in ("/tidak-ada/", f"/jalan/{Run.objects.get(sop_key=PESSEL).pk}/", "/instansi/"):
        staff.visit(path)
        assert staff.page.title().startswith(("Halaman tidak ditemukan", "Bukan wewenang"))
        found += found_on(staff.page, barriers)
    assert found == []


STAGES: Mapping[str, tuple[str, ...]] = {
    PESSEL: ("1", "4"),
    BALANGAN: ("1", "2", "5", "6", "7"),
    SUMBAR: ("2", "4", "6", "7", "9"),
    SIANTAR: ("3", "7"),
}
"""Steps in which every kind of work stands at least once."""


def test_a_step_of_each_kind_is_open_to_everybody_with_its_mistakes_and_when_done(
    offices: None, clock: Clock, people: People, barriers: Barriers
) -> None:
    kinds: set[str] = set()
    found: list[str] = []
    for code, steps in STAGES.items():
        scene = stage(code, clock.now)
        for step in steps:
            scene.walk(step)
            visit = scene.visits(step)[0]
            official = people(scene.holder(visit).user.username)
            official.open_task(step, _unit(scene, visit.unit))
            kinds |= {str(part.get_attribute("id")) for part in _kinds(official.page)}
            found += found_on(official.page, barriers)
            official.finish()
            official.page.locator("main .errors, main .note[role=status]").first.wait_for()
            found += found_on(official.page, barriers)
            if scene.visits(step, visit.unit):
                scene.complete(step, visit.unit)
            official.visit(f"/jalan/{scene.run_id}/langkah/{visit.number}/")
            found += found_on(official.page, barriers)
    assert kinds >= set(KINDS)
    assert found == []


def _kinds(page: Page) -> list[Locator]:
    return page.locator("#langkah fieldset.kind").all()


def _unit(scene: Scene, code: str) -> str:
    return next((unit.name for unit in units_of(scene.run).values() if unit.id == code), "")
