"""The pages of a catalogue's workbook: down, and back up."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.performance.catalogues import edited
from tests.performance.keepers import NOW, Keepers, build
from tests.runs.pages import words_of

from himpun.office.models import Person
from himpun.performance.models import Objective
from himpun.performance.queries.workbooks.catalogue import catalogue_workbook
from himpun.performance.services.catalogue_sheet import MOST_BYTES


@pytest.fixture
def keepers(db: None, monkeypatch: pytest.MonkeyPatch) -> Keepers:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return build()


def client(who: Person) -> Any:
    found = Client()
    found.force_login(who.user)
    return found


def address(keepers: Keepers, more: str = "") -> str:
    return f"/kinerja/{keepers.office.agency.code}/lembar/{more}"


def upload(keepers: Keepers, who: Person, content: bytes) -> Any:
    file = SimpleUploadedFile("katalog.xlsx", content)
    return client(who).post(address(keepers), {"berkas": file})


def renamed(keepers: Keepers) -> bytes:
    content = catalogue_workbook(keepers.office.agency)
    return edited(content, {("Sasaran", "S1"): {"name": "<i>Jalan</i>"}})


def test_it_goes_down_and_comes_back_up(keepers: Keepers) -> None:
    keeper = keepers.office.kasubag
    down = client(keeper).get(address(keepers, "unduh/"))
    assert down.status_code == 200
    assert "katalog-kinerja-" in down["Content-Disposition"]
    shown = upload(keepers, keeper, renamed(keepers))
    assert "Belum ada yang tersimpan. 1 isian akan berubah." in words_of(shown)
    assert "&lt;i&gt;Jalan&lt;/i&gt;" in shown.content.decode()
    offer = re.search(r'name="usulan" value="([^"]+)"', shown.content.decode())
    assert offer is not None
    done = client(keeper).post(address(keepers, "simpan/"), {"usulan": offer[1]})
    assert done.status_code == 302
    assert Objective.objects.get(code="S1").name == "<i>Jalan</i>"
    again = client(keeper).post(address(keepers, "simpan/"), {"usulan": offer[1]})
    assert again.status_code == 409
    assert "Unggah berkasnya sekali lagi" in words_of(again)


def test_wrong_cells_are_listed_and_nothing_can_be_saved(keepers: Keepers) -> None:
    content = edited(
        catalogue_workbook(keepers.office.agency), {("Indikator", "IKU-1"): {"cap": "banyak"}}
    )
    page = words_of(upload(keepers, keepers.office.kasubag, content))
    assert "1 sel perlu diperbaiki" in page
    assert "Lembar Indikator, sel R5" in page
    assert "Simpan semuanya" not in page


def test_who_keeps_nothing_reads_it_and_is_told_who_may(keepers: Keepers) -> None:
    reader = keepers.office.kabid
    assert client(reader).get(address(keepers, "unduh/")).status_code == 200
    page = words_of(client(reader).get(address(keepers)))
    assert "diubah oleh administrator, operator" in page
    assert "Unggah dan bandingkan" not in page
    assert upload(keepers, reader, renamed(keepers)).status_code == 403
    assert client(reader).post(address(keepers, "simpan/"), {"usulan": "x"}).status_code == 403


def test_those_of_another_agency_do_not_find_it(keepers: Keepers) -> None:
    stranger = keepers.office.outsider
    for more in ("", "unduh/"):
        assert client(stranger).get(address(keepers, more)).status_code == 404
    assert upload(keepers, stranger, renamed(keepers)).status_code == 404


def test_a_file_that_cannot_be_read_is_answered_in_a_sentence(keepers: Keepers) -> None:
    keeper = keepers.office.kasubag
    for content, code, words in (
        (b"a;b", 400, "bukan lembar kerja Excel"),
        (b"PK\x03\x04" + b"0" * MOST_BYTES, 413, "lebih besar"),
        (catalogue_workbook(keepers.office.other), 400, "milik instansi lain"),
    ):
        answer = upload(keepers, keeper, content)
        assert answer.status_code == code
        assert words in words_of(answer)
    nothing = client(keeper).post(address(keepers))
    assert nothing.status_code == 400
    assert "Pilih dahulu berkas" in words_of(nothing)
