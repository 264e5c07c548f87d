"""Whatever is changed in a signed paper is found.

Found means: the paper is no longer authentic, and a sentence says so. The positions are random but
the same in every run. The quick look (`is_altered`: bytes against hashes) comes first, as in the
product, and what it passes is validated in full; the quick look never says altered of a whole file.
"""

import random
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from tests.letters.signing import paper

from himpun.letters import signing
from himpun.letters.signing._bytes import raw_marks
from himpun.letters.signing._writer import open_for_addition, written

HEX = b"0123456789ABCDEF"


def with_byte(pdf: bytes, at: int, value: int) -> bytes:
    return pdf[:at] + bytes([value]) + pdf[at + 1 :]


def is_found(pdf: bytes) -> bool:
    return signing.is_altered(pdf) or not paper.verdict(pdf).authentic


def test_the_quick_look_finds_nothing_in_a_whole_paper() -> None:
    assert not signing.is_altered(paper.finished())
    assert not signing.is_altered(paper.prepared())


def test_eight_hundred_and_fifty_random_bytes_of_a_finished_paper_are_found() -> None:
    pdf, chance = paper.finished(), random.Random(2026)
    missed = []
    for _ in range(850):
        at = chance.randrange(len(pdf))
        value = pdf[at] ^ chance.randrange(1, 256)
        if not is_found(with_byte(pdf, at, value)):
            missed.append((at, value))
    assert not missed


def test_a_hundred_and_fifty_random_bytes_of_the_last_mark_itself_are_found() -> None:
    """Its own bytes are what no hash covers; a digit of it is made another digit."""
    pdf, chance = paper.signed(paper.prepared()), random.Random(7)
    (mark,) = raw_marks(pdf)
    missed = []
    for _ in range(150):
        at = chance.randrange(mark.gap[0] + 1, mark.gap[0] + 1 + 2 * len(mark.signed))
        value = chance.choice([digit for digit in HEX if digit != pdf[at]])
        if not is_found(with_byte(pdf, at, value)):
            missed.append((at, value))
    assert not missed


@pytest.mark.parametrize("value", [b"0", b"F", b" ", b"\n"])
def test_nothing_can_be_hidden_in_the_room_behind_the_last_mark(value: bytes) -> None:
    pdf = paper.signed(paper.prepared())
    (mark,) = raw_marks(pdf)
    room = mark.gap[1] - 3
    assert pdf[room : room + 1] == b"0"
    assert paper.verdict(with_byte(pdf, room, value[0])).authentic is (value == b"0")


def test_a_mark_written_in_small_digits_is_another_mark() -> None:
    pdf = paper.signed(paper.prepared())
    (mark,) = raw_marks(pdf)
    at = next(i for i in range(mark.gap[0] + 1, mark.gap[1]) if pdf[i] in b"ABCDEF")
    assert not paper.verdict(with_byte(pdf, at, pdf[at] ^ 0x20)).authentic


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_shortened_paper_is_found(share: float) -> None:
    pdf = paper.finished()
    found = paper.verdict(pdf[: int(len(pdf) * share)])
    assert not found.authentic
    assert found.problems


def test_a_paper_cut_back_to_an_earlier_paraf_is_whole_but_no_longer_signed() -> None:
    pdf = paper.finished()
    found = paper.verdict(pdf[: raw_marks(pdf)[1].end])
    assert (found.authentic, found.signed, len(found.marks)) == (True, False, 2)


@pytest.mark.parametrize("more", [b"\n", b"% catatan\n", b"\0" * 20])
def test_what_is_appended_is_found(more: bytes) -> None:
    found = paper.verdict(paper.finished() + more)
    assert not found.authentic
    assert any("ditambahkan pada berkas" in problem for problem in found.problems)


def test_parts_in_another_order_are_found() -> None:
    pdf = paper.finished()
    first, second = (mark.end for mark in raw_marks(pdf)[:2])
    swapped = pdf[:first] + pdf[second:] + pdf[first:second]
    assert not paper.verdict(swapped).authentic


def test_a_paper_written_anew_by_another_program_is_found() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(paper.finished())) as document:
        document.save(out)
    found = paper.verdict(out.getvalue())
    assert not found.authentic
    assert not found.signed


def turned(pdf: bytes) -> bytes:
    """The page turned by a quarter, added after the last mark."""
    writer = open_for_addition(pdf)
    page = writer.find_page_for_modification(0)[0]
    page.get_object()[pdf_name("/Rotate")] = generic.NumberObject(90)
    writer.mark_update(page)
    return written(writer)


def refilled(pdf: bytes) -> bytes:
    """The number changed by a program that does not ask."""
    writer = open_for_addition(pdf)
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == "nomor":
            field[pdf_name("/V")] = generic.TextStringObject("999")
            writer.mark_update(reference)
    return written(writer)


@pytest.mark.parametrize("change", [turned, refilled])
def test_a_later_change_is_found_and_the_marks_say_so(change: object) -> None:
    found = paper.verdict(change(paper.finished()))  # type: ignore[operator]
    assert not found.authentic
    assert not found.signed
    last = found.marks[-1]
    assert (last.whole, last.why) == (False, "Isi naskah berubah sesudah tanda ini dibubuhkan.")
    assert last.covers_all is False


def test_a_change_between_parafs_beyond_what_they_allow_is_found_on_the_earlier_one() -> None:
    pdf = paper.initialled(turned(paper.initialled(paper.prepared())), 2)
    first, second = paper.verdict(pdf).marks
    assert (first.whole, second.whole) == (False, True)
    assert (
        "Paraf Kepala Subbagian Perencanaan: Isi naskah berubah" in paper.verdict(pdf).problems[0]
    )


def test_another_number_after_the_parafs_is_named() -> None:
    pdf = signing.fill(
        paper.initialled(signing.fill(paper.prepared(), {"nomor": "1"})), {"nomor": "2"}
    )
    pdf = paper.initialled(pdf, 2)
    first, _ = paper.verdict(pdf).marks
    assert first.changes == ("nomor", "nomor#2", "paraf-2")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\0" * 500])
def test_what_is_no_pdf_is_a_problem_and_no_crash(content: bytes) -> None:
    found = paper.verdict(content)
    assert not found.authentic
    assert found.problems
