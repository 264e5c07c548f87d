"""Beginning a run."""

import pytest
from tests.runs.records import journal, kinds
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services
from himpun.runs.models import Run


def begin(scene: Scene, by: Person, period: str = "2026-TW3", units: tuple[str, ...] = ()) -> int:
    scene.run_id = services.start_run(
        agency=scene.agency, sop_pk=scene.sop_pk, period=period,
        units=units or scene.units(), by=by, now=scene.now,
    )  # fmt: skip
    return scene.run_id


@pytest.mark.parametrize("code", ["sekretaris", "kasubag", "operator", "admin"])
def test_the_holder_of_the_first_step_and_stewards_begin_it(scene: Scene, code: str) -> None:
    begin(scene, scene.person(code), units=("angkutan", "sekretariat"))
    run = scene.run
    assert (run.state, run.period, run.started_by) == ("running", "2026-TW3", scene.person(code))
    assert [unit.code for unit in run.units.all()] == ["angkutan", "sekretariat"]
    assert [visit.node for visit in scene.visits()] == ["1"]


def test_it_leaves_its_events_and_one_journal_row(scene: Scene) -> None:
    begin(scene, scene.person("operator"))
    assert kinds(scene)[0] == "RunStarted"
    assert [row.action for row in journal(scene)] == ["RunStarted"]


def test_it_refuses_whoever_has_another_step(scene: Scene) -> None:
    people = [scene.person("staf"), scene.outsider(), scene.outsider("operator"), scene.reader()]
    for person in people:
        with pytest.raises(Rejected, match="pelaksana langkah pertama"):
            begin(scene, person)
    assert not Run.objects.exists()


def test_it_refuses_a_period_that_has_a_run(scene: Scene) -> None:
    begin(scene, scene.person("operator"))
    with pytest.raises(Rejected, match="sudah berjalan untuk Triwulan III 2026"):
        begin(scene, scene.person("sekretaris"))
    assert Run.objects.count() == 1


def test_a_period_whose_run_was_cancelled_begins_anew(scene: Scene) -> None:
    operator = scene.person("operator")
    services.cancel_run(
        run_id=begin(scene, operator), reason="Salah periode", by=operator, now=scene.now
    )
    begin(scene, operator)
    assert list(Run.objects.order_by("pk").values_list("state", flat=True)) == [
        "cancelled",
        "running",
    ]


def test_it_refuses_a_unit_without_a_task_and_leaves_nothing(scene: Scene) -> None:
    with pytest.raises(Rejected, match="tidak mempunyai tugas"):
        begin(scene, scene.person("operator"), units=("bulan",))
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("period", "why"),
    [("2026-B07", "dihitung per triwulan"), ("kemarin", "kemarin"), ("2049-TW3", "2049")],
)
def test_it_refuses_a_period_that_cannot_be_reckoned(scene: Scene, period: str, why: str) -> None:
    with pytest.raises(Rejected, match=why):
        begin(scene, scene.person("operator"), period=period)
    assert not Run.objects.exists()
