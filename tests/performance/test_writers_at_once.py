"""Many write at once: every acknowledged value is there, and nobody meets another error than the
honest conflict."""

import itertools
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier

import pytest
from django.db import connections
from tests.performance.scene import UNITS, Scene, build
from tests.runs.crash_rivals import at_once

from himpun.office.models import Person
from himpun.office.queries import verify_journal
from himpun.performance.models import Approval, Form, PerformanceSettings, Value, ValueChange
from himpun.performance.services._save import Change
from himpun.performance.services._write import in_turn, lock_form
from himpun.performance.services.collecting import open_forms, save_values
from himpun.performance.services.completing import complete_form

WRITERS = 20
SECONDS = 3.0
ROUNDS = 10


@pytest.fixture
def scene(transactional_db: None, tmp_path: Path) -> Scene:
    """Five units with 25 indicators each, in tables that every connection sees."""
    return build(tmp_path)


def writes(
    scene: Scene, unit: str, by: Person, chance: Random, ready: Barrier
) -> list[tuple[int, int, str, str]]:
    """What a person was told about each cell that they saved in the time: (value, revision, text,
    status). They know only the revisions that they have been told."""
    form = scene.form(unit).pk
    values = [value.pk for value in scene.values(unit) if value.asked]
    told: list[tuple[int, int, str, str]] = []
    known = dict.fromkeys(values, 0)
    try:
        connections.close_all()
        ready.wait(60)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            value = chance.choice(values)
            text = str(chance.randrange(1, 10**9))
            change = Change(value, known[value], {"obstacles": text})
            (outcome,) = save_values(
                form=form, changes=[change], source="grid", by=by, now=scene.now
            )
            known[value] = outcome.revision
            told.append((value, outcome.revision, text, outcome.status))
            # As at the end of a request: the connection goes back to the others.
            connections.close_all()
    finally:
        connections.close_all()
    return told


def test_every_acknowledged_value_is_there_and_only_conflicts_are_refused(scene: Scene) -> None:
    people = {unit: scene.person(f"kasi-{unit}") for unit in UNITS}
    ready = Barrier(WRITERS)
    with ThreadPoolExecutor(WRITERS) as threads:
        asked = [
            threads.submit(writes, scene, unit, people[unit], Random(no), ready)
            for no, unit in zip(range(WRITERS), itertools.cycle(UNITS), strict=False)
        ]
        told = [line for each in asked for line in each.result()]
    said = Counter(status for *_, status in told)
    assert set(said) <= {"saved", "conflict", "unchanged"}
    assert said["saved"] > WRITERS
    saved = {(value, revision): text for value, revision, text, status in told if status == "saved"}
    kept = {
        (row.value_id, row.revision): row.changes["obstacles"][1]
        for row in ValueChange.objects.all()
    }
    assert kept == saved
    last = {value: (revision, text) for (value, revision), text in sorted(saved.items())}
    for row in Value.objects.filter(pk__in=last):
        assert (row.revision, row.obstacles) == last[row.pk]
    revisions = sum(Form.objects.filter(run=scene.run_id).values_list("revision", flat=True))
    assert revisions == len(saved)
    assert verify_journal(scene.agency) == []


def save(scene: Scene, no: int, text: str, by: Person | None = None) -> list[str]:
    change = Change(scene.value(no).pk, 0, {"realisation": text})
    told = save_values(
        form=scene.form().pk, changes=[change], source="grid", by=by or scene.filler,
        now=scene.now,
    )  # fmt: skip
    return [outcome.status for outcome in told]


def test_of_two_who_save_one_value_at_once_the_second_is_told(scene: Scene) -> None:
    for no in range(11, 11 + ROUNDS):
        answers = at_once(
            lambda no=no: save(scene, no, "61"),  # type: ignore[misc]
            lambda no=no: save(scene, no, "62", scene.colleague),  # type: ignore[misc]
        )
        assert sorted(each.given[0] for each in answers) == ["conflict", "saved"]
        assert scene.value(no).revision == 1
    assert verify_journal(scene.agency) == []


def test_a_form_that_is_completed_meanwhile_takes_no_value_any_more(scene: Scene) -> None:
    """Whoever comes first: what is saved is in the form that was declared complete."""
    PerformanceSettings.objects.create(agency=scene.agency, completing="any")
    for no in range(1, 1 + ROUNDS):
        Form.objects.filter(run=scene.run_id).update(complete_at=None)
        saved, _ = at_once(
            lambda no=no: save(scene, no + 12, str(no)),  # type: ignore[misc]
            lambda: complete_form(form=scene.form().pk, by=scene.colleague, now=scene.now),
        )
        there = bool(scene.value(no + 12).realisation)
        assert there == (saved.given == ["saved"])
        assert scene.form().complete_at == scene.now
    assert verify_journal(scene.agency) == []


def test_what_somebody_vouches_for_meanwhile_is_dropped_or_told(scene: Scene) -> None:
    """A word is given for a revision; a value never stands changed under a word in force."""

    @in_turn
    def vouch(no: int) -> None:
        lock_form(scene.form().pk)
        value = scene.value(no)
        Approval.objects.create(
            value=value, level="verified", revision=value.revision, node="9", at=scene.now,
            by=scene.verifier, by_text="Kabid",
        )  # fmt: skip

    for no in range(11, 11 + ROUNDS):
        at_once(
            lambda no=no: save(scene, no, "61"),  # type: ignore[misc]
            lambda no=no: vouch(no),  # type: ignore[misc]
        )
        for word in Approval.objects.filter(value=scene.value(no), dropped_at=None):
            assert word.revision == scene.value(no).revision


def test_two_who_open_the_forms_at_once_open_them_once(scene: Scene) -> None:
    Value.objects.filter(form__run=scene.run_id).delete()
    Form.objects.filter(run=scene.run_id).delete()
    wish = lambda: open_forms(run_id=scene.run_id, by=None, now=scene.now)  # noqa: E731
    assert [each.refused for each in at_once(wish, wish, wish)] == ["", "", ""]
    assert Form.objects.filter(run=scene.run_id).count() == len(UNITS)
    assert Value.objects.filter(form__run=scene.run_id).count() == len(UNITS) * 25
