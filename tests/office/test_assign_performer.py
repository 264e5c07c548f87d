"""Which post or team an SOP's performer is."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from tests.office.scene import ASKED, NOW, SINCE, SOP, TODAY, Scene, holder

from himpun.office.models import Assignment
from himpun.office.queries import holders_of
from himpun.office.rules import Refused
from himpun.office.services import add_post, add_team, assign_performer


def assign(scene: Scene, **words: Any) -> Assignment:
    said: dict[str, Any] = {
        "agency": scene.agency,
        "sop_id": SOP,
        "performer": "kabid",
        "unit": scene.roads,
        "from_on": TODAY,
        "by": scene.admin,
    }
    return assign_performer(**{**said, **words}, now=NOW)


def who(scene: Scene, performer: str, unit: str, on: date = TODAY) -> list[str]:
    return [
        found.person.user.username for found in holders_of(scene.agency, SOP, performer, unit, on)
    ]


def test_a_second_post_may_be_the_same_performer(scene: Scene) -> None:
    post = add_post(unit=scene.roads, code="jf", title="JF Jalan", position=9, **ASKED)
    holder(post, scene.staff)
    assign(scene, post=post, by=scene.colleague)
    assert who(scene, "kabid", "jalan") == ["staf", "kabid"]


def test_replacing_ends_the_former_one_the_day_before(scene: Scene) -> None:
    assign(scene, post=scene.kasubag_post, replace=True)
    assert who(scene, "kabid", "jalan") == ["kasubag"]
    assert who(scene, "kabid", "jalan", date(2026, 3, 1)) == ["kabid"]
    former = Assignment.objects.get(performer="kabid", post=scene.kabid_post)
    assert (former.from_on, former.until_on) == (SINCE, date(2026, 3, 1))


def test_one_unit_s_performer_is_not_another_unit_s(scene: Scene) -> None:
    assert who(scene, "kabid", "sungai") == []
    assert who(scene, "kabid", "") == []
    assert who(scene, "kasubag", "jalan") == []


def test_it_refuses_both_neither_and_what_is_assigned_already(scene: Scene) -> None:
    team = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    for words in ({}, {"post": scene.kabid_post, "team": team}):
        with pytest.raises(Refused, match="Pilih satu"):
            assign(scene, **words)
    with pytest.raises(Refused, match="sudah ditetapkan"):
        assign(scene, post=scene.kabid_post)
    with pytest.raises(Refused, match="harus diisi"):
        assign(scene, post=scene.kabid_post, performer=" ")


def test_it_refuses_parts_of_another_agency_and_outsiders(scene: Scene) -> None:
    foreign = add_team(agency=scene.other, code="sakip", name="Tim", **ASKED)
    with pytest.raises(Refused, match="instansi yang sama"):
        assign(scene, team=foreign)
    with pytest.raises(Refused, match="Hanya administrator"):
        assign(scene, post=scene.kasubag_post, by=scene.outsider)


def test_the_database_itself_refuses_a_performer_that_is_neither_or_twice(scene: Scene) -> None:
    words: dict[str, Any] = {
        "agency": scene.agency,
        "sop_id": SOP,
        "performer": "kabid",
        "unit": scene.roads,
        "from_on": TODAY,
    }
    with pytest.raises(IntegrityError):
        Assignment.objects.create(**words, post=scene.kabid_post)
