"""The pages on which a correction is asked, decided and read again."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from tests.archive.files import PDF
from tests.performance.filled import approve, fill
from tests.performance.scene import Scene
from tests.runs import scene as runs
from tests.runs.pages import Pages

from himpun.performance.models import Correction
from himpun.performance.services.checking import return_values

WHY = "=1+1 salah ketik"


@pytest.fixture
def approved(scene: Scene) -> Scene:
    fill(scene)
    approve(scene)
    return scene


@pytest.fixture
def pages(approved: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr("django.utils.timezone.now", lambda: approved.now)
    return Pages(approved)


def address(scene: Scene) -> str:
    return f"/kinerja/nilai/{scene.value(1).pk}/koreksi/"


def ask(pages: Pages, scene: Scene, text: str = "71,5", reason: str = WHY) -> str:
    answer = pages.post(scene.filler, address(scene), realisation=text, reason=reason)
    assert answer.status_code == 302
    return f"/kinerja/koreksi/{Correction.objects.get().pk}/"


def test_a_filler_asks_and_the_approver_decides(approved: Scene, pages: Pages) -> None:
    assert "Minta koreksi LL01" in pages.text(approved.filler, address(approved))
    there = ask(pages, approved)
    text = pages.text(approved.person("sekretaris"), there)
    assert "Realisasi 70 71,5" in " ".join(text.split())
    assert WHY in text
    answer = pages.post(approved.person("sekretaris"), there, keputusan="setujui")
    assert answer.status_code == 302
    assert approved.value(1).realisation == "71.5"
    assert "Disetujui" in pages.text(approved.filler, there)


def test_a_mistake_is_said_and_what_was_typed_stays(approved: Scene, pages: Pages) -> None:
    answer = pages.post(approved.filler, address(approved), realisation="tujuh", reason=WHY)
    assert answer.status_code == 400
    assert 'value="tujuh"' in answer.content.decode()
    there = ask(pages, approved)
    head = approved.person("sekretaris")
    assert pages.post(head, there).status_code == 400
    assert pages.post(head, there, keputusan="tolak").status_code == 409
    assert approved.value(1).realisation == "70"


def test_others_may_look_or_not_even_that(approved: Scene, pages: Pages) -> None:
    there = ask(pages, approved)
    for page in (there, address(approved), f"/kinerja/{approved.agency.code}/koreksi/"):
        assert pages.get(approved.reader(), page).status_code == 200
        assert pages.get(approved.outsider(), page).status_code == 404
    refused = pages.post(approved.neighbour, address(approved), realisation="1", reason=WHY)
    assert refused.status_code == 403
    assert pages.post(approved.kasubag, there, keputusan="setujui").status_code == 403
    assert pages.post(approved.filler, address(approved), reason=WHY).status_code == 409


def test_the_log_is_read_and_taken_along_without_formulas(approved: Scene, pages: Pages) -> None:
    ask(pages, approved)
    log = f"/kinerja/{approved.agency.code}/koreksi/"
    text = pages.text(approved.reader(), log)
    assert "LL01" in text
    assert "Menunggu keputusan" in text
    assert "LL01" in pages.text(approved.reader(), f"{log}?jalan={approved.run_id}")
    assert "Belum ada koreksi" in pages.text(approved.reader(), f"{log}?jalan=1")
    answer = pages.get(approved.reader(), f"{log}?jalan={approved.run_id}&bentuk=xlsx")
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = [cell.value for cell in sheet[2]]
    assert cells[3] == "LL01"
    assert cells[5] == "realisasi: 70 → 71,5"
    assert cells[6] == WHY
    assert all(cell.data_type == "s" for cell in sheet[2] if cell.value)


def test_whoever_vouched_reads_once_what_became_of_it(approved: Scene, pages: Pages) -> None:
    return_values(
        run_id=approved.run_id, units=(), values=[approved.value(1).pk], reason="Bukti kurang.",
        by=approved.kasubag, capacity="", now=approved.now,
    )  # fmt: skip
    text = pages.text(approved.verifier, "/kinerja/pemberitahuan/")
    assert "LL01" in text
    assert "Bukti kurang." in text
    assert "Tidak ada pemberitahuan" in pages.text(approved.neighbour, "/kinerja/pemberitahuan/")
    answer = pages.post(approved.verifier, "/kinerja/pemberitahuan/")
    assert answer.status_code == 302
    assert "Tidak ada pemberitahuan" in pages.text(approved.verifier, "/kinerja/pemberitahuan/")


def test_the_ways_to_corrections_and_what_was_dropped_are_found(
    approved: Scene, pages: Pages
) -> None:
    value = approved.value(1)
    one = pages.get(
        approved.filler,
        reverse("performance:indicator", args=[approved.run_id, "lalu-lintas", value.indicator_id]),
    )
    assert address(approved) in one.content.decode()
    log = f"/kinerja/{approved.agency.code}/koreksi/"
    assert (
        f"{log}?jalan={approved.run_id}"
        in pages.get(approved.filler, f"/kinerja/jalan/{approved.run_id}/").content.decode()
    )
    assert log in pages.get(approved.verifier, "/kinerja/").content.decode()
    assert "berubah sesudah Anda periksa" not in pages.text(approved.verifier, "/kinerja/")
    return_values(
        run_id=approved.run_id, units=(), values=[value.pk], reason="Kurang.",
        by=approved.kasubag, capacity="", now=approved.now,
    )  # fmt: skip
    for page in ("/kinerja/", "/tugas/"):
        told = "1 nilai berubah atau dikembalikan sesudah Anda periksa."
        assert told in pages.text(approved.verifier, page)
        assert told not in pages.text(approved.neighbour, page)


@pytest.mark.django_db
def test_what_comes_in_after_an_sop_that_ends_before_is_shown_as_its_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = runs.build(tmp_path, "balangan-dpuprperkim")
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    scene.start()
    text = Pages(scene).text(scene.person("kasubag"), f"/kinerja/jalan/{scene.run_id}/")
    assert "SOP ini berakhir sebelum data kembali." in text
    assert "setelah langkah 6" in text


def test_a_file_goes_along_and_is_read_by_whoever_decides(approved: Scene, pages: Pages) -> None:
    file = SimpleUploadedFile("berita-acara.pdf", PDF, "application/pdf")
    answer = pages.post(
        approved.filler, address(approved), realisation="71,5", reason=WHY, bukti=file,
        tautan="https://contoh.go.id/ba",
    )  # fmt: skip
    assert answer.status_code == 302
    there = f"/kinerja/koreksi/{Correction.objects.get().pk}/"
    head = approved.person("sekretaris")
    assert "berita-acara.pdf" in pages.text(head, there)
    proof = Correction.objects.get().proofs.get(link="").pk
    given = pages.get(head, f"{there}bukti/{proof}/")
    assert b"".join(given.streaming_content) == PDF  # type: ignore[attr-defined]
    assert pages.get(approved.outsider(), f"{there}bukti/{proof}/").status_code == 404
    assert approved.value(1).evidence.count() == 0
    pages.post(head, there, keputusan="setujui")
    assert approved.value(1).evidence.count() == 2


def test_a_file_of_a_kind_that_is_not_taken_is_said_and_nothing_is_asked(
    approved: Scene, pages: Pages
) -> None:
    file = SimpleUploadedFile("program.exe", b"MZ\x90\x00", "application/octet-stream")
    answer = pages.post(
        approved.filler, address(approved), realisation="71,5", reason=WHY, bukti=file
    )
    assert answer.status_code == 400
    assert "Pilih lagi berkasnya" in answer.content.decode()
    assert not Correction.objects.exists()
