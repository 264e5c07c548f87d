"""What may be asked of running SOPs: one function each, with its journal."""

from himpun.runs.services._companions import Happened
from himpun.runs.services._letter import Scan
from himpun.runs.services.course import (
    cancel_run,
    migrate_run,
    resume_run,
    start_run,
    suspend_run,
    tell_time,
)
from himpun.runs.services.papers import attach_file, save_draft, withdraw_file
from himpun.runs.services.recounting import Moved, recompute_due
from himpun.runs.services.sealing import seal_run
from himpun.runs.services.steps import (
    complete_step,
    extend_step,
    reassign_step,
    return_step,
    start_step,
)
from himpun.runs.services.units import add_unit, excuse_unit, extend_unit

__all__ = [
    "Happened",
    "Moved",
    "Scan",
    "add_unit",
    "attach_file",
    "cancel_run",
    "complete_step",
    "excuse_unit",
    "extend_step",
    "extend_unit",
    "migrate_run",
    "reassign_step",
    "recompute_due",
    "resume_run",
    "return_step",
    "save_draft",
    "seal_run",
    "start_run",
    "start_step",
    "suspend_run",
    "tell_time",
    "withdraw_file",
]
