"""Is an SOP sound, and what would make it better?"""

from datetime import date

from himpun.kernel.check.advice import advice
from himpun.kernel.check.against_calendar import calendar_conflicts
from himpun.kernel.check.flow import flow_problems
from himpun.kernel.check.problem import Problem, Severity
from himpun.kernel.check.rows import row_problems, unit_kinds
from himpun.kernel.definition import Sop

__all__ = ["Problem", "Severity", "calendar_conflicts", "check", "unit_kinds"]


def check(sop: Sop, on: date | None = None) -> list[Problem]:
    """Every problem of an SOP that ``parse`` has read, errors first. No error: it may run.

    ``on`` is the day on which it is asked; without it nothing is said about the SOP's age.
    """
    found = [*flow_problems(sop), *row_problems(sop), *advice(sop, on)]
    return sorted(found, key=lambda problem: problem.severity)
