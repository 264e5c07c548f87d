"""Who asks for a page of papers, about which agency, and when."""

from himpun.letters.queries.keeping import keeps_papers, why_not_keep
from himpun.office import asking


class AskedHere(asking.AskedHere):
    """A request about an agency's papers."""

    @property
    def keeps(self) -> bool:
        """Whether the person keeps the agency's letterhead and templates (three queries)."""
        return keeps_papers(self.person, self.agency, self.on)


def _why_not(ask: AskedHere) -> str | None:
    return why_not_keep(ask.person, ask.agency, ask.now)


asked = asking.asked("letters", asking.Asked)
asked_here = asking.asked_here("letters", AskedHere)
keeper = asking.asked_here("letters", AskedHere, _why_not)
"""Whoever keeps the agency's letterhead and templates."""


def leave_session(ask: asking.Asked) -> None:
    """A picture takes a while, and a page asks for several at once. Each would write the session
    back as it read it, over what another request has put there meanwhile (a message, a proof of
    who it is): so it writes nothing."""
    ask.request.session.save = _not_saved  # type: ignore[method-assign]


def _not_saved(must_create: bool = False) -> None:
    pass
