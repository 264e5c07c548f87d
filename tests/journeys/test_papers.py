"""Papers in a browser: drafted from the step, corrected, initialled, signed with one act, numbered,
checked by whoever reads the code; the signatures of whole SOPs."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Clock, People
from tests.journeys.journey import Journey
from tests.journeys.official import PHONE, Turn
from tests.journeys.papers import correct, draft, make_all, mark

from himpun.letters.models import Mark, Paper
from himpun.project.sample import load_letterheads

pytestmark = [pytest.mark.usefixtures("offices"), pytest.mark.once]
SOP, SIANTAR = "balangan-dpuprperkim", "pematangsiantar-dpmptsp"
THREE = ("format data kinerja", "keputusan", "surat pemberitahuan pengisian data")

ALL_BUT_TWO = (
    "Bidang Penanaman Modal", "Bidang Pengendalian dan Informasi",
    "Bidang Pengaduan dan Pelaporan Layanan",
)  # fmt: skip
MADE = [
    "lembar disposisi", "undangan", "kertas kerja", "daftar hadir", "notula", "surat tugas",
    "daftar hadir", "notula", "lembar persetujuan",
]  # fmt: skip
SIGNED = [
    ("lembar-disposisi", "Kepala DPMPTSP"),
    ("lembar-persetujuan", "Kepala DPMPTSP"),
    ("notula", "Kasubag Program dan Keuangan"),
    ("notula", "Perencana"),
    ("surat-tugas", "Perencana"),
    ("undangan", "Sekretaris"),
]


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
    assert mark(journey.official("kadis"), "4", "Tanda tangani").startswith("Ditandatangani:")
    journey.walk(Turn("kadis", "4"))
    letter = Paper.objects.get(kind="surat-pemberitahuan", run=journey.run)
    staff.visit(f"/naskah/{SOP}/{letter.pk}/")
    facts = staff.page.locator("dl.facts").first
    expect(facts).to_contain_text(letter.numbers.get().text)
    expect(staff.page.get_by_role("main")).to_contain_text("KEPALA DINAS PUPRPERKIM")
    staff.visit(f"/p/{letter.token}")
    expect(staff.page.get_by_role("main")).to_contain_text(re.compile("asli", re.IGNORECASE))


def test_every_paper_of_pematangsiantar_is_made_and_signed_on_telephones(
    people: People, clock: Clock
) -> None:
    """Rows 1 to 7: whoever makes a paper that the SOP lets nobody sign signs it there and then, and
    the head the sheet of approval at the end."""
    load_letterheads(now=clock.now)
    on_phones = partial(people, viewport=PHONE, is_mobile=True, has_touch=True)
    journey = Journey(on_phones, clock, SIANTAR)
    journey.start("kasubag", ALL_BUT_TWO)
    made = []
    for turn in (
        Turn("kadis", "1"),
        Turn("sekretaris", "2"),
        Turn("perencana", "3"),
        Turn("data-sekretariat", "4", "Sekretariat"),
        Turn("data-perizinan", "4", "Bidang Pelayanan Perizinan"),
        Turn("kasubag", "5"),
        Turn("sekretaris", "6"),
        Turn("kadis", "7"),
    ):
        clock.forward(minutes=6)
        made += make_all(journey.official(turn.who), turn.step, turn.unit)
        journey.walk(turn)
    assert made == MADE
    papers = Paper.objects.filter(run=journey.run)
    assert set(papers.values_list("state", flat=True)) == {"signed"}
    signed = Mark.objects.filter(version__paper__run=journey.run, role="sign", state="done")
    said = sorted(signed.values_list("version__paper__kind", "person_text"))
    assert said == SIGNED
