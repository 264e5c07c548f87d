"""Apps above go along with the steps of a run: they show a part of the page, are told what
happened, and may refuse it."""

from pathlib import Path
from typing import Any

import pytest
from tests.runs.pages import Pages
from tests.runs.scene import Scene
from tests.runs.step_pages import StepPages, orders, step_pages

from himpun.kernel.messages import Rejected, StepCompleted, StepReturned
from himpun.office.models import JournalRow, Person
from himpun.runs.models import Event
from himpun.runs.queries.parts import Part
from himpun.runs.queries.step_page import StepPage
from himpun.runs.services import Happened

told: list[Happened] = []
REFUSAL = "Tiga nilai belum diisi."


def listen(*, happened: Happened) -> None:
    told.append(happened)


def refuse(*, happened: Happened) -> None:
    if any(isinstance(event, StepCompleted) for event in happened.events):
        raise Rejected(REFUSAL)


def part(page: StepPage, person: Person) -> Part:
    return Part(
        key="nilai", heading="Nilai yang diperiksa", template="uji/part.html",
        context={"text": f"Dilihat {person.name}"}, why_not_complete="Satu nilai belum diperiksa.",
        replaces_files=True, fields=("pilih",), units_of={"11": "perizinan"},
    )  # fmt: skip


def nothing(page: StepPage, person: Person) -> None:
    return None


@pytest.fixture(autouse=True)
def _silence() -> None:
    told.clear()


@pytest.fixture
def with_part(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "uji"
    folder.mkdir(parents=True)
    (folder / "part.html").write_text(
        '<p>{{ part.text }}</p><input type="checkbox" name="pilih" value="11"'
        '{% if "11" in chosen.nilai.pilih %} checked{% endif %}>',
        encoding="utf-8",
    )
    templates = [{**settings.TEMPLATES[0], "DIRS": [folder.parent]}]
    settings.TEMPLATES = templates
    settings.HIMPUN_STEP_PARTS = [f"{__name__}.nothing", f"{__name__}.part"]


def test_a_companion_is_told_what_happened_by_whom_and_what_was_filled_in(
    running: Scene, settings: Any
) -> None:
    settings.HIMPUN_STEP_COMPANIONS = [f"{__name__}.listen"]
    who = running.person("sekretaris")
    running.complete("1", by=who, content={"instruct": {"note": "Segera."}})
    (happened,) = told
    assert happened.run_id == running.run_id
    assert happened.agency == running.agency
    assert happened.period == "2026-TW3"
    assert happened.by == who
    assert happened.capacity == "Sekretaris"
    assert happened.content == {"instruct": {"note": "Segera."}}
    assert happened.now == running.now
    assert happened.visit is not None
    assert happened.visit.node == "1"
    assert [type(event).__name__ for event in happened.events] == ["StepCompleted", "StepOpened"]


def test_a_companion_hears_of_a_start_a_return_and_the_time(scene: Scene, settings: Any) -> None:
    settings.HIMPUN_STEP_COMPANIONS = [f"{__name__}.listen"]
    scene.start()
    assert told[-1].visit is None
    scene.walk("4")
    scene.send_back("4", "3")
    assert isinstance(told[-1].events[0], StepReturned)
    scene.tell_time(scene.now.replace(month=10))
    assert told[-1].by is None


def test_what_a_companion_refuses_has_not_happened(running: Scene, settings: Any) -> None:
    settings.HIMPUN_STEP_COMPANIONS = [f"{__name__}.listen", f"{__name__}.refuse"]
    events, entries = Event.objects.count(), JournalRow.objects.count()
    with pytest.raises(Rejected, match=REFUSAL):
        running.complete("1")
    assert running.visit("1").started_at is None
    assert Event.objects.count() == events
    assert JournalRow.objects.count() == entries


def test_a_page_says_what_a_companion_refused(running: Scene, settings: Any) -> None:
    settings.HIMPUN_STEP_COMPANIONS = [f"{__name__}.refuse"]
    steps = StepPages(running)
    visit, who = running.visit("1"), running.person("sekretaris")
    answer = steps.send(who, visit, "selesai", orders())
    assert answer.status_code == 409
    assert REFUSAL in answer.content.decode()


@pytest.mark.usefixtures("with_part")
def test_a_part_stands_on_the_page_of_a_step_with_why_it_cannot_go_on(
    running: Scene, pages: Pages
) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    text = pages.text(who, StepPages(running).address(visit))
    assert "Nilai yang diperiksa" in text
    assert f"Dilihat {who.name}" in text
    assert "Satu nilai belum diperiksa." in text
    assert "Berkas lain, bila perlu" in text


@pytest.mark.usefixtures("with_part")
def test_a_part_is_read_where_the_step_is_not_one_s_own(running: Scene, pages: Pages) -> None:
    text = pages.text(running.person("staf"), StepPages(running).address(running.visit("1")))
    assert "Nilai yang diperiksa" in text
    outsider = pages.get(running.outsider(), StepPages(running).address(running.visit("1")))
    assert outsider.status_code == 404


@pytest.mark.usefixtures("with_part")
def test_what_is_ticked_in_a_part_is_kept_in_the_draft_and_in_the_step(running: Scene) -> None:
    steps = StepPages(running)
    visit, who = running.visit("1"), running.person("sekretaris")
    steps.send(who, visit, "draf", {"pilih": ["11", "12"]})
    assert 'value="11" checked' in steps.get(who, visit).content.decode()
    steps.send(who, visit, "selesai", {**orders(), "pilih": ["11", "x\0y"]})
    kept = running.row(visit.number).content
    assert kept["nilai"] == {"pilih": ["11", "xy"]}


@pytest.mark.django_db
@pytest.mark.usefixtures("with_part")
def test_what_is_sent_back_without_a_unit_goes_to_the_units_of_what_was_ticked(
    tmp_path: Path,
) -> None:
    steps = step_pages(tmp_path, "pematangsiantar-dpmptsp", "5")
    scene = steps.scene
    (visit,) = scene.visits("5")
    fields = {"kembali-alasan": "Angka berbeda.", "pilih": ["11"]}
    steps.send(scene.holder(visit), visit, "kembalikan", fields)
    assert [open_.unit for open_ in scene.visits("4")] == ["perizinan"]
