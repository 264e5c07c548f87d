"""What the pages say of a unit that was asked for its data with a warning letter."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from tests.runs.scene import Scene, wib

from himpun.runs.jobs import tell_due
from himpun.runs.queries.step_page import step_page

OTHERS = ("sekretariat", "angkutan")
LATE = "pelayaran"
LIVE = re.compile(r'<td class="live">(.*?)</td>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def warned(scene: Scene) -> Scene:
    """One division has not handed in; its letter is signed, and is to be sent."""
    scene.start(units=[*OTHERS, LATE])
    scene.walk("7")
    scene.complete_all("7")
    for node in ("8", "9", "10"):
        for unit in OTHERS:
            if (node, unit) != ("9", "sekretariat"):
                scene.complete(node, unit)
    scene.now = wib(2026, 10, 12)
    assert tell_due(scene.now) == 1
    for node in ("10.1", "10.2", "10.3"):
        scene.complete(node, LATE)
    return scene


def live_cells(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    client = Client()
    client.force_login(scene.person("kasubag").user)
    page = client.get(f"/jalan/{scene.run_id}/").content.decode()
    return (" ".join(TAG.sub(" ", cell).split()) for cell in LIVE.findall(page))


def test_the_letter_is_addressed_to_the_head_of_the_division(warned: Scene) -> None:
    visit = warned.visit("10.4", LATE)
    page = step_page(warned.person("kasubag"), warned.run_id, visit.number, warned.now)
    assert page is not None
    assert page.people.recipients == ("Kepala Bidang Pelayaran (Plt.)",)


def test_a_letter_to_a_unit_that_passes_the_row_goes_to_who_collects_there(scene: Scene) -> None:
    scene.start(units=["sekretariat"])
    scene.walk("8")
    scene.now = wib(2026, 10, 12)
    tell_due(scene.now)
    for node in ("10.1", "10.2", "10.3"):
        scene.complete(node, "sekretariat")
    visit = scene.visit("10.4", "sekretariat")
    page = step_page(scene.person("kasubag"), scene.run_id, visit.number, scene.now)
    assert page is not None
    assert page.people.recipients == ("Kasubag Umum dan Kepegawaian, Sekretariat",)


def test_the_row_that_the_letter_took_over_is_closed_and_not_waited_for(
    warned: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned.complete("10.4", LATE)
    assert [visit.node for visit in warned.visits()] == ["9"]
    eighth = next(
        cell for cell in live_cells(warned, monkeypatch) if "Sekretariat : Selesai" in cell
    )
    assert eighth.startswith("2 dari 2 unit, ")
    assert "Pelayaran, ditutup" in eighth


def test_no_row_waits_any_more_when_the_sop_is_finished(
    warned: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned.walk()
    assert warned.run.state == "finished"
    assert not [cell for cell in live_cells(warned, monkeypatch) if "Menunggu" in cell]
