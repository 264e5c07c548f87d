"""Who asks for a page of chasing, about which agency, and when."""

from himpun.chase.queries.keeping import chases, why_not_chase
from himpun.office import asking


class AskedHere(asking.AskedHere):
    """A request about an agency's chasing."""

    @property
    def keeps(self) -> bool:
        """Whether the person chases in the agency (three queries)."""
        return chases(self.person, self.agency, self.on)


def _why_not(ask: AskedHere) -> str | None:
    return why_not_chase(ask.person, ask.agency, ask.now)


asked = asking.asked("chase", asking.Asked)
asked_here = asking.asked_here("chase", AskedHere)
chaser = asking.asked_here("chase", AskedHere, _why_not)
"""Whoever chases there."""
