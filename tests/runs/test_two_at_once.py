"""Two people ask in the same moment: one is first, the other is told, and nothing is torn."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.runs.crash_rivals import Answer, Wish, asked, at_once, broken, in_processes
from tests.runs.scene import REASON, Scene, build

from himpun.archive.services import store_file
from himpun.office.models import JournalRow, Person
from himpun.office.services import add_team
from himpun.runs import services
from himpun.runs.jobs import tell_due
from himpun.runs.models import Attachment, Draft, Event, Run, Visit

ROUNDS = 100
SOME_ROUNDS = 10
TWO = ["lalu-lintas", "angkutan"]
CLOSED = "Langkah ini sudah tidak terbuka; orang lain telah menyelesaikannya."


@pytest.fixture
def scene(transactional_db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan, in tables that every connection sees."""
    return build(tmp_path)


@pytest.fixture
def running(scene: Scene) -> Scene:
    """The same with a run of two units, at its first step."""
    scene.start(units=TWO)
    return scene


def completing(scene: Scene, visit: Visit, by: Person | None = None, **more: Any) -> Wish:
    """A wish to finish a step by its only exit."""
    return partial(
        services.complete_step, run_id=scene.run_id, visit=visit.number, exit="lanjut",
        by=by or scene.holder(visit), now=scene.now, **more,
    )  # fmt: skip


def returning(scene: Scene, visit: Visit, to: str) -> Wish:
    return partial(
        services.return_step, run_id=scene.run_id, visit=visit.number, to=to, reason=REASON,
        by=scene.holder(visit), now=scene.now,
    )  # fmt: skip


def excusing(scene: Scene, unit: str) -> Wish:
    return partial(
        services.excuse_unit, run_id=scene.run_id, unit=unit, reason=REASON,
        by=scene.person("operator"), now=scene.now,
    )  # fmt: skip


def attaching(scene: Scene, visit: Visit, content: bytes = b"Konsep pertama.") -> Wish:
    """A wish to put a file to a step; the file is stored by whoever wishes it, as a page does."""

    def wish() -> Attachment:
        file = store_file(content=content, name="konsep.txt", now=scene.now)
        return services.attach_file(
            run_id=scene.run_id, visit=visit.number, file=file, name="konsep.txt",
            by=scene.holder(visit), now=scene.now,
        )  # fmt: skip

    return wish


def again(scene: Scene, until: str) -> None:
    """The run is given up and another one of its period begun, with both units at a step."""
    if scene.run.state != "cancelled":
        services.cancel_run(
            run_id=scene.run_id, reason=REASON, by=scene.person("operator"), now=scene.now
        )
    scene.start(units=TWO)
    scene.walk("7")
    scene.complete_all(*(node for node in ("7", "8", "9") if int(node) < int(until)))


def kinds(run_id: int, after: int = 0) -> list[str]:
    """The kinds of a run's events behind a number."""
    found = Event.objects.filter(run_id=run_id, no__gt=after).order_by("no")
    return list(found.values_list("kind", flat=True))


def one_winner(answers: Iterable[Answer]) -> int:
    """Which of some answers is the only grant; the others are told who was first."""
    granted = [i for i, answer in enumerate(answers) if answer.granted]
    assert len(granted) == 1, answers
    assert all(answer.granted or answer.refused == CLOSED for answer in answers)
    return granted[0]


def test_of_two_completions_of_a_step_exactly_one_wins(running: Scene) -> None:
    """A hundred times; and nothing that the other one filled in is stored."""
    running.walk("3")
    people = [running.holder(running.visit("3")), running.person("operator")]
    for _ in range(ROUNDS):
        visit, before, rows = running.visit("3"), running.run.last_event, JournalRow.objects.count()
        won = one_winner(
            at_once(
                *(
                    completing(running, visit, by, content={"prepare": {"note": by.name}})
                    for by in people
                )
            )
        )
        assert kinds(running.run_id, before) == ["StepCompleted", "StepOpened"]
        assert JournalRow.objects.count() == rows + 1
        row = running.row(visit.number)
        assert (row.done_by, row.content) == (
            people[won], {"prepare": {"note": people[won].name}},
        )  # fmt: skip
        running.send_back("4", "3")
    assert not broken(running.agency)


