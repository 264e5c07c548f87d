"""Paraf and signatures, one after the other, and what a validation says about them."""

import asyncio
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from tests.letters.signing import paper

from himpun.letters import signing
from himpun.letters.rules.places import Place
from himpun.letters.signing import Root, Trust, Who
from himpun.letters.signing._writer import open_for_addition, written
from himpun.letters.signing.authority import new_authority, new_key, revocation_list
from himpun.office.rules import Refused

FOUR = ["paraf-1", "paraf-2", "paraf-3", "tanda-tangan"]


def test_four_marks_stay_valid_in_their_order() -> None:
    found = paper.verdict(paper.finished())
    assert found.authentic
    assert found.signed
    assert [mark.field for mark in found.marks] == FOUR
    assert [mark.role for mark in found.marks] == ["initial"] * 3 + ["sign"]


def test_each_mark_names_the_person_the_office_and_the_capacity() -> None:
    first, *_, last = paper.verdict(paper.finished()).marks
    assert (first.name, first.office, first.capacity) == (
        paper.OFFICES[0],
        paper.OFFICES[0],
        "definitif",
    )
    assert (last.name, last.office, last.capacity, last.agency) == (
        paper.HEAD.name,
        "Kepala Dinas Perhubungan",
        "Plt.",
        "Dinas Perhubungan",
    )
    assert (last.at, last.stamped, last.way, last.issuer) == (
        paper.NOW,
        False,
        "local",
        "Himpun Uji",
    )


def test_it_names_what_came_after_a_paraf() -> None:
    first, _, third, last = paper.verdict(paper.finished()).marks
    assert first.changes == ("nomor", "nomor#2", "jabatan", "paraf-2", "paraf-3", "tanda-tangan")
    assert third.changes == ("nomor", "nomor#2", "jabatan", "tanda-tangan")
    assert (last.changes, last.covers_all) == ((), True)


def test_a_mark_only_adds_to_the_paper() -> None:
    assert paper.initialled(paper.prepared()).startswith(paper.prepared())
    assert paper.finished().startswith(paper.prepared())


def test_a_paper_with_parafs_only_is_whole_but_not_signed() -> None:
    found = paper.verdict(paper.initialled(paper.prepared()))
    assert (found.authentic, found.signed) == (True, False)


def test_a_signature_alone_needs_no_paraf() -> None:
    found = paper.verdict(paper.signed(signing.fill(paper.prepared(), paper.TEXTS)))
    assert (found.authentic, found.signed, len(found.marks)) == (True, True, 1)


def test_two_parties_sign_one_paper() -> None:
    places = {**paper.PLACES, "tanda-tangan-2": Place(1, 80, 220, 260, 278)}
    pdf = signing.fill(paper.initialled(signing.prepare(paper.letter(), places)), paper.TEXTS)
    other = paper.initialler(2)
    pdf = signing.sign(
        paper.signed(pdf),
        place="tanda-tangan-2",
        key=paper.key(other.name),
        authority=paper.root().certificate,
        who=other,
        at=paper.NOW,
    )
    found = paper.verdict(pdf)
    assert (found.authentic, found.signed) == (True, True)
    assert [mark.changes for mark in found.marks[1:]] == [("tanda-tangan-2",), ()]
    with pytest.raises(Refused, match="sudah ditandatangani"):
        signing.fill(pdf, {"keterangan": "tambahan"})
    forced = paper.verdict(forced_text(pdf))
    assert [mark.whole for mark in forced.marks] == [True, False, False]


def forced_text(pdf: bytes) -> bytes:
    """A text filled in by a program that does not ask."""
    writer = open_for_addition(pdf)
    for reference in writer.root["/AcroForm"]["/Fields"]:
        if (field := reference.get_object())["/T"] == "keterangan":
            field[pdf_name("/V")] = generic.TextStringObject("tambahan")
            writer.mark_update(reference)
    return written(writer)


def test_an_unsigned_paper_says_so() -> None:
    found = paper.verdict(paper.prepared())
    assert (found.authentic, found.problems) == (
        False,
        ("Berkas itu tidak memuat paraf atau tanda tangan elektronik.",),
    )


