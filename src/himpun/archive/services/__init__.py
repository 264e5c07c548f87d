"""What may be asked of the archive: each function is one wish, whole or not at all."""

from himpun.archive.services.files import store_file

__all__ = ["store_file"]
