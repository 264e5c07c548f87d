"""Pure rules of running SOPs: row numbers and lengths; beside them, how a step stands."""

from __future__ import annotations

NODE_LENGTH = 80
KIND_LENGTH = 40
TEXT = 300

NUMBERS_OF_A_RUN = 1 << 24
"""Each run numbers its visits, scopes and blocks below this; the row's key is run and number."""


def row_id(run: int, number: int) -> int:
    """The key of the row that the kernel numbers ``number`` in a run."""
    return run * NUMBERS_OF_A_RUN + number


def number_of(row: int) -> int:
    """The kernel's number in a row's key."""
    return row % NUMBERS_OF_A_RUN
