"""What a record says of itself, and what of it may be proven later."""

import hashlib
from collections.abc import Mapping

from himpun.office.rules import Json, canonical

MEDIA = {"elektronik": "Elektronik", "tekstual": "Tekstual (kertas)"}
COPIES = {"asli": "Asli", "kopi": "Kopi", "pindai": "Hasil pindai"}
SIGNATURES = {
    "tanpa": "Tanpa tanda tangan",
    "basah": "Tanda tangan basah",
    "sistem": "Disetujui dalam sistem",
    "bsre": "Tanda tangan elektronik BSrE",
    "lain": "Tanda tangan elektronik lain",
}
LONGEST = 300
LONGEST_PLACE = 60
LONGEST_SRIKANDI = 100
RECORDED = (
    "agency", "no", "folder", "item", "code", "kind", "number", "subject", "dated_on", "security",
    "creator", "creator_person", "creator_unit", "recipients", "origin", "step", "source",
    "version", "period", "medium", "copy", "amount", "signature", "name", "media_type", "size",
    "sha256", "finished_year", "note", "filed_at", "filed_by_text",
)  # fmt: skip
"""What a record's digest is taken over: all that never changes."""


def digest_of(recorded: Mapping[str, Json]) -> str:
    """SHA-256 (hexadecimal) over what was recorded. ``recorded`` has every key of RECORDED; days
    and moments as ISO 8601, moments in UTC."""
    return hashlib.sha256(canonical({key: recorded[key] for key in RECORDED}).encode()).hexdigest()


def why_not_text(label: str, text: str, most: int = LONGEST, *, must: bool = True) -> str | None:
    """Why a text cannot be kept as it is."""
    if must and not text.strip():
        return f"{label} harus diisi."
    if len(text) > most:
        return f"{label} paling panjang {most} huruf."
    return f"{label} memuat karakter yang tidak dapat disimpan." if "\0" in text else None


def why_not_known(label: str, key: str, known: Mapping[str, str]) -> str | None:
    """Why a key is not one of those that there are."""
    if key in known:
        return None
    return f"{label} “{key[:40]}” tidak dikenal. Pilih: {', '.join(known.values())}."