def test_it_refuses_a_second_mark_in_a_place_and_a_paraf_after_the_signature() -> None:
    with pytest.raises(Refused, match="“paraf-1” sudah berisi"):
        paper.initialled(paper.initialled(paper.prepared()))
    with pytest.raises(Refused, match="paraf tidak dapat ditambahkan"):
        paper.initialled(paper.signed(paper.prepared()))


def test_it_refuses_a_place_that_the_paper_does_not_have() -> None:
    bare = signing.prepare(paper.letter(), {"tanda-tangan": paper.PLACES["tanda-tangan"]})
    with pytest.raises(Refused, match="tidak memiliki tempat untuk “paraf-1”"):
        paper.initialled(bare)


@pytest.mark.parametrize("days", [-1, 3 * 366])
def test_it_refuses_a_key_before_and_after_its_days(days: int) -> None:
    with pytest.raises(Refused, match="tidak berlaku pada saat ini"):
        signing.sign(
            paper.prepared(),
            place="tanda-tangan",
            key=paper.key(paper.HEAD.name),
            authority=paper.root().certificate,
            who=paper.HEAD,
            at=paper.NOW + timedelta(days=days),
        )


def test_an_unknown_issuer_is_named() -> None:
    stranger = new_authority(name="Otoritas Lain", at=paper.NOW)
    key = new_key(authority=stranger, name="Orang Lain", agency="Lain", identity="1", at=paper.NOW)
    pdf = signing.sign(
        paper.prepared(),
        place="tanda-tangan",
        key=key,
        authority=stranger.certificate,
        who=Who("Orang Lain", "Kepala Dinas", "definitif", "Lain"),
        at=paper.NOW,
    )
    found = paper.verdict(pdf)
    assert not found.authentic
    assert not found.signed
    assert found.marks[0].whole
    assert found.problems == (
        "Tanda tangan Orang Lain: Penerbit sertifikatnya, “Otoritas Lain”, tidak dikenal.",
    )


@pytest.mark.parametrize(
    ("days", "problems"),
    [
        (-1, ("Tanda tangan Sekretaris Dinas: Sertifikatnya sudah dicabut pada waktu itu.",)),
        (+1, ()),
    ],
    ids=["withdrawn before", "withdrawn after"],
)
def test_a_withdrawn_key_counts_from_the_day_of_its_withdrawal(
    days: int, problems: tuple[str, ...]
) -> None:
    since = paper.NOW + timedelta(days=days)
    serial = paper.verdict(paper.signed(paper.prepared())).marks[0].serial
    listed = revocation_list(
        authority=paper.root(), revoked=[(serial, since)], number=1, at=paper.NOW
    )
    trust = Trust(paper.trust().roots, (listed,))
    found = signing.validate(paper.signed(paper.prepared()), trust, at=paper.NOW)
    assert found.problems == problems
    assert found.marks[0].revoked_at == since


def test_a_list_of_another_authority_withdraws_nothing() -> None:
    other = new_authority(name="Himpun Uji", at=paper.NOW)
    pdf = paper.signed(paper.prepared())
    serial = paper.verdict(pdf).marks[0].serial
    listed = revocation_list(
        authority=other, revoked=[(serial, paper.NOW - timedelta(days=9))], number=1, at=paper.NOW
    )
    found = signing.validate(pdf, Trust(paper.trust().roots, (listed,)), at=paper.NOW)
    assert found.authentic


def test_an_authority_of_the_same_name_is_not_believed() -> None:
    other = Root("Himpun Uji", new_authority(name="Himpun Uji", at=paper.NOW).certificate)
    assert not signing.validate(paper.finished(), Trust((other,)), at=paper.NOW).authentic


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler's pdfsig is not on this machine")
def test_poppler_agrees_on_every_mark(tmp_path: Path) -> None:
    file = tmp_path / "surat.pdf"
    file.write_bytes(paper.finished())
    command = ["pdfsig", "-nocert", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    assert said.count("Signature is Valid") == 4
    assert said.count("Total document signed") == 1
    for field in FOUR:
        assert f"Field Name: {field}" in said


def test_it_signs_and_validates_where_an_event_loop_is_running() -> None:
    async def both() -> bool:
        return paper.verdict(paper.signed(paper.prepared())).authentic

    # In a thread: where a browser was driven before, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(both())).result()
