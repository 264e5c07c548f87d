"""Whether the clock of a run is fair: its holders' times add up to the run's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from himpun.kernel.run import ROOT
from himpun.monitoring.rules.clock import RunClock, total


def why_unfair(clock: RunClock) -> Iterator[str]:
    """Where the holders' times do not add up to the run's."""
    for branch in clock.branches.values():
        if branch.side_of is not None:
            continue
        path = clock.path(branch.scope)
        if total(path) != clock.length:
            yield f"the holders' times through scope {branch.scope} do not add up"
        for before, after in pairwise(path):
            if before.end != after.start:
                yield f"nobody held scope {branch.scope} at {before.end}, or two did"
    if ROOT not in clock.branches:
        yield "there is no clock"
