"""Several agencies side by side: what they say, how they are narrowed, and for whom."""

from datetime import date
from pathlib import Path

import pytest
from tests.monitoring.boards import collecting
from tests.performance.recap.filled import build_filled
from tests.runs.pages import Pages, column
from tests.runs.scene import REASON, Scene, person

from himpun.monitoring.models import RunSummary
from himpun.monitoring.queries.region_board import BoardLine, agencies_on_board, lines_of
from himpun.office.models import Agency, Role
from himpun.runs import services

ADDRESS = "/papan/wilayah/2026/3/"
QUARTER = (2026, 3)


def line(scene: Scene) -> BoardLine:
    """What the board says of the scene's agency."""
    found = lines_of(agencies_on_board(scene.reader(), scene.today), QUARTER, scene.now)
    return next(one for one in found if one.agency.code == scene.agency.code)


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return collecting(tmp_path)


def test_it_counts_units_timeliness_and_what_is_late(scene: Scene) -> None:
    found = line(scene)
    assert (found.units, found.handed, found.timely) == (6, 3, 1)
    assert (found.complete, found.punctual) == (50, 33)
    assert (found.state, found.step, found.steps) == ("late", "10", 14)
    assert found.late >= 2
    assert found.run_id == scene.run_id


def test_a_halted_run_waits_and_one_that_is_over_says_when(scene: Scene) -> None:
    run, steward = scene.run_id, scene.person("operator")
    services.suspend_run(run_id=run, by=steward, now=scene.now, reason=REASON)
    assert line(scene).state == "wait"
    services.resume_run(run_id=run, by=steward, now=scene.now)
    scene.walk()
    found = line(scene)
    assert (found.state, found.ended_at) == ("done", scene.now)
    assert (found.units, found.handed, found.timely) == (6, 6, 2)


def test_an_agency_without_a_run_in_the_quarter_has_not_begun(pages: Pages, scene: Scene) -> None:
    text = pages.text(scene.reader(), "/papan/wilayah/2026/2/")
    assert "Belum dimulai" in text
    assert "0 dari 2 instansi sudah mulai" in text
    assert "Belum ada data yang diminta" in text
    assert "0 dari 0" not in text


@pytest.mark.parametrize("address", ["/jadwal/", "/penagihan/", "/papan/waktu/", ADDRESS])
def test_the_administrator_of_the_system_is_told_why_there_is_none(
    pages: Pages, address: str
) -> None:
    text = pages.text(person("admin.sistem"), address)
    assert "Belum ada instansi yang dapat Anda lihat" in text
    assert "administrator" in text


def test_a_person_sees_only_the_agencies_that_they_read(pages: Pages, scene: Scene) -> None:
    text = pages.text(scene.reader(), ADDRESS)
    assert "Dinas Perhubungan" in text
    assert "Kabupaten Balangan" in text
    own = pages.text(scene.person("kasubag"), ADDRESS)
    assert "1 instansi yang dapat Anda lihat" in own
    other = pages.text(scene.outsider(), ADDRESS)
    assert "Dinas Perhubungan" not in other
    sheet = pages.sheet(scene.outsider(), f"{ADDRESS}?bentuk=xlsx")
    assert "Dinas Perhubungan" not in column(sheet, "Instansi")


def test_a_reader_of_one_more_agency_sees_that_too(scene: Scene) -> None:
    third = Agency.objects.create(code="dinas-ketiga", name="Dinas Ketiga", region="X", zone="WIB")
    person = scene.outsider("staf")
    Role.objects.create(person=person, agency=third, kind="reader", from_on=date(2026, 1, 1))
    seen = {agency.code for agency in agencies_on_board(person, scene.today)}
    assert seen == {scene.other.code, "dinas-ketiga"}


def test_papan_leads_to_ones_own_agency_and_a_reader_to_all(pages: Pages, scene: Scene) -> None:
    own = pages.get(scene.person("kasubag"), "/papan/")
    assert own["Location"] == f"/papan/instansi/{scene.agency.code}/"
    assert pages.get(scene.reader(), "/papan/")["Location"] == "/papan/wilayah/"
    assert pages.get(scene.reader(), "/papan/wilayah/")["Location"] == ADDRESS
    assert pages.get(scene.outsider(), "/papan/wilayah/")["Location"] == ("/papan/wilayah/2026/4/")


