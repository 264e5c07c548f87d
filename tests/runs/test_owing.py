"""Who still owes data, and who does not."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.runs.scene import PREFIXES, Scene, build, read_sop, wib

from himpun.runs import services
from himpun.runs.queries.owing import Owing, owing_in, owing_in_run, still_owes
from himpun.runs.rules.handing_in import gives_by_unit, owing_nodes

NODES = {
    "balangan-dpuprperkim": {"1", "2", "3", "4", "5", "6", "7"},
    "pangkalpinang-dpupr": {"3.beri"},
    "pematangsiantar-dpmptsp": {"4"},
    "pesisir-selatan-dishub": {"7", "8", "9"},
    "sumbar-bmcktr": {"6"},
}


@pytest.mark.parametrize("code", sorted(PREFIXES))
def test_each_sop_says_until_which_row_its_units_owe(code: str) -> None:
    sop = read_sop(code)
    assert owing_nodes(sop) == NODES[code]
    assert gives_by_unit(sop) == (code != "balangan-dpuprperkim")


def owing(scene: Scene) -> list[Owing]:
    return owing_in([scene.agency.pk], scene.now)


def test_nobody_owes_before_the_data_are_asked_for(running: Scene) -> None:
    assert owing(running) == []


def test_every_unit_owes_once_the_data_are_asked_for(running: Scene) -> None:
    running.now = wib(2026, 9, 17, 9)
    running.walk("7")
    found = owing(running)
    assert {one.unit_code for one in found} == set(running.units())
    assert {one.since for one in found} == {running.now}
    bidang = next(one for one in found if one.unit_code == "angkutan")
    assert [holder.person for holder in bidang.holders] == [running.person("kabid-angkutan")]
    assert bidang.step.key == "7"
    assert bidang.limit_at is not None


def test_a_unit_that_handed_in_owes_no_more_and_the_collector_never_did(running: Scene) -> None:
    running.walk("8")
    for node in ("7", "8", "9"):
        running.complete(node, "angkutan")
    assert running.visit("10", "angkutan").state == "open"
    left = {one.unit_code for one in owing(running)}
    assert left == set(running.units()) - {"angkutan"}


def test_a_unit_whose_data_come_back_owes_again_at_the_row_that_is_named(running: Scene) -> None:
    running.walk("8")
    for node in ("7", "8", "9"):
        running.complete(node, "angkutan")
    running.send_back("10", "8", "angkutan")
    back = next(one for one in owing(running) if one.unit_code == "angkutan")
    assert (back.step.key, back.back, back.round) == ("8", True, 2)


def test_whoever_writes_the_warning_letter_owes_nothing(running: Scene) -> None:
    running.walk("8")
    running.tell_time(wib(2026, 10, 6))
    assert running.visits("10.1")
    assert {one.step.key for one in owing(running)} <= {"7", "8", "9"}


def test_an_excused_unit_and_a_halted_run_owe_nothing(running: Scene) -> None:
    running.walk("8")
    kasubag = running.person("kasubag")
    services.excuse_unit(
        run_id=running.run_id, unit="angkutan", reason="Tidak ada kegiatan", by=kasubag,
        now=running.now,
    )  # fmt: skip
    left = owing(running)
    assert "angkutan" not in {one.unit_code for one in left}
    services.suspend_run(run_id=running.run_id, reason="Audit", by=kasubag, now=running.now)
    assert owing(running) == owing_in_run(running.run_id, running.now) == []
    assert not still_owes(running.run_id, left[0].visit)


def test_one_run_tells_the_same_as_its_agency(running: Scene) -> None:
    running.walk("8")
    told = [(one.unit_code, one.visit) for one in owing(running)]
    assert [(o.unit_code, o.visit) for o in owing_in_run(running.run_id, running.now)] == told


def test_other_agencies_are_left_out(running: Scene) -> None:
    running.walk("8")
    assert owing_in([running.other.pk], running.now) == []


def test_where_no_unit_gives_data_the_holder_of_the_row_owes(db: None, tmp_path: Path) -> None:
    scene = build(tmp_path, "balangan-dpuprperkim")
    scene.start("2026")
    (one,) = owing(scene)
    assert (one.unit, one.step.key, one.unit_name) == (None, "1", scene.agency.name)
    assert one.holders
    assert one.since == one.opened_at
    assert still_owes(scene.run_id, one.visit)
    scene.complete("1")
    assert not still_owes(scene.run_id, one.visit)


@pytest.mark.parametrize("code", ["pangkalpinang-dpupr", "pematangsiantar-dpmptsp"])
def test_the_givers_of_data_owe_where_the_row_begins_with_them(
    db: None, tmp_path: Path, code: str
) -> None:
    scene = build(tmp_path, code)
    scene.start("2026-TW3" if code.startswith("pangkal") else "2026")
    (node,) = owing_nodes(scene.sop)
    scene.walk(node)
    assert {one.unit_code for one in owing(scene)} == set(scene.units())
    assert all(one.holders for one in owing(scene))


@pytest.mark.look
def test_the_number_of_questions_does_not_grow_with_the_units(running: Scene) -> None:
    running.walk("8")
    with CaptureQueriesContext(
        connection,
    ) as few:
        owing(running)
    assert len(few) <= 9
