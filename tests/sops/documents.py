"""Documents for the register's tests: a sound SOP with open questions and gaps, and others."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from himpun.kernel.definition import Sop
from himpun.kernel.parse import parse

SOUND: Mapping[str, Any] = {
    "schema": 1,
    "id": "dishub",
    "version": 1,
    "name": "Pengumpulan Data Kinerja",
    "agency": "Dinas Perhubungan Kabupaten Contoh",
    "frequency": "triwulan",
    "gaps": ["Tidak ada langkah pengarsipan."],
    "identity": {
        "number": "01/SOP/2023",
        "created": "2023-12-22",
        "effective": "2023-12-29",
        "approved_by": "Kepala Dinas Perhubungan",
        "legal_basis": ["Peraturan Menteri PAN dan RB Nomor 35 Tahun 2012"],
        "reading": {"number": "unsure", "question": ["Apakah nomornya 10/SOP/2023?"]},
    },
    "performers": {
        "kasubag": {"title": "Kasubag Perencanaan"},
        "staf": {"title": "Staf Perencanaan"},
        "kabid": {"title": "Kepala Bidang", "per": "unit", "unit_kinds": ["bidang"]},
    },
    "steps": [
        {
            "no": 1,
            "activity": "Memerintahkan staf menyiapkan surat permintaan data",
            "performer": "kasubag",
            "work": ["instruct"],
            "time": "10 menit",
            "output": ["Lembar disposisi"],
        },
        {
            "no": 2,
            "activity": "Menyiapkan surat permintaan data",
            "performer": "staf",
            "work": ["prepare"],
            "requires": ["Lembar disposisi"],
            "time": "45 menit",
            "output": ["Surat"],
            "reading": {"performer": "unsure", "question": ["Apakah Kasubag memaraf surat?"]},
        },
        {
            "no": 3,
            "activity": "Mengisi data kinerja bidang",
            "performer": "kabid",
            "work": ["collect"],
            "requires": ["Surat"],
            "time": "2 hari kerja",
            "output": ["Data"],
        },
        {
            "no": 4,
            "activity": "Memeriksa rekapitulasi",
            "performer": "kasubag",
            "work": ["review"],
            "requires": ["Data"],
            "time": "1 hari kerja",
            "output": ["Rekapitulasi"],
            "exits": {"ya": "selesai", "tidak": 2},
        },
    ],
}


def sop_with(**changes: Any) -> Sop:
    """The sound SOP with other values at the top of its document."""
    return parse({**deepcopy(dict(SOUND)), **changes})


def unsound() -> Sop:
    """Its check goes back for ever: nothing leads out."""
    document = deepcopy(dict(SOUND))
    document["steps"][3]["exits"] = {"ya": 2, "tidak": 2}
    return parse(document)
