"""Reading Excel files that strangers hand in; decision 0011 says why by our own hand."""

from himpun.performance.services._xlsx.book import read_book

__all__ = ["read_book"]
