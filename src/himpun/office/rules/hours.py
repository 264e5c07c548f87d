"""Office hours as an office writes them: "07.30–12.00, 13.00–16.00" for each day of a week."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise

from himpun.kernel.worktime import (
    FIVE_DAYS,
    RAMADAN_FIVE_DAYS,
    RAMADAN_SIX_DAYS,
    SIX_DAYS,
    OfficeHours,
)
from himpun.office.rules import Refused

Spans = tuple[tuple[time, time], ...]

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
CLOSED = "libur"
EXAMPLE = "07.30–12.00, 13.00–16.00"

_SEPARATOR = re.compile(r"\s*(?:[,;]|\bdan\b)\s*", re.IGNORECASE)
_SPAN = re.compile(
    r"(\d{1,2})[.:](\d{2})\s*(?:[-–—]|s\.d\.|s/d|sampai)\s*(\d{1,2})[.:](\d{2})",
    re.IGNORECASE,
)


def standard_hours(*, six_day: bool) -> tuple[OfficeHours, OfficeHours]:
    """The hours of Perpres 21/2023, ordinary ones and those of Ramadan."""
    return (SIX_DAYS, RAMADAN_SIX_DAYS) if six_day else (FIVE_DAYS, RAMADAN_FIVE_DAYS)


def read_spans(text: str) -> Spans:
    """The working hours of one day, breaks left out; none for an empty text or "libur".

    Refuses what cannot be read, an hour that no clock shows, an end that is not after its
    beginning, and hours that overlap or touch.
    """
    text = text.strip()
    if not text or text.lower() == CLOSED:
        return ()
    spans = sorted(_span(part) for part in _SEPARATOR.split(text) if part)
    for one, other in pairwise(spans):
        if other[0] < one[1]:
            raise Refused(f"{_words(one)} dan {_words(other)} tumpang tindih.")
        if other[0] == one[1]:
            whole = _words((one[0], other[1]))
            raise Refused(f"{_words(one)} dan {_words(other)} menyambung. Tulis {whole}.")
    return tuple(spans)


def _span(part: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(part)
    if not found:
        raise Refused(f"“{part}” tidak terbaca. Tulis seperti {EXAMPLE}.")
    start, end = _clock(found[1], found[2]), _clock(found[3], found[4])
    if end <= start:
        raise Refused(f"Jam selesai {end:%H.%M} harus sesudah jam mulai {start:%H.%M}.")
    return start, end


def _clock(hour: str, minute: str) -> time:
    if int(hour) > 23 or int(minute) > 59:
        raise Refused(f"{hour}.{minute} bukan jam.")
    return time(int(hour), int(minute))


def _words(span: tuple[time, time]) -> str:
    return f"{span[0]:%H.%M}–{span[1]:%H.%M}"


def spans_text(spans: Spans) -> str:
    """The hours of a day as ``read_spans`` reads them; empty on a day off."""
    return ", ".join(map(_words, spans))


def why_not_week(hours: OfficeHours) -> str | None:
    """Why hours cannot be an office's: in a week without work nothing would ever fall due."""
    if any(hours.spans):
        return None
    return "Dalam seminggu harus ada jam kerja, juga pada bulan Ramadan."


def week_to_json(hours: OfficeHours) -> list[list[list[str]]]:
    """Seven days, Monday first, each a list of [begin, end] as "07:30"."""
    return [[[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in spans] for spans in hours.spans]


def week_from_json(days: Sequence[Sequence[Sequence[str]]]) -> OfficeHours:
    """The reverse. Raises ValueError for what is no week of office hours."""
    return OfficeHours(
        tuple(
            tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)
            for spans in days
        )
    )
