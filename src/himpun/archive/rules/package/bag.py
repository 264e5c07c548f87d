"""What a package is made of: its items, their names, and the files that list them (BagIt 1.0,
RFC 8493). The format is told in docs/explanation/sealed-package.md."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from himpun.office.rules import Refused, canonical

FORMAT = 1
"""The format that this version writes; it reads every one up to it."""

PATH = re.compile(r"data(/[a-z0-9_]([a-z0-9._-]*[a-z0-9_-])?)+")
BASE = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST_PATH, LONGEST_BASE = 200, 100
MOST_FILES = 100_000
MOST_LISTED = 64 * 1024 * 1024
"""Bytes of a list (manifest, directory, register) that are read."""
LONGEST_LINE = 16 * 1024 * 1024
MOST_DOCUMENT = 128 * 1024 * 1024
"""Bytes of a document that is read whole (a recap)."""

MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
ABOUT, LISTED, INDEX, VERIFIER = "himpun.json", "daftar.jsonl", "index.html", "periksa.py"
TAGS = (INDEX, VERIFIER, ABOUT, LISTED, "bagit.txt", "bag-info.txt", MANIFEST, TAG_MANIFEST)
"""The files beside the payload, in their order."""
BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

JOURNAL = "data/jurnal/jurnal.jsonl"
EVENTS = "data/kejadian/kejadian.jsonl"
VISITS = "data/kejadian/isian.jsonl"
CHANGES = "data/formulir/perubahan.jsonl"

KINDS = {
    "naskah": "Naskah dinas",
    "berkas": "Berkas yang diunggah pada langkah",
    "rekapitulasi": "Rekapitulasi yang dibekukan",
    "bukti": "Bukti dukung",
    "formulir": "Isian formulir data kinerja",
    "sop": "SOP yang dijalankan",
    "kantor": "Instansi, unit, dan pejabat saat itu",
    "kejadian": "Catatan kejadian",
    "jurnal": "Jurnal instansi tentang SOP berjalan ini",
}
"""Kind of a file → the heading under which the index names it, in the index's order."""
WITNESSED = ("EvidenceAdded", "FileAttached", "PaperSigned", "RecapFrozen")
"""What a row of the journal names by its SHA-256 when it says one of these is in the package."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A content of the file store, by its SHA-256 (hexadecimal); ``size`` in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Item:
    """A file for a package.

    ``path`` is below data/, in small letters, digits, ".", "-", "_" and "/". ``content``: bytes, a
    stored file, or pieces that are written as they come. ``recorded``: the SHA-256 that stands on
    record for it ("" where none does). ``witnessed``: the journal's action whose row names that
    SHA-256. ``source`` and ``rows``: a CSV that says again what the list ``rows`` of the JSON file
    ``source`` (a path as above) says.
    """

    path: str
    kind: str
    title: str
    media_type: str
    content: bytes | Stored | Iterable[bytes]
    recorded: str = ""
    witnessed: str = ""
    source: str = ""
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it stands in a package: ``path`` from the package's folder on, ``size`` in bytes,
    ``offset`` where its content begins in the ZIP, and the words of its item."""

    path: str
    size: int
    sha256: str
    offset: int
    kind: str = ""
    title: str = ""
    media_type: str = ""
    recorded: str = ""
    witnessed: str = ""
    source: str = ""
    rows: str = ""


def why_not_path(path: str) -> str | None:
    """Why a file of a package may not be called so."""
    if len(path) <= LONGEST_PATH and PATH.fullmatch(path):
        return None
    return f"Nama berkas “{path[:LONGEST_PATH]}” tidak diperbolehkan dalam paket."


def why_not_format(number: object) -> str | None:
    """Why a package of a format cannot be read."""
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        return "Nomor format paket ini tidak dapat dibaca."
    if number <= FORMAT:
        return None
    return (
        f"Paket ini berformat {number}; versi Himpun ini membaca format sampai {FORMAT}. Baca "
        "dengan Himpun yang lebih baru."
    )


def manifest_text(files: Iterable[Written]) -> str:
    """A BagIt manifest, in the order of the files."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in files)


def info_text(about: Mapping[str, Any], files: Sequence[Written]) -> str:
    """bag-info.txt: what a reader of bags who knows nothing of us is told."""
    total = sum(file.size for file in files)
    said = {
        "Source-Organization": f"{about['agency']['name']}, {about['agency']['region']}",
        "External-Description": about["title"],
        "External-Identifier": about["base"],
        "Bagging-Date": about["sealed"]["at"][:10],
        "Bag-Software-Agent": about["product"],
        "Payload-Oxum": f"{total}.{len(files)}",
    }
    return "".join(f"{name}: {' '.join(str(text).split())}\n" for name, text in said.items())


def listed_line(file: Written) -> bytes:
    """A file as daftar.jsonl names it; what is empty is left out."""
    said = {
        "path": file.path, "size": file.size, "sha256": file.sha256, "kind": file.kind,
        "title": file.title, "media_type": file.media_type, "recorded": file.recorded,
        "witnessed": file.witnessed, "source": file.source, "rows": file.rows,
    }  # fmt: skip
    return json_line({name: held for name, held in said.items() if held != ""})


def json_line(value: Any) -> bytes:
    """A value as a line: canonical JSON (sorted keys, no blanks, UTF-8) and a line feed."""
    return f"{canonical(value)}\n".encode()


def read_line(line: bytes) -> Any:
    """A canonical line as a value. Raises ValueError for any other."""
    if not line.endswith(b"\n") or len(line) > LONGEST_LINE:
        raise ValueError("not a line")
    value = json.loads(line, parse_float=_no_fraction, parse_constant=_no_fraction)
    if json_line(value) != line:
        raise ValueError("not canonical")
    return value


def _no_fraction(text: str) -> None:
    raise ValueError(f"no fractions: {text}")


def path_part(text: str, most: int = 60) -> str:
    """A text as a part of a path: "Surat Tugas.PDF" → "surat-tugas.pdf"; never empty."""
    kept = re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-._")
    return kept[:most].strip("-._") or "tanpa-nama"


def file_part(name: str, ending: str = "", most: int = 60) -> str:
    """A file's name as a part of a path, cut before its ending (at most 8 letters of it)."""
    stem, dot, last = name.rpartition(".")
    tail = path_part(last, 8) if dot else ""
    tail = tail or ending
    body = path_part(stem if dot else name, most)
    return f"{body}.{tail}" if tail else body


def csv_text(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows of a JSON document as CSV (RFC 4180, every cell quoted): a column for each name, where
    "a.b" is the member b of the member a."""
    lines = [_csv_line(header)]
    lines += [_csv_line([cell_text(row, name) for name in header]) for row in rows]
    return "".join(lines)


def cell_text(row: Mapping[str, Any], name: str) -> str:
    """A member as a cell: texts as they are, whole numbers in digits, truth values ya and tidak,
    nothing as nothing. Raises Refused for what is no single value."""
    value: Any = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, str | int):
        return str(value)
    raise Refused(f"Kolom {name} bukan satu nilai.")


def _csv_line(cells: Iterable[str]) -> str:
    quoted = ('"' + cell.replace('"', '""') + '"' for cell in cells)
    return ",".join(quoted) + "\r\n"
