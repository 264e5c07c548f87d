"""Sending a step back."""

from pathlib import Path
from typing import Any

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene, build

from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services


@pytest.fixture
def at_sign(running: Scene) -> Scene:
    """The letter lies before the head, who may send it back to step 4 or 3."""
    running.walk("5")
    return running


def send_back(scene: Scene, by: Person, **more: Any) -> None:
    asked = {"to": "4", "reason": "Nomor rujukan keliru.", **more}
    node = asked.pop("node", "5")
    services.return_step(
        run_id=scene.run_id, visit=scene.visit(node).number, by=by, now=scene.now, **asked
    )


def test_its_holder_sends_it_back_and_the_reason_is_read_there(at_sign: Scene) -> None:
    send_back(at_sign, at_sign.person("kadis"))
    again = at_sign.visit("4")
    assert (again.back, again.reason, again.round) == (True, "Nomor rujukan keliru.", 2)


def test_an_operator_may_as_well(at_sign: Scene) -> None:
    send_back(at_sign, at_sign.person("operator"), to="3")
    assert [visit.node for visit in at_sign.visits()] == ["3"]
    assert journal(at_sign)[-1].capacity == "operator a.n. Kepala Dinas"


def test_it_refuses_whoever_does_not_hold_the_step(at_sign: Scene) -> None:
    for person in (at_sign.person("sekretaris"), at_sign.outsider(), at_sign.outsider("kadis")):
        with nothing_changes(at_sign), pytest.raises(Rejected, match="Kepala Dinas"):
            send_back(at_sign, person)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_it_refuses_without_a_reason(at_sign: Scene, reason: str) -> None:
    with nothing_changes(at_sign), pytest.raises(Rejected, match="Alasan pengembalian wajib"):
        send_back(at_sign, at_sign.person("kadis"), reason=reason)


def test_it_refuses_a_step_to_which_the_sop_knows_no_way_back(at_sign: Scene) -> None:
    with nothing_changes(at_sign), pytest.raises(Rejected, match="tidak dapat dikembalikan"):
        send_back(at_sign, at_sign.person("kadis"), to="1")


def test_it_leaves_its_events_and_one_journal_row(at_sign: Scene) -> None:
    before, rows = last_event(at_sign), len(journal(at_sign))
    send_back(at_sign, at_sign.person("kadis"))
    assert kinds(at_sign, before) == ["StepReturned", "StepOpened"]
    assert [row.action for row in journal(at_sign)[rows:]] == ["StepReturned"]


def test_the_same_key_again_changes_nothing(at_sign: Scene) -> None:
    number = at_sign.visit("5").number
    send_back(at_sign, at_sign.person("kadis"), key="kembali")
    with nothing_changes(at_sign):
        services.return_step(
            run_id=at_sign.run_id, visit=number, to="4", reason="Nomor rujukan keliru.",
            by=at_sign.person("kadis"), now=at_sign.now, key="kembali",
        )  # fmt: skip


def test_it_refuses_a_step_that_was_finished_meanwhile(at_sign: Scene) -> None:
    number = at_sign.visit("5").number
    at_sign.complete("5")
    with nothing_changes(at_sign), pytest.raises(Rejected, match="sudah tidak terbuka"):
        services.return_step(
            run_id=at_sign.run_id, visit=number, to="4", reason="Terlambat.",
            by=at_sign.person("kadis"), now=at_sign.now,
        )  # fmt: skip


def test_after_a_fan_out_only_the_chosen_units_do_it_again(db: None, tmp_path: Path) -> None:
    scene = build(tmp_path, "sumbar-bmcktr")
    scene.start()
    scene.walk("7")
    units = [unit.code for unit in scene.run.units.all()][:2]
    send_back(scene, scene.holder(scene.visit("7")), node="7", to="6", units=units)
    assert sorted(visit.unit for visit in scene.visits("6")) == sorted(units)


def test_it_refuses_a_unit_that_does_not_take_part(db: None, tmp_path: Path) -> None:
    scene = build(tmp_path, "sumbar-bmcktr")
    scene.start()
    scene.walk("7")
    with nothing_changes(scene), pytest.raises(Rejected, match="tidak ikut"):
        send_back(scene, scene.holder(scene.visit("7")), node="7", to="6", units=["bulan"])
