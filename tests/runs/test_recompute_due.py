"""A change of the calendar reaches what is open."""

from datetime import date

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene, wib

from himpun.kernel.apply import fold
from himpun.kernel.messages import Rejected
from himpun.office.models import Holiday
from himpun.office.services import add_holiday, correct_holiday
from himpun.runs import services
from himpun.runs.models import Scope, Visit
from himpun.runs.queries import history_since, stored_state

WHY = "Hari libur ditambahkan: Hari jadi"


@pytest.fixture(autouse=True)
def _nobody_follows(settings: object) -> None:
    """The service alone: nothing above follows the change of a calendar here."""
    settings.HIMPUN_CALENDAR_COMPANIONS = ()  # type: ignore[attr-defined]


def day_off(scene: Scene, on: date) -> Holiday:
    return add_holiday(
        agency=scene.agency, on=on, name="Hari jadi", kind="lokal", decree="SK (contoh)",
        by=None, now=scene.now,
    )  # fmt: skip


def recompute(scene: Scene) -> list[services.Moved]:
    return services.recompute_due(
        run_id=scene.run_id, why=WHY, by=scene.person("admin"), now=scene.now
    )


def gathering(scene: Scene) -> Scene:
    """Each unit gathers its data: four working days from Friday the 18th."""
    scene.walk("7")
    scene.now = wib(2026, 9, 18, 9)
    scene.complete_all("7")
    return scene


def divisions(scene: Scene) -> list[Visit]:
    """What the divisions gather; the secretariat passes row 7 and has begun before."""
    return [visit for visit in scene.visits("8") if visit.unit != "sekretariat"]


def test_a_day_off_moves_the_due_times_that_lie_behind_it(running: Scene) -> None:
    scene = gathering(running)
    before = last_event(scene)
    old = {visit.unit: visit.due_at for visit in divisions(scene)}
    day_off(scene, date(2026, 9, 23))
    moved = recompute(scene)
    dues = [one for one in moved if one.what == "tenggat" and one.node == "8"]
    assert len(dues) == len(divisions(scene))
    assert all(one.unit.startswith("Bidang") for one in dues)
    for visit in divisions(scene):
        assert old[visit.unit] == wib(2026, 9, 24, 16)
        assert visit.due_at == wib(2026, 9, 25, 16, 30)
    assert kinds(scene, before) == ["DuesMoved"]
    assert journal(scene)[-1].action == "DuesMoved"
    assert journal(scene)[-1].actor == scene.person("admin")
    assert fold(history_since(scene.run_id)) == stored_state(scene.run_id)


def test_it_moves_once_and_back_again_when_the_day_is_withdrawn(running: Scene) -> None:
    scene = gathering(running)
    old = [(v.due_at, v.risk_at, v.window_closes_at) for v in divisions(scene)]
    holiday = day_off(scene, date(2026, 9, 23))
    assert recompute(scene)
    with nothing_changes(scene):
        assert recompute(scene) == []
    correct_holiday(
        holiday=holiday, on=holiday.on, name=holiday.name, decree="SK", withdrawn=True, by=None,
        now=scene.now,
    )  # fmt: skip
    assert recompute(scene)
    assert [(v.due_at, v.risk_at, v.window_closes_at) for v in divisions(scene)] == old


def test_a_window_moves_with_its_last_day(running: Scene) -> None:
    scene = gathering(running)
    day_off(scene, date(2026, 9, 25))
    moved = recompute(scene)
    windows = [one for one in moved if one.what == "jendela"]
    assert windows
    assert {(one.old, one.new) for one in windows} == {(wib(2026, 9, 25, 16, 30), None)}


def test_the_limit_of_a_unit_moves(running: Scene) -> None:
    scene = gathering(running)
    limits = set(_limits(scene))
    assert limits == {wib(2026, 10, 2, 16, 30)}
    day_off(scene, date(2026, 10, 2))
    moved = [one for one in recompute(scene) if one.what == "batas unit"]
    assert len(moved) == len(scene.units())
    assert set(_limits(scene)) == {wib(2026, 10, 1, 16)}


