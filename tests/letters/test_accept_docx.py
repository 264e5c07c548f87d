"""A paper goes down as a Word file and comes back as the next version."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from tests.letters.run_papers import ORDER, drafted, paper_of, with_papers
from tests.runs.pages import Pages
from tests.runs.scene import PESSEL, Scene

from himpun.letters.models import PaperVersion
from himpun.letters.queries.documents import word_file
from himpun.letters.queries.papers import latest_of
from himpun.letters.services import accept_docx
from himpun.office.rules import Refused

KIND = "lembar-disposisi"


@pytest.fixture
def order(db: None, tmp_path: Path) -> Scene:
    scene = with_papers(tmp_path)
    drafted(scene, "1", KIND, content=ORDER)
    return scene


def edited(scene: Scene, old: str = "Siapkan surat", new: str = "Siapkan segera surat") -> bytes:
    """What somebody makes of it in a word processor."""
    document = Document(BytesIO(word_file(latest_of(paper_of(scene, KIND)))))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    for table in document.tables:
        for cell in table._cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.text = run.text.replace(old, new)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def accept(scene: Scene, content: bytes, who: str = "sekretaris", seen: int = 1) -> PaperVersion:
    return accept_docx(
        paper_id=paper_of(scene, KIND).pk, seen=seen, content=content, name="naskah.docx",
        by=scene.person(who), now=scene.now,
    )  # fmt: skip


def test_its_text_is_the_next_version_and_the_file_is_kept(order: Scene) -> None:
    version = accept(order, edited(order))
    assert (version.no, version.origin) == (2, "docx")
    assert "Siapkan segera surat permintaan data kinerja." in version.text
    assert version.docx is not None
    first = paper_of(order, KIND).versions.get(no=1)
    assert version.facts["frame"] == first.facts["frame"]


def test_what_was_not_changed_is_said_so(order: Scene) -> None:
    with pytest.raises(Refused, match="sama dengan versi yang ada"):
        accept(order, word_file(latest_of(paper_of(order, KIND))))


def test_it_refuses_macros_and_what_is_no_word_file(order: Scene) -> None:
    content = BytesIO(edited(order))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    for hostile in (content.getvalue(), b"%PDF-1.7", b""):
        with pytest.raises(Refused):
            accept(order, hostile)
    assert paper_of(order, KIND).versions.count() == 1


def test_it_refuses_others_and_a_stale_file(order: Scene) -> None:
    with pytest.raises(Refused, match="tidak di meja Anda"):
        accept(order, edited(order), who="kasi-keselamatan")
    accept(order, edited(order))
    with pytest.raises(Refused, match="sudah membuat versi 2"):
        accept(order, edited(order, new="Buat surat"))


def test_it_goes_down_and_up_on_the_page(order: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: order.now)
    client = Pages(order).client(order.person("sekretaris"))
    here = f"/naskah/{PESSEL}/{paper_of(order, KIND).pk}/"
    assert client.get(f"{here}v1.docx").content.startswith(b"PK")
    file = SimpleUploadedFile("naskah.docx", edited(order))
    answer: Any = client.post(f"{here}word/", {"file": file, "seen": "1"})
    assert (answer.status_code, answer["Location"]) == (302, here)
    again: Any = client.post(f"{here}word/", {"seen": "2"})
    assert again.status_code == 400
