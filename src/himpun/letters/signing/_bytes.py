"""The first, quick look at a signed PDF: its bytes against the hashes that its marks carry.

Nothing of the PDF is parsed, so nothing in it can mislead the parser. Every byte of the file
belongs to one of three: covered by a mark's hash; the mark itself, in its gap, which must be
written exactly as it was made; or behind the last mark, where nothing may stand.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from asn1crypto import cms, tsp

RANGE: Final = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
HEX: Final = re.compile(rb"<(?:[0-9a-f]+|[0-9A-F]+)>")
CONTENT_CHANGED: Final = "the hash does not fit"
HASHES: Final = {"sha256", "sha384", "sha512"}


@dataclass(frozen=True, slots=True)
class RawMark:
    """A mark as bytes: where the part of the file ends that it vouches for, its CMS (DER) or empty,
    and why its hash does not fit, or None."""

    end: int
    gap: tuple[int, int]
    signed: bytes
    why: str | None


def raw_marks(pdf: bytes) -> list[RawMark]:
    """The marks in the order in which they were made."""
    found = (_raw_mark(pdf, *map(int, match.groups())) for match in RANGE.finditer(pdf))
    return sorted((mark for mark in found if mark), key=lambda mark: mark.end)


def is_altered(pdf: bytes) -> bool:
    """True: what a mark covers is not as it was. False for a file without marks."""
    return any(mark.why for mark in raw_marks(pdf))


def _raw_mark(pdf: bytes, start: int, length: int, again: int, rest: int) -> RawMark | None:
    end, gap = again + rest, (start + length, again)
    if start or end > len(pdf) or not 0 < gap[0] < gap[1]:
        return RawMark(min(end, len(pdf)), (0, 0), b"", "the range leaves the file")
    inside = pdf[gap[0] : gap[1]]
    if not HEX.fullmatch(inside):
        return RawMark(end, gap, b"", "the gap is not one hexadecimal number")
    content = bytes.fromhex(inside[1:-1].decode("ascii"))
    signed, why = _taken(content)
    if why is None:
        why = _why_not_hash(signed, pdf[: gap[0]], pdf[again:end])
    return RawMark(end, gap, signed, why)


def _taken(content: bytes) -> tuple[bytes, str | None]:
    """The CMS at the beginning of the room kept for it; behind it only zeros."""
    size = _der_size(content)
    if size is None or size > len(content):
        return b"", "no CMS in the gap"
    if content[size:].strip(b"\0"):
        return content[:size], "something stands behind the CMS"
    return content[:size], None


def _der_size(content: bytes) -> int | None:
    """Bytes of the DER value at the beginning, its head included."""
    if len(content) < 2 or content[0] != 0x30:
        return None
    first = content[1]
    if first < 0x80:
        return 2 + first
    count = first & 0x7F
    length = content[2 : 2 + count]
    # The shortest form, as DER demands: another would be a second way to write the same.
    if not 1 <= count <= 4 or len(length) < count or length[0] == 0 or int.from_bytes(length) < 128:
        return None
    return 2 + count + int.from_bytes(length)


def _why_not_hash(signed: bytes, *parts: bytes) -> str | None:
    try:
        algorithm, said = _said_hash(signed)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return "the CMS cannot be read"
    if algorithm not in HASHES:
        return f"the hash {algorithm} is not trusted"
    digest = hashlib.new(algorithm)
    for part in parts:
        digest.update(part)
    return None if digest.digest() == said else CONTENT_CHANGED


def _said_hash(signed: bytes) -> tuple[str, bytes]:
    """The hash of the document that a signature or a document time-stamp carries."""
    data = cms.ContentInfo.load(signed, strict=True)["content"]
    (info,) = data["signer_infos"]
    content = data["encap_content_info"]["content"]
    if content.native is not None:
        stamp = tsp.TSTInfo.load(content.parsed.dump() if hasattr(content, "parsed") else b"")
        imprint = stamp["message_imprint"]
        return imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native
    algorithm = info["digest_algorithm"]["algorithm"].native
    for attribute in info["signed_attrs"]:
        if attribute["type"].native == "message_digest":
            return algorithm, attribute["values"][0].native
    raise ValueError("no message digest")
