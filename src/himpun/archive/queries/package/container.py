"""A package as a file on the disk: its entries, and whether the ZIP around them is untouched."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from himpun.archive.rules.package import bag
from himpun.archive.rules.package.container import Entry, directory, local_header
from himpun.archive.rules.package.proof import Finding

CHUNK = 1024 * 1024
LOCAL, END_RECORD, FAR_RECORD = 30, 22, 76
"""Bytes of what begins an entry, what ends a ZIP, and what stands before that in a large one."""
ZIP = "ZIP"


class NoPackage(Exception):
    """A file that is no package of ours, or cannot be read any further; the text says why."""


class Container:
    """A package, read from its directory. ``base`` is the name of its folder; ``entries`` are by
    their path in it, in the order in which they lie.

    Raises NoPackage where the directory is not that of a package: broken, of names that lead
    elsewhere or stand twice, packed or locked, too long. What is merely changed is in ``findings``.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.size = path, path.stat().st_size
        self.findings: list[Finding] = []
        self.entries: dict[str, Entry] = {}
        self.places: dict[str, int] = {}
        self.base = ""
        self._read()

    def _read(self) -> None:
        _want_short(self.path, self.size)
        try:
            with zipfile.ZipFile(self.path) as found:
                listed, said = found.infolist(), found.comment
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as why:
            raise NoPackage(f"Daftar isi ZIP rusak atau terpotong ({why}).") from None
        if not listed or said:
            raise NoPackage("ZIP ini kosong, atau ada tambahan di ujungnya.")
        self.base = listed[0].filename.partition("/")[0]
        at = 0
        with self.path.open("rb") as file:
            for info in listed:
                path = self._entry(info, at)
                self.places[path] = _begin(file, info, at)
                at = self.places[path] + info.file_size
        self._compare(at)

    def _entry(self, info: zipfile.ZipInfo, at: int) -> str:
        base, _, path = info.filename.partition("/")
        if why := self._why_not(info, base, path):
            raise NoPackage(f"Entri “{info.filename[:120]}”: {why}")
        self.entries[path] = Entry(info.filename, info.file_size, info.CRC, at)
        return path

    def _why_not(self, info: zipfile.ZipInfo, base: str, path: str) -> str:
        if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
            return "isi paket tidak boleh dimampatkan."
        if info.flag_bits & 1:
            return "isi paket tidak boleh dikunci."
        if base != self.base or not bag.BASE.fullmatch(base) or len(base) > bag.LONGEST_BASE:
            return "semua berkas harus ada dalam satu folder."
        if path not in bag.TAGS and bag.why_not_path(path):
            return "nama ini tidak diperbolehkan dalam paket."
        return "nama ini ada dua kali." if path in self.entries else ""

    def _compare(self, begin: int) -> None:
        """The ZIP is as these entries make it: every byte outside the contents. ``begin``: where
        the directory ought to stand."""
        with self.path.open("rb") as file:
            for path, entry in self.entries.items():
                file.seek(entry.offset)
                if file.read(self.places[path] - entry.offset) != local_header(entry):
                    told = f"Kepala ZIP di bita {entry.offset} telah diubah."
                    self.findings.append(Finding(path, told))
            file.seek(begin)
            end = directory(list(self.entries.values()))
            if file.read(len(end) + 1) != end:
                told = f"Daftar isi ZIP (mulai bita {begin}) telah diubah."
                self.findings.append(Finding(ZIP, told))

    def place_of(self, path: str) -> int:
        """Where the content of a file begins."""
        return self.places[path]

    def pieces(self, path: str) -> Iterator[bytes]:
        """A content, a piece at a time."""
        left = self.entries[path].size
        with self.path.open("rb") as file:
            file.seek(self.place_of(path))
            while left and (piece := file.read(min(CHUNK, left))):
                left -= len(piece)
                yield piece

    def whole(self, path: str, most: int) -> bytes:
        """A content at once. Raises NoPackage where it is missing or larger than ``most``."""
        if path not in self.entries:
            raise NoPackage(f"{path} tidak ada.")
        if self.entries[path].size > most:
            raise NoPackage(f"{path} terlalu besar untuk sebuah paket.")
        return b"".join(self.pieces(path))

    def lines(self, path: str) -> Iterator[tuple[int, bytes]]:
        """The lines of a content, each with its place in it; none where there is no such file."""
        if path not in self.entries:
            return
        at, size, begin = 0, self.entries[path].size, self.place_of(path)
        with self.path.open("rb") as file:
            file.seek(begin)
            while at < size and (line := file.readline(min(bag.LONGEST_LINE, size - at))):
                yield at, line
                at += len(line)

    def line_at(self, path: str, at: int) -> Any:
        """The line of a content at a place, as a value. Raises ValueError for a broken one."""
        with self.path.open("rb") as file:
            file.seek(self.place_of(path) + at)
            return bag.read_line(file.readline(min(bag.LONGEST_LINE, self.entries[path].size - at)))

    def hash_of(self, path: str) -> str:
        """The SHA-256 of a content; one that belies its CRC is told."""
        digest, crc = hashlib.sha256(), 0
        for piece in self.pieces(path):
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
        if crc != self.entries[path].crc:
            self.findings.append(Finding(path, "Isinya tidak cocok dengan CRC dalam ZIP."))
        return digest.hexdigest()


def _begin(file: BinaryIO, info: zipfile.ZipInfo, at: int) -> int:
    """Where a content begins, whose header stands right behind the content before."""
    file.seek(at)
    head = file.read(LOCAL)
    if info.header_offset != at or head[:4] != b"PK\3\4" or len(head) < LOCAL:
        raise NoPackage(f"Entri “{info.filename}” tidak berada tepat di belakang yang sebelumnya.")
    name, extra = struct.unpack("<2H", head[26:])
    begin: int = at + LOCAL + name + extra
    return begin


def _want_short(path: Path, size: int) -> None:
    """Before anything is read whole: the directory's own length, as the end of the file says."""
    with path.open("rb") as file:
        file.seek(max(0, size - END_RECORD - FAR_RECORD))
        tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < END_RECORD:
        raise NoPackage("Berkas ini bukan ZIP, atau ujungnya rusak.")
    count = int.from_bytes(tail[at + 10 : at + 12], "little")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if count == 0xFFFF or length == 0xFFFFFFFF:
        far = tail[max(0, at - FAR_RECORD) : at]
        count = int.from_bytes(far[32:40], "little")
        length = int.from_bytes(far[40:48], "little")
    if count > bag.MOST_FILES or length > bag.MOST_LISTED:
        raise NoPackage("Daftar isi ZIP terlalu besar untuk sebuah paket.")
