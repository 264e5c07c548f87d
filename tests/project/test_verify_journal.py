"""`himpun verify-journal`: whatever is changed behind the program's back is named."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from tests.runs.scene import Scene, build

from himpun.monitoring.models import RunSummary, StepTime
from himpun.office.models import JournalRow
from himpun.runs.models import Event, Run, RunUnit, Scope, Visit
from himpun.runs.queries.proof import verify_runs


@pytest.fixture
def walked(db: None, tmp_path: Path) -> Scene:
    """A run in its fan-out, with something filled in and a return."""
    scene = build(tmp_path)
    scene.start()
    scene.complete("1", content={"instruct": {"note": "Segera."}})
    scene.complete("2")
    scene.complete("3")
    scene.send_back("4", "3")
    scene.walk(until="8")
    return scene


def verified() -> tuple[int, dict[str, Any]]:
    """The exit code and what was printed."""
    out, code = StringIO(), 0
    try:
        call_command("verify_journal", "--json", stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, json.loads(out.getvalue())


def test_what_was_left_alone_holds(walked: Scene) -> None:
    code, found = verified()
    assert (code, found["breaks"]) == (0, [])
    assert found["checked"]["chains"] == 3
    assert found["checked"]["rows"] == JournalRow.objects.count()


def a_word_of_the_journal(scene: Scene) -> None:
    row = JournalRow.objects.filter(chain=scene.agency.code, action="StepCompleted")[0]
    JournalRow.objects.filter(pk=row.pk).update(actor_text="Orang lain")


def an_event_s_body(scene: Scene) -> None:
    event = Event.objects.filter(kind="StepReturned")[0]
    Event.objects.filter(pk=event.pk).update(body={**event.body, "reason": "Alasan lain"})


def an_event_s_moment(scene: Scene) -> None:
    event = Event.objects.filter(kind="StepCompleted")[1]
    Event.objects.filter(pk=event.pk).update(at=scene.now.replace(year=2025))


def an_event_s_actor(scene: Scene) -> None:
    event = Event.objects.filter(kind="StepCompleted")[1]
    Event.objects.filter(pk=event.pk).update(actor=scene.outsider())


def an_event_in_the_middle(scene: Scene) -> None:
    Event.objects.filter(run_id=scene.run_id, no=4).delete()


def the_last_event(scene: Scene) -> None:
    Event.objects.filter(run_id=scene.run_id).order_by("-no")[0].delete()


def what_was_filled_in(scene: Scene) -> None:
    Visit.objects.filter(run_id=scene.run_id, node="1").update(content={"instruct": {"note": "?"}})


def what_was_filled_in_is_wiped(scene: Scene) -> None:
    Visit.objects.filter(run_id=scene.run_id, node="1").update(content={})


def something_filled_in_afterwards(scene: Scene) -> None:
    Visit.objects.filter(run_id=scene.run_id, node="2").update(content={"instruct": {"note": "!"}})


def a_step_that_was_closed_by_hand(scene: Scene) -> None:
    visit = scene.visits("8")[0]
    Visit.objects.filter(pk=visit.pk).update(state="done", finished_at=scene.now, exit="lanjut")


def a_due_time(scene: Scene) -> None:
    visit = scene.visits("8")[0]
    Visit.objects.filter(pk=visit.pk).update(due_at=scene.now.replace(year=2030))


def a_unit_excused_by_hand(scene: Scene) -> None:
    RunUnit.objects.filter(run_id=scene.run_id, code="angkutan").update(excused=True)


def a_scope_closed_by_hand(scene: Scene) -> None:
    Scope.objects.filter(run_id=scene.run_id, unit="angkutan").update(live=False)


def the_state_of_the_run(scene: Scene) -> None:
    Run.objects.filter(pk=scene.run_id).update(state="finished")


CHANGES = (
    a_word_of_the_journal, an_event_s_body, an_event_s_moment, an_event_s_actor,
    an_event_in_the_middle, the_last_event, what_was_filled_in, what_was_filled_in_is_wiped,
    something_filled_in_afterwards, a_step_that_was_closed_by_hand, a_due_time,
    a_unit_excused_by_hand, a_scope_closed_by_hand, the_state_of_the_run,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_behind_the_program_s_back_is_named(
    walked: Scene, change: Callable[[Scene], None]
) -> None:
    change(walked)
    code, found = verified()
    assert code == 1
    place = "row " if change is a_word_of_the_journal else f"run {walked.run_id}"
    assert [b for b in found["breaks"] if b["place"].startswith(place)], found["breaks"]
    assert all(b["chain"] == walked.agency.code and b["sentence"] for b in found["breaks"])


def test_a_run_that_vanished_is_named_by_the_journal(walked: Scene) -> None:
    with connection.constraint_checks_disabled():
        for table in (Event, Visit, Scope, RunUnit, StepTime, RunSummary):
            table.objects.filter(run_id=walked.run_id).delete()
        walked.run.blocks.all().delete()
        Run.objects.filter(pk=walked.run_id).delete()
        assert "datanya tidak ada" in next(verify_runs(walked.agency)).sentence


def test_the_text_says_in_a_line_that_all_holds(walked: Scene) -> None:
    out = StringIO()
    call_command("verify_journal", stdout=out)
    assert out.getvalue().count("\n") == 1
    assert "all of it holds" in out.getvalue()
