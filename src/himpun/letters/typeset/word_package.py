"""What a Word file may hold before anything of it is read: bounded, whole, and reaching nowhere."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from himpun.archive import rules as files
from himpun.office.rules import Refused

MOST_BYTES = 8 * 1024 * 1024
MOST_PARTS = 400
MOST_UNPACKED = 32 * 1024 * 1024
MOST_XML = 12 * 1024 * 1024
MOST_ELEMENTS, MOST_DEPTH = 400_000, 120
MOST_RATIO, RATIO_FROM = 250, 1024 * 1024
DIRECTORY_ENTRY = b"PK\x01\x02"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
NOT_WORD = "Berkas ini bukan naskah Word (.docx)."
TOO_MUCH = "Berkas ini memuat jauh lebih banyak daripada yang tampak dari ukurannya."
EXTERNAL = (
    "Naskah ini memuat tautan, gambar, atau templat dari luar berkas (mis. “{}”). Hapus tautannya, "
    "teksnya boleh tetap, lalu unggah lagi."
)
EMBEDDED = "Naskah ini memuat objek atau berkas di dalamnya. Hapus objek itu, lalu unggah lagi."
DOCTYPE = "Berkas ini memuat definisi XML yang tidak pernah ditulis Word; tidak dibuka."
EMBEDDED_PART = re.compile(r"(^|/)(embeddings|activeX|afchunk|customUI)", re.IGNORECASE)
EMBEDDED_KIND = re.compile(r"/(oleObject|package|control|aFChunk|subDocument|attachedTemplate)$")


def refuse_unsafe(content: bytes) -> None:
    """Refuses (a sentence) what is no Word file, is locked, broken, far larger than it looks, has
    macros or objects, or names anything outside of itself."""
    _refuse_by_head(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_by_directory(package.infolist(), len(content))
            names = frozenset(package.namelist())
            types = package.read(files.CONTENT_TYPES).decode("utf-8", "replace")
            if files.kind_of_package(names, types, "") != files.DOCX:
                raise Refused(NOT_WORD)
            if any(map(EMBEDDED_PART.search, names)):
                raise Refused(EMBEDDED)
            for name in sorted(names):
                if name.endswith((".xml", ".rels")):
                    _refuse_by_part(name, package.read(name))
    except (*BROKEN, KeyError, RuntimeError):
        raise Refused(files.DAMAGED) from None


def _refuse_by_head(content: bytes) -> None:
    if not content:
        raise Refused(files.EMPTY)
    if len(content) > MOST_BYTES:
        raise Refused(files.why_too_large(MOST_BYTES))
    if content.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        raise Refused(files.OLD_OR_LOCKED)
    if not content.startswith(b"PK\x03\x04"):
        raise Refused(NOT_WORD)
    if content.count(DIRECTORY_ENTRY) > 2 * MOST_PARTS:
        raise Refused(TOO_MUCH)


def _refuse_by_directory(parts: list[zipfile.ZipInfo], size: int) -> None:
    if len({part.filename for part in parts}) != len(parts):
        raise Refused(files.DAMAGED)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(files.LOCKED)
    if len(parts) > MOST_PARTS or sum(part.compress_size for part in parts) > size:
        raise Refused(TOO_MUCH)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or any(map(_swells, parts)):
        raise Refused(TOO_MUCH)


def _swells(part: zipfile.ZipInfo) -> bool:
    if part.filename.endswith((".xml", ".rels")) and part.file_size > MOST_XML:
        return True
    return part.file_size > max(RATIO_FROM, part.compress_size * MOST_RATIO)


def _refuse_by_part(name: str, content: bytes) -> None:
    """Walks through a part: no document type, so no entities; relationships stay inside."""
    for element, attributes in _elements(content):
        if not name.endswith(".rels") or element != "Relationship":
            continue
        if attributes.get("TargetMode", "").lower() == "external":
            raise Refused(EXTERNAL.format(attributes.get("Target", "")[:60]))
        if EMBEDDED_KIND.search(attributes.get("Type", "")):
            raise Refused(EMBEDDED)


def _elements(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    depth = seen = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, seen
        depth, seen = depth + 1, seen + 1
        if depth > MOST_DEPTH or seen > MOST_ELEMENTS:
            raise Refused(files.DAMAGED)
        if name.endswith("Relationship"):
            found.append((name.rpartition(" ")[2], attributes))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise Refused(DOCTYPE)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError):
        raise Refused(files.DAMAGED) from None
    yield from found
