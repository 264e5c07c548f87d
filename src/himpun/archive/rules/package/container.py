"""The ZIP around a package, byte for byte: entries stored one after another, and nothing else.

Nothing in it is left open (no compression, no clock, no comment), so the same content has the same
bytes, and a changed byte outside the contents shows as well.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

LIMIT_32 = 0xFFFFFFFF
LIMIT_16 = 0xFFFF
DAY = 0x21
"""1 January 1980, the first day that a ZIP can name."""
PLAIN_FILE = 0o100644 << 16
UNIX = 3 << 8
OLD, ZIP64 = 20, 45


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored file: its name, its size in bytes, the CRC-32 of its content, and where its header
    begins."""

    name: str
    size: int
    crc: int
    offset: int


def local_header(entry: Entry) -> bytes:
    """What stands before a content."""
    big = entry.size >= LIMIT_32
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if big else b""
    size = LIMIT_32 if big else entry.size
    name = entry.name.encode("ascii")
    return (
        struct.pack(
            "<4s5H3L2H", b"PK\3\4", ZIP64 if big else OLD, 0, 0, 0, DAY, entry.crc, size, size,
            len(name), len(extra),
        )
        + name
        + extra
    )  # fmt: skip


def central_header(entry: Entry) -> bytes:
    """What the list at the end says of an entry."""
    big, far = entry.size >= LIMIT_32, entry.offset >= LIMIT_32
    fields = b""
    if big:
        fields += struct.pack("<QQ", entry.size, entry.size)
    if far:
        fields += struct.pack("<Q", entry.offset)
    extra = struct.pack("<HH", 1, len(fields)) + fields if fields else b""
    version = ZIP64 if extra else OLD
    size = LIMIT_32 if big else entry.size
    name = entry.name.encode("ascii")
    return (
        struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", UNIX | version, version, 0, 0, 0, DAY, entry.crc, size, size,
            len(name), len(extra), 0, 0, 0, PLAIN_FILE, LIMIT_32 if far else entry.offset,
        )
        + name
        + extra
    )  # fmt: skip


def ending(count: int, size: int, offset: int) -> bytes:
    """What stands behind the list of ``count`` entries, which is ``size`` bytes long and begins at
    ``offset``."""
    found = b""
    if count >= LIMIT_16 or size >= LIMIT_32 or offset >= LIMIT_32:
        found = struct.pack(
            "<4sQ2H2L4Q", b"PK\6\6", 44, UNIX | ZIP64, ZIP64, 0, 0, count, count, size, offset
        ) + struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    few = min(count, LIMIT_16)
    return found + struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, few, few, min(size, LIMIT_32), min(offset, LIMIT_32), 0
    )


def directory(entries: Sequence[Entry]) -> bytes:
    """Everything behind the last content."""
    listed = b"".join(map(central_header, entries))
    last = entries[-1]
    offset = last.offset + len(local_header(last)) + last.size
    return listed + ending(len(entries), len(listed), offset)
