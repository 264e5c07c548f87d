"""Facts are made up from what the runs kept, and give the same as those noted on the way."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.runs.scene import REASON, Scene, wib

from himpun.monitoring.models import StepTime
from himpun.monitoring.services import count_times
from himpun.office.models import JournalRow
from himpun.office.services import add_holiday
from himpun.runs import services


def rows(scene: Scene) -> list[dict[str, Any]]:
    return [
        dict(row) for row in StepTime.objects.filter(agency=scene.agency).order_by("pk").values()
    ]


def test_made_up_facts_are_those_noted_on_the_way(running: Scene) -> None:
    running.now = wib(2026, 9, 14, 10)
    steward = running.person("operator")
    services.suspend_run(run_id=running.run_id, reason=REASON, by=steward, now=running.now)
    running.now = wib(2026, 9, 15, 9)
    services.resume_run(run_id=running.run_id, by=steward, now=running.now)
    running.walk("5")
    running.send_back("5", "3")
    running.walk("9")
    noted = rows(running)
    StepTime.objects.all().delete()
    made = count_times(agency=running.agency, again=False, by=None, now=running.now)
    assert made == len(noted) > 10
    assert rows(running) == noted
    assert count_times(agency=running.agency, again=False, by=None, now=running.now) == 0


def test_what_was_counted_stays_unless_all_is_counted_again(running: Scene) -> None:
    running.now = wib(2026, 9, 15, 9)
    running.complete("1")
    (before,) = rows(running)
    add_holiday(
        agency=running.agency, on=date(2026, 9, 14), name="Libur daerah", kind="lokal",
        decree="SK 1/2026", by=None, now=running.now,
    )  # fmt: skip
    count_times(agency=running.agency, again=False, by=None, now=running.now)
    assert rows(running) == [before]
    count_times(agency=running.agency, again=True, by=None, now=running.now)
    (after,) = rows(running)
    assert (before["working"], after["working"]) == (8.5 * 3600, 1.5 * 3600)
    assert JournalRow.objects.filter(action="TimesCounted", agency=running.agency).exists()


def test_another_agency_is_left_alone(running: Scene) -> None:
    running.complete("1")
    StepTime.objects.all().delete()
    assert count_times(agency=running.other, again=False, by=None, now=running.now) == 0
    assert not rows(running)


def test_the_command_counts_every_agency_and_knows_which_there_are(running: Scene) -> None:
    running.complete("1")
    StepTime.objects.all().delete()
    said = StringIO()
    call_command("count_times", stdout=said)
    assert f"{running.agency.code}: 1 steps counted" in said.getvalue()
    with pytest.raises(CommandError, match="no agency"):
        call_command("count_times", agency="tidak-ada")
