"""Quarter by quarter: what ended and what goes on, of one agency and of several."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.monitoring.boards import two_quarters
from tests.runs.pages import Pages, column
from tests.runs.scene import Scene

from himpun.monitoring.queries.history import MANY, history_of_agencies, history_of_agency
from himpun.monitoring.rules.boards import beside, quarters_until

ADDRESS = "/papan/instansi/pesisir-selatan-dishub/riwayat/"
REGION = "/papan/wilayah/riwayat/"
LAST = (2026, 3)


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return two_quarters(tmp_path)


def test_quarters_stand_in_a_row_over_the_years() -> None:
    found = quarters_until((2026, 2), 6)
    assert found == ((2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1), (2026, 2))
    assert beside((2026, 1), -1) == (2025, 4)
    assert beside((2026, 4), 1) == (2027, 1)


def test_a_quarter_says_what_was_handed_in_and_how_long_it_took(scene: Scene) -> None:
    lines = {line.at: line for line in history_of_agency(scene.agency, "", LAST).lines}
    assert len(lines) == MANY
    ended = lines[2026, 2]
    assert (ended.runs, ended.live, ended.units, ended.handed) == (1, 0, 6, 6)
    # 16 June is a holiday, so it is Monday alone that lies between.
    assert (ended.days, ended.allowed) == (Decimal("1.0"), Decimal("9.4"))
    going_on = lines[2026, 3]
    assert (going_on.live, going_on.handed, going_on.timely, going_on.days) == (1, 1, 1, None)
    assert lines[2025, 3].runs == 0


def test_several_agencies_together_say_the_same_of_one(scene: Scene) -> None:
    of_one = history_of_agency(scene.agency, "", LAST)
    together = history_of_agencies([scene.agency.pk, scene.other.pk], LAST)
    assert together.lines == of_one.lines


def test_one_sop_can_be_chosen_and_an_unknown_one_is_all(scene: Scene) -> None:
    assert history_of_agency(scene.agency, scene.sop.id, LAST).sop == scene.sop.id
    found = history_of_agency(scene.agency, "tidak-ada", LAST)
    assert (found.sop, found.runs) == ("", 2)
    assert found.sops == ((scene.sop.id, scene.sop.name),)


def test_the_page_draws_it_and_puts_the_table_beside(pages: Pages, scene: Scene) -> None:
    answer = pages.get(scene.person("kasubag"), ADDRESS).content.decode()
    assert answer.count('<figure class="graph"') == 3
    text = pages.text(scene.person("kasubag"), ADDRESS)
    assert "Triwulan II 2026 1 SOP 100 % 6 dari 6 unit" in text
    assert "Triwulan III 2026 1 SOP, 1 masih berjalan 16 % 1 dari 6 unit" in text
    assert "2025" not in text.partition("Angkanya")[2]


def test_it_is_taken_along_as_a_workbook(pages: Pages, scene: Scene) -> None:
    sheet = pages.sheet(scene.reader(), f"{ADDRESS}?bentuk=xlsx")
    assert column(sheet, "Triwulan")[-2:] == ["Triwulan II 2026", "Triwulan III 2026"]
    assert column(sheet, "Menyerahkan")[-2:] == [6, 1]
    region = pages.sheet(scene.reader(), f"{REGION}?bentuk=xlsx&daerah={scene.other.region}")
    assert column(region, "SOP")[-1] == 0


def test_a_person_sees_the_history_of_the_agencies_that_they_read(
    pages: Pages, scene: Scene
) -> None:
    assert "6 dari 6 unit" in pages.text(scene.reader(), REGION)
    assert "6 dari 6 unit" in pages.text(scene.person("kasubag"), REGION)
    assert "Belum ada riwayat" in pages.text(scene.outsider(), REGION)
