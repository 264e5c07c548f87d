"""Several workers at once, and somebody who hands in meanwhile: each rung once, nobody wrongly."""

from functools import partial
from pathlib import Path

import pytest
from tests.chase.records import keys, ledger
from tests.runs.crash_rivals import at_once
from tests.runs.scene import Scene, build, wib

from himpun.chase.jobs import chase_due
from himpun.notices.models import Notice
from himpun.office.queries import verify_journal
from himpun.runs import services as runs

DAYS = (18, 21, 22, 23, 24)


@pytest.fixture
def owing(transactional_db: None, tmp_path: Path) -> Scene:
    """Two divisions owe, in tables that every connection sees."""
    scene = build(tmp_path)
    scene.start(units=["angkutan", "keselamatan"])
    scene.now = wib(2026, 9, 17, 9)
    scene.walk("8")
    scene.complete_all("7")
    return scene


def test_three_workers_do_each_rung_once(owing: Scene) -> None:
    for day in DAYS:
        work = partial(chase_due, wib(2026, 9, day, 8))
        at_once(work, work, work)
    assert keys(owing, "angkutan") == keys(owing, "keselamatan")
    assert len(set(keys(owing, "angkutan"))) == len(keys(owing, "angkutan")) == len(DAYS)
    told = Notice.objects.filter(person=owing.person("kasi-angkutan"), kind="reminder")
    assert told.count() == len(DAYS)
    assert verify_journal(owing.agency) == []


def test_who_hands_in_at_the_same_moment_is_reminded_before_it_or_not_at_all(owing: Scene) -> None:
    visit = owing.visit("8", "angkutan")
    hand_in = partial(
        runs.complete_step, run_id=owing.run_id, visit=visit.number, exit="lanjut",
        by=owing.holder(visit), now=wib(2026, 9, 18, 8),
    )  # fmt: skip
    answers = at_once(partial(chase_due, wib(2026, 9, 18, 8)), hand_in)
    assert all(answer.granted for answer in answers)
    chase_due(wib(2026, 9, 18, 9))
    rows = [row for row in ledger(owing, "angkutan") if row.visit_no == visit.number]
    assert len(rows) <= 1
    assert keys(owing, "keselamatan") == ["sebelum-3"]
    assert verify_journal(owing.agency) == []
