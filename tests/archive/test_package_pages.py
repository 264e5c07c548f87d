"""The archive's pages of packages: found, opened, read file by file, proved again."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.archive.handmade import PAPER, Handmade
from tests.office.scene import NOW

from himpun.archive.jobs import make_packages
from himpun.archive.models import Package, SearchText
from himpun.archive.queries.package.packages import path_of_package
from himpun.archive.services import bring_package, rebuild_search
from himpun.office.models import Agency, Person
from himpun.office.services import add_agency, add_person, grant_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
PERIOD = "Pengumpulan Data Kinerja, triwulan III 2026"


@pytest.fixture
def here() -> Agency:
    return agency("dinas")


def agency(code: str) -> Agency:
    return add_agency(
        code=code, name=f"Instansi {code}", region="Kabupaten", zone="WITA", by=None, now=NOW
    )


@pytest.fixture
def package(here: Agency, tmp_path: Path) -> Package:
    made = Handmade().sealed(tmp_path / "paket.zip")
    return bring_package(path=made, by=None, now=NOW, agency=here)


def client(home: Agency, role: str) -> Client:
    who: Person = add_person(
        agency=home, name=f"{role} {home.code}", username=f"{role}.{home.code}", password=None,
        by=None, now=NOW,
    )  # fmt: skip
    grant_role(person=who, kind=role, agency=home, from_on=NOW.date(), by=None, now=NOW)
    found = Client()
    found.force_login(who.user)
    return found


def text(browser: Client, address: str) -> str:
    answer: Any = browser.get(address)
    assert answer.status_code == 200
    content: str = answer.content.decode()
    return content


def test_a_package_is_listed_and_opened(here: Agency, package: Package) -> None:
    browser = client(here, "reader")
    page = text(browser, "/arsip/dinas/paket/")
    assert PERIOD in page
    assert "Dimuat kembali" in page
    assert f'href="/arsip/dinas/paket/{package.pk}/"' in page
    page = text(browser, f"/arsip/dinas/paket/{package.pk}/")
    assert package.file is not None
    assert package.file.sha256 in page
    assert "Utuh" in page
    assert "14 September 2026 pukul 08.00 WIB oleh Kasubag Perencanaan" in page
    assert page.index("Berkas yang diunggah pada langkah") < page.index("Rekapitulasi (JSON)")


def test_it_is_fetched_whole_and_file_by_file(here: Agency, package: Package) -> None:
    browser = client(here, "reader")
    whole: Any = browser.get(f"/arsip/dinas/paket/{package.pk}/paket.zip")
    assert b"".join(whole.streaming_content) == path_of_package(package).read_bytes()
    letter: Any = browser.get(f"/arsip/dinas/paket/{package.pk}/3/")
    assert b"".join(letter.streaming_content) == PAPER
    assert letter["Content-Disposition"] == 'attachment; filename="1-surat-tugas.pdf"'
    assert letter["Content-Security-Policy"] == "sandbox"
    assert browser.get(f"/arsip/dinas/paket/{package.pk}/99/").status_code == 404
    assert browser.get("/arsip/dinas/paket/999/").status_code == 404


def test_its_files_are_found_by_their_names(here: Agency, package: Package) -> None:
    browser, address = client(here, "reader"), f"/arsip/dinas/paket/{package.pk}/"
    page = text(browser, f"{address}?cari=surat")
    assert "Surat tugas" in page
    assert "Rekapitulasi (JSON)" not in page
    assert "Tidak ada berkas yang cocok" in text(browser, f"{address}?cari=tidak-ada")


def test_the_search_finds_it_also_after_it_was_made_anew(here: Agency, package: Package) -> None:
    browser = client(here, "operator")
    for _ in range(2):
        assert f"/arsip/dinas/paket/{package.pk}/" in text(browser, "/arsip/cari/?cari=surat+tugas")
        rebuild_search()
    assert SearchText.objects.filter(kind="paket").count() == 1


def test_another_agency_finds_none_of_it(here: Agency, package: Package) -> None:
    browser = client(agency("lain"), "administrator")
    for address in ("", f"{package.pk}/", f"{package.pk}/paket.zip", f"{package.pk}/1/"):
        assert browser.get(f"/arsip/dinas/paket/{address}").status_code == 404
        assert browser.get(f"/arsip/lain/paket/{package.pk}/").status_code == 404


def test_it_is_proved_again(here: Agency, package: Package) -> None:
    browser, address = client(here, "reader"), f"/arsip/dinas/paket/{package.pk}/"
    path = path_of_package(package)
    path.chmod(0o640)
    path.write_bytes(path.read_bytes().replace(b"surat tugas", b"surat_tugas", 1))
    assert browser.post(address).status_code == 302
    assert "Sedang diperiksa" in text(browser, address)
    make_packages()
    page = text(browser, address)
    assert "Tidak utuh" in page
    assert "1-surat-tugas.pdf: Isi berkas ini telah diubah" in page


def test_one_that_is_not_sealed_cannot_be_proved(here: Agency, package: Package) -> None:
    Package.objects.update(state="failed", file=None, sealed_at=None, failure="Berkas hilang.")
    browser, address = client(here, "reader"), f"/arsip/dinas/paket/{package.pk}/"
    assert "Berkas hilang." in text(browser, address)
    assert browser.post(address).status_code == 409
    assert browser.get(f"{address}paket.zip").status_code == 404


def test_one_that_the_disk_has_lost_says_so(here: Agency, package: Package) -> None:
    browser = client(here, "reader")
    path_of_package(package).unlink()
    for name in ("paket.zip", "1/"):
        answer: Any = browser.get(f"/arsip/dinas/paket/{package.pk}/{name}")
        assert answer.status_code == 404
        assert "tidak ada di penyimpanan" in answer.content.decode()


def test_where_there_is_none_the_page_says_how_one_is_made(here: Agency) -> None:
    assert "Belum ada paket arsip" in text(client(here, "reader"), "/arsip/dinas/paket/")
