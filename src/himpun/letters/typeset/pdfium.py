"""PDFium may be used by one thread of a process at a time, and ends the process otherwise."""

import threading

PDFIUM = threading.Lock()
"""Held by whoever reads a PDF with it, from opening to closing."""
