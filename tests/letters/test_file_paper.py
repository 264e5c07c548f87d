"""Finished papers become records where the SOP has no step for it: offered, not forced."""

from pathlib import Path

import pytest
from tests.letters.marking import at_the_letter, initial, sign
from tests.letters.run_papers import paper_of
from tests.runs.pages import Pages
from tests.runs.scene import PESSEL, Scene

from himpun.archive.models import Record
from himpun.letters.services import file_paper
from himpun.office.rules import Refused

LETTER = "surat-permintaan-data"


@pytest.fixture
def letter(db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan's letter, signed by the head; the run goes on."""
    scene = at_the_letter(tmp_path)
    initial(scene, "sekretaris", LETTER)
    scene.complete("4")
    sign(scene, "kadis", LETTER)
    return scene


def test_whoever_keeps_the_archive_files_a_paper_that_no_step_does(letter: Scene) -> None:
    paper = paper_of(letter, LETTER)
    record = file_paper(paper_id=paper.pk, by=letter.person("operator"), now=letter.now)
    assert record.source == f"paper/{paper.pk}"
    again = file_paper(paper_id=paper.pk, by=letter.person("operator"), now=letter.now)
    assert again.pk == record.pk


@pytest.mark.parametrize("who", ["kasi-keselamatan", "outsider"])
def test_it_refuses_who_does_not_keep_the_archive(letter: Scene, who: str) -> None:
    person = letter.outsider("operator") if who == "outsider" else letter.person(who)
    with pytest.raises(Refused):
        file_paper(paper_id=paper_of(letter, LETTER).pk, by=person, now=letter.now)
    assert not Record.objects.exists()


def test_it_refuses_a_paper_that_is_not_signed(db: None, tmp_path: Path) -> None:
    scene = at_the_letter(tmp_path)
    with pytest.raises(Refused, match="sesudah ditandatangani"):
        file_paper(paper_id=paper_of(scene, LETTER).pk, by=scene.person("operator"), now=scene.now)


def test_the_page_offers_it_and_then_names_the_record(
    letter: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: letter.now)
    pages, paper = Pages(letter), paper_of(letter, LETTER)
    here = f"/naskah/{PESSEL}/{paper.pk}/"
    assert "Arsipkan naskah ini" not in pages.text(letter.person("kasi-keselamatan"), here)
    keeper = letter.person("operator")
    assert "Arsipkan naskah ini" in pages.text(keeper, here)
    assert pages.post(keeper, f"{here}arsipkan/").status_code == 302
    read = pages.text(keeper, here)
    assert "Arsipkan naskah ini" not in read
    assert "Nomor 1, 000.8.6.3" in read


def test_the_search_finds_a_paper_by_its_number_and_words(letter: Scene) -> None:
    from himpun.archive.queries.reach import reach_of
    from himpun.archive.queries.searching import Sought, search

    reach = reach_of(letter.person("kasubag"), letter.now.date())
    hits = search(Sought("001/DISHUB/IX", kind="naskah"), reach).hits
    assert [hit.row.ref for hit in hits] == [f"paper/{paper_of(letter, LETTER).pk}"]
    stranger = reach_of(letter.outsider("operator"), letter.now.date())
    assert search(Sought("DISHUB", kind="naskah"), stranger).hits == []
