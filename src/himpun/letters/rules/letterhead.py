"""What a letterhead may say, and the words that an agency chooses for all its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from himpun.letters.rules.kinds import PAPERS, WAYS

MOST_LINES, LONGEST_LINE = 5, 100
LONGEST_CONTACT, LONGEST_CITY, LONGEST_TONE = 300, 100, 500


@dataclass(frozen=True, slots=True)
class Tone:
    """A fixed word of an agency: its key in ``Letterhead.tone``, what the page calls it, and what
    stands where the agency says nothing."""

    key: str
    label: str
    usual: str


TONES = (
    Tone("opening", "Kalimat pembuka surat", ""),
    Tone(
        "closing", "Kalimat penutup surat",
        "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih.",
    ),
    Tone(
        "order_closing", "Kalimat penutup perintah",
        "Untuk dilaksanakan dengan penuh tanggung jawab.",
    ),
    Tone("head", "Sebutan pimpinan, bila lain dari nama jabatannya", ""),
)  # fmt: skip


def tone_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """Every fixed word: the agency's own, or the usual one."""
    return {tone.key: chosen.get(tone.key) or tone.usual for tone in TONES}


def why_not_letterhead(
    *, lines: Sequence[str], contact: str, paper: str, city: str, way: str, tone: Mapping[str, str]
) -> str | None:
    """Why a letterhead cannot stand as it is written."""
    if why := _why_not_lines(lines):
        return why
    if len(contact) > LONGEST_CONTACT:
        return f"Alamat paling panjang {LONGEST_CONTACT} huruf."
    if paper not in PAPERS:
        return "Pilih ukuran kertas A4 atau F4."
    if not 0 < len(city) <= LONGEST_CITY:
        return "Tulis kota tempat naskah dibuat."
    if way not in WAYS:
        return "Pilih cara menandatangani yang ada dalam daftar."
    return _why_not_tone(tone)


def _why_not_lines(lines: Sequence[str]) -> str | None:
    if not lines:
        return "Kop harus memuat paling sedikit satu baris."
    if len(lines) > MOST_LINES:
        return f"Kop paling banyak {MOST_LINES} baris; alamat ditulis terpisah."
    if long := next((line for line in lines if len(line) > LONGEST_LINE), None):
        return f"Baris kop “{long[:40]}…” lebih dari {LONGEST_LINE} huruf."
    return None


def _why_not_tone(tone: Mapping[str, str]) -> str | None:
    if tone.keys() - {one.key for one in TONES}:
        return "Ada kalimat baku yang tidak dikenal."
    if any(len(text) > LONGEST_TONE for text in tone.values()):
        return f"Kalimat baku paling panjang {LONGEST_TONE} huruf."
    return None
