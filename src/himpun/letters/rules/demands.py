"""What a step asks of its papers before it may go forward."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from himpun.kernel.definition import Step
from himpun.letters.rules.course import Course

CLOSED = frozenset({"signed", "sent"})
AFTER_SIGNING = frozenset({"duplicate", "distribute", "archive"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A paper as it stands: its state, and the places in the order of its marks that are made."""

    state: str
    marked: Collection[int] = ()


def why_not_forward(
    step: Step, courses: Collection[Course], there: Mapping[str, Standing]
) -> str | None:
    """Why a step cannot go forward yet, in one sentence. ``there``: kind → the paper.

    A paper that an earlier step ought to have made and did not (it was done before the agency made
    its papers here) holds nobody up.
    """
    for course in courses:
        why = _why_not(step, course, there.get(course.kind.key))
        if why:
            return f"{course.kind.title} {why}"
    return None


def may_draft_again(course: Course, state: str) -> bool:
    """May the row that makes a paper draft it once more? While it is a draft; and one that nobody
    marks whenever the row is open again, as a form whose data came back."""
    return state == "draft" or (state == "signed" and not course.stations)


def offered(step: Step) -> bool:
    """Does a row only offer its paper? Whoever fills in data hands in the form itself; to print it
    is up to them."""
    return "collect" in step.work


def _why_not(step: Step, course: Course, paper: Standing | None) -> str | None:
    if paper is None:
        return "belum disusun." if course.begins == step.key and not offered(step) else None
    station = course.station_at(step.key)
    if station is not None and station[0] not in paper.marked and paper.state not in CLOSED:
        return "belum diparaf." if station[1].role == "initial" else "belum ditandatangani."
    if AFTER_SIGNING & set(step.work) and course.stations and paper.state not in CLOSED:
        return "belum ditandatangani."
    return None
