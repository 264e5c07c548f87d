"""Several agencies side by side, for whoever reads more than one."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from himpun.archive.queries.sheets_file import Sheet, Value
from himpun.kernel.worktime import ZONES
from himpun.monitoring.queries.region_board import (
    BoardLine,
    Sums,
    agencies_on_board,
    lines_of,
    newest_quarter,
    summed,
)
from himpun.monitoring.queries.region_list import (
    ORDERS,
    STATES,
    Wanted,
    by_region,
    narrowed,
    regions_of,
)
from himpun.monitoring.rules.boards import QUARTERS_OF_A_YEAR, beside
from himpun.monitoring.views.asked import asked
from himpun.monitoring.views.board_file import board_file
from himpun.monitoring.views.words import figure, quarter_text
from himpun.office.asking import Asked
from himpun.runs.rules.words import clock_text, short_day

PAGE = 50
FIRST_YEAR, LAST_YEAR = 1945, 9998
GROUPS = "daerah"
COLUMNS = (
    ("Instansi", 44), ("Daerah", 28), ("Keadaan", 20), ("Langkah", 18), ("Langkah terlambat", 11),
    ("Tenggat terdekat", 18), ("Unit", 8), ("Menyerahkan", 12), ("Kelengkapan (%)", 13),
    ("Tepat waktu", 10), ("Ketepatan waktu (%)", 13), ("Rata-rata capaian (%)", 14),
    ("Indikator terhitung", 11), ("Selesai", 18),
)  # fmt: skip
GROUP_COLUMNS = (
    ("Daerah", 34), ("Instansi", 10), ("Sudah mulai", 10), ("Selesai", 10), ("Terlambat", 10),
    ("Unit", 8), ("Menyerahkan", 12), ("Kelengkapan (%)", 13), ("Tepat waktu", 10),
    ("Ketepatan waktu (%)", 13), ("Rata-rata capaian (%)", 14), ("Indikator terhitung", 11),
)  # fmt: skip


@require_safe
@asked
def start(ask: Asked) -> HttpResponse:
    """One's own agency; the board of all that one sees, where one belongs to none."""
    seen = agencies_on_board(ask.person, ask.on)
    own = [agency for agency in seen if agency.pk == ask.person.home_id]
    one = own or (seen if len(seen) == 1 else [])
    return (
        redirect("monitoring:agency", one[0].code) if one else redirect("monitoring:region_start")
    )


