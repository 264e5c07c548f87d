"""Questions about the archive."""

from himpun.archive.queries.files import StoredFile, check_store, is_whole, open_file, path_of

__all__ = ["StoredFile", "check_store", "is_whole", "open_file", "path_of"]
