"""Small tables that people type as lines, one row a line, parts divided by ";"; read and shown."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from himpun.performance.rules.definition import Item
from himpun.performance.rules.measure import Grade
from himpun.performance.rules.numbers import Absent, NotANumber, read_number, show_number
from himpun.performance.rules.scales import Level, Tone

MOST_LINES = 40
TONES: dict[str, Tone] = {"baik": "good", "cukup": "fair", "kurang": "poor"}
TONE_WORDS: dict[Tone, str] = {tone: word for word, tone in TONES.items()}


class NotALine(ValueError):
    """A line that cannot be read; the text is the sentence for who typed it."""


def _parts(text: str, most: int) -> list[tuple[str, list[str]]]:
    """(line as typed, its parts) of the lines that are not blank."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise NotALine(f"Paling banyak {MOST_LINES} baris.")
    found = [(line, [part.strip() for part in line.split(";")]) for line in lines]
    for line, parts in found:
        if len(parts) > most:
            raise NotALine(f"Baris “{line[:60]}” paling banyak {most} bagian.")
    return found


def read_items(text: str) -> tuple[Item, ...]:
    """Raw data, "kunci; nama; satuan" a line; the unit may be left out."""
    items = []
    for line, parts in _parts(text, 3):
        if len(parts) < 2:
            raise NotALine(f"Baris “{line[:60]}” memerlukan kode dan nama, dipisahkan titik koma.")
        items.append(Item(*parts))
    return tuple(items)


def show_items(items: Iterable[Item]) -> str:
    """As ``read_items`` reads them."""
    return "\n".join("; ".join(filter(None, (i.key, i.label, i.unit))) for i in items)


def read_grades(text: str) -> tuple[Grade, ...]:
    """Grades, "kode; nilai; nama" a line, best first; the name may be left out."""
    grades = []
    for line, parts in _parts(text, 3):
        if len(parts) < 2:
            raise NotALine(f"Baris “{line[:60]}” memerlukan kode dan nilai, misalnya WTP; 4.")
        grades.append(Grade(parts[0], _number(line, parts[1]), *parts[2:]))
    return tuple(grades)


def show_grades(grades: Iterable[Grade]) -> str:
    """As ``read_grades`` reads them."""
    return "\n".join(
        "; ".join(filter(None, (grade.code, show_number(grade.score), grade.name)))
        for grade in grades
    )


def read_levels(text: str) -> tuple[Level, ...]:
    """Levels of a scale, "sebutan; > 90; baik" a line, in any order.

    ">" leaves the bound itself to the level below, "≥" (">=") takes it; the lowest level has no
    bound ("sebutan; ; kurang"). Comes back from the lowest to the highest.
    """
    levels = [_level(line, parts) for line, parts in _parts(text, 3)]
    return tuple(sorted(levels, key=lambda one: (one.lower is not None, one.lower or Decimal(0))))


def _level(line: str, parts: Sequence[str]) -> Level:
    if len(parts) != 3 or parts[2].lower() not in TONES:
        raise NotALine(
            f"Baris “{line[:60]}” ditulis seperti: Tinggi; > 75; baik. "
            "Bagian ketiga: baik, cukup, atau kurang."
        )
    word, bound, tone = parts[0], parts[1].replace(">=", "≥"), TONES[parts[2].lower()]
    if not bound:
        return Level(word, tone)
    if bound[0] not in ">≥":
        raise NotALine(f"Batas “{bound[:20]}” harus diawali > atau ≥.")
    return Level(word, tone, _number(line, bound[1:]), included=bound[0] == "≥")


def show_levels(levels: Iterable[Level]) -> str:
    """As ``read_levels`` reads them, the highest first."""
    lines = []
    for level in reversed(tuple(levels)):
        sign = "≥" if level.included else ">"
        bound = "" if level.lower is None else f"{sign} {show_number(level.lower)}"
        lines.append(f"{level.word}; {bound}; {TONE_WORDS[level.tone]}")
    return "\n".join(lines)


def _number(line: str, text: str) -> Decimal:
    try:
        number = read_number(text)
    except NotANumber as error:
        raise NotALine(f"Baris “{line[:60]}”: {error}") from error
    if isinstance(number, Absent):
        raise NotALine(f"Baris “{line[:60]}” memerlukan angka.")
    return number
