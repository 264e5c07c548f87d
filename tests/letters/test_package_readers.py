"""A package with a secret paper in it is read by those who may read the paper."""

from pathlib import Path
from typing import Any

import pytest
from tests.archive.files import PDF
from tests.letters.run_papers import paper_of
from tests.letters.signed_letters import KIND, signed_letter
from tests.runs.pages import Pages
from tests.runs.scene import Scene

from himpun.archive.models import Package
from himpun.archive.services import store_file
from himpun.letters.queries.package_readers import may_read_papers

ABOUT = {"base": "paket", "sealed": {"at": "2026-09-14T01:00:00Z", "by": "Kasubag"}}
NOTE = "Paket ini memuat naskah rahasia"


@pytest.fixture
def letter(db: None, tmp_path: Path) -> Scene:
    return signed_letter(tmp_path)


@pytest.fixture
def package(letter: Scene) -> Package:
    """What the package of the run would be."""
    about = ABOUT | {"agency": {"name": letter.agency.name, "zone": letter.agency.zone}}
    return Package.objects.create(
        agency=letter.agency, run=str(letter.run_id), sop="dishub", title="Data Kinerja",
        period="2026-TW3", state="sealed", about=about, ordered_at=letter.now,
        ordered_by=letter.person("kasubag"), sealed_at=letter.now,
        file=store_file(content=PDF, name="paket.pdf", now=letter.now),
    )  # fmt: skip


def secret(scene: Scene, security: str = "Rahasia") -> None:
    paper = paper_of(scene, KIND)
    paper.security = security
    paper.save(update_fields=["security"])


def readers(scene: Scene) -> set[str]:
    codes = ("kadis", "sekretaris", "staf", "operator", "kasi-keselamatan", "kabid-angkutan")
    people = {code: scene.person(code) for code in codes} | {"inspektorat": scene.reader()}
    return {
        code for code, who in people.items() if may_read_papers(scene.run_id, who, scene.now)
    }  # fmt: skip


def test_without_a_secret_paper_whoever_sees_the_run_reads_all(letter: Scene) -> None:
    assert len(readers(letter)) == 7


def test_a_secret_paper_leaves_its_people_its_keepers_the_head_and_auditors(letter: Scene) -> None:
    secret(letter)
    assert readers(letter) == {"kadis", "sekretaris", "staf", "operator", "inspektorat"}


def test_a_top_secret_one_leaves_its_people_and_its_keepers(letter: Scene) -> None:
    secret(letter, "Sangat rahasia")
    assert readers(letter) == {"kadis", "sekretaris", "staf", "operator"}


def test_the_pages_show_and_hand_out_nothing_of_it_to_others(
    letter: Scene, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret(letter)
    monkeypatch.setattr("django.utils.timezone.now", lambda: letter.now)
    pages, run = Pages(letter), f"/jalan/{letter.run_id}/paket"
    home = f"/arsip/{letter.agency.code}/paket/{package.pk}/"
    may, not_he = letter.person("sekretaris"), letter.person("kasi-keselamatan")
    assert NOTE not in pages.text(may, home)
    for address in (f"{home}paket.zip", f"{run}/1.zip"):
        handed: Any = pages.get(may, address)
        assert b"".join(handed) == PDF
    assert NOTE in pages.text(not_he, home)
    assert "Unduh paket" not in pages.text(not_he, f"{run}/")
    for address in (f"{home}paket.zip", f"{home}1/", f"{run}/1.zip"):
        assert pages.get(not_he, address).status_code == 404, address
    for address in (home, f"{home}paket.zip", f"{run}/1.zip"):
        assert pages.get(letter.outsider(), address).status_code == 404, address
