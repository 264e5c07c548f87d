"""What may be asked of chasing: each function is one wish, whole or not at all, and journalled."""

from himpun.chase.services.by_hand import note_contact, remind_now
from himpun.chase.services.closing import set_closing
from himpun.chase.services.ladders import set_ladder
from himpun.chase.services.reminding import remind_owing
from himpun.chase.services.warning import draft_warning, drop_warnings, warn_owing
from himpun.office.rules import Refused

__all__ = [
    "Refused",
    "draft_warning",
    "drop_warnings",
    "note_contact",
    "remind_now",
    "remind_owing",
    "set_closing",
    "set_ladder",
    "warn_owing",
]
