"""Who held a run from when to when."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from himpun.archive.queries.sheets_file import Sheet, Value, sheets_file
from himpun.kernel.worktime import ZONES
from himpun.monitoring.queries.held import HeldRow, HeldView, held_view
from himpun.monitoring.views.asked import asked
from himpun.monitoring.views.files import XLSX
from himpun.office.asking import Asked, found
from himpun.runs.rules.words import today_text

COLUMNS = (
    ("Langkah", 9), ("Unit", 28), ("Pemegang", 44), ("Keadaan", 26), ("Dari", 18), ("Sampai", 18),
    ("Kerja (jam kantor)", 22), ("Menunggu (jam kantor)", 22), ("Waktu kalender", 22),
)  # fmt: skip


@require_safe
@asked
def held(ask: Asked, run: int) -> HttpResponse:
    """The list and the strip; a workbook with ``?bentuk=xlsx``."""
    view = found(held_view(ask.person, run, ask.now))
    if ask.text("bentuk") == "xlsx":
        return _as_workbook(ask, view)
    zone = ZONES[view.run.agency.zone]
    with timezone.override(zone):
        today = today_text(ask.now, zone)
        return ask.render("held", view=view, kinds=_kinds(view), today=today)


def _kinds(view: HeldView) -> list[tuple[str, str]]:
    """The key of the strip: only what is in it."""
    words: dict[str, Any] = {
        "work": "Dikerjakan", "wait": "Menunggu dimulai", "block": "Pada unit-unit",
        "halt": "Dihentikan sementara",
    }  # fmt: skip
    there = {bar.kind for bar in view.bars}
    return [(kind, word) for kind, word in words.items() if kind in there]


def _as_workbook(ask: Asked, view: HeldView) -> HttpResponse:
    zone = ZONES[view.run.agency.zone]
    total: list[Value] = ["", "", "Jumlah", "", None, None, view.sum_office, "", view.sum_wall]
    rows = [*map(_cells, view.rows), total]
    made_at = ask.now.astimezone(zone).replace(tzinfo=None, microsecond=0)
    title = f"Waktu {view.sop.name}, {view.period}"
    answer = HttpResponse(
        sheets_file([Sheet("Pemegang", COLUMNS, rows)], title, made_at), content_type=XLSX
    )
    name = f"waktu-{view.run.agency.code}-{view.run.period}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _cells(row: HeldRow) -> list[Value]:
    return [
        row.step, row.unit, row.who, row.what, f"{row.start:%Y-%m-%d %H:%M}",
        "" if row.open else f"{row.end:%Y-%m-%d %H:%M}", row.working, row.waiting, row.wall,
    ]  # fmt: skip
