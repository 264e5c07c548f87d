"""More time for one open step of the agency."""

from datetime import date

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene, wib

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services
from himpun.runs.queries.proof import verify_runs

FRIDAY = date(2026, 10, 2)
CLOSE = wib(2026, 10, 2, 16, 30)


def give(
    scene: Scene, by: Person | None = None, *, node: str = "1", until: date = FRIDAY,
    reason: str = "Sekretaris dinas luar", unit: str = "",
) -> None:  # fmt: skip
    services.extend_step(
        run_id=scene.run_id, visit=scene.visit(node, unit).number, until=until, reason=reason,
        by=by or scene.person("operator"), now=scene.now,
    )  # fmt: skip


def test_it_is_due_at_the_close_of_that_day(running: Scene) -> None:
    before = last_event(running)
    give(running)
    assert running.visit("1").due_at == CLOSE
    assert running.visit("1").extended_to == CLOSE
    assert kinds(running, before) == ["StepExtended"]
    assert journal(running)[-1].action == "StepExtended"
    assert list(verify_runs(running.agency)) == []


def test_the_next_step_has_its_own_time(running: Scene) -> None:
    give(running)
    running.complete("1")
    assert running.visit("2").due_at != CLOSE


def test_it_refuses_what_a_unit_owes(running: Scene) -> None:
    running.walk("8")
    running.complete_all("7")
    with nothing_changes(running), pytest.raises(Rejected, match="unitnya"):
        give(running, node="8", unit="angkutan")


def test_it_refuses_others(running: Scene) -> None:
    for person in (running.person("sekretaris"), running.outsider(), running.reader()):
        with nothing_changes(running), pytest.raises(Rejected, match="pengelola SOP"):
            give(running, person)


def test_it_refuses_a_day_off_an_earlier_day_and_no_reason(running: Scene) -> None:
    with nothing_changes(running), pytest.raises(Rejected, match="bukan hari kerja"):
        give(running, until=date(2026, 10, 3))
    with nothing_changes(running), pytest.raises(Rejected, match="sudah lewat"):
        give(running, until=date(2026, 9, 11))
    with nothing_changes(running), pytest.raises(Rejected, match="Alasan"):
        give(running, reason="")
    give(running)
    with nothing_changes(running), pytest.raises(Rejected, match="Tenggat sekarang"):
        give(running)
