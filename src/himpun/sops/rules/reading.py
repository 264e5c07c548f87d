"""What an SOP leaves open, and what is wrong with it, as people read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from himpun.kernel.check import Problem
from himpun.kernel.definition import Sop, Step

IDENTITY = ""
"""The step of a question about the identity block."""

_PARTS = {"identity": "Identitas SOP", "performers": "Pelaksana", "step": "Langkah-langkah"}
_STEP_PLACE = re.compile(r"step no (\S+)( · .*)?")


@dataclass(frozen=True, slots=True)
class Question:
    """Something the reading could not settle, for the agency to say. ``step`` is a key, or ""."""

    step: str
    text: str

    @property
    def place(self) -> str:
        """Where it stands on the paper."""
        return f"Langkah {self.step}" if self.step else "Identitas SOP"


def rows_of(sop: Sop) -> Iterator[Step]:
    """Every row as the paper has them, those of a late branch behind their own."""
    for step in sop.steps:
        yield step
        if step.late:
            yield from step.late.steps


def questions_of(sop: Sop) -> tuple[Question, ...]:
    """Every open question: first those of the identity block, then row by row."""
    found = [Question(IDENTITY, text) for text in sop.identity.reading.questions]
    found += [Question(step.key, text) for step in rows_of(sop) for text in step.reading.questions]
    return tuple(found)


def gaps_of(sop: Sop) -> tuple[str, ...]:
    """What the SOP lacks, in the order of its definition."""
    return sop.gaps


def errors_among(problems: list[Problem]) -> list[Problem]:
    """Those that keep an SOP from running."""
    return [problem for problem in problems if problem.severity == "error"]


def place_words(place: str) -> str:
    """A place of a mistake or problem as people say it: "step no 8 · exits" is "Langkah 8"."""
    if found := _STEP_PLACE.fullmatch(place):
        return f"Langkah {found[1]}"
    return _PARTS.get(place.partition(".")[0], "Naskah SOP")


def sentence_of(problem: Problem) -> str:
    """A problem with its place, in one sentence."""
    return f"{place_words(problem.place)}: {problem.sentence}"
