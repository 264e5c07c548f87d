"""BSrE's service, by a stand-in that really signs: what it is asked, and what is refused."""

import logging

import pytest
from tests.letters.signing import esign, paper
from tests.letters.signing.test_fields import texts_on

from himpun.letters.signing import Trust
from himpun.letters.signing.remote import why_not_holder
from himpun.letters.signing.ways import Remote, Signed
from himpun.office.rules import Refused


def sign(
    stand_in: esign.StandIn, *, pdf: bytes = b"", nik: str = esign.NIK, **changes: object
) -> Signed:
    service = stand_in.service(**changes)
    trust = Trust((*paper.trust().roots, *stand_in.service().roots))
    way = Remote(service, esign.credentials(nik=nik), trust)
    ready = pdf or way.ready(paper.initialled(paper.prepared()), paper.TEXTS)
    return way.sign(ready, who=paper.HEAD, at=paper.NOW)


def test_it_asks_as_the_service_s_interface_says(stand_in: esign.StandIn) -> None:
    sign(stand_in)
    (status, who), (address, form) = stand_in.asked
    assert (status, who) == ("/api/user/status", {"nik": esign.NIK})
    assert address == "/api/sign/pdf"
    assert (form["nik"], form["tampilan"]) == (esign.NIK, "invisible")


def test_the_signer_is_whom_the_certificate_names(stand_in: esign.StandIn) -> None:
    signed = sign(stand_in)
    assert (signed.signer, signed.issuer) == ("PEJABAT DINAS UJI, S.E.", esign.ISSUER)
    shown = texts_on(signed.pdf)
    assert "Plt. Kepala Dinas Perhubungan" in shown
    assert "26 November 2026 10.15 WIB" in shown


@pytest.mark.parametrize(
    ("mood", "why"),
    [
        ("unknown", "belum terdaftar di BSrE"),
        ("expired", "sudah kedaluwarsa"),
        ("failing", "menolak: Internal Server Error. Naskah belum ditandatangani"),
        ("odd", "menolak: Dokumen tidak valid. Naskah belum ditandatangani"),
        ("page", "bukan PDF"),
        ("unsigned", "tidak terbukti sah"),
        ("other", "naskah yang lain dari yang dikirim"),
        ("stranger", "“Penerbit tak dikenal”, tidak dikenal"),
        ("appended", "ada yang ditambahkan pada berkas"),
    ],
)
def test_what_it_answers_is_not_believed_unseen(
    stand_in: esign.StandIn, mood: str, why: str
) -> None:
    stand_in.mood = mood
    with pytest.raises(Refused, match=why):
        sign(stand_in)


def test_a_certificate_of_somebody_else_is_refused(stand_in: esign.StandIn) -> None:
    stand_in.holder = "KEPALA BADAN LAIN, S.E."
    with pytest.raises(Refused, match=r"atas nama “KEPALA BADAN LAIN.*sedangkan naskah ini"):
        sign(stand_in)


@pytest.mark.parametrize(
    ("certified", "person", "fits"),
    [
        ("NAMA CONTOH", "Dr. NAMA CONTOH, S.E., M.Si.", True),
        ("CONTOH NAMA", "Nama", True),
        ("NAMA CONTOH", "Misal Lain", False),
        ("S. E.", "NAMA, S.E.", False),
    ],
)
def test_a_holder_is_known_by_a_name_not_by_titles(certified: str, person: str, fits: bool) -> None:
    assert (why_not_holder(certified, person) is None) is fits


def test_it_is_not_waited_for_too_long(stand_in: esign.StandIn) -> None:
    stand_in.mood = "slow"
    with pytest.raises(Refused, match=r"tidak menjawab dalam 0\.5 detik"):
        sign(stand_in, timeout=0.5)


def test_a_service_that_is_not_there_is_told(stand_in: esign.StandIn) -> None:
    with pytest.raises(Refused, match="tidak dapat dihubungi"):
        sign(stand_in, url="http://127.0.0.1:9")


def test_a_wrong_account_of_this_program_is_the_administrator_s_to_correct(
    stand_in: esign.StandIn,
) -> None:
    with pytest.raises(Refused, match=r"status 401.*HIMPUN_BSRE_PASSWORD"):
        sign(stand_in, password="lain")


@pytest.mark.parametrize("nik", ["", "12", "13710000000000017", "137100000000000x"])
def test_a_number_that_is_no_nik_is_not_sent(stand_in: esign.StandIn, nik: str) -> None:
    with pytest.raises(Refused, match="NIK terdiri atas 16 angka"):
        sign(stand_in, nik=nik)
    assert stand_in.asked == []


def test_nik_and_passphrase_stand_in_no_log_and_no_refusal(
    stand_in: esign.StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stand_in.mood = "failing"
    with pytest.raises(Refused) as refused:
        sign(stand_in)
    told = caplog.text + str(refused.value) + repr(esign.credentials())
    assert esign.PASSPHRASE not in told
    assert esign.NIK not in told
