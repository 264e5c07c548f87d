"""A recap as a file to be saved."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from himpun.performance.queries.recap import RunRow
from himpun.performance.queries.recap.document import recap_document
from himpun.performance.queries.recap.workbook import recap_workbook
from himpun.performance.rules.recap import Change, Shown, Stamp
from himpun.performance.views.list_file import MEDIA_TYPE, list_file

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DIFFERENCE = (
    ("Bagian", 22), ("Hal", 50), ("Yang berubah", 34), ("Sebelum", 40), ("Sesudah", 40),
)  # fmt: skip


def file_of(kind: str, run: RunRow, shown: Shown, stamp: Stamp) -> HttpResponse:
    """The recap as "xlsx" or "docx"; of a frozen one the same bytes every time."""
    make, media = (recap_workbook, MEDIA_TYPE) if kind == "xlsx" else (recap_document, DOCX)
    revision = f"revisi-{stamp.no}" if stamp.no else "langsung"
    answer = HttpResponse(make(shown, stamp), content_type=media)
    name = f"rekapitulasi-{run.agency.code}-{run.period.lower()}-{revision}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def difference_sheet(run: RunRow, changes: Sequence[Change]) -> HttpResponse:
    """What is different, as a workbook."""
    rows = [[c.part, c.subject, c.field, c.before, c.after] for c in changes]
    return list_file(f"beda rekapitulasi {run.period}", DIFFERENCE, rows)
