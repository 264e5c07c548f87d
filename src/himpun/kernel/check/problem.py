"""What a check finds."""

from dataclasses import dataclass
from typing import Literal

from himpun.kernel.definition import Sop, Step

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A defect of an SOP. An "error" keeps it from running; a "warning" is shown beside it.

    ``place`` as in a Mistake ("step no 8 · exits.tidak", "performers.staf"); ``sentence`` in
    Indonesian; ``counterexample`` is the way to the defect, one passage a text
    ("langkah 2 (tidak)"), empty where there is none to show.
    """

    severity: Severity
    place: str
    sentence: str
    counterexample: tuple[str, ...] = ()


def error(place: str, sentence: str, counterexample: tuple[str, ...] = ()) -> Problem:
    """A defect that keeps the SOP from running."""
    return Problem("error", place, sentence, counterexample)


def warning(place: str, sentence: str) -> Problem:
    """A defect that the agency should know about."""
    return Problem("warning", place, sentence)


def at(step: Step, field: str) -> str:
    """The place of a field of a row."""
    return f"step no {step.key} · {field}"


def all_rows(sop: Sop) -> tuple[Step, ...]:
    """Every row, those of late branches behind their own."""
    return tuple(
        row for step in sop.steps for row in (step, *(step.late.steps if step.late else ()))
    )
