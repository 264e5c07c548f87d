"""A rule starts the runs that are due: once each, late rather than never, and it says so."""

from datetime import date, timedelta

import pytest
from tests.runs.scene import Scene, wib
from tests.schedule.starts import FROM, actions, set_rule, starts

from himpun.notices.models import Notice
from himpun.office.models import Assignment, CalendarStamp, HolidayYear
from himpun.runs import services as runs
from himpun.runs.models import Event, Run
from himpun.schedule import services
from himpun.schedule.jobs import start_due
from himpun.schedule.models import Start, StartRule
from himpun.sops.models import SopVersion

OPENING = wib(2026, 9, 14, 7, 30)


def test_a_run_starts_with_the_office_on_its_day_and_not_before(scene: Scene) -> None:
    rule = set_rule(scene)
    assert start_due(wib(2026, 9, 14, 7, 29)) == 0
    assert start_due(OPENING) == 1
    run = Run.objects.get()
    assert (run.sop_key, run.period, run.started_by) == (scene.agency.code, "2026-TW3", None)
    assert run.started_at == OPENING
    begun = Event.objects.get(run=run, kind="RunStarted")
    assert (begun.actor_text, len(begun.body["units"])) == ("Sistem", len(scene.units()))
    assert starts(rule) == [("2026-TW3", "started")]
    assert not Start.objects.get().late
    assert actions(scene) == ["StartRuleSet", "RunStartedByRule"]


def test_it_is_started_once_however_often_the_worker_looks(scene: Scene) -> None:
    rule = set_rule(scene)
    assert [start_due(OPENING + timedelta(minutes=n)) for n in range(4)] == [1, 0, 0, 0]
    rule.next_at = None
    rule.save()
    assert start_due(OPENING + timedelta(days=1)) == 0
    assert Run.objects.count() == 1


def test_who_holds_the_first_step_is_told(scene: Scene) -> None:
    set_rule(scene)
    start_due(OPENING)
    told = Notice.objects.get(kind="start")
    assert told.person == scene.person("sekretaris")
    assert "Triwulan III 2026" in told.subject
    assert told.link == f"/jalan/{Run.objects.get().pk}/"


def test_trap_10_a_running_cycle_never_blocks_the_next(scene: Scene) -> None:
    """An open task of the last quarter holds nothing up (Spiff #1516)."""
    rule = set_rule(scene)
    start_due(OPENING)
    assert start_due(wib(2026, 12, 14, 8)) == 1
    assert starts(rule) == [("2026-TW3", "started"), ("2026-TW4", "started")]
    assert set(Run.objects.values_list("state", flat=True)) == {"running"}


def test_trap_10_a_start_that_fails_holds_no_other_up(scene: Scene) -> None:
    rule = set_rule(scene, late_days=92)
    gone = Assignment.objects.filter(sop_id=scene.agency.code, performer="sekretaris")
    gone.update(from_on=date(2026, 12, 1))
    start_due(OPENING)
    assert starts(rule) == [("2026-TW3", "failed")]
    assert start_due(wib(2026, 12, 14, 8)) == 2
    assert starts(rule) == [("2026-TW3", "started"), ("2026-TW4", "started")]


def test_a_start_that_was_missed_is_made_late_and_says_so(scene: Scene) -> None:
    set_rule(scene)
    assert start_due(wib(2026, 9, 17, 9)) == 1
    start = Start.objects.get()
    assert (start.late, start.planned_at) == (True, OPENING)
    assert "terlambat oleh Himpun: jadwalnya 14 September 2026" in Notice.objects.get().text


def test_trap_4_the_last_day_of_lateness_belongs_to_it(scene: Scene) -> None:
    set_rule(scene, late_days=3)
    assert start_due(wib(2026, 9, 17, 15)) == 1


def test_a_period_long_past_is_not_started_any_more(scene: Scene) -> None:
    rule = set_rule(scene, late_days=3)
    assert start_due(wib(2026, 9, 18, 7)) == 0
    assert starts(rule) == [("2026-TW3", "missed")]
    assert "Lewat 4 hari dari 14 September 2026; batasnya 3 hari." in Start.objects.get().why
    assert not Run.objects.exists()
    assert Notice.objects.filter(person=scene.person("kasubag"), kind="start").exists()
    assert start_due(wib(2026, 9, 30, 9)) == 0


