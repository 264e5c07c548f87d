"""A new holder of a post."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from tests.office.scene import NOW, SINCE, SOP, TODAY, Scene

from himpun.office.models import Holding
from himpun.office.queries import holders_of
from himpun.office.rules import Refused
from himpun.office.services import appoint, end_holding

YESTERDAY = date(2026, 3, 1)


def appoint_staff(scene: Scene, **words: Any) -> Holding:
    said: dict[str, Any] = {
        "post": scene.kasubag_post,
        "person": scene.staff,
        "capacity": "definitif",
        "from_on": TODAY,
        "basis": "SK 7/2026",
        "end_previous": True,
        "by": scene.admin,
    }
    return appoint(**{**said, **words}, now=NOW)


def names(scene: Scene, on: date) -> list[tuple[str, str]]:
    held = holders_of(scene.agency, SOP, "kasubag", "", on)
    return [(holder.person.user.username, holder.capacity) for holder in held]


def test_the_previous_holder_ends_the_day_before_and_the_past_stays(scene: Scene) -> None:
    appoint_staff(scene)
    assert names(scene, TODAY) == [("staf", "definitif")]
    assert names(scene, YESTERDAY) == [("kasubag", "definitif")]
    before = Holding.objects.get(pk=scene.kasubag_holding.pk)
    assert (before.from_on, before.until_on) == (SINCE, YESTERDAY)
    assert scene.actions()[-2:] == ["HoldingEnded", "HolderAppointed"]


def test_an_acting_holder_stands_beside_the_one_on_leave_for_the_days_named(scene: Scene) -> None:
    until = date(2026, 3, 6)
    appoint_staff(scene, capacity="Plh.", until_on=until, end_previous=False, by=scene.colleague)
    assert names(scene, TODAY) == [("kasubag", "definitif"), ("staf", "Plh.")]
    assert names(scene, until) == [("kasubag", "definitif"), ("staf", "Plh.")]
    assert names(scene, date(2026, 3, 7)) == [("kasubag", "definitif")]


def test_it_refuses_a_second_definitive_holder_on_the_same_day(scene: Scene) -> None:
    with pytest.raises(Refused, match="masih dijabat definitif oleh Kasubag Perencanaan"):
        appoint_staff(scene, end_previous=False)
    with pytest.raises(Refused, match="masih dijabat definitif"):
        appoint_staff(scene, from_on=date(2024, 1, 1), until_on=SINCE, end_previous=False)


def test_it_refuses_the_same_person_twice(scene: Scene) -> None:
    with pytest.raises(Refused, match="sudah memegang"):
        appoint_staff(scene, person=scene.kasubag, capacity="Plt.", end_previous=False)


def test_a_wrong_entry_of_today_is_cancelled_by_the_right_one(scene: Scene) -> None:
    wrong = appoint_staff(scene, person=scene.kabid)
    appoint_staff(scene)
    wrong.refresh_from_db()
    assert wrong.cancelled_at == NOW
    assert names(scene, TODAY) == [("staf", "definitif")]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"capacity": "kepala"}, "Kedudukan"),
        ({"basis": " "}, "Dasar penunjukan"),
        ({"until_on": YESTERDAY}, "mendahului"),
    ],
)
def test_it_refuses_what_is_missing_or_wrong(
    scene: Scene, words: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        appoint_staff(scene, **words)
    assert names(scene, TODAY) == [("kasubag", "definitif")]


def test_it_refuses_outsiders_and_lets_the_system_administrator_send_someone(
    scene: Scene,
) -> None:
    with pytest.raises(Refused, match="Hanya administrator"):
        appoint_staff(scene, by=scene.outsider)
    with pytest.raises(Refused, match="tidak terdaftar"):
        appoint_staff(scene, person=scene.outsider)
    appoint_staff(scene, person=scene.outsider, capacity="Plt.", by=scene.system)
    assert names(scene, TODAY) == [("lain.admin", "Plt.")]


def test_a_post_left_empty_has_no_holder(scene: Scene) -> None:
    end_holding(holding=scene.kasubag_holding, until_on=YESTERDAY, by=scene.admin, now=NOW)
    assert names(scene, TODAY) == []


def test_the_database_itself_refuses_two_open_definitive_holders(scene: Scene) -> None:
    with pytest.raises(IntegrityError):
        Holding.objects.create(
            post=scene.kasubag_post,
            person=scene.staff,
            capacity="definitif",
            from_on=TODAY,
            basis="x",
        )
