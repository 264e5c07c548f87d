"""Saying when an SOP starts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.runs.scene import Scene
from tests.schedule.starts import actions, set_rule

from himpun.office.rules import Refused
from himpun.schedule.models import StartRule
from himpun.sops.models import SopVersion


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_whoever_takes_care_of_the_sop_sets_it(scene: Scene, code: str) -> None:
    rule = set_rule(scene, "  Triwulan bulan 3,   minggu 2 ", by=scene.person(code))
    assert (rule.when, rule.next_at) == ("triwulan bulan 3, minggu 2", None)
    assert actions(scene) == ["StartRuleSet"]


def test_a_second_rule_takes_the_place_of_the_first(scene: Scene) -> None:
    set_rule(scene)
    set_rule(scene, "triwulan bulan 2, minggu 1")
    assert StartRule.objects.get().when == "triwulan bulan 2, minggu 1"


def test_it_refuses_others(scene: Scene) -> None:
    for person in (scene.person("staf"), scene.outsider(), scene.outsider("operator")):
        with pytest.raises(Refused, match="Jadwal Dinas Perhubungan diatur oleh"):
            set_rule(scene, by=person)
    assert not StartRule.objects.exists()


@pytest.mark.parametrize(
    ("when", "other", "sentence"),
    [
        ("besok", {}, "tidak dapat dibaca"),
        ("bulan, hari kerja 3", {}, "dihitung per triwulan"),
        ("", {"until_on": date(2026, 7, 1)}, "mendahului"),
        ("", {"late_days": 93}, "antara 0 dan 92"),
        ("", {"from_on": date(9999, 12, 31)}, "antara 2000 dan 2100"),
        ("", {"from_on": date(206, 8, 1)}, "antara 2000 dan 2100"),
        ("", {"until_on": date(2999, 8, 1)}, "antara 2000 dan 2100"),
    ],
)
def test_it_refuses_what_cannot_be_a_rule(
    scene: Scene, when: str, other: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        set_rule(scene, when, **other)


def test_it_refuses_an_sop_that_is_not_published(scene: Scene) -> None:
    SopVersion.objects.update(withdrawn_at=scene.now)
    with pytest.raises(Refused, match="belum diterbitkan"):
        set_rule(scene)


def test_an_sop_that_names_no_day_wants_a_rule_of_the_agency(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tuple(replace(step, window=None) for step in scene.sop.steps)
    silent = replace(scene.sop, steps=steps)
    where = "himpun.schedule.services.planning.sop_in_force"
    monkeypatch.setattr(where, lambda *_: (scene.sop_pk, silent))
    with pytest.raises(Refused, match="tidak menyebut kapan ia dimulai"):
        set_rule(scene)
    assert set_rule(scene, "semester berikutnya bulan 1, hari kerja 5").when
