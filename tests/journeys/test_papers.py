"""Papers in a browser: drafted from the step, corrected, initialled, signed with one act, numbered,
checked by whoever reads the code."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Clock, People
from tests.journeys.journey import Journey
from tests.journeys.official import Official, Turn

from himpun.letters.models import Paper
from himpun.project.sample import PASSWORD, load_letterheads

pytestmark = [pytest.mark.usefixtures("offices"), pytest.mark.once]
SOP = "balangan-dpuprperkim"
THREE = ("format data kinerja", "keputusan", "surat pemberitahuan pengisian data")


def draft(official: Official, step: str, title: str) -> None:
    """A paper is drafted from its step, and its page opens."""
    official.open_task(step)
    official.page.get_by_role("button", name=f"Susun {title}", exact=True).click()
    assert f"{title.capitalize()} disusun." in official.answer()
    expect(official.page.locator("img.paper-sheet").first).to_be_visible()


def correct(official: Official, sentence: str) -> None:
    """A sentence more, looked at and then saved."""
    page = official.page
    page.get_by_role("link", name="Ubah naskah").click()
    text = page.get_by_label("Isi naskah")
    text.fill(f"{text.input_value()}\n\n{sentence}\n")
    page.get_by_role("button", name="Lihat hasilnya").click()
    expect(page.get_by_role("heading", name="Hasilnya, belum disimpan")).to_be_visible()
    page.get_by_role("button", name="Simpan sebagai versi baru").click()
    assert "versi 2" in official.answer()


def mark(official: Official, step: str, button: str) -> str:
    """All papers of a step are marked with one act; what is said then."""
    page = official.page
    official.open_task(step)
    page.get_by_role("link", name=re.compile(f"^{button} semua naskah")).click()
    page.get_by_label("Saya sudah membaca naskahnya.").check()
    page.get_by_label(re.compile("^Kata sandi")).fill(PASSWORD)
    page.get_by_role("button", name=f"{button} 3 naskah").click()
    return official.answer()


def test_three_papers_of_balangan_go_from_a_draft_to_three_numbered_signatures(
    people: People, clock: Clock
) -> None:
    load_letterheads(now=clock.now)
    journey = Journey(people, clock, SOP)
    journey.start("kasubag")
    staff = journey.official("staf")
    for title in THREE:
        draft(staff, "1", title)
    correct(staff, "Pengisian data memperhatikan target pada perjanjian kinerja.")
    journey.walk(Turn("staf", "1"), Turn("kasubag", "2", exit="Ya"))
    assert mark(journey.official("sekdin"), "3", "Paraf").startswith("Diparaf:")
    journey.walk(Turn("sekdin", "3"))
    assert mark(journey.official("kadis"), "4", "Tandatangani").startswith("Ditandatangani:")
    journey.walk(Turn("kadis", "4"))
    letter = Paper.objects.get(kind="surat-pemberitahuan", run=journey.run)
    staff.visit(f"/naskah/{SOP}/{letter.pk}/")
    facts = staff.page.locator("dl.facts").first
    expect(facts).to_contain_text(letter.numbers.get().text)
    expect(staff.page.get_by_role("main")).to_contain_text("KEPALA DINAS PUPRPERKIM")
    staff.visit(f"/p/{letter.token}")
    expect(staff.page.get_by_role("main")).to_contain_text(re.compile("asli", re.IGNORECASE))
