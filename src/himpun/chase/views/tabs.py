"""The parts of an agency's chasing."""

from himpun.office.asking import AskedHere, Tab

PARTS = (("Yang ditagih", "board"), ("Tangga penagihan", "ladders"))


def tabs_of(ask: AskedHere, current: str) -> list[Tab]:
    """The parts as tabs."""
    return ask.tabs(PARTS, current)
