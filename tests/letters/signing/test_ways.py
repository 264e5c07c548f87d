"""One contract for the three ways of signing: in the program, by hand, by a service outside."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests.letters.signing import esign, paper, scanned
from tests.letters.signing.test_fields import metadata, texts_on

from himpun.letters import signing
from himpun.letters.signing import Trust
from himpun.letters.signing.ways import STATEMENTS, Local, Remote, Way, Wet
from himpun.office.rules import Refused

WORDS = {
    "local": "sertifikat elektronik milik instansi sendiri",
    "wet": "ditandatangani dengan tangan",
    "remote": "diterbitkan oleh Balai Sertifikasi Elektronik",
}


@dataclass
class Case:
    """A way, the same way used by somebody or with something that it must refuse, and whom a
    validation of its papers trusts."""

    way: Way
    wrong: Way
    why: str
    trust: Trust


def _local() -> Case:
    late = paper.key("Sekretaris Dinas", paper.NOW + timedelta(days=2))
    return Case(
        Local(paper.key(paper.HEAD.name), paper.root().certificate),
        Local(late, paper.root().certificate),
        "tidak berlaku pada saat ini",
        paper.trust(),
    )


def _wet() -> Case:
    scan = scanned.as_file(scanned.picture(scanned.code()), "PDF")
    other = scanned.as_file(scanned.picture(scanned.code(scanned.OTHER)), "JPEG")
    return Case(
        Wet(scanned.TOKEN, 2, scan),
        Wet(scanned.TOKEN, 2, other),
        "dari naskah lain",
        paper.trust(),
    )


def _remote(stand_in: esign.StandIn) -> Case:
    service = stand_in.service()
    trust = Trust((*paper.trust().roots, *service.roots))
    return Case(
        Remote(service, esign.credentials(), trust),
        Remote(service, esign.credentials(passphrase="salah"), trust),
        "Passphrase BSrE salah",
        trust,
    )


@pytest.fixture(params=["local", "wet", "remote"])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    if request.param == "remote":
        yield _remote(request.getfixturevalue("stand_in"))
    else:
        yield {"local": _local, "wet": _wet}[request.param]()


def initialled() -> bytes:
    return paper.initialled(paper.prepared())


def ready(case: Case) -> bytes:
    return case.way.ready(initialled(), paper.TEXTS)


def test_the_paper_that_is_ready_shows_its_number_and_keeps_its_paraf(case: Case) -> None:
    pdf = ready(case)
    assert texts_on(pdf).count(paper.NUMBER) == 2
    assert [mark.holds for mark in paper.verdict(pdf).marks] == [True]


def test_signing_only_adds_and_binds_before_to_after(case: Case) -> None:
    before = ready(case)
    signed = case.way.sign(before, who=paper.HEAD, at=paper.NOW)
    assert signed.pdf.startswith(before)
    assert signed.sha256_before == hashlib.sha256(before).hexdigest()
    assert signed.sha256_after == hashlib.sha256(signed.pdf).hexdigest()
    assert (signed.way, signed.at) == (case.way.name, paper.NOW)
    assert metadata(signed.pdf) == metadata(paper.letter())


def test_earlier_parafs_hold_after_signing(case: Case) -> None:
    signed = case.way.sign(ready(case), who=paper.HEAD, at=paper.NOW)
    found = signing.validate(signed.pdf, case.trust, at=paper.NOW)
    assert all(mark.holds for mark in found.marks)
    assert found.authentic is (case.way.name != "wet"), "what is signed by hand no hash protects"
    assert [mark.way for mark in found.marks if mark.role == "initial"] == ["local"]
    last = {"local": "local", "wet": None, "remote": "remote"}[case.way.name]
    assert [mark.way for mark in found.marks if mark.role == "sign"] == ([last] if last else [])


def test_the_paper_says_truthfully_how_it_was_signed(case: Case) -> None:
    signed = case.way.sign(ready(case), who=paper.HEAD, at=paper.NOW)
    shown = " ".join(texts_on(signed.pdf).split())
    for way, words in WORDS.items():
        assert (words in shown) == (way == case.way.name)
    assert signed.statement == STATEMENTS[case.way.name]


def test_the_sentence_about_bsre_never_stands_on_a_paper_without_its_signature(case: Case) -> None:
    assert WORDS["remote"] not in " ".join(texts_on(ready(case)).split())


def test_it_refuses_and_leaves_the_paper_as_it_was(case: Case) -> None:
    before = ready(case)
    with pytest.raises(Refused, match=case.why):
        case.wrong.sign(before, who=paper.HEAD, at=paper.NOW)
    again = case.way.sign(before, who=paper.HEAD, at=paper.NOW)
    assert again.sha256_before == hashlib.sha256(before).hexdigest()


def test_it_refuses_a_paper_that_was_changed_since_its_paraf(case: Case) -> None:
    before = bytearray(ready(case))
    before[2000] ^= 1
    with pytest.raises(Refused, match="berubah sejak diparaf"):
        case.way.sign(bytes(before), who=paper.HEAD, at=paper.NOW)


def test_it_refuses_a_paper_that_is_signed_already(case: Case) -> None:
    with pytest.raises(Refused, match=r"sudah ditandatangani|sudah berisi"):
        case.way.sign(paper.finished(), who=paper.HEAD, at=paper.NOW)


def test_it_refuses_a_text_without_a_place(case: Case) -> None:
    with pytest.raises(Refused, match="tidak memiliki tempat"):
        case.way.ready(initialled(), {"alamat": "Painan"})


def test_a_signed_paper_takes_no_further_text_and_no_paraf(case: Case) -> None:
    signed = case.way.sign(ready(case), who=paper.HEAD, at=paper.NOW)
    if case.way.name == "wet":
        assert not signing.is_signed(signed.pdf)
        return
    with pytest.raises(Refused, match="sudah ditandatangani"):
        signing.fill(signed.pdf, {"keterangan": "lain"})
    with pytest.raises(Refused, match="sudah ditandatangani"):
        paper.initialled(signed.pdf, 2)


def test_a_scan_is_bound_to_the_paper_by_its_hash() -> None:
    case = _wet()
    signed = case.way.sign(ready(case), who=paper.HEAD, at=paper.NOW)
    assert signed.scan is not None
    assert signed.scan_sha256 == hashlib.sha256(signed.scan).hexdigest()
    assert (signed.signer, signed.serial) == (paper.HEAD.name, "")


def test_a_scan_short_of_pages_is_refused() -> None:
    long = signing.prepare(
        scanned.printed(scanned.code(), pages=2), {"nomor": paper.PLACES["nomor"]}
    )
    way = Wet(scanned.TOKEN, 2, scanned.as_file(scanned.picture(scanned.code()), "JPEG"))
    with pytest.raises(Refused, match="terdiri atas 2 halaman, sedangkan pindaian memuat 1"):
        way.sign(long, who=paper.HEAD, at=paper.NOW)
