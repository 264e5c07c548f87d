"""Tables of the schedule."""

from himpun.schedule.models.calendar import CalendarChange, Recount
from himpun.schedule.models.starts import Start, StartChange, StartRule

__all__ = ["CalendarChange", "Recount", "Start", "StartChange", "StartRule"]
