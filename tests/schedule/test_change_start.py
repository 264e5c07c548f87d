"""Another day for one period, or none."""

from datetime import date
from typing import Any

import pytest
from tests.runs.scene import Scene, wib
from tests.schedule.starts import actions, set_rule, starts

from himpun.office.rules import Refused
from himpun.office.services import add_holiday
from himpun.runs.models import Run
from himpun.schedule import services
from himpun.schedule.jobs import start_due
from himpun.schedule.models import StartChange, StartRule

REASON = "Rapat kerja daerah pada hari itu."


@pytest.fixture
def rule(scene: Scene) -> StartRule:
    return set_rule(scene)


def change(scene: Scene, rule: StartRule, on: date | None, **other: Any) -> StartChange:
    said: dict[str, Any] = {
        "period": "2026-TW3", "reason": REASON, "by": scene.person("kasubag"), "now": scene.now,
        **other,
    }  # fmt: skip
    return services.change_start(rule=rule, on=on, **said)


def test_an_earlier_day_starts_the_run_on_that_day(scene: Scene, rule: StartRule) -> None:
    change(scene, rule, date(2026, 9, 9))
    assert start_due(wib(2026, 9, 9, 7, 29)) == 0
    assert start_due(wib(2026, 9, 9, 7, 30)) == 1
    assert start_due(wib(2026, 9, 14, 8)) == 0
    assert actions(scene) == ["StartRuleSet", "StartMoved", "RunStartedByRule"]


def test_a_later_day_waits_for_it(scene: Scene, rule: StartRule) -> None:
    change(scene, rule, date(2026, 9, 16))
    assert start_due(wib(2026, 9, 15, 9)) == 0
    assert start_due(wib(2026, 9, 16, 7, 30)) == 1


def test_a_period_that_is_skipped_is_not_started(scene: Scene, rule: StartRule) -> None:
    change(scene, rule, None)
    assert start_due(wib(2026, 9, 20, 9)) == 0
    assert not Run.objects.exists()
    assert start_due(wib(2026, 12, 14, 8)) == 1
    assert starts(rule) == [("2026-TW4", "started")]


def test_the_newest_change_holds_and_the_older_ones_stay(scene: Scene, rule: StartRule) -> None:
    change(scene, rule, date(2026, 9, 9))
    change(scene, rule, date(2026, 9, 10))
    kept = StartChange.objects.order_by("pk").values_list("on", "withdrawn_at")
    assert [(on, bool(gone)) for on, gone in kept] == [
        (date(2026, 9, 9), True), (date(2026, 9, 10), False),
    ]  # fmt: skip


def test_trap_7_a_chosen_day_that_becomes_a_holiday_gives_way(
    scene: Scene, rule: StartRule
) -> None:
    change(scene, rule, date(2026, 9, 9))
    add_holiday(
        agency=scene.agency, on=date(2026, 9, 9), name="Hari jadi", kind="lokal", decree="SK",
        by=None, now=scene.now,
    )  # fmt: skip
    assert start_due(wib(2026, 9, 9, 8)) == 0
    assert start_due(wib(2026, 9, 10, 7, 30)) == 1


def test_it_refuses_others(scene: Scene, rule: StartRule) -> None:
    for person in (scene.person("staf"), scene.outsider()):
        with pytest.raises(Refused, match="diatur oleh"):
            change(scene, rule, date(2026, 9, 9), by=person)
    assert not StartChange.objects.exists()


@pytest.mark.parametrize(
    ("on", "other", "sentence"),
    [
        (date(2026, 9, 9), {"reason": "  "}, "Alasan harus diisi"),
        (date(2026, 9, 13), {}, "bukan hari kerja"),
        (date(2026, 8, 2), {}, "sudah lewat"),
        (date(2039, 9, 9), {}, "hari libur tahun 2039 belum diisi"),
        (date(2026, 9, 9), {"period": "2026-B09"}, "tidak mengenal"),
        (date(2026, 9, 9), {"period": "TW3"}, "tidak dapat dibaca"),
    ],
)
def test_it_refuses_a_day_that_cannot_be(
    scene: Scene, rule: StartRule, on: date, other: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        change(scene, rule, on, **other)


def test_it_refuses_a_period_that_was_started(scene: Scene, rule: StartRule) -> None:
    start_due(wib(2026, 9, 14, 8))
    with pytest.raises(Refused, match="tidak dapat digeser"):
        change(scene, rule, date(2026, 9, 16), now=wib(2026, 9, 14, 9))
