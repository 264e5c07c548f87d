"""What the steps of an SOP take at an agency: standard against actual, where it sticks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from himpun.archive.queries.sheets_file import Sheet, Value
from himpun.kernel.worktime import Calendar, format_working
from himpun.monitoring.queries.evidence import why_not_gather
from himpun.monitoring.queries.facts import Choice
from himpun.monitoring.queries.times_page import Line, TimesView, hours, times_view
from himpun.monitoring.rules.statistics import Spread, Summary
from himpun.monitoring.views.asked import asked, asked_here
from himpun.monitoring.views.files import sheets
from himpun.office import queries as office
from himpun.office.asking import Asked, AskedHere
from himpun.runs.rules.words import today_text

DASH = "–"
COLUMNS = (
    ("Langkah", 9), ("Nama", 60), ("Waktu baku", 14), ("Banyaknya", 10),
    ("Kerja, median (jam)", 12),
    ("Kerja, kuartil bawah (jam)", 12), ("Kerja, kuartil atas (jam)", 12),
    ("Menunggu, median (jam)", 12), ("Dalam waktu baku (%)", 12), ("Lewat tenggat", 10),
    ("Diulang", 9), ("Mulai dicatat", 9), ("Waktu hilang (jam)", 12), ("Leher botol", 9),
)  # fmt: skip
DETAIL = (
    ("Periode", 12), ("Langkah", 9), ("Unit", 24), ("Putaran", 9), ("Menunggu (jam)", 12),
    ("Kerja (jam)", 12), ("Waktu baku (jam)", 12), ("Dalam waktu baku", 10),
    ("Lewat tenggat", 10), ("Mengembalikan", 10), ("Diulang", 10), ("Mulai dicatat", 10),
)  # fmt: skip
MOST_ROWS = 20_000


@require_safe
@asked
def times_home(ask: Asked) -> HttpResponse:
    """The agencies whose times one sees; the only one's page where there is one."""
    agencies = list(office.agencies_seen_by(ask.person, ask.on).order_by("name", "region"))
    if len(agencies) == 1:
        return redirect("monitoring:times", agencies[0].code)
    return ask.render("times_home", agencies=agencies)


@require_safe
@asked_here
def times(ask: AskedHere) -> HttpResponse:
    """Times by step, unit and period; a workbook with ``?bentuk=xlsx``."""
    asked_for = {name: ask.text(name) for name in ("sop", "unit", "dari", "sampai")}
    view = times_view(ask.agency, Choice(*asked_for.values()))
    if view is None and asked_for["sop"]:
        view = times_view(ask.agency, Choice(""))
    if view is None:
        return ask.render("times_none")
    if ask.text("bentuk") == "xlsx":
        return _as_workbook(ask, view)
    calendar = office.calendar_of(ask.agency)
    return ask.render(
        "times", view=view, choice=view.choice, today=today_text(ask.now, calendar.zone),
        kept=urlencode({name: text for name, text in asked_for.items() if text}),
        steps=[_shown(line, calendar) for line in view.steps],
        by_unit=[_shown(line, calendar) for line in view.by_unit],
        by_period=[_shown(line, calendar) for line in view.by_period],
        stuck=_shown(view.stuck, calendar) if view.stuck else None,
        gathers=why_not_gather(ask.person, ask.agency, ask.on) is None,
        whole=view.whole, bars=_bars(view), trend=_trend(view),
        day=f"{hours(int(calendar.ordinary_day.total_seconds()))}".replace(".", ","),
    )  # fmt: skip


def _shown(line: Line, calendar: Calendar) -> dict[str, Any]:
    """A row in words."""
    told = line.told
    if told is None:
        return {"line": line, "told": None, "state": ("idle", "Belum ada yang selesai")}

    def words(seconds: int) -> str:
        return format_working(timedelta(seconds=seconds), calendar)

    def spread(of: Spread) -> str:
        return f"{words(of.lower)} s.d. {words(of.upper)}" if of.lower != of.upper else ""

    return {
        "line": line, "told": told, "state": _state(told),
        "working": words(told.working.median), "spread": spread(told.working),
        "waiting": words(told.waiting.median), "lost": words(told.lost),
        "share": DASH if told.share is None else f"{told.share} %",
        "unnoted": told.n - told.noted,
    }  # fmt: skip


def _state(told: Summary) -> tuple[str, str]:
    """How a row stands against the standard time, as (mark, word)."""
    if told.share is None:
        return "idle", "Tanpa waktu baku"
    if told.share == 100:
        return "done", "Selalu dalam waktu baku"
    if told.share >= 50:
        return "risk", "Kadang melewati waktu baku"
    return "late", "Lebih sering melewati waktu baku"


def _figure(seconds: int | None) -> str:
    found = hours(seconds)
    return "" if found is None else f"{found}".replace(".", ",")


def _bars(view: TimesView) -> tuple[list[str], list[list[str]]]:
    """The chart by step: standard, working and waiting hours; the table under it is exact."""
    rows = [
        [
            f"{line.key}. {line.name[:48]}{'…' if len(line.name) > 48 else ''}",
            _figure(line.told.allowed), _figure(line.told.working.median),
            _figure(line.told.waiting.median),
        ]
        for line in view.steps
        if line.told
    ]  # fmt: skip
    return ["Langkah", "Waktu baku", "Kerja (median)", "Menunggu (median)"], rows


def _trend(view: TimesView) -> tuple[list[str], list[list[str]]]:
    """The share within the standard time by period."""
    rows = [
        [line.name, "" if line.told.share is None else str(line.told.share)]
        for line in view.by_period
        if line.told
    ]
    return ["Periode", "Dalam waktu baku"], rows if len(rows) > 1 else []


def _as_workbook(ask: AskedHere, view: TimesView) -> HttpResponse:
    parts = [
        Sheet("Langkah", COLUMNS, [_cells(line) for line in view.steps]),
        Sheet("Unit", COLUMNS, [_cells(line) for line in view.by_unit]),
        Sheet("Periode", COLUMNS, [_cells(line) for line in view.by_period]),
        Sheet("Rincian", DETAIL, _details(view)),
    ]
    title = f"Waktu {view.sop.name}, {ask.agency.name}"
    return sheets(ask, f"waktu-{ask.agency.code}-{view.choice.sop}", title, parts)


def _cells(line: Line) -> list[Value]:
    told = line.told
    head: list[Value] = [line.key, line.name, line.standard]
    if told is None:
        return [*head, 0, *[None] * 9, ""]
    return [
        *head, told.n, hours(told.working.median), hours(told.working.lower),
        hours(told.working.upper), hours(told.waiting.median), told.share, told.late, told.again,
        told.noted, hours(told.lost), "Ya" if line.bottleneck else "",
    ]  # fmt: skip


def _details(view: TimesView) -> Sequence[Sequence[Value]]:
    names = dict(view.units)

    def yes(said: bool | None) -> str:
        return "" if said is None else "Ya" if said else "Tidak"

    return [
        [
            row.period, row.step, names.get(row.unit, row.unit), row.round, hours(row.waiting),
            hours(row.working), hours(row.allowed), yes(row.within), yes(row.late),
            yes(row.sent_back), yes(row.again), yes(row.noted),
        ]
        for row in view.rows[:MOST_ROWS]
    ]  # fmt: skip
