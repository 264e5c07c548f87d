"""A change of the calendar reaches the running SOPs of its agency, in its own transaction."""

from datetime import date

import pytest
from tests.runs.scene import Scene, wib
from tests.schedule.moving import day_off, everywhere, gathering
from tests.schedule.starts import set_rule

from himpun.notices.models import Notice
from himpun.office.rules import Refused
from himpun.office.services import change_agency
from himpun.runs.models import Event, Visit
from himpun.schedule.models import CalendarChange, Recount, StartRule
from himpun.schedule.services import calendar


def test_the_due_times_of_the_agency_move_with_the_day(scene: Scene) -> None:
    gathering(scene)
    day_off(scene)
    assert scene.visit("8", "angkutan").due_at == wib(2026, 9, 25, 16, 30)
    change, recount = CalendarChange.objects.get(), Recount.objects.get()
    assert change.why == "Hari libur ditambahkan: Hari jadi, 23 September 2026"
    assert (change.by, recount.done_at) == (scene.person("admin"), scene.now)
    assert len(recount.moved) > 3
    event = Event.objects.get(run=scene.run_id, kind="DuesMoved")
    assert event.body["why"] == change.why


def test_whoever_holds_a_step_that_moved_is_told_which(scene: Scene) -> None:
    gathering(scene)
    day_off(scene)
    told = Notice.objects.get(kind="moved", person=scene.person("kasi-angkutan"))
    assert told.subject.startswith("1 tenggat Anda bergeser: Pengumpulan Data Kinerja")
    assert "Langkah 8, Bidang Angkutan: 24 Sep 16.00 menjadi 25 Sep 16.30" in told.text
    assert told.link == f"/jalan/{scene.run_id}/"
    assert not Notice.objects.filter(kind="moved", person=scene.person("kadis")).exists()


def test_nothing_moves_when_the_change_is_refused(scene: Scene) -> None:
    gathering(scene)
    with pytest.raises(Refused):
        day_off(scene, by=scene.outsider())
    assert not CalendarChange.objects.exists()
    assert scene.visit("8", "angkutan").due_at == wib(2026, 9, 24, 16)


def test_another_working_week_moves_them_too(scene: Scene) -> None:
    gathering(scene)
    admin = scene.person("admin")
    change_agency(
        agency=scene.agency, name=scene.agency.name, region=scene.agency.region, six_day=True,
        by=admin, now=scene.now,
    )  # fmt: skip
    # Friday's day had begun; Saturday, Monday, Tuesday and Wednesday are four.
    assert scene.visit("8", "angkutan").due_at == wib(2026, 9, 23, 14, 45)
    assert CalendarChange.objects.get().why == "Hari kerja menjadi enam hari seminggu"


def test_a_day_off_everywhere_is_left_to_the_worker(scene: Scene) -> None:
    gathering(scene)
    everywhere(scene)
    assert Recount.objects.get().done_at is None
    assert scene.visit("8", "angkutan").due_at == wib(2026, 9, 24, 16)


def test_many_runs_are_left_to_the_worker(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "AT_ONCE", 0)
    gathering(scene)
    day_off(scene)
    assert Recount.objects.get().done_at is None


def test_an_agency_without_runs_leaves_no_trace(scene: Scene) -> None:
    day_off(scene)
    assert not CalendarChange.objects.exists()


def test_start_rules_are_looked_at_again(scene: Scene) -> None:
    set_rule(scene)
    StartRule.objects.update(next_at=wib(2026, 9, 14, 7, 30))
    day_off(scene, date(2026, 9, 14))
    assert StartRule.objects.get().next_at is None
    assert not Visit.objects.exists()
