"""Questions about running SOPs, one function each."""

from himpun.runs.queries.inbox import inbox_count
from himpun.runs.queries.seen import run_by_key
from himpun.runs.queries.state import (
    content_kept,
    history_since,
    open_part_of,
    stored_state,
    units_taking_part,
)

__all__ = [
    "content_kept",
    "history_since",
    "inbox_count",
    "open_part_of",
    "run_by_key",
    "stored_state",
    "units_taking_part",
]
