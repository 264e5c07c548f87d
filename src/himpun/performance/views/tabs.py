"""The parts of an agency's performance data."""

from himpun.office.asking import AskedHere, Tab

PARTS = (
    ("Indikator", "catalogue"),
    ("Perjanjian kinerja", "agreements"),
    ("Pengaturan", "settings"),
)


def tabs_of(ask: AskedHere, current: str) -> list[Tab]:
    """The parts as tabs."""
    return ask.tabs(PARTS, current)
