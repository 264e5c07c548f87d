"""The sample: five agencies whose people, SOPs and running SOPs show what the program is like."""

from himpun.project.sample.archive import load_archive
from himpun.project.sample.offices import (
    PASSWORD,
    SignInRow,
    load_letterheads,
    load_offices,
    refuse_real_data,
    sign_ins,
    throw_away,
)
from himpun.project.sample.runs import Begun, begin_runs, turns
from himpun.project.sample.schedule import load_schedule

__all__ = [
    "PASSWORD",
    "Begun",
    "SignInRow",
    "begin_runs",
    "load_archive",
    "load_letterheads",
    "load_offices",
    "load_schedule",
    "refuse_real_data",
    "sign_ins",
    "throw_away",
    "turns",
]
