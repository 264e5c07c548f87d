"""A whole run of an SOP through the same services, on a simulated clock.

For people who want to see what their SOP asks before they begin, and for proof that it runs as
written.
"""

from himpun.project.rehearsal.drive import Line, Plan, Rehearsal, rehearse
from himpun.project.rehearsal.stage import Stage, build_stage

__all__ = ["Line", "Plan", "Rehearsal", "Stage", "build_stage", "rehearse"]
