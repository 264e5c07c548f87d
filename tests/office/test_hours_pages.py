"""Office hours as people write and read them."""

from datetime import date, time

import pytest
from tests.office.pages import as_, at, send
from tests.office.scene import TODAY, Scene

from himpun.kernel.worktime import FIVE_DAYS, RAMADAN_SIX_DAYS, SIX_DAYS, OfficeHours
from himpun.office.models import WeekHours
from himpun.office.queries import weeks_in_force
from himpun.office.rules import Refused
from himpun.office.rules.hours import read_spans, spans_text, week_from_json, week_to_json

ORDINARY = {f"biasa_{day}": "07.00-12.00; 13.00-15.00" for day in range(5)}
FASTING = {f"ramadan_{day}": "8:00 s.d. 14:00" for day in range(5)}
WEEK = {"from_on": "2026-03-02", "basis": "SE 4/2026", **ORDINARY, **FASTING}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        (" Libur ", ()),
        ("07.30–12.00, 13.00–16.00", ((time(7, 30), time(12)), (time(13), time(16)))),
        ("13:00-16:00 dan 7:30 sampai 12:00", ((time(7, 30), time(12)), (time(13), time(16)))),
        ("8.00 s/d 9.00;", ((time(8), time(9)),)),
    ],
)
def test_hours_are_read_as_offices_write_them(
    text: str, spans: tuple[tuple[time, time], ...]
) -> None:
    assert read_spans(text) == spans
    assert read_spans(spans_text(spans)) == spans


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("pagi", "“pagi” tidak terbaca. Tulis seperti 07.30–12.00, 13.00–16.00."),
        ("07.30", "“07.30” tidak terbaca"),
        ("24.00-25.00", "24.00 bukan jam."),
        ("07.60-08.00", "07.60 bukan jam."),
        ("12.00-07.30", "Jam selesai 07.30 harus sesudah jam mulai 12.00."),
        ("08.00-08.00", "harus sesudah"),
        ("07.30-12.00, 11.00-16.00", "07.30–12.00 dan 11.00–16.00 tumpang tindih."),
        ("07.30-12.00, 12.00-16.00", "menyambung. Tulis 07.30–16.00."),
    ],
)
def test_what_are_no_hours_is_told_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_spans(text)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("hours", [FIVE_DAYS, SIX_DAYS, RAMADAN_SIX_DAYS])
def test_a_week_comes_back_from_its_row_as_it_was(hours: OfficeHours) -> None:
    assert week_from_json(week_to_json(hours)) == hours


pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_the_administrator_sets_the_agency_s_hours_and_members_read_them(scene: Scene) -> None:
    form = as_(scene.admin).get(at("hours_change", "dishub")).content.decode()
    assert 'value="07.30–12.00, 13.00–16.00"' in form
    send(scene.admin, at("hours_change", "dishub"), **WEEK)
    ordinary, fasting = weeks_in_force(scene.agency, None, TODAY)
    assert ordinary.spans[4] == ((time(7), time(12)), (time(13), time(15)))
    assert fasting.spans[0] == ((time(8), time(14)),)
    assert ordinary.spans[5:] == ((), ())
    page = as_(scene.kasubag).get(at("hours", "dishub")).content.decode()
    assert "SE 4/2026" in page
    assert "07.00–12.00, 13.00–15.00" in page
    assert "Ubah" not in page


def test_wrong_hours_are_told_at_their_day_and_nothing_is_lost(scene: Scene) -> None:
    wrong = {**WEEK, "biasa_2": "13.00-07.00", "ramadan_4": "08.00-12.00, 11.00-15.00"}
    page = send(scene.admin, at("hours_change", "dishub"), 400, **wrong)
    assert "Rabu: Jam selesai 07.00 harus sesudah jam mulai 13.00." in page
    assert "Jumat pada bulan Ramadan: 08.00–12.00 dan 11.00–15.00 tumpang tindih." in page
    assert 'value="13.00-07.00"' in page
    assert 'value="07.00-12.00; 13.00-15.00"' in page
    assert not WeekHours.objects.exists()


def test_a_week_without_any_hours_is_refused(scene: Scene) -> None:
    words = {"from_on": "2026-03-02", "basis": "SE", **ORDINARY}
    page = send(scene.admin, at("hours_change", "dishub"), 400, **words)
    assert "Dalam seminggu harus ada jam kerja" in page


def test_a_unit_gets_six_days_and_follows_the_agency_again(scene: Scene) -> None:
    address = at("unit_hours", "dishub", "jalan")
    filled = as_(scene.colleague).get(f"{address}?pola=enam").content.decode()
    assert 'value="07.30–12.00, 13.00–14.45"' in filled
    send(scene.colleague, address, **WEEK, biasa_5="07.00-11.00")
    assert weeks_in_force(scene.agency, scene.roads, TODAY)[0].spans[5]
    page = as_(scene.kasubag).get(at("hours", "dishub")).content.decode()
    assert page.index("Jam kerja baku") < page.index("Bidang Jalan")
    back = {"from_on": "2026-03-03", "basis": "SE 5/2026", "standard": "on"}
    send(scene.colleague, address, **back)
    later = date(2026, 3, 3)
    assert weeks_in_force(scene.agency, scene.roads, later)[0] == FIVE_DAYS
    refused = send(scene.colleague, address, 409, **{**back, "from_on": "2026-03-04"})
    assert "tidak ada jam kerja lain" in refused


def test_hours_to_come_stand_beside_those_of_today(scene: Scene) -> None:
    send(scene.admin, at("hours_change", "dishub"), **{**WEEK, "from_on": "2026-04-01"})
    page = as_(scene.kasubag).get(at("hours", "dishub")).content.decode()
    assert "Jam kerja baku menurut Perpres 21/2023, lima hari kerja" in page
    assert "mulai 1 Apr 2026" in page