def test_of_a_completion_and_a_return_exactly_one_wins(running: Scene) -> None:
    running.walk("4")
    for _ in range(SOME_ROUNDS * 3):
        visit = running.visit("4")
        won = one_winner(
            at_once(completing(running, visit), returning(running, visit, "3"))
        )  # fmt: skip
        (opened,) = running.visits()
        assert opened.node == ("5", "3")[won]
        if opened.node == "5":
            running.send_back("5", "3")
        running.complete("3")
    assert not broken(running.agency)


def test_a_completion_and_an_excuse_of_its_unit_leave_the_unit_without_a_step(
    running: Scene,
) -> None:
    """Whoever is first: the completion is granted and what it opened released, or it is told."""
    for _ in range(SOME_ROUNDS):
        again(running, "9")
        visit = running.visit("9", TWO[0])
        completed, excused = at_once(completing(running, visit), excusing(running, TWO[0]))
        assert excused.granted
        assert completed.granted or completed.refused == CLOSED
        assert {open_.unit for open_ in running.visits()} == {TWO[1]}
        assert running.row(visit.number).state == ("done" if completed.granted else "cancelled")
    assert not broken(running.agency)


@pytest.mark.parametrize("last", ["completes too", "is excused"])
def test_the_last_two_units_at_once_join_exactly_once(running: Scene, last: str) -> None:
    for _ in range(SOME_ROUNDS):
        again(running, "10")
        first, second = running.visits("10")
        other = excusing(running, TWO[1]) if last == "is excused" else completing(running, second)
        before = running.run.last_event
        assert [each.granted for each in at_once(completing(running, first), other)] == [True, True]
        happened = Counter(kinds(running.run_id, before))
        assert (happened["ScopeClosed"], happened["BlockClosed"]) == (2, 1)
        assert [visit.node for visit in running.visits()] == ["11"]
    assert not broken(running.agency)


def test_of_two_starts_for_one_period_exactly_one_begins(scene: Scene) -> None:
    for number in range(1, SOME_ROUNDS + 1):
        period = f"{2023 + number // 4}-TW{number % 4 + 1}"
        start = partial(
            services.start_run, agency=scene.agency, sop_pk=scene.sop_pk, period=period, units=TWO,
            by=scene.person("operator"), now=scene.now,
        )  # fmt: skip
        answers = at_once(start, partial(start, by=scene.person("sekretaris")))
        assert sorted(answer.granted for answer in answers) == [False, True]
        (refused,) = [answer.refused for answer in answers if answer.refused]
        assert refused.startswith("SOP ini sudah berjalan untuk ")
        (run,) = Run.objects.filter(period=period)
        assert run.pk in [answer.given for answer in answers]
    assert not broken(scene.agency)


def test_a_double_click_is_answered_twice_and_done_once(running: Scene) -> None:
    running.walk("3")
    for i in range(SOME_ROUNDS):
        visit, before = running.visit("3"), running.run.last_event
        wish = completing(running, visit, key=f"klik-{i}", content={"prepare": {"note": "Sekali"}})
        answers = at_once(wish, wish, wish)
        assert sorted(bool(answer.given) for answer in answers) == [False, False, True], answers
        assert all(answer.granted for answer in answers)
        assert kinds(running.run_id, before) == ["StepCompleted", "StepOpened"]
        running.send_back("4", "3")
    assert not broken(running.agency)


def test_a_file_that_is_sent_twice_at_once_is_put_there_once(running: Scene) -> None:
    for i in range(SOME_ROUNDS):
        wish = attaching(running, running.visit("1"), b"Konsep nomor %d." % i)
        given = {answer.given.pk for answer in at_once(wish, wish)}
        assert len(given) == 1
    assert Attachment.objects.count() == SOME_ROUNDS
    assert JournalRow.objects.filter(action="FileAttached").count() == SOME_ROUNDS


def test_a_file_that_two_take_off_at_once_is_taken_off_once(running: Scene) -> None:
    visit = running.visit("1")
    for i in range(SOME_ROUNDS):
        file = attaching(running, visit, b"Konsep nomor %d." % i)()
        wish = partial(
            services.withdraw_file, attachment_id=file.pk, by=running.holder(visit), now=running.now
        )
        answers = at_once(wish, wish)
        assert sorted(answer.granted for answer in answers) == [False, True]
    assert JournalRow.objects.filter(action="FileWithdrawn").count() == SOME_ROUNDS


