"""What may be asked of the office: each function is one wish, whole or not at all, and journalled.

All take `by` (the person who asks; None is the program itself, at the command line) and `now`, and
raise `rules.Refused` with a sentence for whoever asked.
"""

from himpun.office.services.agencies import add_agency, change_agency
from himpun.office.services.calendar_preview import Consequences, preview_calendar
from himpun.office.services.closing import close_post, close_team, close_unit
from himpun.office.services.holders import appoint, end_holding, end_stand_in, set_stand_in
from himpun.office.services.holidays import (
    add_holiday,
    correct_holiday,
    correct_ramadan,
    seed_holidays,
)
from himpun.office.services.hours import set_office_hours
from himpun.office.services.journal import write
from himpun.office.services.people import (
    add_person,
    change_person,
    reset_mfa,
    set_account_open,
    set_password_by_admin,
)
from himpun.office.services.performers import assign_performer, end_assignment
from himpun.office.services.roles import grant_role, revoke_role
from himpun.office.services.sample import load_sample
from himpun.office.services.teams import add_member, add_team, remove_member
from himpun.office.services.units import add_post, add_unit, change_post, change_unit, move_unit

__all__ = [
    "Consequences",
    "add_agency",
    "add_holiday",
    "add_member",
    "add_person",
    "add_post",
    "add_team",
    "add_unit",
    "appoint",
    "assign_performer",
    "change_agency",
    "change_person",
    "change_post",
    "change_unit",
    "close_post",
    "close_team",
    "close_unit",
    "correct_holiday",
    "correct_ramadan",
    "end_assignment",
    "end_holding",
    "end_stand_in",
    "grant_role",
    "load_sample",
    "move_unit",
    "preview_calendar",
    "remove_member",
    "reset_mfa",
    "revoke_role",
    "seed_holidays",
    "set_account_open",
    "set_office_hours",
    "set_password_by_admin",
    "set_stand_in",
    "write",
]
