"""The closed list of kinds of papers: the names that the SOPs' own ``papers`` keys use.

What differs from agency to agency (texts, order, tone) is no part of a kind; it stands in the
agency's template. Layouts after the regulations on naskah dinas (Permendagri 1/2023, ANRI 5/2021).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from himpun.letters.rules.document import Layout

Marking = Literal["maker", "a.n.", "none"]
"""Who signs a paper for which the SOP names no signature: whoever makes it in their own office,
whoever makes it in the name of the agency's head, or nobody."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper.

    ``title``: how a page and the paper itself call it. ``register``: the group of kinds that count
    their numbers together, "" for papers without a number. ``made_by``: the works of a step that
    make such a paper; ``each_time``: every step that makes one makes a new one, else a later step
    goes on with the one that is there. ``marking``: who signs where the SOP says nothing.
    ``figures``: does it carry performance data, which then lie inside the PDF as data too?
    """

    key: str
    title: str
    layout: Layout
    register: str
    made_by: tuple[str, ...]
    marking: Marking
    each_time: bool = False
    figures: bool = False

    @property
    def registered(self) -> bool:
        """Does it get a number from a register when it is signed?"""
        return bool(self.register)


_LETTER, _MEMO, _DECREE, _ORDER = "surat-keluar", "nota-dinas", "keputusan", "surat-tugas"
_RECORD, _REPORT = "berita-acara", "laporan"
_LIST = (
    Kind(
        "lembar-disposisi", "Lembar disposisi", "disposisi", "", ("instruct",), "maker",
        each_time=True,
    ),
    Kind(
        "nota-dinas", "Nota dinas", "naskah", _MEMO, ("instruct", "report", "forward"), "maker",
        each_time=True,
    ),
    Kind("surat-permintaan-data", "Surat permintaan data", "surat", _LETTER, ("prepare",), "a.n."),
    Kind(
        "surat-pemberitahuan", "Surat pemberitahuan pengisian data", "surat", _LETTER,
        ("prepare",), "a.n.",
    ),
    Kind("keputusan", "Keputusan", "keputusan", _DECREE, ("prepare",), "a.n."),
    Kind("undangan", "Undangan", "surat", _LETTER, ("prepare", "meet"), "a.n."),
    Kind(
        "daftar-hadir", "Daftar hadir", "naskah", "", ("meet", "deliberate"), "none",
        each_time=True,
    ),
    Kind("notula", "Notula", "naskah", "", ("meet", "deliberate"), "maker", each_time=True),
    Kind("surat-tugas", "Surat tugas", "naskah", _ORDER, ("assign", "prepare"), "a.n."),
    Kind("rencana-kegiatan", "Rencana kegiatan", "naskah", "", ("prepare",), "maker"),
    Kind(
        "formulir-data-kinerja", "Formulir data kinerja", "naskah", "", ("prepare", "collect"),
        "none", figures=True,
    ),
    Kind(
        "format-data-kinerja", "Format data kinerja", "naskah", "", ("prepare",), "none",
        figures=True,
    ),
    Kind("kertas-kerja", "Kertas kerja", "naskah", "", ("prepare",), "none", figures=True),
    Kind(
        "draf-data-kinerja", "Draf data kinerja", "naskah", "", ("recap", "report", "prepare"),
        "maker", figures=True,
    ),
    Kind(
        "rekapitulasi-data-kinerja", "Rekapitulasi data kinerja", "naskah", "",
        ("recap", "report"), "maker", figures=True,
    ),
    Kind(
        "laporan-rekapitulasi", "Laporan hasil rekapitulasi data kinerja", "naskah", _REPORT,
        ("report",), "maker", figures=True,
    ),
    Kind(
        "hasil-analisis", "Hasil analisis data kinerja", "naskah", "", ("deliberate",), "maker",
        figures=True,
    ),
    Kind(
        "laporan-hasil-analisis", "Laporan hasil analisis data kinerja", "naskah", _REPORT,
        ("report",), "maker", figures=True,
    ),
    Kind(
        "laporan-data-kinerja", "Laporan data kinerja", "naskah", _REPORT, ("report", "recap"),
        "maker", figures=True,
    ),
    Kind("lembar-persetujuan", "Lembar persetujuan", "naskah", "", ("prepare",), "maker"),
    Kind("surat-peringatan", "Surat peringatan", "surat", _LETTER, ("prepare",), "a.n."),
    Kind("tanda-terima", "Tanda terima", "naskah", "", ("receive", "distribute"), "none"),
    Kind("berita-acara", "Berita acara", "naskah", _RECORD, ("prepare", "deliberate"), "maker"),
    Kind("daftar-arsip", "Daftar arsip", "naskah", "", ("archive",), "maker"),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _LIST}
"""Every kind by its key."""

REGISTERS: Mapping[str, str] = {
    _LETTER: "Surat keluar",
    _MEMO: "Nota dinas",
    _DECREE: "Keputusan",
    _ORDER: "Surat tugas",
    _REPORT: "Laporan",
    _RECORD: "Berita acara",
}
"""The registers that an agency keeps, with the names that pages give them."""

URGENCIES = ("Biasa", "Segera", "Sangat segera")
SECURITIES = ("Biasa", "Terbatas", "Rahasia", "Sangat rahasia")
PAPERS = ("A4", "F4")
WAYS: Mapping[str, str] = {
    "local": "Dalam sistem",
    "wet": "Di atas kertas",
    "remote": "Layanan tanda tangan elektronik",
}
"""How an agency's papers are signed."""


def kind_named(key: str) -> Kind | None:
    """The kind with this key; None for a paper that the list does not know."""
    return KINDS.get(key)
