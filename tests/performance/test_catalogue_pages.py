"""The catalogue's pages: the list, the card of an indicator, and the forms that change them."""

import re
from typing import Any

import pytest
from tests.performance.keepers import Keepers, said
from tests.performance.sites import HERE, Site, words

from himpun.performance.models import (
    Indicator,
    IndicatorVersion,
    Objective,
    PerformanceSettings,
)
from himpun.performance.queries.agreement import medium_targets_of
from himpun.performance.queries.catalogue import measure_of, settings_of
from himpun.performance.services import (
    add_indicator,
    close_indicator,
    revise_indicator,
    set_medium_targets,
)

DEFINED: dict[str, Any] = {
    "name": "Panjang jalan yang dipelihara", "definition": "Jalan yang dipelihara.",
    "formula_text": "Jumlah panjang.", "unit_of_measure": "km", "value_kind": "number",
    "places": "2", "period_mode": "sum", "formula": "higher", "quarters": ["1", "2", "3", "4"],
    "source": "Laporan", "from_period": "2026-TW1", "scale": "permendagri-86-2017",
}  # fmt: skip
NEW = {"code": "P1-2", "kind": "program", "objective": "P1", "unit": "", **DEFINED}
MOST_LIST, MOST_CARD = 26, 25


# ---- the list


def test_it_lists_indicators_below_their_objective_with_the_year_s_target(
    keepers: Keepers, site: Site
) -> None:
    keepers.in_force()
    text = site.text("indikator/")
    assert text.index("S1 Jalan yang mantap") < text.index("IKU-1") < text.index("P1 Program Jalan")
    assert "Jumlah kendaraan diuji Bidang Jalan, unit Bidang Jalan Program unit 1.200" in text
    assert "2 indikator." in text


def test_an_indicator_may_be_without_a_cap_though_the_agency_has_one(
    keepers: Keepers, site: Site
) -> None:
    agency = keepers.office.agency
    PerformanceSettings.objects.update_or_create(agency=agency, defaults={"cap": "120"})
    trial = {**DEFINED, "cap": "", "try_target": "50", "try_real": "100"}
    assert "dibatasi 120" in words(site.post("indikator-coba/", **trial))
    answer = words(site.post("indikator-coba/", **trial, uncapped="on"))
    assert "200,00 %" in answer
    assert "dibatasi" not in answer
    typed = {**NEW, "uncapped": "on"}
    assert site.post("indikator-baru/", **typed).status_code == 302
    version = IndicatorVersion.objects.get(indicator__code="P1-2")
    assert measure_of(version, settings_of(agency)).cap is None
    assert "Batas capaian tanpa batas" in site.text("indikator/P1-2/")
    page = site.get("indikator/P1-2/ubah/").content.decode()
    assert re.search(r'<input[^>]* name="uncapped"[^>]* checked', page)


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("unit=jalan", {"IKU-1", "P1-1"}),
        ("unit=sungai", set()),
        ("jenis=iku", {"IKU-1"}),
        ("cari=kendaraan", {"P1-1"}),
        ("cari=program+jalan", {"P1-1"}),
        ("cari=p1-1", {"P1-1"}),
        ("cari=tidak+ada", set()),
    ],
)
def test_it_can_be_narrowed(site: Site, asked: str, there: set[str]) -> None:
    text = site.text(f"indikator/?{asked}")
    assert {code for code in ("IKU-1", "P1-1") if code in text} == there
    assert ("Tidak ada indikator yang cocok" in text) is (not there)


def test_closed_ones_are_hidden_until_they_are_asked_for(keepers: Keepers, site: Site) -> None:
    close_indicator(
        indicator=keepers.tested, until_on=keepers.office.kasubag_holding.from_on,
        **keepers.as_(None),
    )  # fmt: skip
    assert "1 indikator, 1 yang sudah ditutup tidak tampil" in site.text("indikator/")
    assert "Jumlah kendaraan diuji ditutup" in site.text("indikator/?tutup=ya")


def test_an_agency_without_any_is_told_how_to_begin(keepers: Keepers, site: Site) -> None:
    text = words(site.client(keepers.office.outsider).get("/kinerja/dpupr/indikator/"))  # type: ignore[arg-type]
    assert "Belum ada indikator" in text
    assert "Tambah sasaran pertama" in text