def test_two_drafts_of_one_person_at_once_leave_one(running: Scene) -> None:
    visit = running.visit("1")
    drafts = [
        partial(
            services.save_draft, run_id=running.run_id, visit=visit.number,
            content={"instruct": {"note": note}}, by=running.holder(visit), now=running.now,
        )
        for note in ("pertama", "kedua")
    ]  # fmt: skip
    for _ in range(SOME_ROUNDS):
        assert all(answer.granted for answer in at_once(*drafts))
        (draft,) = Draft.objects.all()
        assert draft.content["instruct"] in ({"note": "pertama"}, {"note": "kedua"})


def test_two_workers_tell_what_is_due_once(running: Scene) -> None:
    """Two processes, as two machines would run them, and several running SOPs."""
    for period in ("2026-TW1", "2026-TW2", "2026-TW4"):
        running.start(period, units=TWO)
    now = running.now + timedelta(days=30)

    def work(ready: Wish) -> int:
        ready()
        return tell_due(now)

    assert sum(in_processes(work, work, work)) == 4
    assert Event.objects.filter(kind="StepOverdue").count() == 4
    assert tell_due(now) == 0
    assert not broken(running.agency)


def test_two_processes_completing_one_step_are_answered_as_two_threads_are(running: Scene) -> None:
    running.walk("3")

    def work(ready: Wish) -> list[str]:
        said = []
        for _ in range(SOME_ROUNDS):
            wish = completing(running, running.visit("3"))
            ready()
            said.append(asked(wish).refused)
            # Whoever looks at the step again looks after both were answered.
            ready()
            if not said[-1]:
                running.send_back("4", "3")
            ready()
        return said

    for one, other in zip(*in_processes(work, work), strict=True):
        assert sorted((one, other)) == ["", CLOSED]
    assert not broken(running.agency)


def test_writers_of_one_journal_keep_its_chain_whole(running: Scene) -> None:
    """Steps of two running SOPs and changes of the office, which do not wait for one another's
    tables, from four processes."""
    first = running.run_id
    running.start("2026-TW2", units=TWO)
    rows = JournalRow.objects.filter(chain=running.agency.code).count()

    def runs_on(run_id: int, ready: Wish) -> int:
        running.run_id = run_id
        ready()
        running.walk("4")
        for _ in range(SOME_ROUNDS):
            running.send_back("4", "3")
            running.complete("3")
        return 3 + 2 * SOME_ROUNDS

    def office_changes(name: str, ready: Wish) -> int:
        ready()
        for i in range(SOME_ROUNDS):
            add_team(
                agency=running.agency, code=f"{name}-{i}", name=name, by=running.person("admin"),
                now=running.now,
            )  # fmt: skip
        return SOME_ROUNDS

    written = in_processes(
        partial(runs_on, first), partial(runs_on, running.run_id),
        partial(office_changes, "data"), partial(office_changes, "monev"),
    )  # fmt: skip
    journal = JournalRow.objects.filter(chain=running.agency.code)
    assert journal.count() == rows + sum(written)
    assert not broken(running.agency)


def test_whatever_several_ask_at_once_nothing_is_torn(running: Scene) -> None:
    """Five wishes of all that may be asked where two units stand at their last step."""
    chance = Random(20260914)
    for _ in range(SOME_ROUNDS):
        again(running, "10")
        answers = at_once(*chance.sample(everything(running), 5))
        assert any(answer.granted for answer in answers), answers
        assert not broken(running.agency)


def everything(scene: Scene) -> list[Wish]:
    """What may be asked of a run whose two units stand at step 10."""
    here, there = scene.visits("10")
    run: dict[str, Any] = {"run_id": scene.run_id, "now": scene.now}
    steward = run | {"by": scene.person("operator")}
    return [
        completing(scene, here),
        completing(scene, there),
        returning(scene, here, "9"),
        excusing(scene, here.unit),
        partial(services.add_unit, **steward, unit="prasarana"),
        partial(services.suspend_run, **steward, reason=REASON),
        partial(services.cancel_run, **steward, reason=REASON),
        partial(services.tell_time, run_id=scene.run_id, now=scene.now + timedelta(days=40)),
        partial(
            services.reassign_step, **steward, visit=here.number, reason=REASON,
            to=scene.person("kasubag"),
        ),
    ]  # fmt: skip
