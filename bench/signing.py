"""Three parafs and a signature on a letter, and what a validation of them costs.

``python -m bench.signing`` measures in a process of its own, and prints one JSON row. No database:
the keys are there already, as they are from a person's second signature on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from tests.letters.signing import paper

from himpun.letters import signing

TIMES = 15


def timed(what: Callable[[], Any], times: int) -> float:
    """The median of its milliseconds, after it was done once to warm up."""
    what()
    taken = []
    for _ in range(times):
        begun = perf_counter()
        what()
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)


def four_marks() -> bytes:
    """From blank fields to a signed letter."""
    pdf = paper.prepared()
    for order in (1, 2, 3):
        pdf = paper.initialled(pdf, order)
    return paper.signed(signing.fill(pdf, paper.TEXTS))


def main() -> None:
    """One row."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=TIMES)
    times = parser.parse_args().times
    whole = four_marks()
    row = {
        "bytes": len(whole),
        "prepare": timed(lambda: signing.prepare(paper.letter(), paper.PLACES), times),
        "fill": timed(lambda: signing.fill(paper.prepared(), paper.TEXTS), times),
        "one": timed(lambda: paper.signed(paper.prepared()), times),
        "four": timed(four_marks, times),
        "validate": timed(lambda: paper.verdict(whole), times),
        "altered": timed(lambda: signing.is_altered(whole), times),
    }
    sys.stdout.write(json.dumps(row))


if __name__ == "__main__":
    main()
