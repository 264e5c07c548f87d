"""Runs that wait to be counted anew: each once, whoever comes and whoever dies."""

import pytest
from django.db import transaction
from tests.runs.scene import Scene, wib
from tests.schedule.moving import day_off, everywhere, gathering

from himpun.notices.models import Notice
from himpun.runs import services as runs
from himpun.runs.models import Event
from himpun.schedule import services
from himpun.schedule.jobs import recount_runs
from himpun.schedule.models import Recount


def test_the_worker_counts_what_waits_and_once(scene: Scene) -> None:
    gathering(scene)
    everywhere(scene)
    assert recount_runs(scene.now) > 3
    assert recount_runs(scene.now) == 0
    assert scene.visit("8", "angkutan").due_at == wib(2026, 9, 25, 16, 30)
    assert Event.objects.filter(run=scene.run_id, kind="DuesMoved").count() == 1
    assert Recount.objects.get().done_at == scene.now


def test_a_worker_that_dies_half_way_leaves_nothing_behind(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathering(scene)
    everywhere(scene)
    waiting = Recount.objects.get()

    def killed(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("himpun.schedule.services.calendar.tell", killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            services.recount_run(recount_id=waiting.pk, now=scene.now)
    assert not Event.objects.filter(kind="DuesMoved").exists()
    assert services.recount_run(recount_id=waiting.pk, now=scene.now) > 3
    assert services.recount_run(recount_id=waiting.pk, now=scene.now) == 0


def test_two_changes_are_counted_in_turn_and_the_second_finds_nothing_left(scene: Scene) -> None:
    """What is counted is the calendar as it is now, not the change."""
    gathering(scene)
    everywhere(scene)
    day_off(scene, on=everywhere(scene, on=wib(2026, 9, 24).date()).on.replace(day=22))
    assert [bool(row.moved) for row in Recount.objects.order_by("pk")] == [False, False, True]
    assert recount_runs(scene.now) == 0
    assert not Recount.objects.filter(done_at=None).exists()
    assert Notice.objects.filter(kind="moved", person=scene.person("kasi-angkutan")).count() == 1


def test_a_run_that_has_ended_meanwhile_is_left(scene: Scene) -> None:
    gathering(scene)
    everywhere(scene)
    runs.cancel_run(run_id=scene.run_id, reason="Keliru", by=scene.person("kasubag"), now=scene.now)
    assert recount_runs(scene.now) == 0
    assert Recount.objects.get().done_at == scene.now
