"""The pages of a form's workbook: down, and back up."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from openpyxl import load_workbook
from tests.archive.files import PDF
from tests.performance.saving import save
from tests.performance.scene import OWN, Scene
from tests.performance.workbooks import compared, downloaded, edited
from tests.runs.pages import Pages, words_of

from himpun.archive.queries.xlsx import MOST_BYTES
from himpun.archive.services import store_file
from himpun.office.models import Person
from himpun.performance.models import Form, Value
from himpun.performance.services.evidence import add_evidence


@pytest.fixture
def pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return Pages(scene)


def address(pages: Pages, more: str = "", unit: str = OWN) -> str:
    return f"/kinerja/jalan/{pages.scene.run_id}/formulir/{unit}/lembar/{more}"


def upload(pages: Pages, who: Person, content: bytes, unit: str = OWN) -> HttpResponse:
    file = SimpleUploadedFile("isian.xlsx", content)
    return pages.post(who, address(pages, unit=unit), berkas=file)


def own(pages: Pages) -> Scene:
    assert isinstance(pages.scene, Scene)
    return pages.scene


def cells(scene: Scene, **typed: str) -> dict[tuple[str, str], str]:
    return {(f"v{scene.value(1).pk}", name): text for name, text in typed.items()}


def test_the_workbook_goes_down_and_comes_back_up(pages: Pages) -> None:
    scene = own(pages)
    sheet = pages.sheet(scene.filler, address(pages, "unduh/"), "Isian")
    assert sheet.protection.sheet
    content = pages.get(scene.filler, address(pages, "unduh/")).content
    answer = upload(pages, scene.filler, edited(content, cells(scene, realisation="71,5")))
    assert answer.status_code == 200
    shown = words_of(answer)
    assert "Belum ada yang tersimpan. 1 isian akan berubah" in shown
    assert "Lembar Isian, sel I6" in shown
    offer = re.search(r'name="usulan" value="([^"]+)"', answer.content.decode())
    assert offer is not None
    assert scene.value(1).revision == 0
    done = pages.post(scene.filler, address(pages, "simpan/"), usulan=offer[1])
    assert done.status_code == 302
    assert scene.value(1).realisation == "71.5"


def test_evidence_is_listed_to_be_read_and_changes_nothing_on_the_way_back(pages: Pages) -> None:
    scene = own(pages)
    asked: dict[str, Any] = {"by": scene.filler, "now": scene.now}
    add_evidence(value=scene.value(1).pk, link="https://contoh.go.id/ba", name="=1+1", **asked)
    file = store_file(content=PDF, name="foto.pdf", now=scene.now)
    add_evidence(value=scene.value(2).pk, file=file, name="foto.pdf", **asked)
    content = downloaded(scene)
    page = load_workbook(BytesIO(content))["Bukti dukung"]
    rows = [[cell.value for cell in row[1:6]] for row in page.iter_rows(min_row=6)]
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("LL01", "=1+1", "https://contoh.go.id/ba"),
        ("LL02", "foto.pdf", f"SHA-256 {file.sha256}"),
    ]
    assert page.protection.sheet
    assert all(cell.data_type == "s" and cell.protection.locked for cell in page[6][1:])
    assert not compared(scene, content).difference.wrong
    assert not compared(scene, content).difference.changes


def test_only_what_is_to_be_filled_in_is_open(pages: Pages) -> None:
    scene = own(pages)
    sheet = pages.sheet(scene.filler, address(pages, "unduh/"), "Isian")
    keys = [cell.value for cell in sheet[4]]
    open_ = {
        key
        for row in sheet.iter_rows(min_row=6)
        for key, cell in zip(keys, row, strict=True)
        if not cell.protection.locked
    }
    assert open_ == {
        "realisation", "no_value", "obstacles", "solutions", "follow_up", "follow_up_by",
        "follow_up_on", "budget", "note",
    }  # fmt: skip
    computed = next(row for row in sheet.iter_rows(min_row=6) if row[2].value == "LL10")
    assert computed[keys.index("realisation")].protection.locked
    not_asked = next(row for row in sheet.iter_rows(min_row=6) if row[2].value == "LL07")
    assert all(cell.protection.locked for cell in not_asked)
    assert {str(v.sqref) for v in sheet.data_validations.dataValidation} == {
        "I13", "J6:J30",
    }  # fmt: skip


def test_who_only_reads_the_form_gets_it_wholly_locked(pages: Pages) -> None:
    scene = own(pages)
    for reader in (scene.verifier, scene.neighbour, scene.reader()):
        sheet = pages.sheet(reader, address(pages, "unduh/"), "Isian")
        assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
        page = pages.text(reader, address(pages))
        assert "Unggah dan bandingkan" not in page
        content = edited(downloaded(scene), cells(scene, realisation="70"))
        assert upload(pages, reader, content).status_code == 403
        assert pages.post(reader, address(pages, "simpan/"), usulan="x").status_code == 403


def test_a_colleague_who_may_fill_it_in_may_upload_it(pages: Pages) -> None:
    scene = own(pages)
    content = edited(downloaded(scene), cells(scene, realisation="70"))
    assert upload(pages, scene.colleague, content).status_code == 200


def test_those_of_another_agency_do_not_find_it(pages: Pages) -> None:
    scene = own(pages)
    for more in ("", "unduh/"):
        assert pages.get(scene.outsider(), address(pages, more)).status_code == 404
    assert upload(pages, scene.outsider(), downloaded(scene)).status_code == 404
    assert pages.post(scene.outsider(), address(pages, "simpan/")).status_code == 404
    assert pages.get(scene.filler, address(pages, unit="tidak-ada")).status_code == 404


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"bukan excel", 400, "bukan lembar kerja Excel"),
        (b"PK\x03\x04rusak", 400, "rusak"),
        (b"PK\x03\x04" + b"0" * MOST_BYTES, 413, "lebih besar"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_a_sentence(
    pages: Pages, content: bytes, code: int, words: str
) -> None:
    answer = upload(pages, own(pages).filler, content)
    assert answer.status_code == code
    assert words in words_of(answer)
    assert "Tidak ada yang tersimpan." in words_of(answer)


def test_nothing_chosen_another_form_and_a_closed_one_are_told(pages: Pages) -> None:
    scene = own(pages)
    assert "Pilih dahulu berkas" in words_of(pages.post(scene.filler, address(pages)))
    other = downloaded(scene, "angkutan", scene.neighbour)
    answer = upload(pages, scene.filler, other)
    assert answer.status_code == 409
    assert "sedangkan formulir ini milik" in words_of(answer)
    Form.objects.filter(pk=scene.form().pk).update(complete_at=scene.now)
    answer = upload(pages, scene.filler, downloaded(scene))
    assert answer.status_code == 423
    assert "dinyatakan lengkap" in words_of(answer)


def test_what_others_changed_is_shown_and_chosen(pages: Pages) -> None:
    scene = own(pages)
    content = edited(downloaded(scene), cells(scene, realisation="70", note="<b>tebal</b>"))
    save(scene, (1, {"realisation": "65"}), by=scene.colleague)
    answer = upload(pages, scene.filler, content)
    page = answer.content.decode()
    assert "Diubah juga oleh orang lain" in page
    assert "&lt;b&gt;tebal&lt;/b&gt;" in page
    offer = re.search(r'name="usulan" value="([^"]+)"', page)
    chosen = re.search(r'name="pakai" value="([^"]+)"', page)
    assert offer is not None
    assert chosen is not None
    pages.post(scene.filler, address(pages, "simpan/"), usulan=offer[1], pakai=chosen[1])
    assert (scene.value(1).realisation, scene.value(1).note) == ("70", "<b>tebal</b>")


def test_what_was_overtaken_meanwhile_is_named(pages: Pages) -> None:
    scene = own(pages)
    answer = upload(pages, scene.filler, edited(downloaded(scene), cells(scene, realisation="70")))
    offer = re.search(r'name="usulan" value="([^"]+)"', answer.content.decode())
    assert offer is not None
    save(scene, (1, {"realisation": "65"}), by=scene.colleague)
    done = pages.post(scene.filler, address(pages, "simpan/"), usulan=offer[1])
    assert done.status_code == 409
    assert "0 nilai tersimpan, 1 belum." in words_of(done)
    assert "LL01" in words_of(done)
    assert Value.objects.get(pk=scene.value(1).pk).realisation == "65"


def test_the_form_of_the_agency_as_a_whole_has_one_too(pages: Pages) -> None:
    scene = own(pages)
    Form.objects.filter(pk=scene.form().pk).update(unit=None)
    assert pages.get(scene.filler, address(pages, "unduh/", unit="-")).status_code == 200
