"""Taking files in."""

import hashlib
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

import puremagic
from django.conf import settings
from django.db import IntegrityError, transaction

from himpun.archive import rules
from himpun.archive.models import StoredFile
from himpun.archive.queries import is_whole, path_of
from himpun.office.rules import Refused

CHUNK = 1024 * 1024
HEAD = 64 * 1024
"""Bytes from which the kind is told."""
PACKAGE = b"PK\x03\x04"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""What Word and Excel wrote until 2007, and write around a file with a password."""
LONGEST_PART = 1024 * 1024
"""Bytes read of a package's list of contents: a longer one is a trap, not a letter."""


def store_file(*, content: bytes | IO[bytes], name: str, now: datetime) -> StoredFile:
    """Keeps a content for ever; the same content once only, whatever its name.

    ``content`` is read once, from where it stands; ``name`` is what the person calls it. Refuses
    what is empty, larger than HIMPUN_UPLOAD_BYTES, not of an allowed kind by its content, or named
    as another kind. The file is whole on the disk before its row is written, so a power cut leaves
    at most a file that nothing refers to.
    """
    source = BytesIO(content) if isinstance(content, bytes) else content
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with _draft(folder) as (draft, path):
        sha256, size = _copy(source, draft, settings.HIMPUN_UPLOAD_BYTES)
        kind = _kind_of(draft, name)
        return _kept(draft, path, (sha256, size, kind.media_type), now)


def store_made(*, content: IO[bytes], media_type: str, now: datetime) -> StoredFile:
    """Keeps a file that the program itself has made (an evidence pack), as ``store_file`` keeps
    what people bring, however large it is. Refuses an empty one."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with _draft(folder) as (draft, path):
        sha256, size = _copy(content, draft, sys.maxsize)
        return _kept(draft, path, (sha256, size, media_type), now)


def _kept(draft: BinaryIO, path: Path, what: tuple[str, int, str], now: datetime) -> StoredFile:
    """A draft that now has its place in the store; ``what``: its hash, size and kind."""
    sha256, size, media_type = what
    draft.flush()
    os.fsync(draft.fileno())
    _put(path, path_of(sha256), sha256)
    known = {"size": size, "media_type": media_type, "stored_at": now}
    stored = StoredFile.objects.get_or_create(sha256=sha256, defaults=known)[0]
    # Somebody may have destroyed the same content in between: then it is put there again.
    if not path_of(sha256).exists():
        _put(path, path_of(sha256), sha256)
    return stored


def forget_content(*, sha256: str) -> bool:
    """Takes a content off the disk that no row names any more; whether it did. Whoever stores the
    same content at that moment waits until it is done, for both need the one row of its hash."""
    with suppress(IntegrityError), transaction.atomic():
        claimed = StoredFile.objects.create(
            sha256=sha256, size=1, media_type="-", stored_at=datetime.min.replace(tzinfo=UTC)
        )
        path_of(sha256).unlink(missing_ok=True)
        claimed.delete()
        return True
    return False


@contextmanager
def _draft(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file in the folder of the files, to be moved in one step; gone at the end."""
    handle, name = tempfile.mkstemp(prefix="draft-", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w+b") as draft:
            yield draft, path
    finally:
        path.unlink(missing_ok=True)


def _copy(source: IO[bytes], draft: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise Refused(rules.why_too_large(limit))
        digest.update(chunk)
        draft.write(chunk)
    if not size:
        raise Refused(rules.EMPTY)
    return digest.hexdigest(), size


def _kind_of(draft: BinaryIO, name: str) -> rules.Kind:
    """The kind by content. Refuses what is not allowed, and a name that says another kind."""
    draft.seek(0)
    head = draft.read(HEAD)
    if head.startswith(PACKAGE):
        kind = _kind_of_package(draft)
    elif found := rules.kind_by_magic(_endings_by_magic(head)):
        kind = found
    elif _is_plain_text(draft):
        kind = rules.kind_of_plain_text(name)
    else:
        raise Refused(rules.OLD_OR_LOCKED if head.startswith(OLE) else rules.NOT_TAKEN)
    if why := rules.why_not_name(name, kind):
        raise Refused(why)
    return kind


def _endings_by_magic(head: bytes) -> set[str]:
    try:
        return {match.extension for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _is_plain_text(draft: BinaryIO) -> bool:
    draft.seek(0)
    whole = draft.read()
    return rules.is_plain_text(whole)


def _kind_of_package(draft: BinaryIO) -> rules.Kind:
    try:
        with zipfile.ZipFile(draft) as package:
            names = package.namelist()
            parts = [_part(package, names, p) for p in (rules.CONTENT_TYPES, rules.MIMETYPE)]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise Refused(rules.DAMAGED) from None
    return rules.kind_of_package(names, *parts)


def _part(package: zipfile.ZipFile, names: list[str], name: str) -> str:
    if name not in names:
        return ""
    part: Any = package.getinfo(name)
    if part.flag_bits & 1:
        raise Refused(rules.LOCKED)
    with package.open(part) as file:
        text = file.read(LONGEST_PART + 1)
    if len(text) > LONGEST_PART:
        raise Refused(rules.DAMAGED)
    return text.decode("utf-8", "replace").strip()


def _put(draft: Path, place: Path, sha256: str) -> None:
    """Gives a draft its place, in one step. What lies there already stays, if it is whole."""
    place.parent.mkdir(exist_ok=True)
    draft.chmod(0o440)
    try:
        os.link(draft, place)
    except FileExistsError:
        if is_whole(place, sha256):
            return
        draft.replace(place)
    for folder in (place.parent, place.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network shares cannot
            os.fsync(handle)
    finally:
        os.close(handle)
