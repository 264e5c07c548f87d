"""Questions about running SOPs, one function each."""

from himpun.runs.queries.inbox import inbox_count
from himpun.runs.queries.state import history_since, stored_state, units_taking_part

__all__ = ["history_since", "inbox_count", "stored_state", "units_taking_part"]
