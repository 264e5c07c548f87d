"""Office hours, working days, due times, windows: time as an Indonesian office counts it.

Pure: no clock and no disk. The caller gives the moment, and the holidays inside a Calendar.
"""

from himpun.kernel.worktime.calendar import (
    Calendar,
    CalendarUnknown,
    Holiday,
    HolidayKind,
    OwnHours,
)
from himpun.kernel.worktime.conflicts import Conflict, conflicts
from himpun.kernel.worktime.durations import (
    Duration,
    Unit,
    due_at,
    format_working,
    parse_duration,
    working_days,
    working_time,
)
from himpun.kernel.worktime.hours import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    RAMADAN_SIX_DAYS,
    SIX_DAYS,
    WIB,
    WIT,
    WITA,
    ZONES,
    OfficeHours,
)
from himpun.kernel.worktime.periods import Period, PeriodKind, parse_period
from himpun.kernel.worktime.plan import Clash, ClashKind, Planned, PlannedStep, plan
from himpun.kernel.worktime.table import HolidayTable, TableInvalid, read_table
from himpun.kernel.worktime.windows import Part, Window, WindowDates, parse_window, window_of

__all__ = [
    "FIVE_DAYS",
    "RAMADAN_FIVE_DAYS",
    "RAMADAN_SIX_DAYS",
    "SIX_DAYS",
    "WIB",
    "WIT",
    "WITA",
    "ZONES",
    "Calendar",
    "CalendarUnknown",
    "Clash",
    "ClashKind",
    "Conflict",
    "Duration",
    "Holiday",
    "HolidayKind",
    "HolidayTable",
    "OfficeHours",
    "OwnHours",
    "Part",
    "Period",
    "PeriodKind",
    "Planned",
    "PlannedStep",
    "TableInvalid",
    "Unit",
    "Window",
    "WindowDates",
    "conflicts",
    "due_at",
    "format_working",
    "parse_duration",
    "parse_period",
    "parse_window",
    "plan",
    "read_table",
    "window_of",
    "working_days",
    "working_time",
]
