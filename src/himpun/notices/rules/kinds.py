"""The kinds of notices, and by which way each goes to a person who has chosen nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Way = Literal["now", "digest", "none"]
"""By mail at once, in the day's digest, or in the program only. In the program it always is."""
WAY_WORDS: Final[Mapping[Way, str]] = {
    "now": "Surel segera",
    "digest": "Ringkasan harian",
    "none": "Dalam Himpun saja",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: its word, what it is about, the way it goes unless the person says
    otherwise, the state of the look that marks it, and the ways that a person may choose.

    New tasks are not written as notices: they stand in the inbox, and the digest finds them there.
    """

    key: str
    word: str
    about: str
    way: Way
    mark: str
    ways: tuple[Way, ...] = ("now", "digest", "none")


_ALL = (
    Kind("returned", "Dikembalikan", "langkah, data, atau naskah dikembalikan kepada Anda", "now",
         "back"),
    Kind("rejected", "Ditolak", "hasil kerja atau permintaan Anda tidak disetujui", "now", "back"),
    Kind("assigned", "Diserahkan", "sebuah tugas diserahkan khusus kepada Anda", "now", "now"),
    Kind("course", "Jalannya SOP", "SOP yang Anda ikuti dihentikan sementara, dilanjutkan, atau "
         "dibatalkan", "now", "wait"),
    Kind("warning", "Peringatan", "batas waktu sudah lewat dan surat peringatan disiapkan", "now",
         "late"),
    Kind("reminder", "Pengingat", "batas waktu mendekat atau baru lewat", "digest", "risk"),
    Kind("task", "Tugas baru", "langkah SOP terbuka dan menunggu Anda", "digest", "now",
         ("digest", "none")),
    Kind("changed", "Nilai berubah", "nilai yang sudah Anda sahkan berubah", "digest", "risk"),
    Kind("moved", "Batas waktu bergeser", "batas waktu tugas Anda berubah", "digest", "risk"),
    Kind("start", "SOP dimulai", "SOP dimulai atau akan dimulai menurut jadwal", "digest", "now"),
    Kind("paper", "Naskah masuk", "naskah dikirim kepada Anda", "digest", "now"),
    Kind("question", "Pertanyaan", "pertanyaan atau jawaban tentang data Anda", "digest", "now"),
)  # fmt: skip
KINDS: Final[Mapping[str, Kind]] = {kind.key: kind for kind in _ALL}


def way_of(kind: str, chosen: Mapping[str, str]) -> Way:
    """The way in which a kind goes to a person, by what they chose (kind → way)."""
    way = chosen.get(kind)
    return KINDS[kind].way if way is None else _WAYS[way]


_WAYS: Final[Mapping[str, Way]] = {way: way for way in WAY_WORDS}
