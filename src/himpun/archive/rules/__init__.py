"""Which files are taken in: known by what is in them; their name must say the same.

Whatever a browser or an office program might execute is refused: programs, HTML, SVG, macros.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from himpun.office.rules import Refused


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how people call it, the endings it may bear, its media type."""

    title: str
    endings: tuple[str, ...]
    media_type: str


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

PDF = Kind("PDF", (".pdf",), "application/pdf")
DOCX = Kind("Word", (".docx",), f"{_OPEN_XML}.wordprocessingml.document")
XLSX = Kind("Excel", (".xlsx",), f"{_OPEN_XML}.spreadsheetml.sheet")
ODT = Kind("OpenDocument teks", (".odt",), f"{_OPEN_DOCUMENT}.text")
ODS = Kind("OpenDocument lembar kerja", (".ods",), f"{_OPEN_DOCUMENT}.spreadsheet")
PNG = Kind("gambar PNG", (".png",), "image/png")
JPEG = Kind("gambar JPEG", (".jpg", ".jpeg"), "image/jpeg")
WEBP = Kind("gambar WebP", (".webp",), "image/webp")
CSV = Kind("CSV", (".csv",), "text/csv")
TEXT = Kind("teks", (".txt",), "text/plain")

BY_MAGIC = (PDF, PNG, JPEG, WEBP)
PACKAGES = (DOCX, XLSX, ODT, ODS)
PLAIN = (CSV, TEXT)
KINDS = (*PACKAGES, *BY_MAGIC, *PLAIN)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)

NOT_TAKEN = f"Jenis berkas ini tidak diterima. Yang diterima: {', '.join(ENDINGS)}."
MACROS = "Berkas ini memuat makro. Simpan tanpa makro, lalu unggah lagi."
DAMAGED = "Berkas ini rusak atau belum lengkap. Buka dan simpan ulang, lalu unggah lagi."
LOCKED = "Berkas ini dikunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi."
OLD_OR_LOCKED = (
    "Berkas Office ini dari versi lama atau dikunci kata sandi. Simpan sebagai .docx atau .xlsx "
    "tanpa kata sandi, lalu unggah lagi."
)
EMPTY = "Berkas ini kosong."

CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"
_MAIN_PART = {
    f"{DOCX.media_type}.main+xml": DOCX,
    f"{XLSX.media_type}.main+xml": XLSX,
}
_OPEN_DOCUMENTS = {kind.media_type: kind for kind in (ODT, ODS)}
_MACRO_TYPE = re.compile(r"macroenabled|vbaproject|activex", re.IGNORECASE)
_MACRO_PART = re.compile(
    r"(^|/)(vbaproject\.bin|activex\d*\.(bin|xml))$|^(basic|scripts)/", re.IGNORECASE
)
_LEADS = re.compile(rb"\s*(<\s*[!?a-z]|#!|%!)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def kind_by_magic(endings: Collection[str]) -> Kind | None:
    """The kind whose endings are among those that the first bytes allow."""
    return next((kind for kind in BY_MAGIC if set(kind.endings) & set(endings)), None)


def kind_of_package(names: Collection[str], content_types: str, mimetype: str) -> Kind:
    """The kind of an office file, by the names of its parts, its list of content types (Open XML)
    and its "mimetype" part (OpenDocument), each "" where it has none. Refuses others, and macros.
    """
    if _MACRO_TYPE.search(content_types) or any(map(_MACRO_PART.search, names)):
        raise Refused(MACROS)
    if mimetype in _OPEN_DOCUMENTS:
        return _OPEN_DOCUMENTS[mimetype]
    found = {kind for part, kind in _MAIN_PART.items() if f'"{part}"' in content_types}
    if len(found) != 1:
        raise Refused(NOT_TAKEN)
    return found.pop()


def is_plain_text(content: bytes) -> bool:
    """Whether bytes are text of one byte or UTF-8 a letter, and nothing a browser or a shell would
    take for a program of its own."""
    return not _CONTROLS.search(content) and not _LEADS.match(content.removeprefix(BYTE_ORDER_MARK))


def kind_of_plain_text(name: str) -> Kind:
    """Text is what its name says. Refuses a name that says something else."""
    for kind in PLAIN:
        if ending_of(name) in kind.endings:
            return kind
    raise Refused(NOT_TAKEN if ending_of(name) not in ENDINGS else why_not_name(name, TEXT))


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters and with its dot; "" where it has none."""
    base = name.replace("\\", "/").rpartition("/")[2]
    return f".{base.rpartition('.')[2].lower()}" if "." in base else ""


def why_not_name(name: str, kind: Kind) -> str | None:
    """Why a file of this kind may not bear this name."""
    if ending_of(name) in kind.endings:
        return None
    return (
        f"Nama berkas berakhiran “{ending_of(name)}”, padahal isinya {kind.title}. Beri nama yang "
        f"berakhiran {' atau '.join(kind.endings)}."
    )


def why_too_large(limit: int) -> str:
    """The sentence about a file of more than ``limit`` bytes."""
    return f"Berkas ini lebih besar daripada {limit // 1024 // 1024} MB."


def place_of(sha256: str) -> str:
    """Where a content lies below the folder of the files."""
    return f"{sha256[:2]}/{sha256}"


@dataclass(frozen=True, slots=True)
class Damage:
    """A stored file that is not as it was handed in: ``missing`` from the disk, or changed."""

    sha256: str
    missing: bool

    @property
    def sentence(self) -> str:
        """The finding in words."""
        how = "tidak ada di tempatnya" if self.missing else "tidak lagi sama dengan aslinya"
        return f"Berkas {self.sha256} {how}."


@dataclass(frozen=True, slots=True)
class Use:
    """Something that needs a stored file: the file's key, the agency's number, and what it is."""

    file: int
    agency: int
    words: str