def test_a_rule_does_not_reach_back_before_its_first_day(scene: Scene) -> None:
    rule = set_rule(scene, from_on=date(2026, 9, 15))
    assert start_due(wib(2026, 9, 15, 9)) == 0
    assert starts(rule) == []


@pytest.mark.parametrize(("until", "many"), [(date(2026, 9, 14), 1), (date(2026, 9, 13), 0)])
def test_trap_4_the_last_day_of_a_rule_belongs_to_it(scene: Scene, until: date, many: int) -> None:
    set_rule(scene, until_on=until)
    assert start_due(OPENING) == many


def test_a_run_that_somebody_started_is_left_alone(scene: Scene) -> None:
    rule = set_rule(scene)
    scene.start("2026-TW3")
    assert start_due(OPENING) == 0
    assert starts(rule) == [("2026-TW3", "by hand")]
    assert Start.objects.get().run_id == scene.run_id


def test_a_run_that_was_cancelled_is_not_started_again(scene: Scene) -> None:
    set_rule(scene)
    start_due(OPENING)
    runs.cancel_run(
        run_id=Run.objects.get().pk, reason="Salah periode.", by=scene.person("kasubag"),
        now=OPENING,
    )  # fmt: skip
    StartRule.objects.update(next_at=None)
    assert start_due(OPENING + timedelta(hours=1)) == 0
    assert Run.objects.count() == 1


def test_a_rule_that_is_switched_off_starts_nothing(scene: Scene) -> None:
    set_rule(scene, active=False)
    assert start_due(OPENING) == 0


def test_a_year_without_holidays_is_told_once_and_tried_again_when_it_is_there(
    scene: Scene,
) -> None:
    rule = set_rule(scene)
    year = HolidayYear.objects.get(year=2026)
    HolidayYear.objects.filter(pk=year.pk).delete()
    CalendarStamp.objects.update(stamp="without")
    assert start_due(wib(2026, 9, 14, 8)) == 0
    assert starts(rule) == [("2026-TW3", "failed")]
    assert "Daftar hari libur tahun 2026 belum diisi" in Start.objects.get().why
    told = Notice.objects.filter(kind="start").count()
    assert told >= 1
    assert start_due(wib(2026, 9, 14, 8, 30)) == 0
    assert Notice.objects.filter(kind="start").count() == told
    year.save(force_insert=True)
    CalendarStamp.objects.update(stamp="with")
    assert start_due(wib(2026, 9, 14, 9)) == 1
    assert starts(rule) == [("2026-TW3", "started")]


def test_a_unit_without_a_holder_is_named_and_mended(scene: Scene) -> None:
    set_rule(scene)
    kasi = Assignment.objects.filter(performer="kasi", unit__code="angkutan")
    kasi.update(from_on=date(2027, 1, 1))
    assert start_due(OPENING) == 0
    assert "Angkutan belum mempunyai pemegang Kasi" in Start.objects.get().why
    kasi.update(from_on=FROM)
    assert start_due(OPENING + timedelta(minutes=5)) == 0, "not before it is time to try again"
    assert start_due(OPENING + timedelta(minutes=10)) == 1


def test_an_sop_that_was_withdrawn_is_not_started(scene: Scene) -> None:
    set_rule(scene, when="triwulan bulan 3, minggu 3, awal")
    SopVersion.objects.update(withdrawn_at=scene.now)
    assert start_due(OPENING) == 0
    assert Start.objects.get().why == "SOP ini belum diterbitkan."


def test_a_rule_that_is_not_due_is_left_alone(scene: Scene) -> None:
    rule = set_rule(scene)
    start_due(scene.now)
    rule.refresh_from_db()
    assert rule.next_at is not None
    assert rule.next_at <= scene.now + timedelta(days=1)
    assert services.start_by_rule(rule_id=rule.pk, now=scene.now) == 0
    assert services.start_by_rule(rule_id=0, now=scene.now) == 0
