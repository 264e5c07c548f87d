"""Indonesian words for days, months and ordinals, as official letters write them."""

from collections.abc import Sequence
from datetime import date, datetime

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ORDINALS = (
    "pertama",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
    "kesebelas",
    "kedua belas",
)
ROMAN = ("I", "II", "III", "IV")


def day_text(on: date) -> str:
    """18 Maret 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def moment_text(at: datetime) -> str:
    """Rabu, 18 Maret 2026 pukul 16.00 (in the zone that the moment carries)."""
    return f"{WEEKDAYS[at.weekday()]}, {day_text(at.date())} pukul {at:%H.%M}"


def listed(parts: Sequence[str]) -> str:
    """8, 9, dan 10; two parts take no comma."""
    *most, last = parts
    if len(most) > 1:
        return f"{', '.join(most)}, dan {last}"
    return " dan ".join(parts)
