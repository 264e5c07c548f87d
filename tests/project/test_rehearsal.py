"""Each of the five SOPs runs from its first step to its end, through the services of the pages."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from himpun.kernel.definition import Sop
from himpun.kernel.parse import parse_text
from himpun.kernel.worktime import WIB
from himpun.project.rehearsal import Line, Plan, Rehearsal, build_stage, rehearse

SOPS = {
    path.parent.name: parse_text(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[2] / "sops").glob("*/sop.toml"))
}
START = datetime(2026, 9, 14, 8, 0, tzinfo=WIB)

# Every decision and every implied way back of the five, by SOP.
WAYS_BACK = [
    (sop.id, step.key)
    for sop in SOPS.values()
    for step in sop.steps
    if step.returns or len(step.exits) > 1
]


def rehearsed(
    sop: Sop,
    units: int,
    *,
    late: frozenset[str] = frozenset(),
    back: frozenset[str] = frozenset(),
    seed: int = 0,
) -> Rehearsal:
    stage = build_stage(sop=sop, units=units, now=START)
    period = "2026-TW3" if sop.frequency == "triwulan" else "2026"
    return rehearse(stage, Plan(period, START, late, back, seed))


def completed(seen: Rehearsal, unit: str) -> list[int]:
    return [
        int(line.step)
        for line in seen.lines
        if line.kind == "StepCompleted" and line.unit == unit and "." not in line.step
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("units", [1, 5, 50])
@pytest.mark.parametrize("sop_id", SOPS)
def test_an_sop_runs_from_its_first_step_to_its_end_in_its_order(sop_id: str, units: int) -> None:
    sop = SOPS[sop_id]
    seen = rehearsed(sop, units)
    assert seen.finished
    assert seen.folds
    everywhere = {line.unit for line in seen.lines}
    assert {no for unit in everywhere for no in completed(seen, unit)} == {s.no for s in sop.steps}
    for unit in everywhere:
        assert completed(seen, unit) == sorted(completed(seen, unit))
    assert [line.at for line in seen.lines] == sorted(line.at for line in seen.lines)


@pytest.mark.django_db
@pytest.mark.parametrize(("sop_id", "step"), WAYS_BACK)
def test_every_decision_and_return_is_taken_and_the_run_still_ends(sop_id: str, step: str) -> None:
    seen = rehearsed(SOPS[sop_id], 3, back=frozenset({step}))
    assert seen.finished
    assert seen.folds
    went_back = [line for line in seen.lines if line.step == step and line.reason]
    assert went_back
    again = SOPS[sop_id].by_key[step].no
    assert [no for line in seen.lines for no in (int(line.step or 0),)].count(again) > 1


@pytest.mark.django_db
def test_a_late_division_gets_the_warning_letter_once_and_the_run_still_ends() -> None:
    seen = rehearsed(SOPS["pesisir-selatan-dishub"], 5, late=frozenset({"bidang-2"}))
    assert seen.finished
    assert seen.folds
    passed = [line.unit for line in seen.lines if line.kind == "LimitPassed"]
    assert passed == ["bidang-2"]
    letter = [
        line.step
        for line in seen.lines
        if line.kind == "StepCompleted" and line.step.startswith("10.")
    ]
    assert letter == ["10.1", "10.2", "10.3", "10.4"]
    asked = [line for line in seen.lines if line.kind == "StepOpened" and line.unit == "bidang-2"]
    assert [line.step for line in asked][-2:] == ["9", "10"]


def undone(sop: Sop, seed: int) -> list[Line]:
    """A rehearsal that leaves nothing behind, so that it can be done once more."""
    with transaction.atomic():
        lines = rehearsed(sop, 2, seed=seed).lines
        transaction.set_rollback(True)
    return lines


@pytest.mark.django_db
@pytest.mark.parametrize("sop_id", SOPS)
def test_the_same_seed_gives_the_same_run_and_another_seed_another(sop_id: str) -> None:
    first = undone(SOPS[sop_id], 7)
    assert undone(SOPS[sop_id], 7) == first
    assert undone(SOPS[sop_id], 8) != first