@require_safe
@asked
def region_start(ask: Asked) -> HttpResponse:
    """The newest quarter with a run that goes on; today's where there is none."""
    seen = [agency.pk for agency in agencies_on_board(ask.person, ask.on)]
    today = (ask.on.year, (ask.on.month - 1) // 3 + 1)
    return redirect("monitoring:region", *(newest_quarter(seen) or today))


@require_safe
@asked
def region(ask: Asked, year: int, quarter: int) -> HttpResponse:
    """Agencies in a quarter, or their regions (``?kelompok=daerah``), narrowed and in the order
    that is asked for; a workbook with ``?bentuk=xlsx``."""
    if not (1 <= quarter <= QUARTERS_OF_A_YEAR and FIRST_YEAR <= year <= LAST_YEAR):
        raise Http404
    at = (year, quarter)
    every = lines_of(agencies_on_board(ask.person, ask.on), at, ask.now)
    wanted = Wanted(
        ask.text("cari"), ask.text("daerah"), ask.text("keadaan"), ask.text("urut") or "nama",
        ask.text("arah") == "balik",
    )  # fmt: skip
    lines = narrowed(every, wanted)
    if ask.text("bentuk") == "xlsx":
        return _as_workbook(ask, quarter_text(at), lines)
    grouped = ask.text("kelompok") == GROUPS
    page = Paginator([] if grouped else lines, PAGE).get_page(ask.text("halaman"))
    return ask.render(
        "region", title=quarter_text(at), year=year, quarter=quarter, seen=len(every),
        earlier=beside(at, -1), later=beside(at, 1), wanted=wanted, grouped=grouped,
        sums=_sums(summed(lines)), rows=[_row(line, ask.now) for line in page], pages=page,
        groups=[(name, _sums(sums)) for name, sums in by_region(lines)] if grouped else [],
        regions=regions_of(every), states=STATES.items(), heads=_heads(wanted),
        orders=[(key, words) for key, (words, _, _) in ORDERS.items()],
        found=len(lines), narrowed=bool(wanted.search or wanted.region or wanted.state),
        tabs=_tabs(wanted, len(lines), grouped=grouped), kept=_kept(wanted),
    )  # fmt: skip


def _asked_for(wanted: Wanted, **other: str) -> str:
    parts = {
        "cari": wanted.search, "daerah": wanted.region, "keadaan": wanted.state,
        "urut": "" if wanted.order == "nama" else wanted.order,
        "arah": "balik" if wanted.turned else "", **other,
    }  # fmt: skip
    return urlencode({key: value for key, value in parts.items() if value})


def _kept(wanted: Wanted) -> str:
    return _asked_for(wanted)


def _tabs(wanted: Wanted, many: int, *, grouped: bool) -> list[tuple[str, str, bool, int | None]]:
    return [
        ("Per instansi", f"?{_kept(wanted)}", not grouped, many),
        ("Per daerah", f"?{_asked_for(wanted, kelompok=GROUPS)}", grouped, None),
    ]


def _heads(wanted: Wanted) -> dict[str, tuple[str, str, str]]:
    """Order → (words, where its head leads, how it stands for aria-sort)."""
    found = {}
    for key, (words, _, falling) in ORDERS.items():
        here = wanted.order == key
        turn = "balik" if here and not wanted.turned else ""
        order = "" if key == "nama" else key
        sort = "descending" if falling != wanted.turned else "ascending"
        found[key] = (words, f"?{_asked_for(wanted, urut=order, arah=turn)}", sort if here else "")
    return found


def _row(line: BoardLine, now: datetime) -> dict[str, Any]:
    zone = ZONES[line.agency.zone]
    return {
        "line": line,
        "complete": figure(line.complete),
        "punctual": figure(line.punctual),
        "reached": figure(line.achieved.mean, 2),
        "due": _moment(line.due_at, now, zone),
        "ended": _moment(line.ended_at, now, zone).rpartition(" ")[0],
    }


def _moment(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    if at is None:
        return ""
    there = at.astimezone(zone)
    return f"{short_day(there.date(), now.astimezone(zone).date())} {clock_text(there)}"


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "all": sums,
        "complete": figure(sums.complete),
        "punctual": figure(sums.punctual),
        "reached": figure(sums.achieved.mean, 2),
    }


def _as_workbook(ask: Asked, title: str, lines: list[BoardLine]) -> HttpResponse:
    rows: list[list[Value]] = [
        [
            line.agency.name, line.agency.region, line.word, _step(line), line.late,
            _moment(line.due_at, ask.now, ZONES[line.agency.zone]), line.units, line.handed,
            line.complete, line.timely, line.punctual, line.achieved.mean, line.achieved.counted,
            _moment(line.ended_at, ask.now, ZONES[line.agency.zone]),
        ]
        for line in lines
    ]  # fmt: skip
    groups: list[list[Value]] = [
        [
            name, sums.agencies, sums.begun, sums.over, sums.late, sums.units, sums.handed,
            sums.complete, sums.timely, sums.punctual, sums.achieved.mean, sums.achieved.counted,
        ]
        for name, sums in by_region(lines)
    ]  # fmt: skip
    sheets = [Sheet("Instansi", COLUMNS, rows), Sheet("Daerah", GROUP_COLUMNS, groups)]
    return board_file(f"papan-{title}", f"Papan {title}", sheets, ask.now)


def _step(line: BoardLine) -> str:
    return f"{line.step} dari {line.steps}" if line.step else ""
