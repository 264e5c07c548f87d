"""Time and tasks in words."""

from datetime import datetime

import pytest
from tests.kernel.worktime.samples import real_calendar
from tests.runs.scene import PESSEL, PREFIXES, read_sop, wib

from himpun.kernel.run import Unit
from himpun.kernel.worktime import parse_duration
from himpun.runs.rules.words import (
    acting_in,
    beyond,
    due_text,
    lateness,
    long_moment,
    short_day,
    spent,
    task_text,
    unit_text,
)

CALENDAR = real_calendar()
NOW = wib(2026, 10, 5, 9, 12)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (wib(2026, 10, 5, 16), ("Hari ini, 16.00", "Senin, 5 Okt")),
        (wib(2026, 10, 6, 16), ("Besok, 16.00", "Selasa, 6 Okt")),
        (wib(2026, 10, 9, 16), ("4 hari lagi", "Jumat, 9 Okt 16.00")),
        (wib(2026, 10, 2, 16, 30), ("Terlewat 1 hari kerja", "Jumat, 2 Okt 16.30")),
        (wib(2026, 9, 24, 16), ("Terlewat 7 hari kerja", "Kamis, 24 Sep 16.00")),
        (wib(2026, 10, 5, 8, 12), ("Terlewat 1 jam", "Senin, 5 Okt 08.12")),
        (None, ("Tanpa tenggat", "")),
    ],
)
def test_a_due_time_is_said_as_people_say_it_and_exactly(
    due: datetime | None, said: tuple[str, str]
) -> None:
    assert due_text(due, NOW, CALENDAR) == said


def test_what_is_due_on_a_friday_is_not_late_by_the_weekend() -> None:
    assert lateness(wib(2026, 10, 2, 16), wib(2026, 10, 4, 12), CALENDAR) == "30 menit"


def test_lateness_counts_calendar_days_where_the_holidays_are_unknown() -> None:
    assert lateness(wib(2049, 1, 4, 16), wib(2049, 1, 7, 12), CALENDAR) == "3 hari"


def test_a_day_of_another_year_names_its_year() -> None:
    assert short_day(wib(2026, 8, 5).date(), NOW.date()) == "5 Agu"
    assert short_day(wib(2025, 10, 5).date(), NOW.date()) == "5 Okt 2025"


def test_a_moment_names_its_zone() -> None:
    assert long_moment(NOW, CALENDAR) == "5 Oktober 2026, 09.12 WIB"


def test_a_step_that_took_longer_says_by_how_much() -> None:
    begun = wib(2026, 9, 14, 9)
    standard = parse_duration("45 Menit")
    assert beyond(begun, wib(2026, 9, 14, 9, 52), standard, CALENDAR) == "lewat 7 menit"
    assert beyond(begun, wib(2026, 9, 14, 9, 45), standard, CALENDAR) == ""
    assert beyond(begun, wib(2026, 9, 14, 9, 52), None, CALENDAR) == ""
    assert spent(begun, wib(2026, 9, 14, 9, 52), CALENDAR) == "52 menit"


def test_times_in_a_year_without_holidays_are_left_out() -> None:
    begun, ended = wib(2049, 1, 4, 9), wib(2049, 1, 4, 10)
    assert spent(begun, ended, CALENDAR) == ""
    assert beyond(begun, ended, parse_duration("1 menit"), CALENDAR) == ""


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("4", "Memaraf surat permintaan pengumpulan data kinerja"),
        ("8", "Menghimpun data kinerja yang ada pada bidang/bagiannya"),
        ("9", "Menerima data kinerja"),
        ("10", "Menerima data kinerja dari Kabid/KPA"),
        ("14", "Mengarsipkan hasil pengumpulan data kinerja"),
    ],
)
def test_an_activity_becomes_a_task_by_leaving_out_its_performer_and_what_follows(
    key: str, said: str
) -> None:
    sop = read_sop(PESSEL)
    assert task_text(sop, sop.by_key[key]) == said


@pytest.mark.parametrize("code", sorted(PREFIXES))
def test_every_task_is_in_the_words_of_its_sop(code: str) -> None:
    sop = read_sop(code)
    for step in sop.by_key.values():
        said = task_text(sop, step)
        assert said
        assert said[0].isupper()
        assert said[1:] in step.activity


def test_a_unit_drops_the_kind_before_its_name() -> None:
    assert unit_text(Unit("angkutan", "Bidang Angkutan", "bidang")) == "Angkutan"
    assert unit_text(Unit("sekretariat", "Sekretariat", "sekretariat")) == "Sekretariat"


def test_a_performer_that_is_called_as_its_units_are_is_not_named_twice() -> None:
    assert acting_in("Bidang", "Bidang Jembatan") == "Bidang Jembatan"
    assert acting_in("Kabid/KPA", "Bidang Angkutan") == "Kabid/KPA, Bidang Angkutan"
