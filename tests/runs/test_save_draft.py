"""Keeping what is half done."""

from datetime import timedelta

import pytest
from tests.runs.records import nothing_changes
from tests.runs.scene import Scene

from himpun.kernel.messages import Rejected
from himpun.kernel.wire import Json
from himpun.office.models import Person
from himpun.runs import services
from himpun.runs.models import Draft


def keep(scene: Scene, by: Person, note: str) -> None:
    content: dict[str, Json] = {"instruct": {"note": note}}
    services.save_draft(
        run_id=scene.run_id, visit=scene.row(2).number, content=content, by=by, now=scene.now
    )


def test_each_holder_has_a_draft_of_their_own(running: Scene) -> None:
    keep(running, running.person("sekretaris"), "pertama")
    keep(running, running.person("operator"), "milik operator")
    running.now += timedelta(minutes=5)
    keep(running, running.person("sekretaris"), "kedua")
    drafts = {draft.person.name: draft for draft in Draft.objects.all()}
    assert drafts["Sekretaris"].content == {"instruct": {"note": "kedua"}}
    assert drafts["Sekretaris"].saved_at == running.now
    assert len(drafts) == 2


def test_a_draft_is_nobody_s_business_but_its_writer_s(running: Scene) -> None:
    with nothing_changes(running):
        keep(running, running.person("sekretaris"), "belum jadi")


def test_it_refuses_whoever_does_not_hold_the_step(running: Scene) -> None:
    for person in (running.person("kasubag"), running.outsider("operator"), running.reader()):
        with pytest.raises(Rejected, match="Sekretaris"):
            keep(running, person, "bukan milik saya")
    assert not Draft.objects.exists()


def test_it_refuses_a_step_that_is_done_and_one_that_never_was(running: Scene) -> None:
    running.complete("1")
    with pytest.raises(Rejected, match="sudah tidak terbuka"):
        keep(running, running.person("sekretaris"), "terlambat")
    for run, visit in ((running.run_id, 99), (running.run_id + 1, 2)):
        with pytest.raises(Rejected, match="tidak ada"):
            services.save_draft(
                run_id=run, visit=visit, content={}, by=running.person("sekretaris"),
                now=running.now,
            )  # fmt: skip
