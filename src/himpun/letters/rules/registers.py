"""The registers that an agency begins with, and whether one has a gap.

An agency keeps a register for each group of kinds and each year, as its agenda clerk keeps books:
outgoing letters in one, decrees in another. What a register says can be checked by anybody.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from himpun.letters.rules.kinds import REGISTERS

GIVEN, RESERVED, CANCELLED = "given", "reserved", "cancelled"
STATE_WORDS: Final[Mapping[str, str]] = {
    GIVEN: "Terpakai",
    RESERVED: "Dipesan",
    CANCELLED: "Batal",
}
USUAL_CODE = "000.8.6.3"
"""Akuntabilitas Kinerja Instansi Pemerintah, in the scheme of Permendagri 83/2022."""
REASON = 300
USUAL_PATTERN = "{kode}/{nomor:3}/{unit}/{tahun}"
_PATTERNS: Final[Mapping[str, str]] = {
    "surat-keluar": "{kode}/{nomor:3}/{instansi}/{bulan_romawi}/{tahun}",
    "keputusan": "{kode}/{nomor:3}/{instansi}/{tahun}",
    "surat-tugas": "{kode}/{nomor:3}/ST/{instansi}/{tahun}",
    "laporan": "{kode}/{nomor:3}/LAP/{unit}/{tahun}",
    "berita-acara": "{kode}/{nomor:3}/BA/{instansi}/{tahun}",
}


def usual_pattern(group: str) -> str:
    """The pattern that a register begins with until its agency sets its own."""
    return _PATTERNS.get(group, USUAL_PATTERN)


def why_not_group(group: str) -> str | None:
    """Why a text names no register."""
    if group in REGISTERS:
        return None
    return f"Register “{group}” tidak dikenal. Yang dikenal: {', '.join(REGISTERS.values())}."


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a register without gaps cannot have, as a sentence."""

    sentence: str


def gaps_in(first: int, last: int, numbers: Sequence[int]) -> list[Gap]:
    """What speaks against the claim that a register gave each number from ``first`` to ``last``
    exactly once (``last`` before ``first``: none yet). ``numbers`` in any order."""
    found: list[Gap] = []
    expected = set(range(first, last + 1))
    seen = Counter(numbers)
    if missing := sorted(expected - seen.keys()):
        found.append(Gap(f"Nomor {_runs_of(missing)} tidak ada."))
    if strange := sorted(seen.keys() - expected):
        found.append(Gap(f"Nomor {_runs_of(strange)} di luar urutan register."))
    if twice := sorted(no for no, times in seen.items() if times > 1):
        found.append(Gap(f"Nomor {_runs_of(twice)} tercatat lebih dari sekali."))
    return found


def _runs_of(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow one another as a span: 3, 7–9."""
    spans: list[list[int]] = []
    for no in numbers:
        if spans and no == spans[-1][1] + 1:
            spans[-1][1] = no
        else:
            spans.append([no, no])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)
