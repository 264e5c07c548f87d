"""A package that was brought, with a secret paper in it, is read by the head and auditors only."""

from pathlib import Path
from typing import Any

import pytest
from tests.archive.handmade import Handmade
from tests.archive.test_package_pages import agency, client, text
from tests.office.scene import NOW

from himpun.archive.models import SearchText
from himpun.archive.rules.package.bag import Item, json_line
from himpun.archive.services import bring_package
from himpun.office.models import Agency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
NOTE = "Paket ini memuat naskah rahasia"


@pytest.fixture
def here() -> Agency:
    return agency("dinas")


def brought(here: Agency, folder: Path, *classes: str) -> str:
    """The address of a package with papers of some classes."""
    lines = (json_line({"paper": n, "security": said}) for n, said in enumerate(classes))
    return brought_with(here, folder, b"".join(lines))


def brought_with(here: Agency, folder: Path, lines: bytes) -> str:
    """The address of a package whose list of papers is this."""
    made = Handmade()
    made.items.insert(
        0, Item("naskah/naskah.jsonl", "naskah", "Naskah: Hasil audit", "application/jsonl", lines)
    )
    package = bring_package(path=made.sealed(folder / "p.zip"), by=None, now=NOW, agency=here)
    return f"/arsip/dinas/paket/{package.pk}/"


def test_it_is_open_where_no_paper_is_secret(here: Agency, tmp_path: Path) -> None:
    home = brought(here, tmp_path, "Biasa", "Terbatas")
    assert NOTE not in text(client(here, "operator"), home)


def test_a_secret_paper_closes_it_to_all_but_head_and_auditors(
    here: Agency, tmp_path: Path
) -> None:
    home = brought(here, tmp_path, "Biasa", "Rahasia")
    browser = client(here, "operator")
    page = text(browser, home)
    assert NOTE in page
    assert "Surat tugas" not in page
    assert browser.get(f"{home}paket.zip").status_code == 404
    assert browser.get(f"{home}1/").status_code == 404
    auditor = client(here, "reader")
    assert "Surat tugas" in text(auditor, home)
    whole: Any = auditor.get(f"{home}paket.zip")
    assert b"".join(whole)[:2] == b"PK"


@pytest.mark.parametrize("lines", [b"[]\n", b"{\n", b"\xff\n", b'{"security": []}\n'])
def test_a_list_of_papers_that_cannot_be_read_closes_it_too(
    here: Agency, tmp_path: Path, lines: bytes
) -> None:
    home = brought_with(here, tmp_path, lines)
    assert NOTE in text(client(here, "operator"), home)
    assert NOTE not in text(client(here, "reader"), home)


def test_the_search_names_no_paper_in_a_package(here: Agency, tmp_path: Path) -> None:
    brought(here, tmp_path, "Rahasia")
    row = SearchText.objects.get(kind="paket")
    assert "Surat tugas" in row.text
    assert "Hasil audit" not in row.text
