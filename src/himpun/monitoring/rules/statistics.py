"""Medians, quartiles and shares of what steps took, and where time is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import TypeVar

K = TypeVar("K", bound=object)


@dataclass(frozen=True, slots=True)
class Taken:
    """One step as it was handed on; seconds of office time, see ``models.facts.StepTime``."""

    run: int
    period: str
    step: str
    unit: str
    round: int
    waiting: int
    working: int
    allowed: int | None
    within: bool | None
    late: bool | None
    sent_back: bool
    again: bool
    noted: bool

    @property
    def lost(self) -> int:
        """Seconds in which the run waited, or was worked on beyond the standard time."""
        beyond = 0 if self.allowed is None else max(self.working - self.allowed, 0)
        return self.waiting + beyond


@dataclass(frozen=True, slots=True)
class Spread:
    """Quartiles of some figures; each an observed figure or a mean of two neighbours' share."""

    lower: int
    median: int
    upper: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What some steps took together. ``n`` is how many; ``within`` of ``judged`` kept the standard
    time, ``late`` of ``due`` missed their due time; ``again`` were done anew after a return;
    ``noted`` had their beginning noted. ``lost`` is the sum of what was lost."""

    n: int
    working: Spread
    waiting: Spread
    allowed: int | None
    judged: int
    within: int
    due: int
    late: int
    again: int
    noted: int
    lost: int

    @property
    def share(self) -> int | None:
        """Per cent within the standard time, rounded down; None where none could be judged."""
        return self.within * 100 // self.judged if self.judged else None


def spread(figures: Iterable[int]) -> Spread:
    """Lower quartile, median, upper quartile, with the least and greatest as 0 and 100 per cent.

    Refuses (ValueError) no figures at all.
    """
    known = sorted(figures)
    if not known:
        raise ValueError("no figures")
    if len(known) == 1:
        return Spread(known[0], known[0], known[0])
    lower, median, upper = quantiles(known, n=4, method="inclusive")
    return Spread(round(lower), round(median), round(upper))


def summary(rows: Sequence[Taken]) -> Summary | None:
    """What rows tell together; None where there are none."""
    if not rows:
        return None
    allowed = [row.allowed for row in rows if row.allowed is not None]
    judged = [row.within for row in rows if row.within is not None]
    due = [row.late for row in rows if row.late is not None]
    return Summary(
        n=len(rows),
        working=spread(row.working for row in rows),
        waiting=spread(row.waiting for row in rows),
        allowed=spread(allowed).median if allowed else None,
        judged=len(judged),
        within=sum(judged),
        due=len(due),
        late=sum(due),
        again=sum(row.again for row in rows),
        noted=sum(row.noted for row in rows),
        lost=sum(row.lost for row in rows),
    )


def grouped(rows: Iterable[Taken], key: Callable[[Taken], K]) -> dict[K, list[Taken]]:
    """The rows by what ``key`` says, in the order in which each was first met."""
    found: dict[K, list[Taken]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def bottleneck(summaries: Iterable[tuple[str, Summary | None]]) -> str:
    """The step at which most time was lost: waiting, and work beyond the standard time, together.
    "" where none was lost."""
    lost = [(found.lost, key) for key, found in summaries if found is not None and found.lost]
    return max(lost, key=lambda one: one[0])[1] if lost else ""
