"""The page Jadwal."""

import re
from datetime import date

import pytest
from tests.runs.pages import Pages, words_of
from tests.runs.scene import Scene, wib
from tests.schedule.starts import set_rule

from himpun.office.services import add_holiday
from himpun.schedule import services
from himpun.schedule.jobs import start_due
from himpun.schedule.models import StartChange

YEAR = "/jadwal/pesisir-selatan-dishub/"
RULE = f"{YEAR}pesisir-selatan-dishub/aturan/"
QUARTER = f"{YEAR}pesisir-selatan-dishub/mulai/2026-TW3/"


def test_an_sop_without_rule_says_what_it_says_itself(scene: Scene, pages: Pages) -> None:
    text = pages.text(scene.person("staf"), YEAR)
    assert "Belum ada aturan mulai" in text
    assert "awal minggu ketiga bulan ketiga triwulan" in text
    assert "Atur kapan dimulai" not in text
    assert "Atur kapan dimulai" in pages.text(scene.person("kasubag"), YEAR)


def test_all_starts_of_the_coming_year_stand_there_at_once(scene: Scene, pages: Pages) -> None:
    set_rule(scene)
    text = pages.text(scene.person("staf"), YEAR)
    for period, day in (
        ("Triwulan III 2026", "Senin, 14 September 2026"),
        ("Triwulan IV 2026", "Senin, 14 Desember 2026"),
        ("Triwulan I 2027", "Maret 2027"),
        ("Triwulan II 2027", "Juni 2027"),
    ):
        assert period in text
        assert day in text
    assert "Jadwal dan tenggat 14 langkah" in text


def test_a_window_that_is_too_short_is_told_with_another_day(scene: Scene, pages: Pages) -> None:
    """Pesisir Selatan asks 8 working days of a window that holds fewer."""
    set_rule(scene)
    kasubag = scene.person("kasubag")
    answer = pages.get(kasubag, YEAR)
    text = words_of(answer)
    assert re.search(r"8, 9, dan 10.*8 hari kerja", text)
    page = answer.content.decode()
    form = page[page.index('class="proposal"') :]
    on = re.search(r'name="on" value="([\d-]+)"', form)
    reason = re.search(r'name="reason" value="([^"]+)"', form)
    assert on is not None
    assert reason is not None
    assert date.fromisoformat(on[1]) < date(2026, 9, 14)
    assert pages.post(kasubag, QUARTER, on=on[1], reason=reason[1]).status_code == 302
    change = StartChange.objects.get()
    assert change.on == date.fromisoformat(on[1])
    assert change.reason.startswith("Usul Himpun diterima: waktu baku langkah 8, 9, 10")
    assert "Digeser oleh" in pages.text(kasubag, YEAR)
    assert start_due(wib(2026, 9, change.on.day, 7, 30)) == 1


def test_a_holiday_on_the_first_day_is_told_with_another_day(scene: Scene, pages: Pages) -> None:
    set_rule(scene)
    add_holiday(
        agency=scene.agency, on=date(2026, 9, 14), name="Hari jadi", kind="lokal", decree="SK",
        by=None, now=scene.now,
    )  # fmt: skip
    text = pages.text(scene.person("kasubag"), YEAR)
    assert "Senin, 14 September 2026 libur (Hari jadi)" in text
    assert "SOP mulai Selasa, 15 September 2026" in text
    assert "Mulai Jumat, 11 September 2026 saja" in text


def test_a_year_without_holidays_is_told(scene: Scene, pages: Pages) -> None:
    set_rule(scene)
    scene.now = wib(2027, 3, 1)
    assert "Daftar hari libur tahun 2028 belum diisi" in pages.text(scene.person("staf"), YEAR)


def test_what_was_started_leads_to_its_run(scene: Scene, pages: Pages) -> None:
    set_rule(scene)
    scene.now = wib(2026, 9, 17, 9)
    start_due(scene.now)
    answer = pages.get(scene.person("staf"), YEAR)
    assert "Dimulai terlambat oleh Himpun: jadwalnya Senin, 14 September 2026." in words_of(answer)
    assert re.search(r'href="/jalan/\d+/"', answer.content.decode())


