"""From a document to its sheet: PDF/A with the places of its blanks, pictures, and Word files.

Bytes in, bytes out; no tables, no clock, no network. Only our own typst sources are ever compiled:
see docs/decisions/0016-papers-are-set-from-data-only.md.
"""

from himpun.letters.typeset.packed import logo_png
from himpun.letters.typeset.pictures import page_count, pictures
from himpun.letters.typeset.setting import FontsMissing, Printed, font, printed

__all__ = ["FontsMissing", "Printed", "font", "logo_png", "page_count", "pictures", "printed"]