@pytest.fixture
def many(scene: Scene) -> Scene:
    """Sixty further agencies in three regions, none of which has begun."""
    Agency.objects.bulk_create(
        Agency(
            code=f"dinas-{n}", name=f"Dinas {n:02d}", region=f"Kabupaten {'ABC'[n % 3]}", zone="WIB"
        )
        for n in range(60)
    )
    return scene


def names(pages: Pages, scene: Scene, asked: str) -> list[str]:
    """The agencies of the workbook that a page gives, in their order."""
    sheet = pages.sheet(scene.reader(), f"{ADDRESS}?bentuk=xlsx&{asked}")
    return [str(name) for name in column(sheet, "Instansi")]


def test_it_is_narrowed_by_words_region_and_state(pages: Pages, many: Scene) -> None:
    assert len(names(pages, many, "")) == 62
    assert names(pages, many, "cari=dinas+07") == ["Dinas 07"]
    assert len(names(pages, many, "daerah=Kabupaten+A")) == 20
    assert names(pages, many, "keadaan=late") == ["Dinas Perhubungan"]
    assert names(pages, many, "keadaan=late&daerah=Kabupaten+A") == []
    assert len(names(pages, many, "keadaan=tidak-ada&urut=tidak-ada")) == 62
    assert "Tidak ada instansi yang cocok" in pages.text(many.reader(), f"{ADDRESS}?cari=tiada")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("urut=nama", "Dinas 00"),
        ("urut=keadaan", "Dinas Perhubungan"),
        ("urut=kelengkapan&arah=balik", "Dinas Perhubungan"),
        ("urut=ketepatan&arah=balik", "Dinas Perhubungan"),
        ("urut=tenggat", "Dinas Perhubungan"),
        ("urut=kelengkapan", "Dinas 00"),
    ],
)
def test_it_stands_in_the_order_that_is_asked_for(
    pages: Pages, many: Scene, asked: str, first: str
) -> None:
    assert names(pages, many, asked)[0] == first


def test_fifty_stand_on_a_page_and_the_choice_goes_along(pages: Pages, many: Scene) -> None:
    answer = pages.get(many.reader(), f"{ADDRESS}?cari=dinas&urut=keadaan").content.decode()
    assert answer.count("/papan/instansi/") == 50
    assert "Halaman 1 dari 2" in answer
    assert "?cari=dinas&amp;urut=keadaan&amp;halaman=2" in answer
    second = pages.get(many.reader(), f"{ADDRESS}?cari=dinas&urut=keadaan&halaman=2")
    assert second.content.decode().count("/papan/instansi/") == 12


def test_regions_are_summed_up(pages: Pages, many: Scene) -> None:
    text = pages.text(many.reader(), f"{ADDRESS}?kelompok=daerah")
    assert "Kabupaten A 0 dari 20" in text
    assert "Kabupaten Pesisir Selatan 1 dari 1 1 50 % 3 dari 6 unit 33 %" in text
    sheet = pages.sheet(many.reader(), f"{ADDRESS}?bentuk=xlsx", "Daerah")
    assert column(sheet, "Instansi") == [20, 20, 1, 20, 1]


@pytest.mark.parametrize("address", ["2026/0/", "2026/5/", "1900/1/", "9999/1/"])
def test_a_quarter_that_there_is_not_is_not_found(pages: Pages, scene: Scene, address: str) -> None:
    assert pages.get(scene.reader(), f"/papan/wilayah/{address}").status_code == 404


def test_the_ends_of_the_years_still_lead_somewhere(pages: Pages, scene: Scene) -> None:
    for address in ("1945/1/", "9998/4/"):
        assert pages.get(scene.reader(), f"/papan/wilayah/{address}").status_code == 200


def test_where_no_step_hands_in_the_forms_count(db: None, tmp_path: Path) -> None:
    filled = build_filled(tmp_path)
    RunSummary.objects.filter(run=filled.run_id).update(owing=[], units=0)
    found = line(filled)
    assert (found.units, found.handed, found.timely) == (5, 2, 1)
