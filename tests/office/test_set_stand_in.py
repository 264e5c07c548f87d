"""Who acts for a holder who is away."""

from datetime import date
from typing import Any

import pytest
from tests.office.scene import NOW, SOP, TODAY, Scene

from himpun.office.models import StandIn
from himpun.office.queries import actor_for, agencies_seen_by, holders_of
from himpun.office.rules import Refused
from himpun.office.services import end_holding, set_stand_in

FRIDAY = date(2026, 3, 6)


def stand_in(scene: Scene, **words: Any) -> StandIn:
    said: dict[str, Any] = {
        "holding": scene.kasubag_holding,
        "person": scene.staff,
        "from_on": TODAY,
        "until_on": FRIDAY,
        "reason": "Cuti tahunan",
        "by": scene.kasubag,
    }
    return set_stand_in(**{**said, **words}, now=NOW)


def test_the_holder_asks_and_the_stand_in_may_act_on_those_days_only(scene: Scene) -> None:
    assert not agencies_seen_by(scene.staff, TODAY)
    stand_in(scene)
    for on, expected in (
        (TODAY, {"pengganti"}),
        (FRIDAY, {"pengganti"}),
        (date(2026, 3, 7), set()),
    ):
        mandates = actor_for(scene.staff, scene.agency, SOP, on).mandates
        assert {mandate.capacity for mandate in mandates} == expected
        assert bool(agencies_seen_by(scene.staff, on)) is bool(expected)
    both = holders_of(scene.agency, SOP, "kasubag", "", TODAY)
    assert [(holder.person, holder.capacity) for holder in both] == [
        (scene.kasubag, "definitif"),
        (scene.staff, "pengganti"),
    ]


def test_it_ends_with_the_holding_it_stands_for(scene: Scene) -> None:
    stand_in(scene)
    end_holding(holding=scene.kasubag_holding, until_on=TODAY, by=scene.admin, now=NOW)
    assert not actor_for(scene.staff, scene.agency, SOP, date(2026, 3, 3)).mandates


def test_the_administrators_may_ask_too(scene: Scene) -> None:
    stand_in(scene, by=scene.admin, until_on=TODAY)
    stand_in(scene, by=scene.colleague, from_on=date(2026, 3, 3))
    assert scene.actions()[-2:] == ["StandInSet", "StandInSet"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"until_on": date(2026, 3, 1)}, "mendahului"),
        ({"reason": " "}, "Alasan"),
        ({"from_on": date(2024, 12, 31)}, "baru mulai 1 Januari 2025"),
    ],
)
def test_it_refuses_wrong_days_and_a_missing_reason(
    scene: Scene, words: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        stand_in(scene, **words)


def test_it_refuses_oneself_foreigners_colleagues_asking_and_a_second_one(scene: Scene) -> None:
    with pytest.raises(Refused, match="orang lain"):
        stand_in(scene, person=scene.kasubag)
    with pytest.raises(Refused, match="tidak terdaftar"):
        stand_in(scene, person=scene.outsider)
    for who in (scene.staff, scene.outsider):
        with pytest.raises(Refused, match="Hanya administrator"):
            stand_in(scene, by=who)
    stand_in(scene)
    with pytest.raises(Refused, match="sudah ada pengganti: Staf Perencanaan"):
        stand_in(scene, person=scene.kabid, from_on=FRIDAY)


def test_it_refuses_days_after_the_holding(scene: Scene) -> None:
    end_holding(holding=scene.kasubag_holding, until_on=TODAY, by=scene.admin, now=NOW)
    scene.kasubag_holding.refresh_from_db()
    with pytest.raises(Refused, match="berakhir 2 Maret 2026"):
        stand_in(scene)