def test_a_period_that_somebody_has_started_already_leads_to_its_run(
    scene: Scene, pages: Pages
) -> None:
    """Nothing is proposed for it any more, and its day cannot be moved."""
    rule = set_rule(scene)
    run = scene.start("2026-TW3")
    answer = pages.get(scene.person("kasubag"), YEAR)
    text = words_of(answer)
    here = text[text.index("Triwulan III 2026") : text.index("Triwulan IV 2026")]
    assert "Dimulai secara manual" in here
    assert "Mulai " not in here
    assert "Geser" not in here
    assert f'href="/jalan/{run}/"' in answer.content.decode()
    moved = pages.post(scene.person("kasubag"), QUARTER, aksi="lewati", reason="Digabung.")
    assert moved.status_code == 409
    assert "sudah dimulai" in words_of(moved)
    assert not StartChange.objects.filter(rule=rule).exists()


def test_a_rule_is_set_on_its_page(scene: Scene, pages: Pages) -> None:
    kasubag = scene.person("kasubag")
    assert "awal minggu ketiga bulan ketiga triwulan" in pages.text(kasubag, RULE)
    said = {"when": "", "from_on": "2026-08-03", "until_on": "", "late_days": "7", "active": "on"}
    assert pages.post(kasubag, RULE, **said).status_code == 302
    assert "yang lewat lebih dari 7 hari tidak dimulai lagi" in pages.text(kasubag, YEAR)
    wrong = pages.post(kasubag, RULE, **{**said, "when": "besok"})
    assert wrong.status_code == 400
    assert "Aturan mulai “besok” tidak dapat dibaca" in words_of(wrong)
    yearly = {**said, "when": "tahun bulan 1, minggu 2"}
    assert pages.post(kasubag, RULE, **yearly).status_code == 409


def test_a_start_is_skipped_and_returns_to_the_rule(scene: Scene, pages: Pages) -> None:
    set_rule(scene)
    kasubag = scene.person("kasubag")
    assert pages.post(kasubag, QUARTER, aksi="lewati", reason="").status_code == 400
    assert pages.post(kasubag, QUARTER, aksi="geser", reason="Rapat", on="").status_code == 400
    assert pages.post(kasubag, QUARTER, aksi="lewati", reason="Digabung.").status_code == 302
    assert "Dilewati oleh" in pages.text(kasubag, YEAR)
    assert pages.post(kasubag, QUARTER, aksi="aturan").status_code == 302
    assert "Dilewati oleh" not in pages.text(kasubag, YEAR)
    sunday = pages.post(kasubag, QUARTER, aksi="geser", reason="x", on="2026-09-13")
    assert sunday.status_code == 409


def test_a_start_that_follows_the_rule_already_says_only_that(scene: Scene, pages: Pages) -> None:
    set_rule(scene)
    again = pages.post(scene.person("kasubag"), QUARTER, aksi="aturan", on="", reason="")
    assert again.status_code == 409
    assert "Hari mulai Triwulan III 2026 sudah mengikuti aturan." in words_of(again)
    assert "harus diisi" not in words_of(again)


@pytest.mark.parametrize("address", [RULE, QUARTER])
def test_others_do_not_change_it(scene: Scene, pages: Pages, address: str) -> None:
    set_rule(scene)
    assert pages.get(scene.person("staf"), address).status_code == 403
    assert pages.get(scene.outsider(), address).status_code == 404
    assert pages.get(scene.outsider(), YEAR).status_code == 404


def test_the_page_costs_the_same_with_more_starts_behind_it(scene: Scene, pages: Pages) -> None:
    rule = set_rule(scene)
    few = pages.queries(scene.person("staf"), YEAR)
    for period in ("2026-TW3", "2026-TW4", "2027-TW1"):
        services.change_start(
            rule=rule, period=period, on=None, reason="Uji", by=None, now=scene.now
        )
    assert pages.queries(scene.person("staf"), YEAR) <= few


def test_who_sees_one_agency_comes_to_its_schedule_at_once(scene: Scene, pages: Pages) -> None:
    answer = pages.get(scene.person("staf"), "/jadwal/")
    assert (answer.status_code, answer["Location"]) == (302, YEAR)
    assert "Dinas Perhubungan" in pages.text(scene.reader(), "/jadwal/")
