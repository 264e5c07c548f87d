"""The yearly evaluation of an SOP (PermenPANRB 35/2012): what is asked, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

QUESTIONS: Final[Mapping[int, str]] = {
    1: "Mampu mendorong peningkatan kinerja",
    2: "Mudah dipahami",
    3: "Mudah dilaksanakan",
    4: "Semua orang dapat menjalankan perannya masing-masing",
    5: "Mampu mengatasi permasalahan yang berkaitan dengan proses",
    6: "Mampu menjawab kebutuhan peningkatan kinerja organisasi",
    7: "Sinergi satu dengan lainnya",
}
"""The statements of the regulation's form "Evaluasi Penerapan SOP AP", in its order."""
VERDICTS: Final[Mapping[str, str]] = {
    "keep": "Tetap digunakan", "revise": "Direvisi", "withdraw": "Dicabut",
}  # fmt: skip
VERDICT_MARKS: Final[Mapping[str, str]] = {"keep": "done", "revise": "risk", "withdraw": "late"}
LONGEST_NOTE, LONGEST_REASON = 500, 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the evaluators say to a statement; ``yes`` None: nothing yet."""

    no: int
    yes: bool | None
    note: str = ""

    @property
    def question(self) -> str:
        """The statement."""
        return QUESTIONS[self.no]

    @property
    def word(self) -> str:
        """Ya or Tidak, "" where nothing is said."""
        return "" if self.yes is None else "Ya" if self.yes else "Tidak"


def why_not_answered(answers: Sequence[Answer]) -> list[str]:
    """All that keeps some answers from being whole: each statement once, with yes or no, and what
    speaks against it where the answer is no."""
    said = {answer.no: answer for answer in answers}
    if list(said) != list(QUESTIONS) or len(answers) != len(said):
        return ["Daftar pertanyaan evaluasi tidak lengkap. Muat ulang halaman."]
    found = []
    open_ = [str(answer.no) for answer in answers if answer.yes is None]
    if open_:
        found.append(f"Pertanyaan nomor {', '.join(open_)} belum dijawab.")
    bare = [str(answer.no) for answer in answers if answer.yes is False and not answer.note]
    if bare:
        found.append(f"Pertanyaan nomor {', '.join(bare)} dijawab tidak; tulis catatannya.")
    long = [str(answer.no) for answer in answers if len(answer.note) > LONGEST_NOTE]
    if long:
        numbers = ", ".join(long)
        found.append(f"Catatan pertanyaan nomor {numbers} paling panjang {LONGEST_NOTE} huruf.")
    return found


def why_not_decided(verdict: str, reason: str) -> list[str]:
    """All that keeps a verdict from standing: one of the three, and why."""
    found = []
    if verdict not in VERDICTS:
        found.append("Keputusan evaluasi belum dipilih.")
    if not reason:
        found.append("Alasan keputusan wajib diisi.")
    if len(reason) > LONGEST_REASON:
        found.append(f"Alasan keputusan paling panjang {LONGEST_REASON} huruf.")
    return found
