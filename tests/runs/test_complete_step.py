"""Finishing a step."""

from datetime import timedelta

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.office.services import set_stand_in
from himpun.runs import services
from himpun.runs.models import Draft, Event, Visit


def finish(scene: Scene, visit: Visit, by: Person, **more: object) -> list[object]:
    asked = {"exit": "lanjut", "key": "", **more}
    return list(
        services.complete_step(
            run_id=scene.run_id, visit=visit.number, by=by, now=scene.now,
            **asked,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def test_its_holder_finishes_it_and_the_next_step_opens(running: Scene) -> None:
    first = running.visit("1")
    content = {"instruct": {"orders": [{"to": "Kasubag", "text": "Siapkan surat."}]}}
    finish(running, first, running.person("sekretaris"), content=content)
    done = running.row(first.number)
    assert (done.state, done.exit, done.done_as) == ("done", "lanjut", "Sekretaris")
    assert done.done_by == running.person("sekretaris")
    assert done.content == content
    assert [visit.node for visit in running.visits()] == ["2"]


def test_a_stand_in_may_as_well_and_is_recorded_as_such(running: Scene) -> None:
    sekretaris = running.person("sekretaris")
    kasubag = running.person("kasubag-umum")
    set_stand_in(
        holding=sekretaris.holdings.get(), person=kasubag, from_on=running.today,
        until_on=running.today, reason="Dinas luar", by=None, now=running.now,
    )  # fmt: skip
    first = running.visit("1")
    finish(running, first, kasubag)
    assert running.row(first.number).done_as == "Sekretaris (pengganti)"


def test_an_operator_finishes_it_on_behalf_and_that_is_on_record(running: Scene) -> None:
    first = running.visit("1")
    finish(running, first, running.person("operator"))
    assert running.row(first.number).done_as == "operator a.n. Sekretaris"
    assert journal(running)[-1].on_behalf_of == "Sekretaris"


@pytest.mark.parametrize("code", ["kasubag", "kadis", "admin"])
def test_it_refuses_a_colleague_who_does_not_hold_the_step(running: Scene, code: str) -> None:
    with nothing_changes(running), pytest.raises(Rejected, match="dikerjakan oleh Sekretaris"):
        finish(running, running.visit("1"), running.person(code))


@pytest.mark.parametrize("code", ["admin", "kadis", "operator"])
def test_it_refuses_people_of_another_agency(running: Scene, code: str) -> None:
    with nothing_changes(running), pytest.raises(Rejected, match="tidak memegang tugas itu"):
        finish(running, running.visit("1"), running.outsider(code))


def test_it_refuses_a_reader(running: Scene) -> None:
    with nothing_changes(running), pytest.raises(Rejected):
        finish(running, running.visit("1"), running.reader())


def test_it_leaves_its_events_and_one_journal_row_that_binds_them(running: Scene) -> None:
    before, rows = last_event(running), len(journal(running))
    finish(running, running.visit("1"), running.person("sekretaris"))
    assert kinds(running, before) == ["StepCompleted", "StepOpened"]
    row = journal(running)[rows]
    assert (row.action, row.capacity) == ("StepCompleted", "Sekretaris")
    assert row.body["events"] == [before + 1, before + 2]


def test_the_same_key_again_changes_nothing_and_is_no_error(running: Scene) -> None:
    first = running.visit("1")
    finish(running, first, running.person("sekretaris"), key="satu")
    with nothing_changes(running):
        assert finish(running, first, running.person("sekretaris"), key="satu") == []
    assert Event.objects.filter(run_id=running.run_id, command_key="satu").count() == 1


def test_it_refuses_a_step_that_somebody_else_has_finished(running: Scene) -> None:
    first = running.visit("1")
    finish(running, first, running.person("operator"), key="operator")
    with nothing_changes(running), pytest.raises(Rejected, match="sudah tidak terbuka"):
        finish(running, first, running.person("sekretaris"), key="sekretaris")


def test_it_refuses_an_exit_that_the_step_does_not_have(running: Scene) -> None:
    with nothing_changes(running), pytest.raises(Rejected, match="tidak mempunyai pilihan"):
        finish(running, running.visit("1"), running.person("sekretaris"), exit="tidak")


def test_it_refuses_a_step_that_does_not_exist(running: Scene) -> None:
    ghost = running.visit("1")
    ghost.pk += 1000
    with nothing_changes(running), pytest.raises(Rejected, match="tidak ada"):
        finish(running, ghost, running.person("sekretaris"))


def test_a_halted_run_is_refused(running: Scene) -> None:
    services.suspend_run(
        run_id=running.run_id, reason="Audit", by=running.person("operator"), now=running.now
    )
    with nothing_changes(running), pytest.raises(Rejected, match="dihentikan sementara"):
        finish(running, running.visit("1"), running.person("sekretaris"))


def test_the_draft_of_who_finishes_goes_and_that_of_others_stays(running: Scene) -> None:
    first = running.visit("1")
    for code in ("sekretaris", "operator"):
        services.save_draft(
            run_id=running.run_id, visit=first.number, content={"instruct": {"note": code}},
            by=running.person(code), now=running.now,
        )  # fmt: skip
    finish(running, first, running.person("sekretaris"), key="dari halaman")
    assert [draft.person for draft in Draft.objects.all()] == [running.person("operator")]


def test_who_held_the_post_on_the_day_stays_on_record_after_a_change(running: Scene) -> None:
    running.complete("1")
    running.now += timedelta(days=400)
    done = Visit.objects.get(run_id=running.run_id, node="1")
    assert (done.done_by, done.done_as) == (running.person("sekretaris"), "Sekretaris")
