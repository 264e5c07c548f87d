"""Additions to a PDF that leave every byte that is already there, and the PDF/A metadata, alone.

Importing this loads pyHanko (a second or so): the interface in `__init__` does it late.
"""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError

from himpun.office.rules import Refused


def _leave_metadata(_: object) -> None:
    """pyHanko would write the moment of change into /Info and the XMP metadata, and the two would
    no longer say the same, which PDF/A demands. Changed on the class, since its LTA step opens a
    writer of its own."""


IncrementalPdfFileWriter._update_meta = _leave_metadata  # type: ignore[method-assign]


def open_for_addition(pdf: bytes) -> IncrementalPdfFileWriter:
    """A writer over ``pdf``. Refuses what is no PDF."""
    try:
        return IncrementalPdfFileWriter(BytesIO(pdf))
    except (PdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("Berkas itu bukan PDF yang utuh.") from error


def written(writer: IncrementalPdfFileWriter) -> bytes:
    """The PDF with what the writer adds."""
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
