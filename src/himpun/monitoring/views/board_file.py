"""The lists of boards as Excel files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from django.http import HttpResponse

from himpun.archive.queries.sheets_file import Sheet, sheets_file
from himpun.monitoring.views.files import XLSX, download


def board_file(name: str, title: str, sheets: Sequence[Sheet], now: datetime) -> HttpResponse:
    """Sheets as an answer to be saved."""
    made = now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    safe = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return download(sheets_file(sheets, title, made), f"{safe}.xlsx", XLSX)
