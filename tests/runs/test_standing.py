"""How a step stands, and what going back makes undone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.runs.scene import BEGIN, PESSEL, read_sop

from himpun.kernel.run import Due, Visit
from himpun.runs.rules.standing import (
    State,
    comes_before,
    is_to_be_redone,
    standing,
    worst,
)

HOUR = timedelta(hours=1)
DUE = Due(due_at=BEGIN + 10 * HOUR, risk_at=BEGIN + 7 * HOUR)
OPEN = Visit(2, 1, "1", "", 1, BEGIN, DUE)
PAPER = read_sop(PESSEL)


@pytest.mark.parametrize(
    ("visit", "hours", "state"),
    [
        (OPEN, 1, "now"),
        (OPEN, 7, "now"),
        (OPEN, 8, "risk"),
        (OPEN, 10, "risk"),
        (OPEN, 11, "late"),
        (replace(OPEN, back=True), 1, "back"),
        (replace(OPEN, back=True), 8, "back"),
        (replace(OPEN, back=True), 11, "late"),
        (replace(OPEN, due=Due(window_closes_at=BEGIN + HOUR)), 2, "risk"),
        (replace(OPEN, due=Due(window_closes_at=BEGIN + HOUR)), 1, "now"),
        (replace(OPEN, due=Due()), 10_000, "now"),
        (replace(OPEN, state="done"), 11, "done"),
        (replace(OPEN, state="passed"), 11, "done"),
        (replace(OPEN, state="returned"), 11, "wait"),
        (replace(OPEN, state="cancelled"), 11, "idle"),
    ],
)
def test_a_visit_stands_as_the_clock_and_its_end_say(
    visit: Visit, hours: int, state: State
) -> None:
    assert standing(visit, BEGIN + hours * HOUR) == state


def test_nothing_open_is_late_while_the_run_is_halted() -> None:
    assert standing(OPEN, BEGIN + 11 * HOUR, halted=True) == "wait"
    assert standing(replace(OPEN, state="done"), BEGIN, halted=True) == "done"


def test_the_worst_of_several_is_what_needs_somebody_most() -> None:
    assert worst(["done", "idle", "now", "back", "risk"]) == "back"
    assert worst(["done", "wait", "idle"]) == "wait"
    assert worst([]) == "idle"


@pytest.mark.parametrize(
    ("earlier", "later", "before"),
    [
        ("3", "4", True),
        ("4", "3", False),
        ("4", "4", False),
        ("6", "8", True),
        ("8", "9", True),
        ("9", "11", True),
        ("11", "8", False),
        ("10.1", "10.2", True),
        ("10.1", "11", False),
        ("3", "10.1", False),
    ],
)
def test_a_step_stands_before_those_that_follow_in_its_own_flow(
    earlier: str, later: str, *, before: bool
) -> None:
    assert comes_before(PAPER, earlier, later) is before


def test_what_was_done_is_to_be_done_again_when_something_before_it_is_open_again() -> None:
    done = Visit(5, 1, "4", "", 1, BEGIN, state="done")
    again = Visit(9, 1, "3", "", 2, BEGIN, back=True)
    assert is_to_be_redone(PAPER, done, [again])
    assert not is_to_be_redone(PAPER, done, [replace(again, id=4)])
    assert not is_to_be_redone(PAPER, done, [replace(again, node="5")])


def test_going_back_in_one_unit_leaves_the_others_done() -> None:
    done = Visit(20, 3, "9", "angkutan", 1, BEGIN, state="done")
    again = Visit(30, 4, "8", "pelayaran", 2, BEGIN, back=True)
    assert not is_to_be_redone(PAPER, done, [again])
    assert is_to_be_redone(PAPER, done, [replace(again, unit="angkutan")])
    assert is_to_be_redone(PAPER, done, [replace(again, unit="", node="6")])
