"""What the rungs say: the names that a text may have in braces, and a working time in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from himpun.chase.rules.ladder import ANCHOR_WORDS, Rung
from himpun.kernel.worktime import Calendar
from himpun.runs.rules.words import lateness

NAMES: Final[Mapping[str, str]] = {
    "unit": "unit yang belum menyerahkan",
    "instansi": "nama instansi",
    "sop": "nama SOP",
    "periode": "periode data",
    "langkah": "nomor langkah",
    "kegiatan": "kegiatan pada langkah itu",
    "batas": "batas waktu, tanggal dan jam",
    "sisa": "sisa atau lewat waktu, mis. “lewat 3 hari kerja”",
    "tautan": "alamat halaman tugasnya",
}
"""Every name, with what stands there."""
_BRACED = re.compile(r"\{([^{}]*)\}")
NO_DUE = "tanpa batas waktu"


def unknown_names(text: str) -> list[str]:
    """Names in braces that mean nothing."""
    return [name for name in _BRACED.findall(text) if name not in NAMES]


def open_brace(text: str) -> bool:
    """Whether a brace stands alone, so that what was meant as a name would be sent as it is."""
    return any(brace in _BRACED.sub("", text) for brace in "{}")


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A text with its names replaced; braces in a fact stay what they are."""
    return _BRACED.sub(lambda found: facts.get(found[1], found[0]), text)


def left_text(due_at: datetime | None, now: datetime, calendar: Calendar) -> str:
    """ "2 hari kerja lagi", "jatuh tempo hari ini", "lewat 3 hari kerja" in working time."""
    if due_at is None:
        return NO_DUE
    if due_at < now:
        return f"lewat {lateness(due_at, now, calendar)}"
    today, last = calendar.local(now).date(), calendar.local(due_at).date()
    after = (today + timedelta(days=n) for n in range(1, (last - today).days + 1))
    days = sum(map(calendar.is_working_day, after))
    return f"{days} hari kerja lagi" if days else "jatuh tempo hari ini"


def when_text(rung: Rung) -> str:
    """ "2 hari kerja sebelum batas waktu", "pada hari batas waktu", "1 jam kerja sesudah …"."""
    anchor = ANCHOR_WORDS[rung.anchor]
    if rung.amount == 0:
        return f"pada hari {anchor}" if rung.unit == "hari" else f"tepat pada {anchor}"
    side = "sebelum" if rung.amount < 0 else "sesudah"
    return f"{abs(rung.amount)} {rung.unit} kerja {side} {anchor}"


def told_text(parts: Sequence[tuple[str, bool]]) -> str:
    """All that one person is told, one paragraph each, with whether it is only for information;
    that comes last."""
    ordered = sorted(parts, key=lambda part: part[1])
    return "\n\n".join(f"Tembusan. {text}" if copy else text for text, copy in ordered)


def digest_subject(units: Sequence[str], rungs: Sequence[str]) -> str:
    """The one line of a reminder that may speak of several units."""
    if len(units) == 1:
        return f"{rungs[0]}: {units[0]}"
    return f"{rungs[0]}: {len(units)} penyerahan data menunggu"
