"""Blank fields on a paper, filled in when number and signer are known."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from tests.letters.signing import paper

from himpun.letters import signing
from himpun.letters.rules.places import Place
from himpun.office.rules import Refused


def texts_on(pdf: bytes) -> str:
    """What the fields of the first page show, as a viewer draws them."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    document[0].flatten()
    return str(document[0].get_textpage().get_text_range())


def look_of(pdf: bytes) -> bytes:
    """The first page as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    return bytes(document[0].render(scale=1).to_pil().tobytes())


def test_blank_fields_change_nothing_of_the_letter_and_of_its_look() -> None:
    assert paper.prepared().startswith(paper.letter())
    assert look_of(paper.prepared()) == look_of(paper.letter())


def test_a_text_shows_in_each_of_its_places() -> None:
    filled = signing.fill(paper.prepared(), paper.TEXTS)
    assert filled.startswith(paper.prepared())
    shown = texts_on(filled)
    assert shown.count(paper.NUMBER) == 2
    assert "KABUPATEN PESISIR SELATAN" in shown


def test_an_empty_text_leaves_its_field_blank() -> None:
    assert signing.fill(paper.prepared(), {"nomor": ""}) == paper.prepared()


def test_a_long_text_is_set_smaller_until_it_fits() -> None:
    long = "000.8.6.3/12/SEKRETARIAT-DINAS-PERHUBUNGAN/XI/2026"
    assert long in texts_on(signing.fill(paper.prepared(), {"nomor": long}))


def test_a_text_is_never_read_as_markup() -> None:
    odd = "#panic[x] $1$ *a* \\"
    assert odd in texts_on(signing.fill(paper.prepared(), {"jabatan": odd}))


def test_it_refuses_a_text_that_does_not_fit_in_any_size() -> None:
    with pytest.raises(Refused, match="“nomor” terlalu panjang"):
        signing.fill(paper.prepared(), {"nomor": "9" * 200})


def test_it_refuses_a_letter_that_the_font_does_not_have() -> None:
    with pytest.raises(Refused, match="Huruf “漢” tidak dapat dicetak"):
        signing.fill(paper.prepared(), {"nomor": "漢"})


def test_many_papers_are_filled_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(signing.fill, paper.prepared(), {"nomor": str(n)}) for n in range(40)]
    assert [str(n) in texts_on(job.result()) for n, job in enumerate(jobs)] == [True] * 40


def test_it_refuses_a_text_without_a_place() -> None:
    with pytest.raises(Refused, match="tidak memiliki tempat untuk “alamat”"):
        signing.fill(paper.prepared(), {"alamat": "Painan"})


def test_it_refuses_to_fill_a_signed_paper() -> None:
    with pytest.raises(Refused, match="sudah ditandatangani"):
        signing.fill(paper.finished(), {"keterangan": "tambahan"})


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (Place(2, 0, 0, 100, 20), "tidak memiliki halaman 2"),
        (Place(1, 50, 0, 50, 20), "tidak memiliki halaman atau luas"),
    ],
)
def test_it_refuses_a_place_that_the_paper_does_not_have(place: Place, why: str) -> None:
    with pytest.raises(Refused, match=why):
        signing.prepare(paper.letter(), {"nomor": place})


def test_it_refuses_what_is_no_pdf_and_what_has_fields_already() -> None:
    with pytest.raises(Refused, match="bukan PDF"):
        signing.prepare(b"PK\x03\x04 surat", paper.PLACES)
    with pytest.raises(Refused, match="sudah memiliki isian"):
        signing.prepare(paper.prepared(), paper.PLACES)


@pytest.mark.parametrize("pdf", [paper.prepared, paper.finished], ids=["blank", "finished"])
def test_what_is_added_keeps_to_pdf_a(pdf: object) -> None:
    """ISO 19005-2, 6.2.11.4 (embedded fonts), 6.3 (annotations), 6.4 (forms)."""
    content = pdf()  # type: ignore[operator]
    with pikepdf.open(BytesIO(content)) as document:
        form = document.Root.AcroForm
        assert "/NeedAppearances" not in form
        assert "/XFA" not in form
        for field in form.Fields:
            assert int(field.F) & 0b111 == 0b100, "printed, not hidden"
            assert "/A" not in field
            assert "/AA" not in field
            assert list(field.AP.keys()) == ["/N"]
            assert_embedded(field.AP.N)
        assert_font_is_embedded(form.DR.Font.HimpunF)


def assert_embedded(form: pikepdf.Object) -> None:
    """A form's fonts are inside the file, and so are those of the forms it draws."""
    resources = form.get("/Resources", pikepdf.Dictionary())
    for font in resources.get("/Font", pikepdf.Dictionary()).values():
        assert_font_is_embedded(font)
    for inner in resources.get("/XObject", pikepdf.Dictionary()).values():
        assert_embedded(inner)


def assert_font_is_embedded(font: pikepdf.Object) -> None:
    (descendant,) = font.DescendantFonts
    assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
    assert "/ToUnicode" in font


def test_the_metadata_of_the_letter_stay_byte_for_byte() -> None:
    assert metadata(paper.finished()) == metadata(paper.letter())


def metadata(pdf: bytes) -> tuple[bytes, dict[str, str]]:
    with pikepdf.open(BytesIO(pdf)) as document:
        about = {str(key): str(value) for key, value in document.docinfo.items()}
        return document.Root.Metadata.read_raw_bytes(), about
