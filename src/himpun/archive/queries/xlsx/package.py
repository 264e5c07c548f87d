"""The package that an Excel file is: what it may hold, and how much, before anything is read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from himpun.archive import rules as files
from himpun.office.rules import Refused

MOST_BYTES = 8 * 1024 * 1024
MOST_PARTS = 200
MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes of all parts together. It bounds memory: what is unpacked is never longer than declared."""
MOST_RATIO = 250
RATIO_FROM = 1024 * 1024
"""A short part may well be packed into next to nothing; a long one only by a trap."""
_PACKAGE = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
TOO_MUCH = (
    "Berkas ini memuat jauh lebih banyak daripada yang tampak dari ukurannya; berkas seperti ini "
    "tidak dibuka."
)
NOT_EXCEL = "Berkas ini bukan lembar kerja Excel (.xlsx)."


class Package:
    """An opened package of bounded size. ``names`` are its parts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def part(self, name: str) -> bytes:
        """A part. Refuses one that is not there or does not unpack."""
        if name not in self.names:
            raise Refused(files.DAMAGED)
        try:
            return self._archive.read(name)
        except (*_BROKEN, RuntimeError):
            raise Refused(files.DAMAGED) from None


@contextmanager
def opened(content: bytes) -> Iterator[Package]:
    """The package of an Excel file. Refuses (a sentence) what is none, has macros or a password, is
    broken, or would unpack to more than a sheet of an office ever holds."""
    _refuse_by_head(content)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _BROKEN:
        raise Refused(files.DAMAGED) from None
    with archive:
        _refuse_by_directory(archive.infolist(), len(content))
        package = Package(archive)
        kind = files.kind_of_package(package.names, _content_types(package), "")
        if kind != files.XLSX:
            raise Refused(NOT_EXCEL)
        yield package


def _refuse_by_head(content: bytes) -> None:
    if not content:
        raise Refused(files.EMPTY)
    if len(content) > MOST_BYTES:
        raise Refused(files.why_too_large(MOST_BYTES))
    if content.startswith(_OLE):
        raise Refused(files.OLD_OR_LOCKED)
    if not content.startswith(_PACKAGE):
        raise Refused(NOT_EXCEL)
    # Counted before the directory is read: a hundred thousand empty parts would cost memory.
    if content.count(_DIRECTORY_ENTRY) > 2 * MOST_PARTS:
        raise Refused(TOO_MUCH)


def _refuse_by_directory(parts: list[zipfile.ZipInfo], size: int) -> None:
    if len({part.filename for part in parts}) != len(parts):
        raise Refused(files.DAMAGED)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(files.LOCKED)
    # Parts that lie over one another are packed into more bytes than there are.
    if len(parts) > MOST_PARTS or sum(part.compress_size for part in parts) > size:
        raise Refused(TOO_MUCH)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_MUCH)
    for part in parts:
        if part.file_size > max(RATIO_FROM, part.compress_size * MOST_RATIO):
            raise Refused(TOO_MUCH)


def _content_types(package: Package) -> str:
    return package.part(files.CONTENT_TYPES).decode("utf-8", "replace")