def test_who_keeps_nothing_sees_no_button_and_strangers_see_no_page(
    keepers: Keepers, site: Site
) -> None:
    assert "Indikator baru" in site.text("indikator/")
    assert "Indikator baru" not in site.text("indikator/", keepers.office.kabid)
    assert site.get("indikator/", keepers.office.outsider).status_code == 404
    assert site.get("indikator-baru/", keepers.office.kabid).status_code == 403
    assert site.get("indikator-baru/", keepers.office.outsider).status_code == 404


def test_the_list_costs_as_much_for_many_as_for_few(keepers: Keepers, site: Site) -> None:
    few = site.queries("indikator/")
    for no in range(30):
        add_indicator(
            objective=keepers.programme, unit=keepers.office.rivers, code=f"X-{no}",
            kind="program", definition=said(), from_period="2026-TW1", **keepers.as_(None),
        )  # fmt: skip
    assert site.queries("indikator/") == few <= MOST_LIST


# ---- the card


def test_the_card_says_how_it_is_measured_and_what_was_changed(
    keepers: Keepers, site: Site
) -> None:
    set_medium_targets(indicator=keepers.roads, targets={2029: "91,5"}, **keepers.as_(None))
    keepers.in_force()
    revise_indicator(
        indicator=keepers.roads, definition=said(source="Aplikasi survei"),
        from_period="2026-TW2", reason="Sumber berganti.", **keepers.as_(keepers.office.kasubag),
    )  # fmt: skip
    text = site.text("indikator/IKU-1/")
    assert "Rumus capaian realisasi ÷ target × 100" in text
    assert "Versi 2 berlaku sejak Triwulan II 2026" in text
    assert "Sumber data Survei kondisi jalan Aplikasi survei" in text
    assert "Alasan: Sumber berganti." in text
    assert "PK 2026 70 72 75 80 80" in text
    assert "2029 91,5" in text


def test_the_card_costs_the_same_whatever_the_number_of_versions(
    keepers: Keepers, site: Site
) -> None:
    before = site.queries("indikator/IKU-1/")
    for no in range(5):
        revise_indicator(
            indicator=keepers.roads, definition=said(source=f"Sumber {no}"), reason="Uji",
            from_period="2026-TW1", **keepers.as_(None),
        )  # fmt: skip
    assert site.queries("indikator/IKU-1/") == before <= MOST_CARD


def test_an_indicator_that_is_not_there_is_not_found(site: Site) -> None:
    assert site.get("indikator/TIDAK-ADA/").status_code == 404


# ---- changing


def test_an_indicator_is_added_as_it_was_typed(keepers: Keepers, site: Site) -> None:
    typed = {
        **NEW, "unit": str(keepers.office.rivers.pk), "cap": "120", "minimum": "0",
        "items": "a; Jalan A; km\nb; Jalan B; km", "expression": "a + b", "evidence": "Foto",
        "evidence_must": "on", "in_charge": str(keepers.office.kabid_post.pk),
    }  # fmt: skip
    answer = site.post("indikator-baru/", **typed)
    assert answer.status_code == 302, words(answer)
    made = Indicator.objects.get(code="P1-2")
    version = IndicatorVersion.objects.get(indicator=made)
    assert (made.unit, made.objective) == (keepers.office.rivers, keepers.programme)
    assert (version.measure["cap"], version.measure["minimum"]) == ("120", "0")
    assert [item["key"] for item in version.items] == ["a", "b"]
    assert (version.quarters, version.evidence_must) == ("1234", True)


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"name": ""}, 400, "Nama indikator harus diisi."),
        ({"cap": "12.5"}, 400, "Batas capaian (%)"),
        ({"items": "a"}, 400, "memerlukan kode dan nama"),
        ({"period_mode": "sum", "value_kind": "text"}, 400, "tidak cocok untuk nilai teks"),
        ({"code": "IKU-1"}, 409, "Kode “IKU-1” sudah dipakai."),
        ({"objective": "S9"}, 400, "Pilihan itu tidak ada dalam daftar."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    site: Site, changes: dict[str, str], status: int, sentence: str
) -> None:
    answer = site.post("indikator-baru/", **{**NEW, **changes})
    assert answer.status_code == status
    assert sentence in words(answer)
    assert "Jalan yang dipelihara." in words(answer)
    assert Indicator.objects.count() == 2


