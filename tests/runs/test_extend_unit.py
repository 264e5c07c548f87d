"""More time for a unit that still owes its data."""

from datetime import date

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene, wib

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services
from himpun.runs.models import RunUnit
from himpun.runs.models import Scope as ScopeRow
from himpun.runs.queries.proof import verify_runs

FRIDAY = date(2026, 10, 2)
CLOSE = wib(2026, 10, 2, 16, 30)


@pytest.fixture
def gathering(running: Scene) -> Scene:
    """Every unit fills in; it is Monday, 14 September, and due on Friday."""
    running.walk("8")
    running.complete_all("7")
    return running


def give(
    scene: Scene, by: Person | None = None, *, unit: str = "angkutan", until: date = FRIDAY,
    reason: str = "Data dari terminal terlambat",
) -> None:  # fmt: skip
    services.extend_unit(
        run_id=scene.run_id, unit=unit, until=until, reason=reason,
        by=by or scene.person("kasubag"), now=scene.now,
    )  # fmt: skip


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_its_open_step_is_due_at_the_close_of_that_day(gathering: Scene, code: str) -> None:
    before, others = last_event(gathering), gathering.visits("8")[1].due_at
    give(gathering, gathering.person(code))
    assert gathering.visit("8", "angkutan").due_at == CLOSE
    assert gathering.visits("8")[1].due_at == others
    assert kinds(gathering, before) == ["UnitExtended"]
    assert journal(gathering)[-1].action == "UnitExtended"


def test_what_opens_for_it_later_is_not_due_before_that_either(gathering: Scene) -> None:
    give(gathering)
    gathering.complete("8", "angkutan")
    assert gathering.visit("9", "angkutan").due_at == CLOSE
    gathering.complete("9", "angkutan")
    assert gathering.visit("10", "angkutan").due_at != CLOSE, "that is the agency's own part"


def test_a_unit_that_is_sent_back_has_the_time_it_was_given(gathering: Scene) -> None:
    give(gathering)
    gathering.complete("8", "angkutan")
    gathering.complete("9", "angkutan")
    gathering.send_back("10", "8", "angkutan")
    assert gathering.visit("8", "angkutan").due_at == CLOSE


def test_its_limit_moves_and_a_letter_about_it_is_dropped(gathering: Scene) -> None:
    gathering.now = wib(2026, 10, 8)
    services.tell_time(run_id=gathering.run_id, now=gathering.now)
    assert gathering.visits("10.1", "angkutan")
    give(gathering, until=date(2026, 10, 14))
    assert not gathering.visits("10.1", "angkutan")
    scope = ScopeRow.objects.get(run_id=gathering.run_id, unit="angkutan", live=True)
    assert scope.limit_at == wib(2026, 10, 14, 16, 0)
    assert gathering.visits("10.1", gathering.units()[1]), "other units are still written to"
    gathering.now = wib(2026, 10, 15)
    services.tell_time(run_id=gathering.run_id, now=gathering.now)
    assert gathering.visits("10.1", "angkutan"), "the new limit counts like the first"


def test_it_is_told_again_that_it_is_overdue(gathering: Scene) -> None:
    gathering.now = wib(2026, 9, 28)
    services.tell_time(run_id=gathering.run_id, now=gathering.now)
    assert gathering.visit("8", "angkutan").overdue_told
    give(gathering)
    assert not gathering.visit("8", "angkutan").overdue_told


def test_the_history_leads_to_the_same_state(gathering: Scene) -> None:
    give(gathering)
    gathering.complete("8", "angkutan")
    assert RunUnit.objects.get(run_id=gathering.run_id, code="angkutan").extended_to == CLOSE
    assert list(verify_runs(gathering.agency)) == []


def test_a_halt_moves_what_was_given_too(gathering: Scene) -> None:
    give(gathering)
    by = gathering.person("kasubag")
    services.suspend_run(run_id=gathering.run_id, reason="Audit", by=by, now=gathering.now)
    gathering.now = wib(2026, 9, 29)
    services.resume_run(run_id=gathering.run_id, by=by, now=gathering.now)
    moved = gathering.visit("8", "angkutan").due_at
    assert moved is not None
    assert moved > CLOSE
    gathering.complete("8", "angkutan")
    assert gathering.visit("9", "angkutan").due_at == moved


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (date(2026, 10, 4), "bukan hari kerja"),
        (date(2026, 12, 25), "bukan hari kerja"),
        (date(2026, 9, 11), "sudah lewat"),
        (date(2026, 9, 18), "Tenggat sekarang"),
    ],
)
def test_it_refuses_a_day_that_gives_no_more_time(gathering: Scene, until: date, why: str) -> None:
    with nothing_changes(gathering), pytest.raises(Rejected, match=why):
        give(gathering, until=until)


def test_it_refuses_a_unit_that_has_handed_in_or_was_not_asked_yet(running: Scene) -> None:
    with nothing_changes(running), pytest.raises(Rejected, match="belum gilirannya"):
        give(running)
    running.walk("8")
    running.complete_all("7")
    running.complete("8", "angkutan")
    running.complete("9", "angkutan")
    with nothing_changes(running), pytest.raises(Rejected, match="sudah menyerahkan"):
        give(running)


def test_it_refuses_others(gathering: Scene) -> None:
    people = [gathering.person("kasi-angkutan"), gathering.outsider(), gathering.reader()]
    for person in people:
        with nothing_changes(gathering), pytest.raises(Rejected, match="pengelola SOP"):
            give(gathering, person)


def test_it_refuses_a_stranger_an_excused_unit_and_no_reason(gathering: Scene) -> None:
    with nothing_changes(gathering), pytest.raises(Rejected, match="tidak ikut"):
        give(gathering, unit="bulan")
    with nothing_changes(gathering), pytest.raises(Rejected, match="Alasan"):
        give(gathering, reason=" ")
    by = gathering.person("kasubag")
    services.excuse_unit(
        run_id=gathering.run_id, unit="angkutan", reason="Dilebur", by=by, now=gathering.now
    )
    with nothing_changes(gathering), pytest.raises(Rejected, match="dibebaskan"):
        give(gathering)
