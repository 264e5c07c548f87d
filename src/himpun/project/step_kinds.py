"""The step kinds: what the page of a step lets its performer do. One row a kind.

The closed list is the kernel's, the form is the one of `runs.forms`; here stands what people and
the reference call it. The service that finishes a step is `runs.services.complete_step` for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from himpun.runs.forms import KINDS, Known


@dataclass(frozen=True, slots=True)
class StepKind:
    """A kind: what pages call it, and what its performer does on the page."""

    label: str
    does: str


STEP_KINDS: Mapping[str, StepKind] = {
    "instruct": StepKind("Memerintahkan", "Menulis perintah kepada bawahan yang dipilih."),
    "prepare": StepKind("Menyiapkan naskah", "Mengunggah konsep naskah dengan catatannya."),
    "review": StepKind("Memeriksa", "Memeriksa yang disampaikan; meneruskan atau mengembalikan."),
    "initial": StepKind("Memaraf", "Memaraf naskah dalam sistem."),
    "sign": StepKind("Menandatangani", "Menyetujui dan menandatangani naskah dalam sistem."),
    "duplicate": StepKind("Menggandakan", "Mencatat naskah yang digandakan dan jumlahnya."),
    "distribute": StepKind("Mendistribusikan", "Mencatat penerima, cara, dan tanggal terimanya."),
    "meet": StepKind("Rapat", "Mengisi undangan, daftar hadir, notula, dan tindak lanjut."),
    "assign": StepKind("Menetapkan", "Menetapkan penanggung jawab dan batas waktu tiap data."),
    "gather": StepKind("Mengumpulkan dokumen", "Mendaftar dokumen dan asalnya."),
    "collect": StepKind("Menghimpun data", "Mengunggah data dengan catatannya."),
    "forward": StepKind("Meneruskan", "Meneruskan kepada pelaksana berikutnya dengan pengantar."),
    "receive": StepKind("Menerima", "Mencatat tanggal terima dan kelengkapannya."),
    "recap": StepKind("Merekap", "Mengunggah rekapitulasi dan menulis ringkasannya."),
    "report": StepKind("Melaporkan", "Menulis pokok laporan dan mengunggah laporannya."),
    "deliberate": StepKind("Menganalisis bersama", "Mencatat hadirin, pendapat, dan keputusan."),
    "archive": StepKind("Mengarsipkan", "Mencatat bentuk dan tempat simpan arsip."),
}


def heading_of(kind: str) -> str:
    """The heading of the kind's form on the step page."""
    return KINDS[kind](Known()).heading
