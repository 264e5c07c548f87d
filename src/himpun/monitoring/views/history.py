"""Quarter by quarter: charts that print, each with its table."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from himpun.archive.queries.sheets_file import Sheet, Value
from himpun.monitoring.queries.history import (
    History,
    QuarterLine,
    history_of_agencies,
    history_of_agency,
)
from himpun.monitoring.queries.region_board import agencies_on_board, newest_quarter
from himpun.monitoring.rules.boards import Quarter
from himpun.monitoring.views.asked import asked, asked_here
from himpun.monitoring.views.board_file import board_file
from himpun.monitoring.views.words import figure, quarter_text, short_quarter
from himpun.office.asking import Asked, AskedHere

COLUMNS = (
    ("Triwulan", 20), ("SOP", 8), ("Masih berjalan", 10), ("Unit", 8), ("Menyerahkan", 12),
    ("Tepat waktu", 10), ("Kelengkapan (%)", 13), ("Ketepatan waktu (%)", 13),
    ("Lama rata-rata (hari kerja)", 14), ("Waktu baku (hari kerja)", 14),
    ("Rata-rata capaian (%)", 14), ("Indikator terhitung", 11),
)  # fmt: skip
Table = tuple[list[str], list[list[str]]]


@require_safe
@asked_here
def agency_history(ask: AskedHere) -> HttpResponse:
    """The last twenty quarters of an agency; a workbook with ``?bentuk=xlsx``."""
    last = _last([ask.agency.pk], ask)
    found = history_of_agency(ask.agency, ask.text("sop"), last)
    if ask.text("bentuk") == "xlsx":
        return _as_workbook(f"riwayat-{ask.agency.code}", ask.agency.name, found, ask)
    return ask.render("history", one=True, title=ask.agency.name, **_shown(found))


@require_safe
@asked
def region_history(ask: Asked) -> HttpResponse:
    """The last twenty quarters of all agencies that one sees, of one region where it is named."""
    seen = agencies_on_board(ask.person, ask.on)
    region = ask.text("daerah")
    chosen = [agency.pk for agency in seen if not region or agency.region == region]
    found = history_of_agencies(chosen, _last(chosen, ask))
    title = region or f"{len(seen)} instansi"
    if ask.text("bentuk") == "xlsx":
        return _as_workbook("riwayat-wilayah", title, found, ask)
    regions = sorted({agency.region for agency in seen})
    return ask.render(
        "history", one=False, title=title, region=region, regions=regions, **_shown(found)
    )


def _last(agencies: list[int], ask: Asked) -> Quarter:
    """The newest quarter that is shown: that of the newest run, or of today."""
    today = (ask.on.year, (ask.on.month - 1) // 3 + 1)
    return max(today, newest_quarter(agencies) or today)


def _shown(found: History) -> dict[str, Any]:
    known = [line for line in found.lines if line.runs]
    since = found.lines.index(known[0]) if known else 0
    lines = found.lines[since:]
    return {
        "found": found,
        "lines": [_row(line) for line in reversed(lines)] if known else [],
        "shares": _shares(lines),
        "times": _times(lines),
        "reached": _reached(lines),
    }


def _row(line: QuarterLine) -> dict[str, Any]:
    return {
        "line": line,
        "name": quarter_text(line.at),
        "complete": figure(line.complete),
        "punctual": figure(line.punctual),
        "days": figure(line.days, 1),
        "allowed": figure(line.allowed, 1),
        "reached": figure(line.achieved.mean, 2),
        "slower": line.days is not None and line.allowed and line.days > line.allowed,
    }


def _shares(lines: tuple[QuarterLine, ...]) -> Table:
    rows = [
        [short_quarter(line.at), figure(line.complete), figure(line.punctual)] for line in lines
    ]  # fmt: skip
    return ["Triwulan", "Kelengkapan", "Ketepatan waktu"], rows


def _times(lines: tuple[QuarterLine, ...]) -> Table:
    rows = [
        [short_quarter(line.at), figure(line.days, 1), figure(line.allowed, 1)] for line in lines
    ]  # fmt: skip
    return ["Triwulan", "Lama berjalan", "Waktu baku"], rows


def _reached(lines: tuple[QuarterLine, ...]) -> Table:
    rows = [[short_quarter(line.at), figure(line.achieved.mean, 2)] for line in lines]
    return ["Triwulan", "Rata-rata capaian"], rows


def _as_workbook(name: str, of: str, found: History, ask: Asked) -> HttpResponse:
    rows: list[list[Value]] = [
        [
            quarter_text(line.at), line.runs, line.live, line.units, line.handed, line.timely,
            line.complete, line.punctual, line.days, line.allowed, line.achieved.mean,
            line.achieved.counted,
        ]
        for line in found.lines
    ]  # fmt: skip
    return board_file(name, f"Riwayat {of}", [Sheet("Riwayat", COLUMNS, rows)], ask.now)
