"""The parts of an agency's papers."""

from himpun.letters.views.asked import AskedHere

Tab = tuple[str, str, bool, None]
PARTS = (
    ("Daftar naskah", "papers"),
    ("Kop dan kertas", "letterhead"),
    ("Templat", "templates"),
    ("Register nomor", "registers"),
    ("Kunci tanda tangan", "keys"),
)


def tabs_of(ask: AskedHere, current: str) -> list[Tab]:
    """(words, address, whether one is there, no count) of each part."""
    return [(words, ask.url(name), name == current, None) for words, name in PARTS]
