"""The closed list of what a template may name in braces, and how texts with braces are read.

`{periode}` is a fact of the run, `{periode!}` the same in capitals; `{surat_nomor?}` one that may
be missing, whose line then falls away; `{{` and `}}` are braces. Nothing else stands in braces: no
path, no address, no sum.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from himpun.letters.rules.places import TEXTS as BLANKS

TEXTS: Final[Mapping[str, str]] = {
    "instansi": "nama instansi",
    "pemerintah": "pemerintah daerah instansi",
    "kota": "kota tempat naskah dibuat",
    "pimpinan": "sebutan pimpinan instansi, mis. Kepala Dinas Perhubungan",
    "periode": "periode data, mis. Triwulan III Tahun 2026",
    "tahun": "tahun data",
    "sop": "nama SOP",
    "langkah": "kegiatan SOP yang menghasilkan naskah",
    "unit": "unit yang dituju atau yang menyusun",
    "pembuat": "jabatan yang menyusun naskah",
    "pengirim": "jabatan yang mengirim atau memerintah",
    "kepada": "jabatan yang dituju, dalam satu baris",
    "hal": "pokok isi naskah",
    "sifat": "tingkat kecepatan",
    "keamanan": "tingkat keamanan",
    "lampiran": "banyaknya lampiran",
    "batas_waktu": "hari terakhir penyampaian data",
    "hari_tanggal": "hari dan tanggal rapat atau acara",
    "pukul": "waktu rapat atau acara",
    "tempat": "tempat rapat atau acara",
    "acara": "acara rapat",
    "pemimpin_rapat": "jabatan yang memimpin rapat",
    "notulis": "jabatan yang mencatat",
    "surat_dari": "asal surat yang ditindaklanjuti",
    "surat_nomor": "nomor surat terdahulu",
    "surat_tanggal": "tanggal surat terdahulu",
    "surat_hal": "hal surat terdahulu",
    "diterima_tanggal": "tanggal surat diterima",
    "agenda": "nomor agenda",
    "catatan": "catatan atau arahan yang sudah ditulis dalam sistem",
    "capaian": "ringkasan capaian kinerja",
    "kelengkapan": "ringkasan kelengkapan data, mis. 7 dari 8 bidang",
    "versi": "versi dan sidik data yang disetujui",
    "pembuka": "kalimat pembuka surat instansi",
    "penutup": "kalimat penutup surat instansi",
    "penutup_perintah": "kalimat penutup perintah instansi",
}
LISTS: Final[Mapping[str, str]] = {
    "penerima": "penerima naskah",
    "tembusan": "penerima tembusan",
    "petugas": "pejabat yang ditugaskan",
    "peserta": "peserta rapat",
    "dasar": "dasar hukum SOP",
    "arahan": "arahan pimpinan dalam langkah SOP, pokok pembahasan rapat",
    "putusan": "keputusan rapat, simpulan analisis",
    "belum": "unit yang belum menyampaikan data",
    "kurang": "data yang belum lengkap",
}
"""Lists: a line that names one is repeated for each entry, and falls away when there is none."""
BLOCKS: Final[Mapping[str, str]] = {
    "kotak_sifat": "kotak tingkat kecepatan",
    "kotak_diteruskan": "kotak pejabat yang dituju",
    "kotak_harapan": "kotak tindakan yang diharapkan",
    "tabel_rekapitulasi": "tabel rekapitulasi data kinerja",
    "tabel_formulir": "tabel formulir yang diisi",
    "tabel_jadwal": "tabel langkah, pelaksana, dan waktu",
    "tabel_penanggung_jawab": "tabel penanggung jawab data",
    "tabel_hadir": "tabel peserta dengan ruang tanda tangan",
    "tabel_tindak_lanjut": "tabel tindak lanjut, penanggung jawab, dan batas waktu",
    "tabel_belum": "tabel data yang belum disampaikan",
    "tabel_analisis": "tabel analisis capaian",
    "tabel_serah_terima": "tabel naskah yang diserahkan",
    "tabel_arsip": "tabel daftar arsip",
}
"""Whole blocks: each stands alone on its line."""

PIECE = re.compile(r"\{\{|\}\}|\{([a-z_]+)([?!]?)\}|[{}]|[^{}]+")


class BadBrace(ValueError):
    """A brace that opens or closes nothing, or encloses what is no name."""


def pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """A text cut into (characters, "", "") and ("", name, "?", "!" or ""), braces read."""
    for found in PIECE.finditer(text):
        said = found[0]
        if found[1]:
            yield "", found[1], found[2]
        elif said in ("{{", "}}"):
            yield said[0], "", ""
        elif said in ("{", "}"):
            raise BadBrace(said)
        else:
            yield said, "", ""


def names_in(text: str) -> set[str]:
    """The names that a text has in braces."""
    return {name for _, name, _ in pieces(text) if name}


def braced(text: str) -> str:
    """A text whose braces are braces."""
    return text.replace("{", "{{").replace("}", "}}")


__all__ = ["BLANKS", "BLOCKS", "LISTS", "TEXTS", "BadBrace", "braced", "names_in", "pieces"]
