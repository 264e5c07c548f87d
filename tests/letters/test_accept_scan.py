"""The scan of a paper that was signed by hand."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.letters.run_papers import paper_of
from tests.letters.signing.scanned import printed as other_paper
from tests.letters.test_ready_papers import KIND, by_hand, ready
from tests.runs.pages import Pages, words_of
from tests.runs.scene import Scene

from himpun.letters.models import Mark, Number, Scan
from himpun.letters.queries.documents import content_of
from himpun.letters.services import accept_scan
from himpun.letters.typeset import pictures
from himpun.office.rules import Refused

__all__ = ["by_hand"]


def scan_of(scene: Scene) -> bytes:
    """The printed paper, photographed: all of its pages as one PDF of pictures."""
    from PIL import Image

    version = ready(scene)
    assert version.pdf is not None
    pages = [Image.open(BytesIO(png)) for png in pictures(content_of(version.pdf), dots=150)]
    out = BytesIO()
    first, *rest = [page.convert("RGB") for page in pages]
    first.save(out, format="PDF", save_all=True, append_images=rest)
    return out.getvalue()


def accept(scene: Scene, content: bytes, name: str = "pindaian.pdf") -> Mark:
    version = ready(scene)
    return accept_scan(
        paper_id=version.paper_id, content=content, name=name, by=scene.person("operator"),
        now=scene.now,
    )  # fmt: skip


def test_its_code_binds_it_and_the_holder_has_signed(by_hand: Scene) -> None:
    mark = accept(by_hand, scan_of(by_hand))
    assert (mark.person_text, mark.way, mark.capacity) == (
        "Kepala Dinas Perhubungan", "wet", "definitif",
    )  # fmt: skip
    assert Scan.objects.get().version == mark.version
    assert Number.objects.get(paper=mark.version.paper).state == "given"
    by_hand.complete("5")
    assert by_hand.visits("6")


def test_it_refuses_the_scan_of_another_paper(by_hand: Scene) -> None:
    foreign = other_paper("https://contoh.go.id/p/Zz8kQ9pLm2_tYw7-aB?v=1", 2)
    with pytest.raises(Refused, match="naskah lain"):
        accept(by_hand, foreign)
    assert not Scan.objects.exists()


def test_it_refuses_a_broken_scan_and_one_without_a_code(
    by_hand: Scene,
    tmp_path: Path,
) -> None:
    for content in (b"%PDF-1.7 rusak", b"GIF89a"):
        with pytest.raises(Refused):
            accept(by_hand, content)
    assert not Mark.objects.filter(role="sign", state="done", version__paper__kind=KIND).exists()


def test_it_refuses_a_paper_that_was_not_made_ready(by_hand: Scene) -> None:
    with pytest.raises(Refused, match="belum disiapkan untuk dicetak"):
        accept_scan(
            paper_id=paper_of(by_hand, KIND).pk, content=b"%PDF", name="a.pdf",
            by=by_hand.person("operator"), now=by_hand.now,
        )  # fmt: skip


def test_an_operator_prints_and_scans_on_the_page(
    by_hand: Scene,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: by_hand.now)
    client = Pages(by_hand).client(by_hand.person("operator"))
    address = f"/naskah/langkah/{by_hand.run_id}/{by_hand.visit('5').number}/tanda/"
    assert "Siapkan untuk dicetak" in words_of(client.get(address))  # type: ignore[arg-type]
    assert client.post(address).status_code == 302
    assert "Unggah hasil pindai" in words_of(client.get(address))  # type: ignore[arg-type]
    paper = paper_of(by_hand, KIND)
    broken = SimpleUploadedFile("a.pdf", b"%PDF-1.7 rusak")
    assert client.post(address, {"naskah": paper.pk, "scan": broken}).status_code == 409
    whole = SimpleUploadedFile("pindaian.pdf", scan_of(by_hand))
    assert client.post(address, {"naskah": paper.pk, "scan": whole}).status_code == 302
    assert paper_of(by_hand, KIND).state == "signed"
