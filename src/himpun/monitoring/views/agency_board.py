"""The board of one agency: "Papan pengumpulan data"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from himpun.archive.queries.sheets_file import Sheet, Value
from himpun.kernel.worktime import Calendar, format_working
from himpun.monitoring.queries.agency_board import (
    AgencyBoard,
    Focus,
    UnitMark,
)
from himpun.monitoring.queries.agency_board import (
    agency_board as board_of,
)
from himpun.monitoring.views.asked import asked_here
from himpun.monitoring.views.board_file import board_file
from himpun.monitoring.views.words import figure, quarter_text
from himpun.office.asking import AskedHere
from himpun.performance.queries.region import levels
from himpun.runs.rules.words import today_text

MOST_SEGMENTS = 24
"""Units that are drawn one by one; more are drawn as one bar."""
WIDTH, HEIGHT = 300, 20
MOST_ROWS = 20_000
FARTHEST = 10
"""Working days beside the due time that are drawn; what lies farther stands at the edge."""
RUN_COLUMNS = (
    ("SOP", 36), ("Periode", 20), ("Keadaan", 30), ("Langkah", 9), ("Kegiatan", 60),
    ("Di tangan", 40), ("Dipegang", 20), ("Tenggat", 36),
)  # fmt: skip
UNIT_COLUMNS = (
    ("Unit", 40), ("Keadaan", 20), ("Hari kerja terhadap tenggat", 14), ("Tepat waktu", 12),
)  # fmt: skip
OWING_COLUMNS = (
    ("Unit", 40), ("SOP", 36), ("Periode", 20), ("Langkah", 9), ("Keadaan", 20), ("Tenggat", 30),
    ("Sisa atau lewat", 24), ("Di tangan", 50), ("Penagihan terakhir", 40), ("Berikutnya", 40),
)  # fmt: skip
UNIT_WORDS = {
    "done": "menyerahkan", "late": "terlambat", "back": "dikembalikan", "risk": "berisiko",
    "now": "sedang dikerjakan", "wait": "menunggu", "idle": "belum mulai",
}  # fmt: skip


@require_safe
@asked_here
def agency_board(ask: AskedHere) -> HttpResponse:
    """How the collecting stands at an agency; a workbook with ``?bentuk=xlsx``."""
    if ask.text("bentuk") == "xlsx":
        return _as_workbook(ask, board_of(ask.agency, ask.now, ask.number("jalan") or 0, MOST_ROWS))
    board = board_of(ask.agency, ask.now, ask.number("jalan") or 0)
    focus, reached = board.focus, board.reached
    return ask.render(
        "agency", board=board, focus=focus, today=today_text(ask.now, board.calendar.zone),
        segments=list(_segments(focus.marks)) if focus else [],
        bar=_bar(focus), counts=_counts(focus), dots=_dots(focus),
        reached=reached, reached_mean=figure(reached.achieved.mean, 2) if reached else "",
        reached_title=quarter_text(board.reached_at) if board.reached_at else "",
        bands=list(zip(levels(), reached.bands, strict=True)) if reached else [],
        shares=list(_shares(focus, board.calendar)) if focus else [],
    )  # fmt: skip


def _segments(marks: Sequence[UnitMark]) -> Iterator[dict[str, Any]]:
    """A box for each unit, side by side over the width of the picture."""
    if not 0 < len(marks) <= MOST_SEGMENTS:
        return
    each = WIDTH / len(marks)
    for at, mark in enumerate(marks):
        width = min(each - 4, 46)
        step = min(each, 50)
        yield {
            "mark": mark, "x": round(at * step, 1), "width": round(width, 1),
            "glyph": round(at * step + width / 2 - 7, 1) if width >= 14 else None,
        }  # fmt: skip


def _bar(focus: Focus | None) -> int:
    """How far the one bar goes where units are not drawn one by one."""
    return focus.handed * WIDTH // focus.units if focus and focus.units else 0


def _counts(focus: Focus | None) -> str:
    """The units in words, by how they stand: what the picture says."""
    if focus is None:
        return ""
    if not focus.marks:
        return f"{focus.handed} menyerahkan, {focus.units - focus.handed} tidak"
    found = {state: sum(m.state == state for m in focus.marks) for state in UNIT_WORDS}
    return ", ".join(f"{many} {UNIT_WORDS[state]}" for state, many in found.items() if many)


def _dots(focus: Focus | None) -> list[dict[str, Any]]:
    """Where each unit that has handed in stands beside its due time: (x, late, words)."""
    marks = [mark for mark in focus.marks if mark.days is not None] if focus else []
    half = WIDTH / 2
    found = []
    for mark in sorted(marks, key=lambda mark: mark.days or 0):
        days = mark.days or 0
        near = max(-FARTHEST, min(FARTHEST, days))
        # On the day itself, what is late stands just behind the line and what is not before it.
        nudge = 0 if near else (8 if mark.late else -8)
        x = half + near * (half - 20) / FARTHEST + nudge
        found.append({"x": round(x, 1), "late": mark.late, "words": _days(days, late=mark.late)})
    return found


def _days(days: int, *, late: bool) -> str:
    if not days:
        return "lewat pada harinya" if late else "pada harinya"
    return f"{'+' if days > 0 else '−'}{abs(days)} hari"


def _shares(focus: Focus, calendar: Calendar) -> Iterator[dict[str, Any]]:
    """A bar for each performer; the longest time, held or allowed, is the whole width."""
    times = (time for share in focus.shares for time in (share.held, share.allowed))
    longest = max(times, default=timedelta()) or timedelta(1)
    for share in focus.shares:
        yield {
            "title": share.title, "over": share.over,
            "held": format_working(share.held, calendar), "held_part": share.held * 100 // longest,
            "allowed": format_working(share.allowed, calendar) if share.allowed else "",
            "allowed_part": share.allowed * 100 // longest,
        }  # fmt: skip


def _as_workbook(ask: AskedHere, board: AgencyBoard) -> HttpResponse:
    runs: list[list[Value]] = [
        [
            run.title, run.period, run.word, run.key, run.task, run.holder, run.held,
            " ".join(part for part in run.due if part),
        ]
        for run in board.live
    ]  # fmt: skip
    marks = board.focus.marks if board.focus else ()
    units: list[list[Value]] = [
        [mark.name, UNIT_WORDS[mark.state], mark.days, _timely(mark)] for mark in marks
    ]  # fmt: skip
    owing: list[list[Value]] = [
        [
            row.unit, row.sop, row.period, row.step, row.word, row.due, row.left, row.holder,
            " ".join(part for part in (row.last, row.last_at) if part),
            " ".join(part for part in (row.following, row.following_at) if part),
        ]
        for row in board.owing
    ]  # fmt: skip
    sheets = [
        Sheet("SOP berjalan", RUN_COLUMNS, runs), Sheet("Unit", UNIT_COLUMNS, units),
        Sheet("Masih ditagih", OWING_COLUMNS, owing),
    ]  # fmt: skip
    return board_file(f"papan-{ask.agency.code}", f"Papan {ask.agency.name}", sheets, ask.now)


def _timely(mark: UnitMark) -> str:
    if mark.state != "done":
        return ""
    return "tidak" if mark.late else "ya"
