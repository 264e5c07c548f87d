"""What may be asked of the schedule: one function each, with its journal."""

from himpun.schedule.services.calendar import follow_calendar, moved_by_change, recount_run
from himpun.schedule.services.feeds import make_feed, refresh_feed, revoke_feed
from himpun.schedule.services.planning import (
    change_start,
    set_start_rule,
    withdraw_start_change,
)
from himpun.schedule.services.starting import start_by_rule

__all__ = [
    "change_start",
    "follow_calendar",
    "make_feed",
    "moved_by_change",
    "recount_run",
    "refresh_feed",
    "revoke_feed",
    "set_start_rule",
    "start_by_rule",
    "withdraw_start_change",
]
