"""What is different between two recaps of a run: every leaf of the bodies, in words.

What only follows from something else (the numbers put into a formula, the colour of a rating) is
left out, so that a reader sees what was changed and what it did to the percentages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from himpun.office.rules import canonical
from himpun.performance.rules.numbers import show_number
from himpun.performance.rules.recap.build import Body
from himpun.performance.rules.recap.shown import STANDING_WORDS, STATE_WORDS

PLACES = {
    "agreement": "Perjanjian kinerja",
    "indicators": "Indikator",
    "units": "Unit",
    "objectives": "Sasaran",
    "summary": "Ringkasan",
    "budgets": "Anggaran",
    "money": "Jumlah anggaran",
    "trend": "Tren triwulan",
    "analysis": "Analisis",
    "scales": "Skala penilaian",
    "words": "Rumus",
    "head": "Kepala rekapitulasi",
}
"""The parts of a body in the order in which they are told: what was changed before its effect."""
FIGURES = frozenset({"target", "realisation", "percent", "absorbed", "efficiency", "figure", "cap"})
MONEY = frozenset({"amount", "budget", "budget_so_far", "spent"})
WORDS = {
    "absorbed": "serapan", "achievement": "capaian", "agency": "kode instansi",
    "agency_name": "nama instansi", "amount": "anggaran", "analysis": "analisis",
    "approved": "nilai disetujui", "asked": "ditanyakan", "no_year": "tahun",
    "provisional": "sementara", "to_date": "s.d. triwulan ini",
    "to_date_words": "cara menjumlahkan", "bounds": "batas",
    "budget": "realisasi anggaran", "budget_so_far": "realisasi anggaran s.d. triwulan ini",
    "cap": "batas capaian", "changes": "perubahan sejak persetujuan", "closes_at": "ditutup",
    "code": "kode", "complete": "unit lengkap", "complete_at": "dinyatakan lengkap",
    "corrections": "koreksi", "count": "banyaknya", "counted": "indikator terhitung",
    "depth": "tingkat", "earlier": "tahun sebelumnya", "efficiency": "efisiensi",
    "efficiency_source": "sumber rumus efisiensi", "expression": "ekspresi", "figure": "nilai",
    "filled": "terisi", "first_complete_at": "pertama kali lengkap",
    "follow_up": "tindak lanjut", "follow_up_by": "penanggung jawab tindak lanjut",
    "follow_up_on": "batas waktu tindak lanjut", "formula": "rumus capaian",
    "formula_name": "nama rumus", "formula_text": "rumus indikator", "items": "data mentah",
    "kind": "jenis", "label": "nama", "levels": "tingkat skala", "link": "tautan",
    "mean": "rata-rata", "measure": "cara ukur", "medium": "jangka menengah",
    "medium_year": "tahun target jangka menengah", "missing": "belum terisi",
    "mode": "cara hitung periode", "name": "nama", "no": "nomor", "no_value": "alasan tanpa nilai",
    "note": "catatan", "number": "nomor", "objective": "sasaran", "obstacles": "kendala",
    "of": "dari indikator", "on_time": "unit tepat waktu", "opened_at": "dibuka",
    "overdue": "lewat batas", "parent": "di bawah", "percent": "capaian",
    "percent_places": "desimal capaian", "period": "periode", "period_text": "periode",
    "places": "desimal nilai", "polarity": "arah", "proofs": "bukti dukung",
    "quarter": "triwulan", "questions": "pertanyaan terbuka", "ratings": "penilaian triwulan",
    "ratings_year": "penilaian tahun", "raw": "capaian sebelum batas",
    "realisation": "realisasi", "reached": "tercapai", "reasoned": "tanpa nilai beralasan",
    "region": "daerah", "returned": "nilai dikembalikan", "rounding": "pembulatan",
    "run": "nomor SOP berjalan", "sample": "contoh", "scale": "skala", "sha256": "SHA-256",
    "signed_on": "tanggal", "solutions": "solusi", "sop": "SOP", "sop_version": "versi SOP",
    "source": "sumber", "spent": "realisasi anggaran s.d. triwulan ini",
    "standing": "ketepatan waktu", "state": "keadaan", "target": "target",
    "title": "nama", "trend": "tren", "unit": "satuan atau unit", "units": "banyaknya unit",
    "value_kind": "jenis nilai", "verified": "nilai diverifikasi",
    "version": "versi definisi", "warnings": "peringatan", "word": "penilaian", "year": "tahun",
    "zone": "zona waktu", "absorption": "rumus serapan",
}  # fmt: skip
"""What each key of a body is called; a test holds that none is missing."""
CODES: Mapping[str, Mapping[str, str]] = {
    "state": STATE_WORDS,
    "standing": {code: word for code, (_, word) in STANDING_WORDS.items()},
}
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FOLLOWS = frozenset({"worked", "notes", "tone", "raw", "reached"})
"""Keys whose values follow from others beside them."""
KEYS = ("code", "sha256", "word", "label", "name")
"""By which a row of a list is known again."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: in which part, on what, which field, and both texts ("" for not there)."""

    part: str
    subject: str
    field: str
    before: str
    after: str


def differences(before: Body, after: Body) -> list[Change]:
    """What is different; empty exactly when both are the same bytes."""
    if canonical(before) == canonical(after):
        return []
    old, new = dict(_leaves(before)), dict(_leaves(after))
    order = {part: at for at, part in enumerate(PLACES)}
    paths = sorted(dict.fromkeys([*new, *old]), key=lambda path: order.get(path[0], len(order)))
    found = [
        _change(path, old.get(path, ""), new.get(path, ""), (before, after))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    ]
    return found or [Change("Rincian", "", "hitungan", "", "")]


Path = tuple[str, ...]


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in FOLLOWS:
                yield from _leaves(inner, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        seen = Counter[str]()
        for at, inner in enumerate(value):
            key = _key_of(inner, at, path)
            seen[key] += 1
            again = f" ({seen[key]})" if seen[key] > 1 else ""
            yield from _leaves(inner, (*path, key + again))
    else:
        yield path, _text(path[-1] if path else "", value)


def _key_of(inner: Any, at: int, path: Path) -> str:
    """By what a row is known: its code, else its number in the list."""
    if not isinstance(inner, Mapping):
        return str(at + 1)
    if path[-1:] == ("trend",):
        return f"triwulan {inner['quarter']}"
    if path[-1:] == ("earlier",):
        return f"tahun {inner['no_year']}"
    return next((str(inner[key]) for key in KEYS if inner.get(key)), str(at + 1))


def _text(key: str, value: Any) -> str:
    """A leaf as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    text = str(value)
    if key in FIGURES:
        return " – ".join(_figure(part) for part in text.split(".."))
    if key in MONEY:
        return _figure(text)
    return CODES.get(key, {}).get(text, text)


def _figure(text: str) -> str:
    """A kept number as 1.850,5; a code or a text as it is."""
    return show_number(Decimal(text)) if NUMBER.fullmatch(text) else text


def _change(path: Path, before: str, after: str, bodies: tuple[Body, Body]) -> Change:
    part, subject, rest = path[0], "", path[1:]
    if part in ("units", "objectives", "indicators", "budgets") and rest:
        subject, rest = _named(part, rest[0], bodies), rest[1:]
    field = ", ".join(WORDS.get(word, word) for word in rest)
    return Change(PLACES.get(part, part), subject, field, before, after)


def _named(part: str, code: str, bodies: tuple[Body, Body]) -> str:
    for body in reversed(bodies):
        for row in body[part]:
            if row["code"] == code:
                return str(row["name"]) if part == "units" else f"{code} {row['name']}"
    return code
