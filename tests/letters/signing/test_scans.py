"""Scans and photographs of papers signed by hand, matched by their QR code."""

from io import BytesIO

import pytest
from PIL import Image
from tests.letters.signing import scanned

from himpun.letters.rules.codes import read_code, why_not_codes
from himpun.letters.signing.scans import read_scan
from himpun.office.rules import Refused


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_scan_is_read_in_each_rotation(kind: str, turned: int) -> None:
    page = scanned.picture(scanned.code()).rotate(turned, expand=True)
    assert read_scan(scanned.as_file(page, kind)).codes == (scanned.code(),)


@pytest.mark.parametrize("turned", [-8, 3, 12])
def test_a_photograph_is_read_though_it_is_slanted_dim_and_grainy(turned: float) -> None:
    photo = scanned.photographed(scanned.code(), turned=turned, bad=True)
    assert read_scan(scanned.as_file(photo, "JPEG", quality=40)).codes == (scanned.code(),)


def test_a_photograph_that_says_how_it_was_held_is_read() -> None:
    page = scanned.picture(scanned.code())
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    page.save(out, "JPEG", exif=exif)
    assert read_scan(out.getvalue()).codes == (scanned.code(),)


def test_every_page_of_a_scanned_letter_is_looked_at() -> None:
    found = read_scan(scanned.printed(scanned.code(), pages=3))
    assert (found.pages, found.codes) == (3, (scanned.code(),) * 3)


def test_a_blank_page_has_no_code() -> None:
    blank = scanned.as_file(Image.new("RGB", (1240, 1754), "white"), "PDF")
    assert read_scan(blank).codes == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "PDF, PNG, atau JPEG"),
        (b"PK\x03\x04docx", "PDF, PNG, atau JPEG"),
        (b"%PDF-1.7 putus", "rusak"),
        (b"\x89PNG\r\n\x1a\n putus", "rusak"),
        (b"\xff\xd8\xff\xe0 putus", "rusak"),
    ],
)
def test_it_refuses_another_kind_and_a_broken_file(content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_scan(content)


def test_it_refuses_a_scan_that_was_cut_short() -> None:
    whole = scanned.as_file(scanned.picture(scanned.code()), "JPEG")
    with pytest.raises(Refused, match="rusak"):
        read_scan(whole[: len(whole) // 3])


def test_it_refuses_a_picture_larger_than_any_telephone_takes() -> None:
    with pytest.raises(Refused, match="60 megapiksel"):
        read_scan(scanned.as_file(Image.new("L", (10_000, 6_001)), "PNG"))


def test_it_refuses_a_file_of_too_many_pages() -> None:
    with pytest.raises(Refused, match="paling banyak 60"):
        read_scan(scanned.printed(scanned.code(), pages=61))


@pytest.mark.parametrize(
    ("codes", "why"),
    [
        ([], "Kode QR tidak ditemukan"),
        (["https://example.go.id"], "bukan kode naskah"),
        (["WIFI:S:kantor;;"], "bukan kode naskah"),
        ([scanned.code(scanned.OTHER)], "dari naskah lain"),
        ([scanned.code(), scanned.code(scanned.OTHER)], "dari naskah lain"),
        ([scanned.code(version=1)], "dari versi 1, padahal yang ditandatangani versi 2"),
        ([scanned.code(), "https://example.go.id"], None),
    ],
)
def test_only_this_paper_in_this_version_is_taken(codes: list[str], why: str | None) -> None:
    said = why_not_codes(codes, scanned.TOKEN, 2)
    assert (said is None) if why is None else (said is not None and why in said)


@pytest.mark.parametrize(
    "text",
    ["", "?v=2", "https://a.id/p/kurang?v=2", scanned.ADDRESS + scanned.TOKEN,
     scanned.code() + "0000000", scanned.code() + "&v=3", f"ftp://a.id/{scanned.TOKEN}?v=1"],
)  # fmt: skip
def test_it_reads_no_code_out_of_another_text(text: str) -> None:
    assert read_code(text) is None
