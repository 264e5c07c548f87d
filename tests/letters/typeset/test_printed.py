"""A paper on its sheet: PDF/A, the same bytes each time, room where blanks and marks will stand."""

import hashlib
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from tests.letters.papers import AT, CHECK_ADDRESS, LETTER
from tests.letters.pdf_a import faults
from tests.letters.reading import text_of

from himpun.letters.rules.document import (
    LONGEST_PAGES,
    Document,
    Embedded,
    PageBreak,
    Paragraph,
    plain,
)
from himpun.letters.rules.places import why_not_place
from himpun.letters.signing.scans import read_scan
from himpun.letters.typeset import page_count, pictures, printed
from himpun.letters.typeset.pdfium import PDFIUM
from himpun.office.rules import Refused

FIGURES = Embedded("data.csv", "text/csv", b"indikator,realisasi\nA,90\n", "Angka naskah ini")


def test_a_letter_is_a_pdf_for_the_archive() -> None:
    letter = printed(LETTER, at=AT)
    assert faults(letter.pdf, part=2) == []
    assert letter.pages == 1


def test_figures_lie_inside_as_data() -> None:
    letter = printed(LETTER, at=AT, embedded=[FIGURES])
    assert faults(letter.pdf, part=3) == []
    with pikepdf.open(io.BytesIO(letter.pdf)) as pdf:
        assert pdf.attachments["data.csv"].get_file().read_bytes() == FIGURES.content
        assert pdf.attachments["data.csv"].obj.AFRelationship == "/Data"


def test_the_same_letter_at_the_same_moment_has_the_same_bytes() -> None:
    def digest(document: Document, minutes: int = 0) -> str:
        pdf = printed(document, at=AT + timedelta(minutes=minutes), embedded=[FIGURES]).pdf
        return hashlib.sha256(pdf).hexdigest()

    first = digest(LETTER)
    assert digest(replace(LETTER, subject="Lain")) != first
    assert digest(LETTER) == first
    assert digest(LETTER, minutes=1) != first


def test_room_is_kept_for_what_is_known_only_at_signing() -> None:
    places = printed(LETTER, at=AT).places
    assert set(places) == {
        "nomor", "tanggal", "jabatan", "nama", "pangkat", "nip", "keterangan", "paraf-1",
        "paraf-2", "tanda-tangan", "qr",
    }  # fmt: skip
    assert [why_not_place(name, place) for name, place in places.items()] == [None] * len(places)
    number, signature = places["nomor"], places["tanda-tangan"]
    assert number.page == signature.page == 1
    assert number.bottom > signature.top
    assert signature.width > 140
    assert signature.height > 60
    assert places["nama"].bold


def test_the_code_on_the_sheet_is_read_again() -> None:
    (sheet,) = pictures(printed(LETTER, at=AT).pdf, dots=150)
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(sheet)))
    assert code.text == CHECK_ADDRESS


def test_what_looks_like_markup_stays_text() -> None:
    said = '#read("/etc/passwd") *tebal* $x$ <script> @sitasi \\u{41} = Judul {nama}'
    letter = replace(LETTER, subject=said, body=(Paragraph(plain(said)),), recipients=(said,))
    assert " ".join(text_of(printed(letter, at=AT).pdf).split()).count(said) == 2


def test_a_character_that_the_font_lacks_is_refused_with_its_place() -> None:
    letter = replace(LETTER, body=(Paragraph(plain("Terima kasih 🙏")),))
    with pytest.raises(Refused, match="🙏"):
        printed(letter, at=AT)


def test_a_paper_of_too_many_pages_is_refused() -> None:
    pages = (Paragraph(plain("Satu halaman.")), PageBreak())
    assert printed(replace(LETTER, body=pages * 19), at=AT).pages == 20
    with pytest.raises(Refused, match="100 halaman"):
        printed(replace(LETTER, body=pages * 99), at=AT)
    assert LONGEST_PAGES < 100


def test_a_text_longer_than_any_paper_is_refused_before_it_is_set() -> None:
    with pytest.raises(Refused, match="terlalu panjang"):
        printed(replace(LETTER, body=(Paragraph(plain("kata " * 100_000)),)), at=AT)


def test_many_threads_print_at_once_and_each_gets_its_own() -> None:
    papers = [replace(LETTER, subject=f"Permintaan Data {n}") for n in range(12)]
    alone = [printed(paper, at=AT) for paper in papers]
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(lambda paper: printed(paper, at=AT), papers))
    assert together == alone
    assert len({made.pdf for made in alone}) == 12


@pytest.mark.parametrize("look", [pictures, page_count, read_scan])
def test_one_thread_at_a_time_looks_at_a_pdf(look: Callable[[bytes], object]) -> None:
    """PDFium ends a process in which two threads use it."""
    pdf = printed(LETTER, at=AT).pdf
    with ThreadPoolExecutor(1) as threads:
        with PDFIUM:
            asked = threads.submit(look, pdf)
            with pytest.raises(TimeoutError):
                asked.result(timeout=0.3)
        assert asked.result(timeout=30)
