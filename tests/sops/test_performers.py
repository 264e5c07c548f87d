"""The performers of an agency's SOPs, as the office's pages show and assign them."""

from datetime import timedelta

import pytest
from tests.office.pages import as_, at, send
from tests.office.scene import ASKED, NOW, SOP, TODAY, Scene
from tests.sops.documents import sop_with

from himpun.office.queries import holders_of, known_performers
from himpun.office.rules import KnownPerformer
from himpun.office.services import add_team
from himpun.sops.services import publish_sop, withdraw_sop

NAME = "Pengumpulan Data Kinerja"
COLUMNS = [
    KnownPerformer(SOP, NAME, "kasubag", "Kasubag Perencanaan"),
    KnownPerformer(SOP, NAME, "staf", "Staf Perencanaan"),
    KnownPerformer(SOP, NAME, "kabid", "Kepala Bidang", per_unit=True, unit_kinds=("bidang",)),
]
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_the_office_knows_the_columns_of_the_version_in_force(scene: Scene) -> None:
    first = publish_sop(agency=scene.agency, sop=sop_with(), by=scene.admin, now=NOW)
    assert known_performers(scene.agency, TODAY) == COLUMNS
    assert known_performers(scene.other, TODAY) == []
    assert {one.title for one in known_performers(scene.agency, TODAY - timedelta(1))} == {
        "kasubag",
        "kabid",
    }
    withdraw_sop(version=first, by=scene.admin, now=NOW)
    assert {one.title for one in known_performers(scene.agency, TODAY)} == {"kasubag", "kabid"}


def test_the_page_shows_titles_and_says_which_units_have_nobody(scene: Scene) -> None:
    publish_sop(agency=scene.agency, sop=sop_with(), by=scene.admin, now=NOW)
    page = as_(scene.kasubag).get(at("performers", "dishub")).content.decode()
    assert NAME in page
    assert "Staf Perencanaan" in page
    # The staff, and the head of the division of rivers.
    assert page.count("Belum ditetapkan") == 2


def test_an_administrator_assigns_the_performers_of_a_new_sop(scene: Scene) -> None:
    publish_sop(agency=scene.agency, sop=sop_with(), by=scene.admin, now=NOW)
    add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    said = {"from_on": "2026-03-02", "replace": "on"}
    send(scene.admin, at("performer", "dishub", SOP, "staf"), who="post:kasubag", **said)
    head = at("performer", "dishub", SOP, "kabid")
    send(scene.admin, head, 400, who="post:kabid", unit=scene.secretariat.pk, **said)
    send(scene.admin, head, who="post:kabid", unit=scene.rivers.pk, **said)
    assert [one.person for one in holders_of(scene.agency, SOP, "staf", "", TODAY)] == [
        scene.kasubag
    ]
    assert [one.person for one in holders_of(scene.agency, SOP, "kabid", "sungai", TODAY)] == [
        scene.kabid
    ]
    page = as_(scene.colleague).get(at("performers", "dishub")).content.decode()
    assert "Belum ditetapkan" not in page
