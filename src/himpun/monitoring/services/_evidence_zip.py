"""Writing a pack into a ZIP, one file after another."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO

from himpun.archive.queries import path_of
from himpun.archive.rules.package.bag import Stored
from himpun.kernel.worktime import ZONES
from himpun.monitoring.queries.evidence import Gathered, gather
from himpun.monitoring.queries.evidence.gathering import Piece
from himpun.monitoring.queries.evidence.index_paper import index_pdf, index_xlsx
from himpun.monitoring.rules.evidence import Claim, Proof, hash_list

CHUNK = 1024 * 1024
LOST = "Berkas “{title}” hilang dari penyimpanan; pulihkan dari cadangan."
INDEX, BOOK, HASHES = "00-indeks.pdf", "indeks.xlsx", "daftar-sha256.txt"


def write_pack(
    found: Gathered, file: IO[bytes], tell: Callable[[str], None]
) -> tuple[list[Claim], list[Proof]]:
    """Everything that proves something, then the index over it. A stored file that is lost is
    named as a gap of its criteria. Refuses (Refused) an index of more than 90 pages."""
    proofs: list[Proof] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for what, pieces in gather(found):
            tell(what)
            proofs += _written(archive, found, pieces)
        tell("Indeks")
        claims = list(found.claims.values())
        around = {
            INDEX: index_pdf(found.agency, found.year, claims, proofs, found.now),
            BOOK: index_xlsx(found.agency, found.year, claims, proofs, found.now),
        }
        for name, content in around.items():
            proofs.append(_put(archive, Piece((), name, "Indeks", content), found.now))
        archive.writestr(_entry(HASHES, found.now), hash_list(proofs))
    return claims, proofs


def _written(archive: zipfile.ZipFile, found: Gathered, pieces: Iterable[Piece]) -> Iterator[Proof]:
    for piece in pieces:
        try:
            yield _put(archive, piece, found.now)
        except FileNotFoundError:
            for no in piece.criteria:
                found.lacks(no, LOST.format(title=piece.title))


def _put(archive: zipfile.ZipFile, piece: Piece, now: datetime) -> Proof:
    digest, size = hashlib.sha256(), 0
    if isinstance(piece.content, Stored):
        path_of(piece.content.sha256).stat()
    with archive.open(_entry(piece.path, now), "w", force_zip64=True) as entry:
        for part in _parts(piece.content):
            digest.update(part)
            size += len(part)
            entry.write(part)
    return Proof(piece.criteria, piece.path, piece.title, digest.hexdigest(), size)


def _parts(content: bytes | Stored | Iterable[bytes]) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    elif isinstance(content, Stored):
        with path_of(content.sha256).open("rb") as stored:
            while part := stored.read(CHUNK):
                yield part
    else:
        yield from content


def _entry(path: str, now: datetime) -> zipfile.ZipInfo:
    at = now.astimezone(ZONES["WIB"])
    entry = zipfile.ZipInfo(path, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
