"""Putting a retention schedule in force."""

from datetime import date

import pytest
from tests.archive.scene import AKIP, BASIS, LATER, LINES, OLD, REPORT, Scene

from himpun.archive.models import RetentionRule, Schedule
from himpun.archive.queries.schedule import codes_of, schedule_of, terms_of
from himpun.archive.rules.schedule_sheet import Line
from himpun.archive.services import load_schedule
from himpun.office.rules import Refused

LONGER = (Line(AKIP, "Akuntabilitas Kinerja", 5, 5, "permanen", "Pasal 7"),)


def test_it_is_in_force_and_journalled_with_what_it_changes(scene: Scene) -> None:
    scene.schedule()
    schedule = schedule_of(scene.agency)
    assert schedule is not None
    assert (schedule.no, schedule.basis, schedule.loaded_by) == (1, BASIS, scene.admin)
    told = scene.last()
    assert (told.action, told.body["lines"], len(told.body["changes"])) == (
        "RetentionScheduleLoaded", 3, 3,
    )  # fmt: skip


def test_records_that_are_kept_take_their_days_from_the_new_one(scene: Scene) -> None:
    rows = [scene.file(dated_on=OLD), scene.file("Laporan", code=REPORT)]
    scene.schedule()
    assert scene.last().body["records"] == 2
    load_schedule(
        agency=scene.agency, lines=LONGER, basis="JRA baru", by=scene.colleague, now=LATER
    )
    for row in rows:
        row.refresh_from_db()
    assert (rows[0].inactive_until, rows[0].fate) == (date(2029, 12, 31), "permanen")
    assert rows[0].basis == "Pasal 7"
    assert (rows[1].inactive_until, rows[1].fate, rows[1].basis) == (None, "", "")


def test_those_of_another_agency_do_not(scene: Scene) -> None:
    row = scene.file(agency=scene.office.other, by=scene.outsider)
    scene.schedule()
    row.refresh_from_db()
    assert row.fate == ""


def test_the_one_before_stays_on_record(scene: Scene) -> None:
    scene.schedule()
    load_schedule(agency=scene.agency, lines=LONGER, basis="JRA baru", by=scene.admin, now=LATER)
    assert list(Schedule.objects.values_list("no", flat=True)) == [2, 1]
    assert RetentionRule.objects.count() == 4
    assert set(terms_of(scene.agency)) == {AKIP}


def test_its_codes_may_be_filed_under(scene: Scene) -> None:
    lines = (*LINES, Line("900.1", "Keuangan", 5, 5, "musnah"))
    load_schedule(agency=scene.agency, lines=lines, basis=BASIS, by=scene.admin, now=LATER)
    assert scene.file("SPJ", code="900.1").inactive_until == date(2036, 12, 31)
    assert "900.1" in {view.code for view in codes_of(scene.agency)}
    assert "900.1" not in {view.code for view in codes_of(scene.office.other)}


def test_it_refuses_what_changes_nothing_and_what_is_no_schedule(scene: Scene) -> None:
    scene.schedule()
    with pytest.raises(Refused, match="sama dengan yang berlaku"):
        scene.schedule()
    for lines in ((), (LINES[0], LINES[0])):
        with pytest.raises(Refused, match="masing-masing sekali"):
            load_schedule(agency=scene.agency, lines=lines, basis=BASIS, by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="Dasar jadwal harus diisi"):
        load_schedule(agency=scene.agency, lines=LONGER, basis="", by=scene.admin, now=LATER)
    assert Schedule.objects.count() == 1


def test_it_refuses_who_does_not_keep_the_archive(scene: Scene) -> None:
    for stranger in (scene.office.kabid, scene.outsider):
        with pytest.raises(Refused, match="dikelola oleh"):
            load_schedule(agency=scene.agency, lines=LINES, basis=BASIS, by=stranger, now=LATER)
