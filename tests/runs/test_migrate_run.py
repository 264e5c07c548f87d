"""Moving a run to a newer version of its SOP."""

from dataclasses import replace
from typing import Any

import pytest
from tests.runs.records import journal, kinds, last_event, nothing_changes
from tests.runs.scene import Scene

from himpun.kernel.definition import Sop
from himpun.kernel.messages import Rejected
from himpun.kernel.parse import dump, parse
from himpun.office.models import Person
from himpun.runs import services
from himpun.sops.models import SopVersion
from himpun.sops.services import publish_sop


def without_step_2(sop: Sop) -> Sop:
    document: dict[str, Any] = dump(replace(sop, version=2))
    document["steps"] = [row for row in document["steps"] if row["no"] != 2]
    return parse(document)


@pytest.fixture
def newer(running: Scene) -> SopVersion:
    """The second version, in which the Kasubag has no order of his own to give."""
    sop = without_step_2(running.sop)
    return publish_sop(agency=running.agency, sop=sop, by=None, now=running.now)


def move(scene: Scene, to: SopVersion, by: Person, mapping: dict[str, str] | None = None) -> None:
    services.migrate_run(
        run_id=scene.run_id, sop_pk=to.pk, mapping=mapping or {}, by=by, now=scene.now
    )


@pytest.mark.parametrize("code", ["kasubag", "operator", "admin"])
def test_a_steward_moves_it_and_what_stays_open_keeps_its_place(
    running: Scene, newer: SopVersion, code: str
) -> None:
    before, first = last_event(running), running.visit("1").pk
    move(running, newer, running.person(code))
    assert (running.run.sop_id, running.run.fingerprint) == (newer.pk, newer.fingerprint)
    assert running.visit("1").pk == first
    assert kinds(running, before) == ["RunMigrated"]
    assert journal(running)[-1].action == "RunMigrated"
    running.sop = without_step_2(running.sop)
    running.complete("1")
    assert [visit.node for visit in running.visits()] == ["3"]


def test_what_is_gone_goes_where_the_mapping_says(running: Scene, newer: SopVersion) -> None:
    running.complete("1")
    with nothing_changes(running), pytest.raises(Rejected, match="tidak mempunyai tempat"):
        move(running, newer, running.person("kasubag"))
    assert running.run.sop_id == running.sop_pk
    move(running, newer, running.person("kasubag"), {"2": "3"})
    assert [visit.node for visit in running.visits()] == ["3"]


def test_it_refuses_others(running: Scene, newer: SopVersion) -> None:
    people = [running.person("sekretaris"), running.outsider(), running.reader()]
    for person in people:
        with nothing_changes(running), pytest.raises(Rejected, match="pengelola SOP"):
            move(running, newer, person)


def test_it_refuses_the_version_that_the_run_has(running: Scene, newer: SopVersion) -> None:
    move(running, newer, running.person("kasubag"))
    with nothing_changes(running), pytest.raises(Rejected, match="lebih baru"):
        move(running, newer, running.person("kasubag"))
