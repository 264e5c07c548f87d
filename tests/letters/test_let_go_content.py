"""When the archive destroys the record of a paper, its content is gone everywhere; what was signed
when and by whom stays, and the hash."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.letters.run_papers import paper_of
from tests.letters.signed_letters import KIND, signed_letter
from tests.runs.pages import Pages
from tests.runs.scene import Scene

from himpun.archive.models import Record, StoredFile
from himpun.archive.queries import path_of
from himpun.archive.services import carry_out_disposal, decide_disposal, propose_disposal
from himpun.letters.models import Mark, PaperVersion
from himpun.letters.queries.checking import check_file, check_token
from himpun.letters.queries.documents import content_of
from himpun.letters.queries.papers import latest_of
from himpun.letters.services import file_paper
from himpun.letters.services.letting_go import let_go_content
from himpun.office.models import JournalRow


@pytest.fixture
def letter(db: None, tmp_path: Path) -> Scene:
    """Signed, and a record whose retention is over."""
    return filed(signed_letter(tmp_path))


@pytest.fixture
def doomed(db: None, tmp_path: Path) -> Scene:
    """The same, whose files do go: other tests want theirs."""
    return filed(signed_letter(tmp_path, "doomed"))


def filed(scene: Scene) -> Scene:
    file_paper(paper_id=paper_of(scene, KIND).pk, by=scene.person("operator"), now=scene.now)
    over = date(2020, 12, 31)
    Record.objects.update(fate="musnah", active_until=over, inactive_until=over)
    return scene


def pdf_of(scene: Scene) -> bytes:
    version = latest_of(paper_of(scene, KIND))
    assert version.pdf is not None
    return content_of(version.pdf)


def destroyed(scene: Scene) -> None:
    """Proposed by one, approved by the head, carried out with a berita acara."""
    keeper, now = scene.person("operator"), scene.now
    (no,) = Record.objects.values_list("no", flat=True)
    made = propose_disposal(
        agency=scene.agency, records=[no], reason="Retensi habis", by=keeper, now=now
    )
    decide_disposal(disposal=made.pk, approve=True, by=scene.person("kadis"), now=now)
    carry_out_disposal(
        disposal=made.pk, deed="000.5.6/1/2026", deed_on=scene.today, way="Dihapus",
        witnesses="Kasubag Umum", by=keeper, now=now,
    )  # fmt: skip


def test_nothing_that_it_said_is_kept(
    doomed: Scene, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    version = latest_of(paper_of(doomed, KIND))
    files = StoredFile.objects.filter(
        pk__in=[version.pdf_id, *version.marks.values_list("file", flat=True)]
    )
    places = [path_of(sha256) for sha256 in files.values_list("sha256", flat=True)]
    assert all(place.exists() for place in places)
    with django_capture_on_commit_callbacks(execute=True):
        destroyed(doomed)
    assert not path_of(Record.objects.get().sha256).exists()
    after = latest_of(paper_of(doomed, KIND))
    assert (after.text, after.pdf, after.facts["embedded"]) == ("", None, [])
    assert after.sha256 == version.sha256
    (done,) = Mark.objects.filter(version=after, role="sign").values_list("sha256_after", flat=True)
    assert done == Record.objects.get().sha256
    told = JournalRow.objects.get(action="PaperContentDestroyed")
    assert told.body["deed"] == "000.5.6/1/2026"
    assert told.body["versions"] == [[version.no, version.sha256]]


def test_its_page_says_so_and_shows_no_content(
    letter: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    destroyed(letter)
    monkeypatch.setattr("django.utils.timezone.now", lambda: letter.now)
    pages, who, paper = Pages(letter), letter.person("kasubag"), paper_of(letter, KIND)
    home = f"/naskah/{letter.agency.code}/{paper.pk}/"
    said = pages.text(who, home)
    assert "Isi naskah ini dimusnahkan pada 14 September 2026" in said
    assert "000.8.6.3/001/DISHUB/IX/2026" in said
    assert Record.objects.get().sha256 in said
    assert "Unduh PDF" not in said
    for part in ("v1.pdf", "v1.docx", "v1/1.png", "beda/1-1/"):
        answer: Any = pages.get(who, f"{home}{part}")
        assert answer.status_code == 409, part


def test_who_holds_a_copy_can_still_have_it_checked(letter: Scene) -> None:
    paper, pdf = paper_of(letter, KIND), pdf_of(letter)
    destroyed(letter)
    assert check_token(paper.token).state == "valid"
    assert check_file(pdf, letter.now).state == "valid"


def test_other_papers_keep_what_they_say(letter: Scene) -> None:
    destroyed(letter)
    others = PaperVersion.objects.exclude(paper=paper_of(letter, KIND))
    assert others.exists()
    assert not others.filter(text="").exists()


def test_what_is_no_paper_is_left_to_others(letter: Scene) -> None:
    by, now = letter.person("operator"), letter.now
    let_go_content(sources=["recap/7"], deed="1", by=by, now=now)
    assert not PaperVersion.objects.filter(destroyed_at__isnull=False).exists()