def test_what_was_told_as_overdue_stays_told_and_is_told_anew_when_it_passes_again(
    running: Scene,
) -> None:
    scene = gathering(running)
    scene.tell_time(wib(2026, 9, 24, 17))
    assert all(visit.overdue_told for visit in divisions(scene))
    day_off(scene, date(2026, 9, 21))
    recompute(scene)
    assert not any(visit.overdue_told for visit in divisions(scene)), "due tomorrow again"
    before = last_event(scene)
    scene.tell_time(wib(2026, 9, 25, 17))
    assert set(kinds(scene, before)) == {"StepOverdue"}
    day_off(scene, date(2026, 9, 22))
    scene.now = wib(2026, 9, 30, 9)
    recompute(scene)
    assert all(visit.overdue_told for visit in divisions(scene)), "past in either calendar"
    with nothing_changes(scene):
        scene.tell_time(wib(2026, 9, 30, 10))


def test_a_letter_in_preparation_is_dropped_when_the_limit_lies_ahead_again(
    running: Scene,
) -> None:
    scene = gathering(running)
    scene.tell_time(wib(2026, 10, 1, 17))
    holiday = day_off(scene, date(2026, 10, 2))
    recompute(scene)
    scene.tell_time(wib(2026, 10, 1, 18))
    assert len(scene.visits("10.1")) == len(scene.units())
    correct_holiday(
        holiday=holiday, on=holiday.on, name=holiday.name, decree="SK", withdrawn=True, by=None,
        now=scene.now,
    )  # fmt: skip
    recompute(scene)
    assert scene.visits("10.1") == []
    assert set(_limits(scene)) == {wib(2026, 10, 2, 16, 30)}
    scene.tell_time(wib(2026, 10, 2, 17))
    assert len(scene.visits("10.1")) == len(scene.units()), "told anew"


def test_a_day_that_somebody_has_set_stays(running: Scene) -> None:
    scene = gathering(running)
    services.extend_unit(
        run_id=scene.run_id, unit="angkutan", until=date(2026, 9, 29), reason="Banjir",
        by=scene.person("kasubag"), now=scene.now,
    )  # fmt: skip
    day_off(scene, date(2026, 9, 23))
    recompute(scene)
    assert scene.visit("8", "angkutan").due_at == wib(2026, 9, 29, 16)
    assert scene.visit("8", "keselamatan").due_at == wib(2026, 9, 25, 16, 30)


def test_what_a_halt_has_moved_is_counted_on(running: Scene) -> None:
    scene = gathering(running)
    kasubag = scene.person("kasubag")
    scene.now = wib(2026, 9, 21, 12)
    services.suspend_run(run_id=scene.run_id, reason="Audit", by=kasubag, now=scene.now)
    scene.now = wib(2026, 9, 22, 12)
    services.resume_run(run_id=scene.run_id, by=kasubag, now=scene.now)
    resumed = [visit.due_at for visit in divisions(scene)]
    assert set(resumed) == {wib(2026, 9, 25, 16, 30)}
    with nothing_changes(scene):
        assert recompute(scene) == []
    day_off(scene, date(2026, 9, 24))
    recompute(scene)
    assert {visit.due_at for visit in divisions(scene)} == {wib(2026, 9, 28, 16)}


def test_a_run_that_is_over_stays_as_it_is(running: Scene) -> None:
    services.cancel_run(
        run_id=running.run_id, reason="Keliru", by=running.person("kasubag"), now=running.now
    )
    day_off(running, date(2026, 9, 23))
    with nothing_changes(running):
        assert recompute(running) == []


def test_it_refuses_a_run_that_is_not_there(scene: Scene) -> None:
    with pytest.raises(Rejected, match="tidak ada"):
        services.recompute_due(run_id=7, why=WHY, by=None, now=scene.now)


def _limits(scene: Scene) -> list[object]:
    rows = Scope.objects.filter(run=scene.run_id, live=True).exclude(limit_at=None)
    return list(rows.values_list("limit_at", flat=True))
