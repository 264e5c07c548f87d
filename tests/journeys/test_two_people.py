"""Two clicks, two colleagues, two agencies."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Clock, People
from tests.journeys.filling import fill_in
from tests.journeys.official import Official
from tests.journeys.stages import BALANGAN, stage
from tests.runs.scene import Scene

from himpun.runs.models import Event

TYPED = "Format memakai lampiran Perjanjian Kinerja 2026."


@pytest.fixture
def scene(offices: None, clock: Clock) -> Scene:
    """Balangan at its first step, which two people hold."""
    return stage(BALANGAN, clock.now)


def completions(scene: Scene) -> int:
    return Event.objects.filter(run_id=scene.run_id, kind="StepCompleted").count()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_double_click_finishes_the_step_once(
    people: People, scene: Scene, *, script: bool
) -> None:
    staff = people("balangan.staf", java_script_enabled=script)
    staff.open_task("1")
    fill_in(staff.page)
    staff.page.locator("#langkah button[value=selesai]").dblclick()
    expect(staff.page).to_have_url(re.compile("/tugas/$"))
    assert completions(scene) == 1
    assert [visit.node for visit in scene.visits()] == ["2"]


def colleagues(people: People) -> tuple[Official, Official]:
    """Both have the same step open before them."""
    both = people("balangan.staf"), people("balangan.jf-umum")
    for one in both:
        one.open_task("1")
    return both


def test_who_comes_second_reads_who_was_first_and_keeps_what_was_typed(
    people: People, scene: Scene
) -> None:
    first, second = colleagues(people)
    second.page.get_by_label("Catatan atas naskah").fill(TYPED)
    fill_in(first.page)
    first.finish()
    assert first.answer().startswith("Langkah 1 selesai.")
    second.finish()
    main = second.page.get_by_role("main")
    expect(main).to_contain_text("Staf Perencanaan dan Pelaporan")
    expect(main).to_contain_text("sudah diselesaikan")
    expect(main.locator(".unsent")).to_contain_text(TYPED)
    assert completions(scene) == 1


def test_what_the_second_typed_is_still_there_after_a_reload(people: People, scene: Scene) -> None:
    first, second = colleagues(people)
    second.page.get_by_label("Catatan atas naskah").fill(TYPED)
    second.page.get_by_role("button", name="Simpan draf").last.click()
    expect(second.page.locator("#draf")).to_contain_text("Draf tersimpan")
    fill_in(first.page)
    first.finish()
    assert first.answer().startswith("Langkah 1 selesai.")
    second.page.reload()
    expect(second.page.get_by_role("main").locator(".unsent")).to_contain_text(TYPED)


def test_a_person_of_another_agency_finds_no_page_of_the_run(people: People, scene: Scene) -> None:
    stranger = people("pessel.kasubag")
    visit = scene.visit("1").number
    for path in ("", "riwayat/", "atur/", f"langkah/{visit}/"):
        stranger.visit(f"/jalan/{scene.run_id}/{path}")
        expect(stranger.page).to_have_title(re.compile("^Halaman tidak ditemukan"))
        expect(stranger.page.get_by_role("main")).not_to_contain_text("format data kinerja")
    stranger.visit("/jalan/")
    expect(stranger.page.get_by_role("main")).not_to_contain_text("Balangan")
