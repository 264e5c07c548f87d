"""Anybody checks a paper: by its QR code, by its code typed, or by the file."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import override_settings
from tests.archive.files import PDF
from tests.letters.desks import Desk
from tests.letters.strangers import stranger
from tests.runs.pages import words_of

from himpun.archive.services import store_file
from himpun.letters.models import Mark, Paper, PaperVersion

OLDER = PDF + b"\n% lebih dahulu\n"
INITIALLED = PDF + b"\n% sesudah paraf\n"


@pytest.fixture
def paper(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Paper:
    """A letter whose first version was sent back and whose second is signed."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: desk.now)
    made = desk.signed(subject="Permintaan data triwulan III")
    version(made, 1, OLDER, desk)
    newest = version(made, 2, PDF, desk)
    said: dict[str, Any] = {
        "version": newest, "state": "done", "person": desk.holder, "at": desk.now, "way": "local",
        "office": "Kepala Dinas Perhubungan", "capacity": "Plt.",
    }  # fmt: skip
    hashed = store_file(content=INITIALLED, name="x.pdf", now=desk.now).sha256
    Mark.objects.create(
        **said, order=1, role="initial", title="Sekretaris", person_text="Pejabat pemaraf",
        sha256_after=hashed,
    )  # fmt: skip
    Mark.objects.create(
        **said, order=2, role="sign", title="Kepala Dinas", person_text="Kepala Dinas Perhubungan",
        printed=["Plt. KEPALA DINAS PERHUBUNGAN"], sha256_after=newest.sha256,
    )  # fmt: skip
    return made


def version(paper: Paper, no: int, content: bytes, desk: Desk) -> PaperVersion:
    file = store_file(content=content, name="naskah.pdf", now=desk.now)
    return PaperVersion.objects.create(
        paper=paper, no=no, facts={}, origin="drafted", by_text="Staf", at=desk.now, pdf=file,
        sha256=file.sha256, frozen_at=desk.now - timedelta(hours=3 - no),
    )  # fmt: skip


def sent(content: bytes, name: str = "naskah.pdf") -> HttpResponse:
    answer: Any = stranger().post("/p/", {"file": SimpleUploadedFile(name, content)})
    return answer  # type: ignore[no-any-return]


def test_the_code_says_who_signed_in_which_capacity_and_that_it_holds(paper: Paper) -> None:
    answer = stranger().get(f"/p/{paper.token}?v=2")
    said = words_of(answer)
    assert "Asli dan berlaku" in said
    assert "Plt. KEPALA DINAS PERHUBUNGAN" in said
    assert "sebagai Plt." in said
    assert "14 September 2026 09.00" in said
    assert "Surat permintaan data nomor 000.8.6.3/001/DISHUB/IX/2026, versi 2" in said
    assert "bukan tanda tangan elektronik tersertifikasi BSrE" in said
    assert answer["Cache-Control"].startswith("max-age=0")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_nothing_else_is_said(desk: Desk, paper: Paper) -> None:
    desk.to_link(paper, "Camat Bayang")
    said = words_of(stranger().get(f"/p/{paper.token}"))
    assert "triwulan III" not in said
    assert "Camat Bayang" not in said
    assert "Pejabat pemaraf" not in said


def test_of_a_secret_paper_not_even_what_it_is(paper: Paper) -> None:
    Paper.objects.update(security="Rahasia")
    said = words_of(stranger().get(f"/p/{paper.token}"))
    assert "Asli dan berlaku" in said
    assert "Plt. KEPALA DINAS PERHUBUNGAN" in said
    assert "Surat permintaan" not in said
    assert "000.8.6.3" not in said


@pytest.mark.parametrize(
    ("change", "query", "word"),
    [
        ({}, "?v=1", "Sudah diganti versi yang lebih baru"),
        ({"state": "cancelled"}, "?v=2", "Dibatalkan"),
        ({"state": "circulating"}, "?v=2", "Belum ditandatangani"),
        ({"state": "draft"}, "", "Belum ditandatangani"),
    ],
)
def test_a_paper_that_does_not_hold_says_so(
    paper: Paper, change: dict[str, str], query: str, word: str
) -> None:
    Paper.objects.filter(pk=paper.pk).update(**change)
    said = words_of(stranger().get(f"/p/{paper.token}{query}"))
    assert word in said
    assert "Asli dan berlaku" not in said


@pytest.mark.parametrize("token", ["tidak-ada-token-begini", "x", "a" * 41, "%00"])
def test_a_code_of_another_paper_is_not_known(paper: Paper, token: str) -> None:
    answer = stranger().get(f"/p/{token}")
    assert (answer.status_code, "Tidak dikenal" in words_of(answer)) == (404, True)


def test_a_code_can_be_typed(paper: Paper) -> None:
    for typed in (paper.token, f"https://himpun.example.go.id/p/{paper.token}?v=2"):
        answer = stranger().post("/p/", {"kode": typed})
        assert answer.headers["Location"] == f"/p/{paper.token}"
    wrong = stranger().post("/p/", {"kode": "bukan kode"})
    assert (wrong.status_code, "bukan kode naskah" in words_of(wrong)) == (400, True)


def test_the_file_is_known_by_its_content(paper: Paper) -> None:
    assert "Asli dan berlaku" in words_of(sent(PDF))
    assert "Asli, tetapi belum lengkap" in words_of(sent(INITIALLED))
    assert "Sudah diganti" in words_of(sent(OLDER))
    Paper.objects.update(state="cancelled")
    assert "Dibatalkan" in words_of(sent(PDF))


@pytest.mark.parametrize(
    "content", [PDF[:-1] + b"x", PDF + b" ", b"bukan PDF", b"%PDF-1.7\n%%EOF", b"\x00" * 50]
)
def test_any_other_file_is_not(paper: Paper, content: bytes) -> None:
    said = words_of(sent(content))
    assert "Tidak dikenal" in said
    assert "Asli" not in said.replace("keaslian", "")
    assert "KEPALA DINAS" not in said


def test_a_missing_or_empty_or_huge_file_is_refused_with_a_sentence(paper: Paper) -> None:
    missing = stranger().post("/p/", {})
    assert missing.status_code == 400
    assert "Belum diperiksa. Ada isian" in words_of(missing)
    assert "Berkas PDF: Pilih berkasnya." in words_of(missing)
    assert "Tidak dikenal" in words_of(sent(b""))
    with override_settings(HIMPUN_UPLOAD_BYTES=100):
        huge = sent(PDF + b" " * 100)
    assert (huge.status_code, "paling besar" in words_of(huge)) == (413, True)


def test_it_is_asked_only_so_often_by_whatever_way(paper: Paper) -> None:
    with override_settings(HIMPUN_RATE_LIMITS={"check_paper": "3/m/ip"}):
        client = stranger()
        asked = (
            client.get(f"/p/{paper.token}"), client.post("/p/", {"kode": "x"}), sent(PDF),
            client.get(f"/p/{paper.token}"),
        )  # fmt: skip
    assert [answer.status_code for answer in asked] == [200, 400, 200, 429]
    assert asked[3]["Retry-After"] == "60"
    assert "Tunggu satu menit" in words_of(asked[3])
