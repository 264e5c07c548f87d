"""The start of a period follows the rule again."""

from typing import Any

import pytest
from tests.runs.scene import Scene, wib
from tests.schedule.starts import actions, set_rule

from himpun.office.models import Person
from himpun.office.rules import Refused
from himpun.schedule import services
from himpun.schedule.jobs import start_due
from himpun.schedule.models import StartChange, StartRule


@pytest.fixture
def rule(scene: Scene) -> StartRule:
    made = set_rule(scene)
    services.change_start(
        rule=made, period="2026-TW3", on=None, reason="Tidak perlu.", by=None, now=scene.now
    )
    return made


def withdraw(scene: Scene, rule: StartRule, by: Person | None = None, **other: Any) -> None:
    said: dict[str, Any] = {"period": "2026-TW3", "now": scene.now, **other}
    services.withdraw_start_change(rule=rule, by=by or scene.person("kasubag"), **said)


def test_it_starts_on_the_day_of_the_rule_again(scene: Scene, rule: StartRule) -> None:
    withdraw(scene, rule)
    assert start_due(wib(2026, 9, 14, 7, 30)) == 1
    assert actions(scene)[2:] == ["StartChangeWithdrawn", "RunStartedByRule"]
    assert StartChange.objects.get().withdrawn_at == scene.now


def test_it_refuses_others_and_a_period_that_follows_the_rule(
    scene: Scene, rule: StartRule
) -> None:
    for person in (scene.person("staf"), scene.outsider()):
        with pytest.raises(Refused, match="diatur oleh"):
            withdraw(scene, rule, person)
    with pytest.raises(Refused, match="sudah mengikuti aturan"):
        withdraw(scene, rule, period="2026-TW4")
    assert StartChange.objects.get().on is None
