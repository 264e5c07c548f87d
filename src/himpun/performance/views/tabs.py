"""The parts of an agency's performance data."""

from himpun.performance.views.asked import AskedHere

Tab = tuple[str, str, bool, None]
PARTS = (
    ("Indikator", "catalogue"),
    ("Perjanjian kinerja", "agreements"),
    ("Pengaturan", "settings"),
)


def tabs_of(ask: AskedHere, current: str) -> list[Tab]:
    """(words, address, whether one is there, no count) of each part."""
    return [(words, ask.url(name), name == current, None) for words, name in PARTS]
