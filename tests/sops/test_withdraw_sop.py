"""Taking a version of an SOP out of force."""

import pytest
from tests.office.scene import NOW, Scene
from tests.sops.documents import sop_with

from himpun.office.rules import Refused
from himpun.sops.models import SopVersion
from himpun.sops.queries import current_version, sop_of
from himpun.sops.services import publish_sop, withdraw_sop


@pytest.fixture
def versions(scene: Scene) -> list[SopVersion]:
    return [
        publish_sop(agency=scene.agency, sop=sop_with(version=no), by=scene.admin, now=NOW)
        for no in (1, 2)
    ]


def test_the_version_before_is_in_force_again_and_the_journal_tells(
    scene: Scene, versions: list[SopVersion]
) -> None:
    withdraw_sop(version=versions[1], by=scene.colleague, now=NOW)
    assert current_version(scene.agency, "dishub") == versions[0]
    row = scene.last()
    assert (row.action, row.actor) == ("SopWithdrawn", scene.colleague)
    assert row.subject == "Pengumpulan Data Kinerja (versi 2)"


def test_with_the_last_one_the_agency_has_none_but_what_runs_is_read_on(
    scene: Scene, versions: list[SopVersion]
) -> None:
    for version in versions:
        withdraw_sop(version=version, by=scene.admin, now=NOW)
    assert current_version(scene.agency, "dishub") is None
    assert sop_of(versions[0].pk).version == 1


def test_it_refuses_a_second_time(scene: Scene, versions: list[SopVersion]) -> None:
    withdraw_sop(version=versions[0], by=scene.admin, now=NOW)
    told = scene.actions()
    with pytest.raises(Refused, match="sudah dicabut"):
        withdraw_sop(version=versions[0], by=scene.admin, now=NOW)
    assert scene.actions() == told


def test_it_refuses_the_administrator_of_another_agency(
    scene: Scene, versions: list[SopVersion]
) -> None:
    with pytest.raises(Refused, match="Hanya administrator"):
        withdraw_sop(version=versions[0], by=scene.outsider, now=NOW)
    assert SopVersion.objects.filter(withdrawn_at=None).count() == 2
