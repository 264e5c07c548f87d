"""Kalender: a year of an agency at one glance."""

import tomllib
from datetime import date
from html import unescape

import pytest
from tests.house.source import ROOT
from tests.office.pages import as_, at
from tests.office.scene import NOW, Scene

from himpun.kernel.worktime import FIVE_DAYS, RAMADAN_FIVE_DAYS, WIB, Calendar, Holiday
from himpun.office.queries import calendar_of
from himpun.office.queries.calendar_year import year_view
from himpun.office.services import add_holiday, seed_holidays

TABLE = ROOT / "src" / "himpun" / "office" / "seed" / "holidays-id.toml"


@pytest.fixture(autouse=True)
def _holidays(scene: Scene) -> None:
    """The national tables."""
    document = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    seed_holidays(document=document, by=scene.system, now=NOW)


def page(scene: Scene, year: int, who: str = "kasubag") -> str:
    answer = as_(getattr(scene, who)).get(at("calendar", scene.agency.code), {"tahun": year})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_every_day_says_what_it_is_by_letter_and_in_words(scene: Scene) -> None:
    add_holiday(
        agency=scene.agency, on=date(2026, 9, 23), name="Hari jadi", kind="lokal", decree="SK",
        by=scene.admin, now=NOW,
    )  # fmt: skip
    text = page(scene, 2026)
    assert "17 Agustus 2026, libur nasional: Hari Kemerdekaan" in text
    assert "23 September 2026, libur lokal: Hari jadi" in text
    assert "hari kerja Ramadan" in text
    assert text.count('<section class="year-month">') == 12


def test_the_working_days_of_a_month_are_counted(scene: Scene) -> None:
    calendar = calendar_of(scene.agency)
    months = year_view(calendar, 2026, date(2026, 9, 1))
    for number, month in enumerate(months, start=1):
        days = [day for week in month.weeks for day in week if day]
        assert [day.on.month for day in days] == [number] * len(days)
        assert month.working == sum(calendar.is_working_day(day.on) for day in days)


def test_each_kind_of_day_has_a_look_of_its_own() -> None:
    off = Holiday(date(2026, 1, 1), "Tahun baru", "nasional", "SKB")
    leave = Holiday(date(2026, 1, 2), "Cuti", "cuti bersama", "SKB")
    calendar = Calendar(
        WIB, FIVE_DAYS, RAMADAN_FIVE_DAYS, ((date(2026, 1, 6), date(2026, 1, 7)),),
        {off.on: off, leave.on: leave}, frozenset({2026}),
    )  # fmt: skip
    days = [day for week in year_view(calendar, 2026, off.on)[0].weeks for day in week if day]
    looks = [(day.look, day.letter) for day in days[:7]]
    assert looks == [
        ("off", "N"), ("leave", "C"), ("rest", ""), ("rest", ""), ("work", ""), ("fast", "R"),
        ("fast", "R"),
    ]  # fmt: skip
    assert days[0].today


def test_a_day_off_says_its_kind_once() -> None:
    off = Holiday(date(2026, 1, 1), "Tahun Baru", "nasional", "SKB")
    leave = Holiday(date(2026, 1, 2), "Cuti Bersama Tahun Baru", "cuti bersama", "SKB")
    days_off = {off.on: off, leave.on: leave}
    calendar = Calendar(WIB, FIVE_DAYS, RAMADAN_FIVE_DAYS, (), days_off, frozenset({2026}))
    assert [day.said for day in year_view(calendar, 2026, off.on)[0].named] == [
        "1 Januari 2026, libur nasional: Tahun Baru",
        "2 Januari 2026, Cuti Bersama Tahun Baru",
    ]


def test_a_year_without_table_says_so(scene: Scene) -> None:
    assert "Daftar hari libur tahun 2040 belum diisi" in page(scene, 2040)


def test_only_administrators_are_offered_changes_and_outsiders_see_nothing(scene: Scene) -> None:
    assert "Libur lokal baru" in page(scene, 2026, "admin")
    assert "Libur lokal baru" not in page(scene, 2026)
    address = at("calendar", scene.agency.code)
    assert as_(scene.outsider).get(address).status_code == 404
