"""Standard times and windows of the five SOPs against real quarters."""

import pytest
from tests.kernel.documents import IDS, document, row
from tests.kernel.worktime.samples import plain_calendar, real_calendar, wib
from tests.sops.tables import ALL

from himpun.kernel.check import calendar_conflicts
from himpun.kernel.parse import parse
from himpun.kernel.worktime import CalendarUnknown, parse_period

PESISIR = ALL["pesisir-selatan-dishub"]
WINDOW = "triwulan bulan 1, minggu 2"


def test_pesisir_selatan_asks_eight_days_of_the_first_quarter_of_2026() -> None:
    found = calendar_conflicts(
        PESISIR, parse_period("2026-TW1"), real_calendar(), wib("2026-03-02 08:00")
    )
    collecting = next(conflict for conflict in found if conflict.steps == (8, 9, 10))
    assert (collecting.needed_days, collecting.available_days) == (8, 3)
    assert collecting.sentence == (
        "Langkah 8, 9, dan 10 meminta 8 hari kerja, sedangkan dari akhir minggu ketiga sampai "
        "Jumat minggu keempat hanya ada 3."
    )


@pytest.mark.parametrize("period", [f"{year}-TW{n}" for year in (2025, 2026) for n in (1, 2, 3, 4)])
def test_pesisir_selatan_contradicts_itself_in_every_quarter(period: str) -> None:
    quarter = parse_period(period)
    start = wib(f"{quarter.month(3)} 08:00")
    found = calendar_conflicts(PESISIR, quarter, real_calendar(), start)
    assert (8, 9, 10) in [conflict.steps for conflict in found]


@pytest.mark.parametrize("sop_id", [i for i in IDS if i != "pesisir-selatan-dishub"])
def test_an_sop_without_windows_has_no_conflict(sop_id: str) -> None:
    period = parse_period("2026")
    assert calendar_conflicts(ALL[sop_id], period, plain_calendar(), wib("2026-01-05 08:00")) == ()


def test_branches_run_side_by_side() -> None:
    """One after the other they would need eight days of a week."""
    rows = [
        row(1, branch="cek/a", time="4 hari", window=WINDOW),
        row(2, branch="cek/b", time="4 hari", window=WINDOW),
    ]
    period, start = parse_period("2026-TW1"), wib("2026-01-02 08:00")
    assert calendar_conflicts(parse(document(*rows)), period, plain_calendar(), start) == ()
    one_after_another = [{**written, "branch": "cek/a"} for written in rows]
    found = calendar_conflicts(parse(document(*one_after_another)), period, plain_calendar(), start)
    assert [conflict.steps for conflict in found] == [(1, 2)]


def test_the_shorter_group_does_not_hide_a_branch_of_the_longer() -> None:
    rows = [
        row(1, branch="cek/a"),
        row(2, branch="cek/b"),
        row(3, branch="cek/c", time="9 hari", window=WINDOW),
        row(4, time="1 jam"),
        row(5, branch="lain/a", time="1 jam"),
        row(6, branch="lain/b", time="1 jam"),
    ]
    found = calendar_conflicts(
        parse(document(*rows)), parse_period("2026-TW1"), plain_calendar(), wib("2026-01-02 08:00")
    )
    assert [conflict.steps for conflict in found] == [(3,)]


def test_a_window_of_another_kind_of_period_is_refused() -> None:
    with pytest.raises(ValueError, match="tidak dapat dipakai pada periode Tahun 2026"):
        calendar_conflicts(PESISIR, parse_period("2026"), real_calendar(), wib("2026-01-02 08:00"))


def test_a_year_without_holidays_is_refused() -> None:
    with pytest.raises(CalendarUnknown):
        calendar_conflicts(
            PESISIR, parse_period("2031-TW1"), real_calendar(), wib("2031-01-02 08:00")
        )
