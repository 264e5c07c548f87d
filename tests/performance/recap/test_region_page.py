"""Several agencies side by side, live."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.scene import Scene
from tests.runs.pages import Pages, column

from himpun.office.models import Agency, Role
from himpun.performance.models import Form, Value
from himpun.performance.queries.recap import live_recap, run_of_recap
from himpun.performance.queries.region import Region, levels, region_of
from himpun.performance.services import freeze_recap
from himpun.runs.models import Run

ADDRESS = "/kinerja/wilayah/2026/3/"
QUERIES = 5


def seen(scene: Scene, quarter: int = 3) -> Region:
    return region_of(scene.reader(), scene.today, 2026, quarter)


def test_it_sums_up_what_the_recap_of_the_run_says(filled: Scene) -> None:
    body = live_recap(run_of_recap(filled.kasubag, filled.run_id, filled.now), filled.now)
    assert body is not None
    (line,) = [line for line in seen(filled).lines if line.agency == filled.agency]
    summary = body["summary"]
    assert (line.units, line.complete, line.on_time) == (5, 2, 1)
    assert (line.asked, line.filled, line.reasoned) == tuple(
        summary[name] for name in ("asked", "filled", "reasoned")
    )
    assert line.achieved.mean == Decimal(summary["quarter"]["percent"])
    assert line.achieved.counted == summary["quarter"]["counted"]
    assert sum(line.bands) == line.achieved.counted


@pytest.mark.parametrize(
    ("hundredths", "word"),
    [
        (12_000, "Sangat Tinggi"), (9_001, "Sangat Tinggi"), (9_000, "Tinggi"), (7_501, "Tinggi"),
        (7_500, "Sedang"), (6_501, "Sedang"), (6_500, "Rendah"), (5_001, "Rendah"),
        (5_000, "Sangat Rendah"), (0, "Sangat Rendah"), (-300, "Sangat Rendah"),
    ],
)  # fmt: skip
def test_each_achievement_falls_in_one_level(filled: Scene, hundredths: int, word: str) -> None:
    Value.objects.all().update(achievement=None)
    Value.objects.filter(pk=filled.value(1).pk).update(achievement=hundredths)
    (line,) = [line for line in seen(filled).lines if line.agency == filled.agency]
    named = {level.word: count for (level, _), count in zip(levels(), line.bands, strict=True)}
    assert named == {**dict.fromkeys(named, 0), word: 1}


def test_a_cancelled_run_counts_for_nothing(filled: Scene) -> None:
    Run.objects.filter(pk=filled.run_id).update(state="cancelled")
    (line,) = [line for line in seen(filled).lines if line.agency == filled.agency]
    assert (line.units, line.asked, line.run_id) == (0, 0, None)
    assert seen(filled).whole.mean is None


def test_the_trend_goes_over_five_years_up_to_the_quarter(filled: Scene) -> None:
    Form.objects.filter(run=filled.last_run).update(period="2024-TW1", year=2024, quarter=1)
    Value.objects.filter(form__run=filled.last_run).update(achievement=8_000)
    found = seen(filled)
    assert found.quarters[0] == (2022, 1)
    assert found.quarters[-1] == (2026, 3)
    assert len(found.quarters) == 19
    assert found.trend((2024, 1)).mean == 80
    assert found.trend((2023, 4)).mean is None


def test_a_person_sees_only_the_agencies_that_they_read(pages: Pages, filled: Scene) -> None:
    text = pages.text(filled.reader(), ADDRESS)
    assert "2 dari 5 unit lengkap" in text
    assert "Kabupaten Balangan" in text
    own = pages.text(filled.filler, ADDRESS)
    assert "1 instansi yang dapat Anda lihat" in own
    other = pages.text(filled.outsider(), ADDRESS)
    assert "Dinas Perhubungan" not in other
    assert "Belum dibuka" in other


def test_a_reader_of_two_agencies_sees_both(filled: Scene) -> None:
    third = Agency.objects.create(code="dinas-ketiga", name="Dinas Ketiga", region="X", zone="WIB")
    person = filled.outsider("staf")
    assert len(region_of(person, filled.today, 2026, 3).lines) == 1
    Role.objects.create(person=person, agency=third, kind="reader", from_on=date(2026, 1, 1))
    assert {line.agency.code for line in region_of(person, filled.today, 2026, 3).lines} == {
        filled.other.code, "dinas-ketiga",
    }  # fmt: skip


def test_its_queries_are_fixed(pages: Pages, filled: Scene) -> None:
    reader = filled.reader()
    with CaptureQueriesContext(connection) as asked:
        region_of(reader, filled.today, 2026, 3)
    assert len(asked) == QUERIES
    for n in range(6):
        Agency.objects.create(code=f"dinas-{n}", name=f"Dinas {n}", region="X", zone="WIB")
    with CaptureQueriesContext(connection) as asked:
        region_of(reader, filled.today, 2026, 3)
    assert len(asked) == QUERIES


def test_it_leads_to_the_recap_and_says_if_it_is_frozen(pages: Pages, filled: Scene) -> None:
    freeze_recap(run_id=filled.run_id, by=filled.person("operator"), now=filled.now)
    answer = pages.get(filled.reader(), ADDRESS).content.decode()
    assert f"/kinerja/jalan/{filled.run_id}/rekap/" in answer
    assert "dibekukan, revisi 1" in answer


def test_it_begins_at_the_newest_quarter_with_data(pages: Pages, filled: Scene) -> None:
    assert pages.get(filled.reader(), "/kinerja/wilayah/")["Location"] == ADDRESS
    Form.objects.filter(run=filled.last_run).update(year=2027, quarter=1)
    answer = pages.get(filled.reader(), "/kinerja/wilayah/")
    assert answer["Location"] == "/kinerja/wilayah/2027/1/"
    assert pages.get(filled.outsider(), "/kinerja/wilayah/")["Location"] == ADDRESS


@pytest.mark.parametrize("address", ["2026/0/", "2026/5/", "1900/1/", "9999/1/"])
def test_a_quarter_that_there_is_not_is_not_found(
    pages: Pages, filled: Scene, address: str
) -> None:
    assert pages.get(filled.reader(), f"/kinerja/wilayah/{address}").status_code == 404


def test_the_ends_of_the_years_still_lead_somewhere(pages: Pages, filled: Scene) -> None:
    for address in ("1945/1/", "9998/4/"):
        assert pages.get(filled.reader(), f"/kinerja/wilayah/{address}").status_code == 200


def test_it_is_taken_along_as_a_workbook(pages: Pages, filled: Scene) -> None:
    sheet = pages.sheet(filled.reader(), f"{ADDRESS}?bentuk=xlsx")
    assert column(sheet, "Unit lengkap").count(2) == 1
    trend = pages.sheet(filled.reader(), f"{ADDRESS}?bentuk=xlsx", "Tren")
    assert column(trend, "Triwulan")[-1] == "2026 TW III"
