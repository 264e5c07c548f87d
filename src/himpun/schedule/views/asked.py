"""Who asks for a page of the schedule, about which agency, and when."""

from himpun.office import asking
from himpun.schedule.queries.keeping import why_not_plan


class AskedHere(asking.AskedHere):
    """A request about an agency's schedule."""

    @property
    def plans(self) -> bool:
        """Whether the person may say when SOPs start (three queries)."""
        return _why_not(self) is None


def _why_not(ask: AskedHere) -> str | None:
    return why_not_plan(ask.person, ask.agency, ask.now)


asked = asking.asked("schedule", asking.Asked)
asked_here = asking.asked_here("schedule", AskedHere)
planner = asking.asked_here("schedule", AskedHere, _why_not)
"""Whoever may say when the agency's SOPs start."""
