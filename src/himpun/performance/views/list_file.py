"""A list as an Excel file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

from django.http import HttpResponse

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_file(
    name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]
) -> HttpResponse:
    """A list of texts as an answer to be saved; ``columns`` are (head, width in letters).

    Texts stay texts: what somebody typed becomes neither a formula nor a link.
    """
    import xlsxwriter

    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet("Daftar")
        for at, (title, width) in enumerate(columns):
            page.set_column(at, at, width)
            page.write_string(0, at, title, head)
        for at, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                page.write_string(at, column, cell, text)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    answer = HttpResponse(file.getvalue(), content_type=MEDIA_TYPE)
    safe = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    answer["Content-Disposition"] = f'attachment; filename="{safe}.xlsx"'
    return answer
