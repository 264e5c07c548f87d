"""Daftar berkas and daftar isi berkas as PDF, set by the app of papers."""

import pypdfium2
import pytest
from tests.archive.disposing import carried_out, old_record
from tests.archive.pages import as_, at, saved
from tests.archive.scene import Scene

from himpun.archive.queries import folders
from himpun.office.rules import Refused

pytestmark = pytest.mark.usefixtures("frozen_clock")


def words(content: bytes) -> str:
    assert b"pdfaid:part" in content
    with pypdfium2.PdfDocument(content) as opened:
        text = "".join(page.get_textpage().get_text_bounded() for page in opened)
    return " ".join(text.split())


def test_the_list_of_folders_is_a_pdf_of_what_the_person_may_see(scene: Scene) -> None:
    scene.file("Satu", origin="run/1", folder="Triwulan I *_#$")
    scene.file("Dua", origin="run/2", folder="Perkara", security="rahasia")
    text = words(saved(scene.kabid, at("folders", scene.agency.code) + "?bentuk=pdf"))
    assert "DAFTAR BERKAS" in text
    assert "Triwulan I *_#$" in text
    assert "Perkara" not in text


def test_the_items_of_a_folder_are_a_pdf(scene: Scene) -> None:
    scene.file("Surat permintaan data", number="065/1", origin="run/1", folder="Triwulan I")
    scene.file("Dua", origin="run/1", security="rahasia")
    text = words(saved(scene.kabid, at("folder", scene.agency.code, 1) + "?bentuk=pdf"))
    assert "DAFTAR ISI BERKAS" in text
    assert "Surat permintaan data" in text
    assert "Dua" not in text


def test_what_was_destroyed_is_listed_with_its_deed(scene: Scene) -> None:
    scene.schedule()
    carried_out(scene, old_record(scene))
    text = words(saved(scene.kabid, at("disposal", scene.agency.code, 1) + "?bentuk=pdf"))
    assert "DAFTAR ARSIP YANG DIMUSNAHKAN" in text
    assert "000.5.6/1/2026" in text


def test_a_list_that_cannot_be_printed_is_told_in_a_sentence(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(**_asked: object) -> bytes:
        raise Refused("Naskah terlalu panjang: 91 halaman, paling banyak 90.")

    scene.file()
    monkeypatch.setattr(folders, "_pdf", too_long)
    answer = as_(scene.kabid).get(at("folders", scene.agency.code) + "?bentuk=pdf")
    assert answer.status_code == 409
    assert "paling banyak 90" in answer.content.decode()
