"""The office's tables. No business methods here, and no signals."""

from himpun.office.models.calendar import (
    CalendarStamp,
    Holiday,
    HolidayYear,
    RamadanRange,
    WeekHours,
)
from himpun.office.models.holders import (
    Assignment,
    Holding,
    InForce,
    Role,
    StandIn,
    Team,
    TeamMember,
)
from himpun.office.models.journal import JournalHead, JournalRow
from himpun.office.models.places import Agency, Person, Post, Unit
from himpun.office.models.ticks import Tick

__all__ = [
    "Agency",
    "Assignment",
    "CalendarStamp",
    "Holding",
    "Holiday",
    "HolidayYear",
    "InForce",
    "JournalHead",
    "JournalRow",
    "Person",
    "Post",
    "RamadanRange",
    "Role",
    "StandIn",
    "Team",
    "TeamMember",
    "Tick",
    "Unit",
    "WeekHours",
]
