"""The program is ended at any moment: what it had begun is there whole, or not at all."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.runs.crash_rivals import Wish, broken
from tests.runs.crash_statements import (
    MOST,
    everything_stored,
    failed_at,
    killed_after,
    numbers_as_before,
)
from tests.runs.scene import REASON, Scene, build

from himpun.archive.services import store_file
from himpun.runs import services
from himpun.runs.models import Run

TWO = ["lalu-lintas", "angkutan"]
FEWEST = 10
"""No piece of work here has fewer statements; with fewer, something was not seen."""


@pytest.fixture
def scene(transactional_db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan, in tables that outlive a process. No run yet."""
    return build(tmp_path)


def led_to(wish: Wish) -> Any:
    """What would be stored if a wish were granted."""
    numbers_as_before()
    with transaction.atomic():
        wish()
        stored = everything_stored()
        transaction.set_rollback(True)
    return stored


def completing(scene: Scene, node: str, **more: Any) -> Wish:
    visit = scene.visits(node)[0]
    return partial(
        services.complete_step, run_id=scene.run_id, visit=visit.number, exit="lanjut",
        by=scene.holder(visit), now=scene.now, **more,
    )  # fmt: skip


def starting(scene: Scene) -> Wish:
    return partial(
        services.start_run, agency=scene.agency, sop_pk=scene.sop_pk, period="2026-TW3", units=TWO,
        by=scene.person("operator"), now=scene.now, key="mulai",
    )  # fmt: skip


def a_step_with_a_draft(scene: Scene) -> Wish:
    scene.start(units=TWO)
    scene.walk("3")
    (visit,) = scene.visits("3")
    filled_in: dict[str, Any] = {"prepare": {"note": "Konsep pertama"}}
    services.save_draft(
        run_id=scene.run_id, visit=visit.number, content=filled_in, by=scene.holder(visit),
        now=scene.now,
    )  # fmt: skip
    return completing(scene, "3", content=filled_in, key="sekali")


def the_last_unit_of_a_fan_out(scene: Scene) -> Wish:
    scene.start(units=TWO)
    scene.walk("10")
    scene.complete_all("7", "8", "9")
    scene.complete("10", TWO[0])
    return completing(scene, "10")


def a_return_into_a_fan_out(scene: Scene) -> Wish:
    scene.start(units=TWO)
    scene.walk("11")
    (visit,) = scene.visits("11")
    return partial(
        services.return_step, run_id=scene.run_id, visit=visit.number, to="10", reason=REASON,
        units=TWO, by=scene.holder(visit), now=scene.now, key="kembali",
    )  # fmt: skip


def a_file_that_is_put_to_a_step(scene: Scene) -> Wish:
    scene.start(units=TWO)
    (visit,) = scene.visits("1")
    by = scene.holder(visit)

    def wish() -> None:
        file = store_file(content=b"Daftar indikator.", name="daftar.txt", now=scene.now)
        services.attach_file(
            run_id=scene.run_id, visit=visit.number, file=file, name="daftar.txt", by=by,
            now=scene.now,
        )  # fmt: skip

    return wish


BEGINNINGS: dict[str, Callable[[Scene], Wish]] = {
    "a start": starting,
    "a step with a draft": a_step_with_a_draft,
    "the last unit of a fan-out": the_last_unit_of_a_fan_out,
    "a return into a fan-out": a_return_into_a_fan_out,
    "a file": a_file_that_is_put_to_a_step,
}


@pytest.mark.parametrize("what", BEGINNINGS)
def test_killed_after_any_statement_it_leaves_what_was_or_what_is_to_be(
    scene: Scene, what: str
) -> None:
    """Each statement in turn, until one behind which the wish is stored: its commit."""
    wish = BEGINNINGS[what](scene)
    before, after = everything_stored(), led_to(wish)
    assert before != after
    for statements in range(1, MOST):
        assert killed_after(statements, wish)
        if everything_stored() != before:
            break
    assert everything_stored() == after
    assert statements >= FEWEST
    assert not broken(scene.agency)
    goes_on(scene)


@pytest.mark.parametrize("what", BEGINNINGS)
def test_refused_any_statement_it_leaves_everything_as_it_was(scene: Scene, what: str) -> None:
    """Each statement in turn, until there is none left to refuse."""
    wish = BEGINNINGS[what](scene)
    before, after = everything_stored(), led_to(wish)
    refused = 0
    while failed_at(refused + 1, wish):
        assert everything_stored() == before
        refused += 1
    assert everything_stored() == after
    assert refused >= FEWEST
    assert not broken(scene.agency)


def goes_on(scene: Scene) -> None:
    """The run comes to its end, and all of it holds."""
    scene.run_id = Run.objects.get().pk
    scene.walk()
    assert scene.run.state == "finished"
    assert not broken(scene.agency)


def test_killed_between_commit_and_answer_it_answers_the_same_wish_as_before(scene: Scene) -> None:
    wish = a_step_with_a_draft(scene)
    statements = next(n for n in range(1, MOST) if killed_after(n, wish) and scene.visits("4"))
    stored = everything_stored()
    assert statements >= FEWEST
    assert wish() == []
    assert everything_stored() == stored
