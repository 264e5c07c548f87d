"""The pages of a year's agreement, and of the agency's settings."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.performance.keepers import TESTED, Keepers, said
from tests.performance.sites import Site, words

from himpun.performance.models import Agreement, CrossRule, PerformanceSettings, Target
from himpun.performance.queries.agreement import budgets_of, targets_of
from himpun.performance.services import add_indicator

MOST_PAGE, MOST_FILL = 34, 27


def cell(keepers: Keepers, field: str) -> str:
    return f"t{keepers.roads.pk}-{field}"


# ---- the table


def test_a_year_without_agreement_says_so_and_offers_one(keepers: Keepers, site: Site) -> None:
    assert "Susun perjanjian kinerja" in site.text("pk/2026/")
    text = site.text("pk/2026/", keepers.office.kabid)
    assert "Belum ada perjanjian kinerja 2026" in text
    assert "Susun perjanjian kinerja" not in text
    assert site.get("pk/2026/", keepers.office.outsider).status_code == 404


def test_it_leads_to_the_year_that_has_one(keepers: Keepers, site: Site) -> None:
    assert site.get("pk/")["Location"].endswith("/pk/2026/")
    keepers.draft(year=2025)
    assert site.get("pk/")["Location"].endswith("/pk/2025/")


def test_the_draft_shows_what_keeps_it_from_being_approved(keepers: Keepers, site: Site) -> None:
    keepers.draft()
    text = site.text("pk/2026/")
    assert "Konsep" in text
    assert "2 hal perlu diperiksa" in text
    assert "Target belum diisi." in text


def test_a_revision_shows_what_it_changes(keepers: Keepers, site: Site) -> None:
    keepers.in_force()
    draft = keepers.draft(from_quarter=4, reason="Refocusing")
    site.post("pk/2026/isi/", **{cell(keepers, "q4"): "85", cell(keepers, "year"): "85"})
    text = site.text("pk/2026/")
    assert "85 sebelumnya 80" in text
    assert "Berlaku mulai Triwulan IV; triwulan sebelumnya memakai PK 2026" in text
    assert "Refocusing" in text
    former = site.text("pk/2026/?no=0")
    assert "sebelumnya 80" not in former
    assert str(draft) in former


def test_it_is_downloaded_as_a_workbook(keepers: Keepers, site: Site) -> None:
    keepers.in_force()
    answer = site.get("pk/2026/?bentuk=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[1][2:4] == ("IKU-1", "Persentase jalan dalam kondisi mantap")
    assert rows[2][6:11] == ("300", "300", "300", "300", "1.200")


def test_the_pages_cost_the_same_for_many_indicators(keepers: Keepers, site: Site) -> None:
    keepers.in_force()
    keepers.draft(from_quarter=2, reason="Uji")
    few = site.queries("pk/2026/"), site.queries("pk/2026/isi/")
    for no in range(20):
        add_indicator(
            objective=keepers.goal, unit=None, code=f"X-{no}", kind="iku", definition=said(),
            from_period="2026-TW1", **keepers.as_(None),
        )  # fmt: skip
    assert (site.queries("pk/2026/"), site.queries("pk/2026/isi/")) == few
    assert few[0] <= MOST_PAGE
    assert few[1] <= MOST_FILL


def test_it_is_shown_though_a_definition_changed_under_its_targets(
    keepers: Keepers, site: Site
) -> None:
    agreement = keepers.draft()
    Target.objects.create(agreement=agreement, indicator=keepers.roads, year="konsep", q1="x")
    text = site.text("pk/2026/")
    assert "Target Triwulan I, Tahun tidak cocok lagi dengan definisi indikatornya." in text
    assert site.get("pk/2026/isi/").status_code == 200


def test_an_indicator_that_begins_within_the_year_owes_only_its_own_quarters(
    keepers: Keepers, site: Site
) -> None:
    late = add_indicator(
        objective=keepers.goal, unit=None, code="BARU", kind="iku", definition=TESTED,
        from_period="2026-TW3", **keepers.as_(None),
    )  # fmt: skip
    keepers.fill(keepers.draft())
    cells = {f"t{late.pk}-{field}": "30" for field in ("q3", "q4")}
    assert site.post("pk/2026/isi/", **cells, **{f"t{late.pk}-year": "70"}).status_code == 302
    assert "Jumlah target triwulan 60 tidak sama dengan target tahun 70." in site.text("pk/2026/")
    site.post("pk/2026/isi/", **{f"t{late.pk}-year": "60"})
    assert "hal perlu diperiksa" not in site.text("pk/2026/")


# ---- drafted, filled in, decided


def test_a_draft_is_made_filled_in_and_approved_by_another(keepers: Keepers, site: Site) -> None:
    assert site.post("pk/2026/susun/").status_code == 302
    draft = Agreement.objects.get()
    cells = {cell(keepers, field): "80" for field in ("q1", "q2", "q3", "q4", "year")}
    tested = keepers.tested.pk
    cells |= {f"t{tested}-q{no}": "300" for no in range(1, 5)} | {f"t{tested}-year": "1.200"}
    saved = site.post("pk/2026/isi/", **cells, **{f"b{keepers.programme.pk}": "1.250.000.000"})
    assert saved.status_code == 302
    assert targets_of(draft)[tested].year == "1200"
    assert budgets_of(draft) == {keepers.programme.pk: 1_250_000_000}
    paper = {"number": "050/1", "signed_on": "2026-01-20"}
    own = site.post("pk/2026/setujui/", **paper)
    assert own.status_code == 409
    assert "harus orang lain" in words(own)
    assert site.post("pk/2026/setujui/", keepers.head, **paper).status_code == 302
    assert "Nomor 050/1" in site.text("pk/2026/")


def test_cells_that_cannot_be_kept_are_named_and_nothing_is_kept(
    keepers: Keepers, site: Site
) -> None:
    keepers.draft()
    answer = site.post("pk/2026/isi/", **{cell(keepers, "q1"): "tujuh", cell(keepers, "q2"): "72"})
    assert answer.status_code == 400
    assert "Triwulan I: “tujuh” bukan angka" in words(answer)
    page = answer.content.decode()
    assert f'name="{cell(keepers, "q1")}" value="tujuh"' in page
    assert page.count('aria-invalid="true"') == 1
    assert not Target.objects.exists()


@pytest.mark.parametrize("typed", ["seribu", "1,5"])
def test_a_budget_that_is_no_whole_rupiah_keeps_the_targets_out_too(
    keepers: Keepers, site: Site, typed: str
) -> None:
    keepers.draft()
    answer = site.post(
        "pk/2026/isi/", **{cell(keepers, "q1"): "70", f"b{keepers.programme.pk}": typed}
    )
    assert answer.status_code == 400
    assert "Anggaran P1:" in words(answer)
    assert not Target.objects.exists()


def test_a_budget_beyond_all_measure_keeps_the_targets_out_too(
    keepers: Keepers, site: Site
) -> None:
    keepers.draft()
    money = {f"b{keepers.programme.pk}": "1.000.000.000.000.001"}
    answer = site.post("pk/2026/isi/", **{cell(keepers, "q1"): "70"}, **money)
    assert answer.status_code == 409
    assert not Target.objects.exists()


def test_a_revision_asks_for_its_reason_and_a_cancelled_draft_stays_on_record(
    keepers: Keepers, site: Site
) -> None:
    keepers.in_force()
    assert site.post("pk/2026/susun/", from_quarter="3", reason="").status_code == 400
    assert site.post("pk/2026/susun/", from_quarter="3", reason="Refocusing").status_code == 302
    assert site.post("pk/2026/batalkan/", reason="Tidak jadi").status_code == 302
    assert "Konsep yang dibatalkan: 2 Maret 2026 (Tidak jadi)" in site.text("pk/2026/")


def test_without_a_draft_there_is_nothing_to_fill_in(keepers: Keepers, site: Site) -> None:
    keepers.in_force()
    for page in ("isi", "setujui", "batalkan"):
        answer = site.get(f"pk/2026/{page}/")
        assert (answer.status_code, answer["Location"]) == (302, "/kinerja/dishub/pk/2026/")


def test_colleagues_who_keep_nothing_and_strangers_stay_outside(
    keepers: Keepers, site: Site
) -> None:
    keepers.draft()
    for page in ("susun", "isi", "setujui", "batalkan"):
        assert site.get(f"pk/2026/{page}/", keepers.office.kabid).status_code == 403
        assert site.get(f"pk/2026/{page}/", keepers.office.outsider).status_code == 404
    assert site.get("pk/2026/isi/", keepers.head).status_code == 403
    assert site.get("pk/2026/setujui/", keepers.head).status_code == 200


def test_a_year_beyond_all_years_is_answered(site: Site) -> None:
    assert site.get("pk/99999/").status_code == 200
    assert site.get("pk/99999999999999999999/").status_code == 404
    assert site.post("pk/99999/susun/").status_code == 409


# ---- settings

SETTINGS = {"preset": "", "levels": "", "cap": "", "completing": "every", "closes_after_days": ""}


def test_a_scale_shows_its_half_open_bounds(keepers: Keepers, site: Site) -> None:
    own = "Hijau; ≥ 90; baik\nKuning; > 70; cukup\nMerah; ; kurang"
    sent = {**SETTINGS, "preset": "sendiri", "levels": own, "cap": "120"}
    assert site.post("pengaturan/ubah/", **sent).status_code == 302
    text = site.text("pengaturan/")
    assert "Hijau ≥ 90 Kuning > 70 dan < 90 Merah ≤ 70" in text
    assert "120 %, bagi indikator tanpa batas sendiri" in text
    form = site.get("pengaturan/ubah/").content.decode()
    assert "Hijau; ≥ 90; baik" in form


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"preset": "sendiri"}, "Skala memuat 1 sampai"),
        ({"preset": "sendiri", "levels": "Hijau 90"}, "ditulis seperti"),
        ({"preset": "sendiri", "levels": "A; > 9; baik\nA; ; baik"}, "sebutan sendiri"),
        ({"preset": "sendiri", "levels": "A; > x; baik\nB; ; baik"}, "bukan angka"),
        ({"cap": "banyak"}, "bukan angka"),
        ({"closes_after_days": "0"}, "Formulir ditutup sekian hari"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    site: Site, changes: dict[str, Any], sentence: str
) -> None:
    answer = site.post("pengaturan/ubah/", **{**SETTINGS, **changes})
    assert answer.status_code == 400
    assert sentence in words(answer)
    assert not PerformanceSettings.objects.exclude(scale=None, cap="").exists()


def test_a_rule_across_values_is_added_shown_and_ended(keepers: Keepers, site: Site) -> None:
    rule = {
        "left": "[P1-1]", "comparison": "≤", "right": "[IKU-1] × 10", "severity": "warning",
        "sentence": "Uji tidak melebihi jalan.",
    }  # fmt: skip
    assert site.post("pengaturan/aturan-baru/", **rule).status_code == 302
    assert "[P1-1] ≤ [IKU-1] × 10" in site.text("pengaturan/")
    unknown = site.post("pengaturan/aturan-baru/", **{**rule, "left": "[X]"})
    assert unknown.status_code == 409
    made = CrossRule.objects.get()
    ended = site.post(f"pengaturan/aturan/{made.pk}/akhiri/", until_on="2026-03-01")
    assert ended.status_code == 302
    assert "Belum ada aturan" in site.text("pengaturan/")


def test_settings_are_read_by_colleagues_and_changed_by_keepers(
    keepers: Keepers, site: Site
) -> None:
    assert "Ubah pengaturan" not in site.text("pengaturan/", keepers.office.kabid)
    assert site.get("pengaturan/ubah/", keepers.office.kabid).status_code == 403
    assert site.get("pengaturan/", keepers.office.outsider).status_code == 404
