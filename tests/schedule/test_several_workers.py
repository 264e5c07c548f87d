"""Several workers, and workers that are killed: a period is started once, a run counted once."""

from functools import partial
from pathlib import Path

import pytest
from tests.runs.crash_rivals import at_once, broken
from tests.runs.crash_statements import MOST, killed_after
from tests.runs.scene import Scene, build, wib
from tests.schedule.moving import everywhere, gathering
from tests.schedule.starts import set_rule

from himpun.notices.models import Notice
from himpun.runs.models import Event, Run
from himpun.schedule.jobs import recount_runs, start_due
from himpun.schedule.models import Recount, Start

OPENING = wib(2026, 9, 14, 7, 30)
EVERY = 9
"""So many statements apart a worker is killed; that each one is safe stands on the transaction."""


@pytest.fixture
def scene(transactional_db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan, in tables that every connection sees and that outlive a process."""
    return build(tmp_path, now=wib(2026, 8, 3, 9))


def test_three_workers_start_a_period_once(scene: Scene) -> None:
    set_rule(scene)
    answers = at_once(*[partial(start_due, OPENING)] * 3)
    assert sum(answer.given for answer in answers) == 1
    assert Run.objects.get().pk == Start.objects.get().run_id
    assert Notice.objects.filter(kind="start").count() == 1


def test_three_workers_count_a_run_once(scene: Scene) -> None:
    gathering(scene)
    everywhere(scene)
    at_once(*[partial(recount_runs, scene.now)] * 3)
    assert Event.objects.filter(kind="DuesMoved").count() == 1
    assert Recount.objects.get().done_at == scene.now


def test_a_worker_that_is_killed_while_it_starts_leaves_all_or_nothing(scene: Scene) -> None:
    set_rule(scene)
    killed = 0
    for statements in range(1, MOST, EVERY):
        if not killed_after(statements, partial(start_due, OPENING)):
            break
        killed += 1
        made = Start.objects.filter(state="started").count()
        assert (Run.objects.count(), Notice.objects.filter(kind="start").count()) == (made, made)
    assert killed > 3
    start_due(OPENING)
    assert Run.objects.get().pk == Start.objects.get().run_id
    assert Notice.objects.filter(kind="start").count() == 1
    assert not broken(scene.agency)


def test_a_worker_that_is_killed_while_it_counts_leaves_all_or_nothing(scene: Scene) -> None:
    gathering(scene)
    everywhere(scene)
    for statements in range(1, MOST, EVERY):
        if not killed_after(statements, partial(recount_runs, scene.now)):
            break
        done = Recount.objects.exclude(done_at=None).count()
        assert Event.objects.filter(kind="DuesMoved").count() == done
    recount_runs(scene.now)
    assert Event.objects.filter(kind="DuesMoved").count() == 1
    assert not broken(scene.agency)
