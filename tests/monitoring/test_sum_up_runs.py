"""Rows of sums for runs from before there were any."""

from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command
from django.forms.models import model_to_dict
from tests.runs.scene import REASON, Scene, wib

from himpun.monitoring.models import RunSummary
from himpun.monitoring.services import sum_up_runs
from himpun.office.models import JournalRow
from himpun.runs import services


def rows() -> list[dict[str, object]]:
    return [model_to_dict(row) for row in RunSummary.objects.order_by("pk")]


@pytest.fixture
def scene_of_three(scene: Scene) -> Scene:
    """A run that is over, one that was cancelled, one that goes on."""
    scene.start("2026-TW1")
    scene.now = wib(2026, 9, 16, 10)
    scene.walk()
    scene.start("2026-TW2")
    services.cancel_run(
        run_id=scene.run_id, reason=REASON, by=scene.person("operator"), now=scene.now
    )
    scene.start("2026-TW3")
    scene.walk(until="8")
    return scene


def test_they_say_what_was_kept_at_once(scene_of_three: Scene) -> None:
    scene, kept = scene_of_three, rows()
    RunSummary.objects.all().delete()
    sum_up = partial(sum_up_runs, agency=scene.agency, by=None, now=scene.now)
    assert sum_up(again=False) == 2
    assert rows() == kept
    assert sum_up(again=False) == 0
    assert sum_up(again=True) == 2
    assert rows() == kept
    written = JournalRow.objects.filter(action="RunsSummedUp")
    assert [row.body["made"] for row in written.order_by("pk")] == [2, 2]


def test_other_agencies_keep_theirs(scene_of_three: Scene) -> None:
    kept = rows()
    made = sum_up_runs(
        agency=scene_of_three.other, again=True, by=None, now=scene_of_three.now
    )  # fmt: skip
    assert (made, rows()) == (0, kept)


def test_the_command_makes_them_up(scene_of_three: Scene) -> None:
    RunSummary.objects.all().delete()
    said = StringIO()
    call_command("count_times", agency=scene_of_three.agency.code, stdout=said)
    assert "2 runs summed up" in said.getvalue()
    assert RunSummary.objects.count() == 2
