"""Questions about the stored files."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from himpun.archive.models import StoredFile
from himpun.archive.rules import Damage, place_of

__all__ = ["StoredFile", "check_store", "damage_of", "is_whole", "open_file", "path_of"]


def path_of(sha256: str) -> Path:
    """Where a content lies on the disk."""
    return Path(settings.MEDIA_ROOT) / place_of(sha256)


def open_file(stored: StoredFile) -> BinaryIO:
    """The content, from its beginning, for the caller to close. Raises FileNotFoundError where the
    disk has lost it (``check_store`` tells)."""
    return path_of(stored.sha256).open("rb")


def check_store() -> list[Damage]:
    """Reads every stored file again; those that are missing or changed, by the order of storing."""
    rows = StoredFile.objects.order_by("pk").values_list("sha256", "size")
    found = (damage_of(sha256, size) for sha256, size in rows.iterator(chunk_size=1000))
    return [damage for damage in found if damage]


def damage_of(sha256: str, size: int) -> Damage | None:
    """How a stored content is damaged; None where it is whole. Reads all of it."""
    path = path_of(sha256)
    try:
        if path.stat().st_size == size and is_whole(path, sha256):
            return None
    except FileNotFoundError:
        return Damage(sha256, missing=True)
    return Damage(sha256, missing=False)


def is_whole(path: Path, sha256: str) -> bool:
    """Whether a file's content still has its hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
