"""Tables of the schedule."""

from himpun.schedule.models.calendar import CalendarChange, Recount
from himpun.schedule.models.feeds import Feed, FeedEntry
from himpun.schedule.models.starts import Start, StartChange, StartRule

__all__ = [
    "CalendarChange",
    "Feed",
    "FeedEntry",
    "Recount",
    "Start",
    "StartChange",
    "StartRule",
]
