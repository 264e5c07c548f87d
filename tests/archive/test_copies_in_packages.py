"""A sealed package keeps its copy of what is destroyed: whoever destroys it is told, and the berita
acara names the package."""

from pathlib import Path

import pytest
from tests.archive.disposing import approved, carried_out, old_record
from tests.archive.handmade import PAPER, Handmade
from tests.archive.pages import at, page, saved
from tests.archive.scene import OLD, Scene
from tests.archive.test_list_pdfs import words
from tests.office.scene import NOW

from himpun.archive.models import Package, Record
from himpun.archive.queries.disposal import copies_of
from himpun.archive.services import bring_package
from himpun.office.models import Agency

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def row(scene: Scene) -> Record:
    """A record of PAPER whose retention is over."""
    scene.schedule()
    return scene.file("Surat tugas lama", dated_on=OLD, content=PAPER)


def package_in(agency: Agency, folder: Path) -> Package:
    """A package with PAPER in it."""
    made = Handmade().sealed(folder / "paket.zip")
    return bring_package(path=made, by=None, now=NOW, agency=agency)


def test_whoever_destroys_it_is_told_beforehand(scene: Scene, row: Record, tmp_path: Path) -> None:
    package = package_in(scene.agency, tmp_path)
    made = approved(scene, row, old_record(scene))
    said = page(scene.admin, at("disposal", scene.agency.code, made.no))
    assert "akan tetap ada dalam paket arsip" in said
    assert f'href="/arsip/{scene.agency.code}/paket/{package.pk}/"' in said
    assert f"arsip nomor {row.no};" in said
    form = page(scene.admin, at("disposal_carry_out", scene.agency.code, made.no))
    assert "1 paket arsip yang sudah disegel memuat salinannya" in form


def test_the_deed_its_pdf_and_the_journal_name_the_package(
    scene: Scene, row: Record, tmp_path: Path
) -> None:
    package = package_in(scene.agency, tmp_path)
    assert package.file is not None
    made = carried_out(scene, row)
    assert scene.last().body["copies"] == [[package.pk, [row.no]]]
    said = page(scene.kabid, at("disposal", scene.agency.code, made.no))
    assert "tetap ada dalam paket arsip" in said
    assert package.file.sha256 in said
    printed = words(saved(scene.kabid, at("disposal", scene.agency.code, made.no) + "?bentuk=pdf"))
    assert f"Paket arsip ke-1: {package.title} (arsip nomor {row.no};" in printed
    assert package.file.sha256 in "".join(filter(str.isalnum, printed))


def test_a_package_without_it_or_of_another_agency_is_not_named(
    scene: Scene, row: Record, tmp_path: Path
) -> None:
    package_in(scene.office.other, tmp_path)
    mine = carried_out(scene, row)
    assert copies_of(mine) == []
    assert scene.last().body["copies"] == []
    assert "paket arsip.</b>" not in page(scene.admin, at("disposal", scene.agency.code, mine.no))
