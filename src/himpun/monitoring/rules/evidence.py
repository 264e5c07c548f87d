"""The six criteria of the LKE (PermenPANRB 88/2021) on collecting performance data, and what a
pack claims of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

CRITERIA: Mapping[int, str] = {
    1: "Terdapat pedoman atau SOP pengumpulan data kinerja yang mutakhir",
    2: "Sumber data yang valid mudah ditelusuri",
    3: "Data mudah diakses oleh pihak yang berkepentingan",
    4: "Penanggung jawab pengumpulan data jelas",
    5: "Waktu penyampaian data jelas",
    6: "Terdapat prosedur yang jelas bila terjadi kesalahan data",
}
FOLDERS: Mapping[int, str] = {
    1: "1-pedoman", 2: "2-sumber-data", 3: "3-akses", 4: "4-penanggung-jawab", 5: "5-waktu",
    6: "6-kesalahan-data",
}  # fmt: skip
READ = ("pdf", "docx", "xlsx", "html", "jpg", "jpeg", "png")
"""Kinds of files that people open as they are, the easiest first."""
NO_PROOF = "Belum ada bukti"
MOST_NAMED = 10


@dataclass(slots=True)
class Claim:
    """What is said of a criterion: sentences that a file of the pack proves, and what is missing,
    said plainly."""

    no: int
    holds: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        """How it stands."""
        if not self.holds:
            return NO_PROOF
        return "Ada bukti, dengan kekurangan" if self.gaps else "Ada bukti"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file of the pack: what it proves (``criteria``), where it lies, its hash and size."""

    criteria: tuple[int, ...]
    path: str
    title: str
    sha256: str
    size: int


def of_criterion(no: int, proofs: Iterable[Proof]) -> list[Proof]:
    """What proves a criterion: its own folder first, and in each part what people read before what
    only machines do."""
    mine = [proof for proof in proofs if no in proof.criteria]
    return sorted(mine, key=lambda proof: (not proof.path.startswith(FOLDERS[no]), _for(proof)))


def for_people(proofs: Iterable[Proof]) -> list[Proof]:
    """Those that people open as they are."""
    return [proof for proof in proofs if _for(proof) < len(READ)]


def _for(proof: Proof) -> int:
    suffix = proof.path.rpartition(".")[2].lower()
    return READ.index(suffix) if suffix in READ else len(READ)


def named(things: Iterable[str]) -> str:
    """Some things by name, the rest as a number: "a, b, dan 3 lainnya"."""
    known = list(things)
    if len(known) <= MOST_NAMED:
        return ", ".join(known)
    return f"{', '.join(known[:MOST_NAMED])}, dan {len(known) - MOST_NAMED} lainnya"


def share(part: int, whole: int) -> str:
    """3 dari 4."""
    return f"{part} dari {whole}"


def hash_list(proofs: Sequence[Proof]) -> str:
    """A line for each file, as ``sha256sum --check`` reads it."""
    return "".join(f"{proof.sha256}  {proof.path}\n" for proof in proofs)
