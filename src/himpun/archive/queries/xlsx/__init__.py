"""Reading Excel files that strangers hand in; decision 0013 says why by our own hand."""

from himpun.archive.queries.xlsx.book import read_book
from himpun.archive.queries.xlsx.package import MOST_BYTES

__all__ = ["MOST_BYTES", "read_book"]
