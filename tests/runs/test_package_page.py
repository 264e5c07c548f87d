"""The page of a closed run's packages: asked for, waited for, fetched, proved again."""

import hashlib
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.archive.closed import LATER, Closed, closed_run, sealed
from tests.runs.pages import words_of
from tests.runs.test_seal_run import person

from himpun.archive.jobs import make_packages
from himpun.archive.models import Package
from himpun.archive.queries.package.packages import path_of_package
from himpun.office import services as office
from himpun.office.models import Agency, Person
from himpun.office.services.journal import write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return LATER


def address(closed: Closed) -> str:
    return f"/jalan/{closed.run.pk}/paket/"


def client(who: Person) -> Client:
    found = Client()
    found.force_login(who.user)
    return found


def text(who: Person, where: str) -> str:
    answer: Any = client(who).get(where)
    assert answer.status_code == 200
    return words_of(answer)


def stranger() -> Person:
    other = office.add_agency(
        code="lain", name="Dinas Lain", region="Kabupaten", zone="WIB", by=None, now=LATER
    )
    return person(Agency.objects.get(pk=other.pk), "Operator Lain", "operator")


def test_a_steward_asks_waits_and_fetches_it() -> None:
    closed = closed_run()
    browser, where = client(closed.steward), address(closed)
    assert "Buat paket arsip" in text(closed.steward, where)
    assert browser.post(where, {"aksi": "segel"}).status_code == 302
    page = browser.get(where).content.decode()
    assert "Sedang dibuat: Menunggu giliran" in page
    assert 'hx-trigger="every 3s"' in page
    assert make_packages() == 1
    page = browser.get(where).content.decode()
    package = Package.objects.select_related("file").get()
    assert package.file is not None
    assert package.file.sha256 in page
    assert "hx-trigger" not in page
    assert "tidak ada koreksi sesudahnya" in page
    answer: Any = browser.get(f"/jalan/{closed.run.pk}/paket/1.zip")
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == package.file.sha256
    assert 'filename="paket-sumbar-bmcktr-2026-tw3-' in answer["Content-Disposition"]


def test_a_colleague_fetches_it_and_cannot_make_one() -> None:
    closed = closed_run()
    reader, where = person(closed.agency, "Pembaca", "reader"), address(closed)
    page = client(reader).get(where).content.decode()
    assert "disabled" in page
    refused: Any = client(reader).post(where, {"aksi": "segel"})
    assert refused.status_code == 409
    assert "pengelola SOP ini" in words_of(refused)
    assert not Package.objects.exists()
    sealed(closed)
    answer: Any = client(reader).get(f"{where}1.zip")
    assert answer.status_code == 200
    answer.close()


def test_to_others_there_is_no_such_page() -> None:
    closed = closed_run()
    sealed(closed)
    browser = client(stranger())
    for ask in (browser.get, browser.post):
        assert ask(address(closed)).status_code == 404
    assert browser.get(f"{address(closed)}1.zip").status_code == 404
    assert client(closed.steward).get(f"{address(closed)}2.zip").status_code == 404


def test_after_a_correction_a_reason_is_wanted() -> None:
    closed = closed_run()
    sealed(closed)
    write(
        agency=closed.agency, by=closed.steward, now=LATER, action="AnalysisWritten",
        subject=f"run/{closed.run.pk}",
    )  # fmt: skip
    browser, where = client(closed.steward), address(closed)
    assert "Segel lagi" in text(closed.steward, where)
    refused: Any = browser.post(where, {"aksi": "segel", "alasan": " "})
    assert refused.status_code == 409
    assert "memerlukan alasan" in words_of(refused)
    assert browser.post(where, {"aksi": "segel", "alasan": "Koreksi"}).status_code == 302
    assert make_packages() == 1
    found = text(closed.steward, where)
    assert "Paket ke-2" in found
    assert "Koreksi" in found


def test_it_is_proved_again_and_what_is_wrong_is_shown() -> None:
    closed = closed_run()
    package, browser, where = sealed(closed), client(closed.steward), address(closed)
    assert "Utuh" in text(closed.steward, where)
    path = path_of_package(package)
    whole = path.read_bytes()
    path.chmod(0o640)
    path.write_bytes(whole.replace(b"Selesai", b"Selesaj", 1))
    assert browser.post(where, {"aksi": "periksa", "paket": "1"}).status_code == 302
    assert "Sedang diperiksa" in text(closed.steward, where)
    make_packages()
    found = text(closed.steward, where)
    assert "Tidak utuh" in found
    assert "index.html: Isi berkas ini telah diubah" in found


@pytest.mark.parametrize(
    "sent", [{}, {"aksi": "x"}, {"aksi": "periksa"}, {"aksi": "periksa", "paket": "9"}]
)
def test_what_cannot_be_read_is_refused(sent: dict[str, str]) -> None:
    closed = closed_run()
    sealed(closed)
    answer: Any = client(closed.steward).post(address(closed), sent)
    assert answer.status_code == 409
    assert "tidak dapat dibaca" in words_of(answer)


def test_a_package_that_could_not_be_made_says_why() -> None:
    closed = closed_run()
    client(closed.steward).post(address(closed), {"aksi": "segel"})
    Package.objects.update(state="failed", failure="Berkas “x” tidak ada di penyimpanan.")
    found = text(closed.steward, address(closed))
    assert "Tidak dapat dibuat" in found
    assert "tidak ada di penyimpanan" in found
    assert "Buat paket arsip" in found


def test_the_page_of_a_closed_run_leads_there() -> None:
    closed = closed_run()
    page = client(closed.steward).get(f"/jalan/{closed.run.pk}/").content.decode()
    assert f'href="{address(closed)}"' in page
