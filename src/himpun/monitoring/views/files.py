"""Files that a page hands out."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from himpun.archive.queries.sheets_file import Sheet, sheets_file
from himpun.kernel.worktime import ZONES
from himpun.office.asking import AskedHere

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


def sheets(ask: AskedHere, name: str, title: str, parts: Sequence[Sheet]) -> HttpResponse:
    """A workbook of plain sheets, to be saved under that name."""
    made_at = ask.now.astimezone(ZONES[ask.agency.zone]).replace(tzinfo=None, microsecond=0)
    return download(sheets_file(parts, title, made_at), f"{name}.xlsx", XLSX)


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to be saved."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
