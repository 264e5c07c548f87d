"""A person chooses how they are told of each kind."""

import pytest
from tests.notices.test_tell import told
from tests.office.scene import NOW, Scene

from himpun.notices.models import Notice, Preference
from himpun.notices.queries.notices import ways_of
from himpun.notices.rules.kinds import KINDS
from himpun.notices.services import choose_ways
from himpun.office.rules import Refused


def test_it_holds_for_what_comes_and_for_oneself_alone(scene: Scene) -> None:
    choose_ways(ways={"reminder": "none"}, by=scene.kabid, now=NOW)
    told(scene, scene.kabid, scene.kasubag)
    ways = dict(Notice.objects.values_list("person", "way"))
    assert ways == {scene.kabid.pk: "none", scene.kasubag.pk: KINDS["reminder"].way}


def test_it_is_kept_once_and_journalled_where_it_changes(scene: Scene) -> None:
    choose_ways(ways={"reminder": "now", "paper": "digest"}, by=scene.kabid, now=NOW)
    choose_ways(ways={"reminder": "none"}, by=scene.kabid, now=NOW)
    choose_ways(ways={"reminder": "none"}, by=scene.kabid, now=NOW)
    assert Preference.objects.count() == 1
    assert ways_of(scene.kabid)["reminder"] == "none"
    assert scene.actions().count("NoticeWaysChosen") == 2
    assert scene.last().body == {"reminder": "none"}


def test_who_belongs_to_no_agency_chooses_too(scene: Scene) -> None:
    choose_ways(ways={"reminder": "now"}, by=scene.system, now=NOW)
    assert ways_of(scene.system)["reminder"] == "now"


@pytest.mark.parametrize("ways", [{"gossip": "now"}, {"reminder": "pigeon"}])
def test_it_refuses_what_is_not_on_the_list(scene: Scene, ways: dict[str, str]) -> None:
    with pytest.raises(Refused, match="tidak ada dalam daftar"):
        choose_ways(ways={"paper": "now", **ways}, by=scene.kabid, now=NOW)
    assert not Preference.objects.exists()


def test_a_return_stands_in_the_program_whatever_was_chosen(scene: Scene) -> None:
    choose_ways(ways=dict.fromkeys(KINDS, "none"), by=scene.kabid, now=NOW)
    for kind in ("returned", "rejected"):
        told(scene, scene.kabid, kind=kind, key=kind)
    assert Notice.objects.filter(person=scene.kabid).count() == 2
