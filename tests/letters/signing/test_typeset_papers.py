"""Papers as the typesetter makes them, initialled, filled in and signed in each place it tells."""

import pytest
from tests.letters.papers import LETTER
from tests.letters.pdf_a import faults
from tests.letters.signing import paper, scanned
from tests.letters.signing.test_fields import texts_on
from tests.letters.typeset.test_printed import FIGURES

from himpun.letters import signing
from himpun.letters.rules.document import Embedded
from himpun.letters.signing.scans import read_scan
from himpun.letters.signing.ways import Local
from himpun.letters.typeset import printed


def finished(embedded: tuple[Embedded, ...]) -> bytes:
    """All parafs and texts that the letter has a place for, then the signature."""
    made = printed(LETTER, at=paper.NOW, embedded=embedded)
    pdf = signing.prepare(made.pdf, made.places)
    for order in (1, 2, 3):
        if f"paraf-{order}" in made.places:
            pdf = paper.initialled(pdf, order)
    way = Local(paper.key(paper.HEAD.name), paper.root().certificate)
    ready = way.ready(pdf, {"nomor": paper.NUMBER, "tanggal": "26 November 2026"})
    return way.sign(ready, who=paper.HEAD, at=paper.NOW).pdf


@pytest.mark.parametrize(("embedded", "part"), [((), 2), ((FIGURES,), 3)], ids=["2b", "3b"])
def test_a_finished_letter_is_authentic_and_keeps_to_pdf_a(
    embedded: tuple[Embedded, ...], part: int
) -> None:
    pdf = finished(embedded)
    found = paper.verdict(pdf)
    assert (found.authentic, found.signed) == (True, True)
    assert faults(pdf, part=part) == []
    shown = texts_on(pdf)
    assert paper.NUMBER in shown
    assert "Disetujui dalam sistem" in shown
    assert "sertifikat elektronik milik instansi sendiri" in " ".join(shown.split())


def test_the_code_that_the_typesetter_prints_is_read_from_a_photograph() -> None:
    page = scanned.page_of(finished(()))
    photo = scanned.as_file(page.rotate(4, expand=True, fillcolor="gray"), "JPEG", quality=50)
    assert read_scan(photo).codes == (LETTER.qr,)
