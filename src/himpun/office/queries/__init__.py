"""Questions about the office; each is one function, its cost in queries is said there.

Agency, Person, Post and Unit stand here for the annotations of other apps, which never import
another app's models.
"""

# The types that other apps name in their signatures; their tables stay the office's own.
from himpun.office.models import Agency, Person, Post, Unit
from himpun.office.queries.calendar import calendar_of, holiday_year, holidays_of, ramadan_of
from himpun.office.queries.duty import (
    Held,
    Holder,
    actor_for,
    holders_by_performer,
    holders_of,
    mandates_of,
    person_key,
    units_for_run,
)
from himpun.office.queries.force import in_force
from himpun.office.queries.journal import chain_of, entry_of, journal_rows, verify_journal
from himpun.office.queries.standing import (
    Standing,
    agencies_seen_by,
    day_at,
    has_given_password,
    is_system,
    lock_for_change,
    person_of,
    post_text,
    role_of,
    why_not_administer,
    why_not_keep_account,
)

__all__ = [
    "Agency",
    "Held",
    "Holder",
    "Person",
    "Post",
    "Standing",
    "Unit",
    "actor_for",
    "agencies_seen_by",
    "calendar_of",
    "chain_of",
    "day_at",
    "entry_of",
    "has_given_password",
    "holders_by_performer",
    "holders_of",
    "holiday_year",
    "holidays_of",
    "in_force",
    "is_system",
    "journal_rows",
    "lock_for_change",
    "mandates_of",
    "person_key",
    "person_of",
    "post_text",
    "ramadan_of",
    "role_of",
    "units_for_run",
    "verify_journal",
    "why_not_administer",
    "why_not_keep_account",
]
