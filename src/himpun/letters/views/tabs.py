"""The parts of an agency's papers."""

from himpun.office.asking import AskedHere, Tab

PARTS = (
    ("Daftar naskah", "papers"),
    ("Kop dan kertas", "letterhead"),
    ("Templat", "templates"),
    ("Register nomor", "registers"),
    ("Kunci tanda tangan", "keys"),
)


def tabs_of(ask: AskedHere, current: str) -> list[Tab]:
    """The parts as tabs."""
    return ask.tabs(PARTS, current)
