"""What papers ask of a running SOP: a step goes forward when its paper is as the work demands."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.letters.marking import initial, order_at, sign, to_the_letter
from tests.letters.run_papers import ORDER, drafted, paper_of, with_papers
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.letters.models import Letterhead, Mark, Paper
from himpun.letters.queries.papers import latest_of
from himpun.office.models import JournalRow

KIND = "surat-permintaan-data"


@pytest.fixture
def running(db: None, tmp_path: Path) -> Scene:
    return with_papers(tmp_path)


def test_a_step_that_makes_a_paper_waits_for_it(running: Scene) -> None:
    with pytest.raises(Rejected, match="Lembar disposisi belum disusun"):
        running.complete("1", content=ORDER)
    drafted(running, "1", "lembar-disposisi", content=ORDER)
    with pytest.raises(Rejected, match="belum ditandatangani"):
        running.complete("1", content=ORDER)
    sign(running, "sekretaris", "lembar-disposisi")
    running.complete("1", content=ORDER)
    assert running.visits("2")


def test_paraf_and_signature_are_waited_for(running: Scene) -> None:
    to_the_letter(running, ORDER)
    with pytest.raises(Rejected, match="Surat permintaan data belum diparaf"):
        running.complete("4")
    initial(running, "sekretaris", KIND)
    running.complete("4")
    with pytest.raises(Rejected, match="belum ditandatangani"):
        running.complete("5")
    sign(running, "kadis", KIND)
    running.complete("5")
    assert running.visits("6")


def test_a_return_refuses_the_mark_and_the_next_version_waits_for_both_again(
    running: Scene,
) -> None:
    to_the_letter(running, ORDER)
    initial(running, "sekretaris", KIND)
    running.complete("4")
    running.send_back("5", "3", reason="Nama bidang belum lengkap.")
    paper = paper_of(running, KIND)
    refused = Mark.objects.get(version__paper=paper, state="refused")
    assert (paper.state, refused.reason) == ("draft", "Nama bidang belum lengkap.")
    assert JournalRow.objects.filter(action="PaperReturned").exists()
    running.complete("3")
    again = latest_of(paper_of(running, KIND))
    assert (again.no, [mark.state for mark in again.marks.all()]) == (2, ["waiting"] * 2)
    with pytest.raises(Rejected, match="belum diparaf"):
        running.complete("4")


def test_a_signed_paper_is_not_sent_back(running: Scene) -> None:
    to_the_letter(running, ORDER)
    initial(running, "sekretaris", KIND)
    running.complete("4")
    sign(running, "kadis", KIND)
    with pytest.raises(Rejected, match="sudah ditandatangani"):
        running.send_back("5", "3")


def test_a_paper_that_nobody_signs_is_finished_with_its_step(db: None, tmp_path: Path) -> None:
    scene = with_papers(tmp_path, "pematangsiantar-dpmptsp")
    order_at(scene, "1", ORDER)
    drafted(scene, "2", "undangan")
    drafted(scene, "2", "kertas-kerja")
    sign(scene, "sekretaris", "undangan")
    scene.complete("2")
    sheet = paper_of(scene, "kertas-kerja")
    assert (sheet.state, bool(latest_of(sheet).sha256)) == ("signed", True)
    invitation = Mark.objects.get(version__paper=paper_of(scene, "undangan"))
    assert invitation.printed[0].startswith("a.n. KEPALA DPMPTSP")


def test_a_run_that_began_before_goes_on_without_the_papers_it_never_had(
    running: Scene,
) -> None:
    order_at(running, "1", ORDER)
    order_at(running, "2", ORDER)
    letterhead = Letterhead.objects.get()
    Letterhead.objects.all().delete()
    running.complete("3")
    letterhead.save(force_insert=True)
    running.complete("4")
    running.complete("5")
    assert not Paper.objects.filter(kind=KIND).exists()


def test_an_agency_without_letterhead_pays_one_query(scene: Scene) -> None:
    scene.start()
    with CaptureQueriesContext(connection) as asked:
        scene.complete("1")
    found = [q["sql"] for q in asked.captured_queries if "letters_" in q["sql"]]
    assert len(found) == 1
    assert scene.visits("2")
