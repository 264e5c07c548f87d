"""The archive's tables, one file a topic."""

from himpun.archive.models.files import StoredFile

__all__ = ["StoredFile"]
