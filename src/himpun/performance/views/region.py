"""Several agencies side by side, for whoever reads more than one."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from himpun.archive.queries.sheets_file import Sheet, Value, sheets_file
from himpun.office.asking import Asked
from himpun.office.queries import is_system
from himpun.performance.queries.region import (
    AgencyLine,
    Region,
    levels,
    newest_quarter,
    region_of,
)
from himpun.performance.rules.numbers import show_number
from himpun.performance.rules.recap.shown import DASH, ROMAN
from himpun.performance.views.asked import asked
from himpun.performance.views.list_file import MEDIA_TYPE

FIRST_YEAR, LAST_YEAR = 1945, 9998
RECENT = 8
"""Quarters of the trend by agency."""
FIXED_COLUMNS = (
    ("Instansi", 44), ("Daerah", 28), ("Unit", 8), ("Unit lengkap", 10), ("Tepat waktu", 10),
    ("Terlambat", 10), ("Indikator ditanyakan", 11), ("Terisi", 9), ("Tanpa nilai", 9),
    ("Belum diisi", 9), ("Rata-rata capaian (%)", 14), ("Indikator terhitung", 11),
)  # fmt: skip


@require_safe
@asked
def region_start(ask: Asked) -> HttpResponse:
    """The newest quarter that has data; today's where there is none."""
    year, quarter = newest_quarter(ask.person, ask.on) or (
        ask.on.year, (ask.on.month - 1) // 3 + 1,
    )  # fmt: skip
    return redirect("performance:region", year, quarter)


@require_safe
@asked
def region(ask: Asked, year: int, quarter: int) -> HttpResponse:
    """Completeness, timeliness, achievement and trend by agency; a workbook with
    ``?bentuk=xlsx``."""
    if not (1 <= quarter <= len(ROMAN) - 1 and FIRST_YEAR <= year <= LAST_YEAR):
        raise Http404
    found = region_of(ask.person, ask.on, year, quarter)
    if ask.text("bentuk") == "xlsx":
        return _as_workbook(ask, found)
    earlier, later = _next(year, quarter, -1), _next(year, quarter, 1)
    return ask.render(
        "region", found=found, rows=[_row(line) for line in found.lines], levels=levels(),
        title=f"Triwulan {ROMAN[quarter]} {year}", mean=_text(found.whole.mean),
        counted=found.whole.counted, sums=_sums(found), earlier=earlier, later=later,
        trend=_trend(found), heat=_heat(found), has_data=any(line.units for line in found.lines),
        system=not found.lines and is_system(ask.person, ask.on),
    )  # fmt: skip


def _next(year: int, quarter: int, by: int) -> tuple[int, int]:
    at = year * 4 + quarter - 1 + by
    return at // 4, at % 4 + 1


def _text(mean: Any) -> str:
    return "" if mean is None else show_number(mean, 2)


def _row(line: AgencyLine) -> dict[str, Any]:
    return {
        "line": line,
        "mean": _text(line.achieved.mean) or DASH,
        "missing": line.asked - line.answered,
        "state": _state(line),
        "share": f"{line.answered * 100 // line.asked} %" if line.asked else DASH,
    }


def _state(line: AgencyLine) -> tuple[str, str]:
    """How an agency's forms stand, as (mark, word)."""
    if not line.units:
        return "idle", "Belum dibuka"
    if line.complete < line.units:
        return "now", f"{line.complete} dari {line.units} unit lengkap"
    return ("risk", "Lengkap, ada yang terlambat") if line.late else ("done", "Lengkap")


def _sums(found: Region) -> dict[str, int]:
    lines = found.lines
    return {
        "agencies": sum(1 for line in lines if line.units),
        "units": sum(line.units for line in lines),
        "complete": sum(line.complete for line in lines),
        "on_time": sum(line.on_time for line in lines),
        "asked": sum(line.asked for line in lines),
        "answered": sum(line.answered for line in lines),
    }


def _name(at: tuple[int, int]) -> str:
    return f"{at[0]} TW {ROMAN[at[1]]}"


Table = tuple[list[str], list[list[str]]]


def _trend(found: Region) -> Table:
    rows = [[_name(at), _text(found.trend(at).mean) or DASH] for at in found.quarters]
    return ["Triwulan", "Rata-rata capaian"], rows


def _heat(found: Region) -> Table:
    recent = found.quarters[-RECENT:]
    rows = [
        [line.agency.name, *(_trend_text(line, at) for at in recent)]
        for line in found.lines
        if line.trend
    ]
    return ["Instansi", *(_name(at) for at in recent)], rows


def _trend_text(line: AgencyLine, at: tuple[int, int]) -> str:
    known = line.trend.get(at)
    return (_text(known.mean) if known else "") or DASH


def _as_workbook(ask: Asked, found: Region) -> HttpResponse:
    named = [(f"{level.word} ({bounds})", 14) for level, bounds in levels()]
    rows: list[list[Value]] = [
        [
            line.agency.name, line.agency.region, line.units, line.complete, line.on_time,
            line.late, line.asked, line.filled, line.reasoned, line.asked - line.answered,
            line.achieved.mean, line.achieved.counted, *line.bands,
        ]
        for line in found.lines
    ]  # fmt: skip
    sheets = [Sheet("Instansi", [*FIXED_COLUMNS, *named], rows)]
    for name, (head, cells) in (("Tren", _trend(found)), ("Tren per instansi", _heat(found))):
        sheets.append(Sheet(name, [(title, 18) for title in head], cells))
    title = f"Kinerja wilayah triwulan {ROMAN[found.quarter]} {found.year}"
    made = ask.now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    answer = HttpResponse(sheets_file(sheets, title, made), content_type=MEDIA_TYPE)
    name = f"wilayah-{found.year}-triwulan-{found.quarter}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
