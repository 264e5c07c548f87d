"""Who asks for a page of performance data, about which agency, and when."""

from himpun.office import asking
from himpun.performance.queries.keeping import keeps_catalogue, why_not_keep


class AskedHere(asking.AskedHere):
    """A request about an agency's performance data."""

    @property
    def keeps(self) -> bool:
        """Whether the person keeps the agency's indicators and targets (three queries)."""
        return keeps_catalogue(self.person, self.agency, self.on)


def _why_not(ask: AskedHere) -> str | None:
    return why_not_keep(ask.person, ask.agency, ask.now)


asked = asking.asked("performance", asking.Asked)
asked_here = asking.asked_here("performance", AskedHere)
keeper = asking.asked_here("performance", AskedHere, _why_not)
"""Whoever keeps the agency's indicators and targets."""
