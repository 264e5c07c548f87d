"""Who stands for a post or a unit on a day."""

from datetime import date

from tests.office.scene import ASKED, TODAY, Scene

from himpun.office.queries.standing_for import people_standing_for
from himpun.office.services import set_stand_in


def names(scene: Scene, place: object) -> set[str]:
    return {who.name for who in people_standing_for(place, TODAY)}  # type: ignore[arg-type]


def test_holders_and_who_stands_in_for_them(scene: Scene) -> None:
    assert names(scene, scene.kasubag_post) == names(scene, scene.secretariat)
    assert names(scene, scene.kasubag_post) == {"Kasubag Perencanaan"}
    set_stand_in(
        holding=scene.kasubag_holding, person=scene.kabid, from_on=TODAY,
        until_on=date(2026, 3, 9), reason="Cuti", **ASKED,
    )  # fmt: skip
    assert names(scene, scene.secretariat) == {"Kasubag Perencanaan", "Kepala Bidang Jalan"}
    assert names(scene, scene.rivers) == set()
