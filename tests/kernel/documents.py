"""Small SOP documents to spoil, and the five real ones."""

import copy
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

SOPS = Path(__file__).resolve().parent.parent.parent / "sops"
IDS = (
    "balangan-dpuprperkim",
    "pangkalpinang-dpupr",
    "pematangsiantar-dpmptsp",
    "pesisir-selatan-dishub",
    "sumbar-bmcktr",
)

Document = dict[str, Any]


def row(no: int | str, **fields: Any) -> Document:
    """A complete row for Staf; a field given as None is left out."""
    usual = {
        "no": no,
        "activity": f"Menyiapkan bahan {no}",
        "performer": "staf",
        "work": ["prepare"],
        "requires": [f"Bahan {no}"],
        "time": "1 hari",
        "output": [f"Bahan {no} disiapkan"],
    }
    return {key: value for key, value in (usual | fields).items() if value is not None}


def document(*rows: Document, **fields: Any) -> Document:
    """A document with these rows; its performers are those that the rows name."""
    titles = {
        "staf": {"title": "Staf"},
        "kepala": {"title": "Kepala Dinas"},
        "bidang": {"title": "Bidang", "per": "unit", "unit_kinds": ["bidang"]},
        "sekretariat": {"title": "Sekretariat", "per": "unit", "unit_kinds": ["sekretariat"]},
        "uptd": {"title": "Pemegang Data", "per": "unit"},
    }
    named = repr(rows)
    usual = {
        "schema": 1,
        "id": "contoh",
        "version": 1,
        "name": "Pengumpulan Data Kinerja",
        "agency": "Dinas Contoh",
        "identity": {},
        "performers": {key: value for key, value in titles.items() if f"'{key}'" in named},
        "step": list(rows),
    }
    given = {key: value for key, value in (usual | fields).items() if value is not None}
    return copy.deepcopy(given)


def late_row(no: str, **fields: Any) -> Document:
    return row(no, papers=["surat-peringatan"], **fields)


def late(**fields: Any) -> Document:
    """A late rule for row 2, with two rows."""
    usual = {
        "until": "triwulan berikutnya, minggu 1",
        "paper": "surat-peringatan",
        "back_to": 1,
        "step": [late_row("2.1"), late_row("2.2", returns=["2.1"])],
    }
    return {key: value for key, value in (usual | fields).items() if value is not None}


def late_document(**fields: Any) -> Document:
    """Two rows per unit, the second with a late rule."""
    return document(row(1, performer="uptd"), row(2, per="unit", late=late(**fields)))


@cache
def text_of(sop: str) -> str:
    return (SOPS / sop / "sop.toml").read_text(encoding="utf-8")


def real(sop: str) -> Document:
    return tomllib.loads(text_of(sop))
