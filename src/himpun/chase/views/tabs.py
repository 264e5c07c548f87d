"""The parts of an agency's chasing."""

from himpun.chase.views.asked import AskedHere

Tab = tuple[str, str, bool, None]
PARTS = (("Yang ditagih", "board"), ("Tangga penagihan", "ladders"))


def tabs_of(ask: AskedHere, current: str) -> list[Tab]:
    """(words, address, whether one is there, no count) of each part."""
    return [(words, ask.url(name), name == current, None) for words, name in PARTS]