def test_a_revision_begins_with_what_holds_and_keeps_the_rest(keepers: Keepers, site: Site) -> None:
    page = site.text("indikator/IKU-1/ubah/")
    assert "Survei kondisi jalan" not in page  # it stands in an input, not in the text
    form = {
        **DEFINED, "name": "Persentase jalan dalam kondisi mantap", "unit_of_measure": "%",
        "period_mode": "last", "reason": "Sumber baru", "from_period": "2026-TW2",
        "definition": keepers.version.definition,
    }  # fmt: skip
    assert site.post("indikator/IKU-1/ubah/", **form).status_code == 302
    assert keepers.version.no == 2
    assert keepers.version.source == "Laporan"


def test_example_figures_show_the_achievement_and_store_nothing(
    keepers: Keepers, site: Site
) -> None:
    typed = {**DEFINED, "formula": "lower-a", "cap": "120", "try_target": "8", "try_real": "6"}
    answer = site.post("indikator-coba/", **typed)
    assert answer.status_code == 200
    text = words(answer)
    assert "(2 × 8 − 6) ÷ 8 × 100 = 125,00" in text
    assert "120,00 % Sangat Tinggi" in text
    assert "125,00 dibatasi 120" in text
    assert Indicator.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"items": "a; A\nb; B", "expression": "a ÷ b × 100", "try_items": "a = 820; b = 1.000"},
            "820 ÷ 1.000 × 100",
        ),
        ({"items": "a; A", "expression": "a", "try_items": "a 1"}, "Tulis “a 1” seperti"),
        ({"items": "a; A", "expression": "a"}, "belum ada a"),
        ({"try_real": "enam"}, "bukan angka"),
        ({"try_target": "0", "try_real": "1"}, "tak terhitung (target 0)"),
        ({"name": "", "source": "", "try_real": "60"}, "75,00 %"),
        ({"cap": "1.5"}, "Perbaiki dahulu isian yang salah: batas capaian (%)."),
        ({"formula": "equal"}, "tidak cocok untuk nilai angka"),
    ],
)
def test_an_example_that_cannot_be_computed_says_why(
    site: Site, changes: dict[str, str], sentence: str
) -> None:
    answer = site.post("indikator-coba/", **{**DEFINED, "try_target": "80", **changes})
    assert answer.status_code == 200
    assert sentence in words(answer)


def test_without_script_the_example_is_computed_on_the_same_page(site: Site) -> None:
    answer = site.post("indikator-baru/", **NEW, act="try", try_target="80", try_real="60")
    assert answer.status_code == 200
    assert "75,00 % Sedang" in words(answer)
    assert Indicator.objects.count() == 2


def test_it_is_moved_and_closed_and_given_medium_targets(keepers: Keepers, site: Site) -> None:
    moved = site.post("indikator/IKU-1/pindah/", objective="P1", unit="", position="4")
    assert moved.status_code == 302
    keepers.roads.refresh_from_db()
    assert (keepers.roads.objective, keepers.roads.unit) == (keepers.programme, None)
    assert site.post("indikator/IKU-1/tutup/", until_on="2026-12-31").status_code == 302
    assert "Hari terakhirnya 31 Desember 2026" in site.text("indikator/IKU-1/")
    assert site.post("indikator/IKU-1/jangka-menengah/", y2029="91,5").status_code == 302
    assert medium_targets_of(keepers.roads)[0].figure == "91.5"
    wrong = site.post("indikator/IKU-1/jangka-menengah/", y2029="banyak")
    assert wrong.status_code == 409
    assert "Target tahun 2029" in words(wrong)


def test_objectives_are_added_changed_and_closed(keepers: Keepers, site: Site) -> None:
    new = {"code": "P2", "kind": "program", "name": "Program Sungai", "parent": "S1"}
    assert site.post("sasaran-baru/", **new).status_code == 302
    assert site.post("sasaran-baru/", **new).status_code == 409
    change = {"name": "Program Sungai dan Danau", "parent": "", "position": "9"}
    assert site.post("sasaran/P2/", **change).status_code == 302
    made = Objective.objects.get(code="P2")
    assert (made.name, made.parent, made.position) == ("Program Sungai dan Danau", None, 9)
    assert site.post("sasaran/P2/tutup/", until_on="2026-12-31").status_code == 302
    refused = site.post("sasaran/P1/tutup/", until_on="2026-12-31")
    assert refused.status_code == 409
    assert "Masih ada indikator P1-1" in words(refused)


def test_the_start_page_leads_to_both(keepers: Keepers, site: Site) -> None:
    answer: Any = site.client(keepers.office.kabid).get("/kinerja/")
    assert f'href="{HERE}indikator/"' in answer.content.decode()
    assert f'href="{HERE}pk/"' in answer.content.decode()
