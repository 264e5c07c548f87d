"""The sample as `himpun sample` loads it, without earlier quarters; built once per process."""

from __future__ import annotations

from tests.project.moments import NOW
from tests.remembered import remembered

from himpun.project import sample


def the_sample() -> list[sample.Begun]:
    """The runs under way. Only in sample mode, and into empty tables."""
    return remembered("the sample", _load)


def the_offices() -> None:
    """The sample agencies with their indicators, no run yet. Only in sample mode, and into empty
    tables."""
    remembered("the offices", lambda: sample.load_offices(now=NOW))


def _load() -> list[sample.Begun]:
    the_offices()
    begun = sample.begin_runs(now=NOW)
    sample.load_letterheads(now=NOW)
    return begun
