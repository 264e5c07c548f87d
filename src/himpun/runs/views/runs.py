"""The list of running SOPs, and the page of one: the SOP's own table, alive."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himpun.office.asking import Asked
from himpun.runs.queries.notes import run_notes
from himpun.runs.queries.run_page import RunView, run_view
from himpun.runs.queries.runs_list import RunLine, lines_of, runs_listed
from himpun.runs.rules.live import Live
from himpun.runs.rules.rows import Part, Row
from himpun.runs.rules.words import unit_text
from himpun.runs.views.asked import asked, step_address
from himpun.runs.views.workbook import MOST_ROWS, Cell, Sheet, workbook
from himpun.sops.rules.table import STATE_WORDS, PaperSize

PAGE = 25
NO_RUN = "SOP yang berjalan ini tidak ada."
LIST_COLUMNS = (
    ("SOP", 34), ("Instansi", 34), ("Daerah", 28), ("Periode", 20), ("Keadaan", 22),
    ("Langkah", 26), ("Langkah terbuka", 10), ("Terlambat", 10), ("Tenggat terdekat", 36),
    ("Dimulai", 30), ("Berakhir", 30),
)  # fmt: skip
ROW_COLUMNS = (
    ("No.", 6), ("Kegiatan", 70), ("Pelaksana", 34), ("Kelengkapan", 26), ("Waktu baku", 14),
    ("Output", 22), ("Keterangan", 26), ("Keadaan", 36), ("Rincian", 44),
)  # fmt: skip
PART_COLUMNS = (
    ("No.", 6), ("Unit", 34), ("Keadaan", 20), ("Putaran", 9), ("Dibuka", 17), ("Mulai", 17),
    ("Selesai", 17), ("Tenggat", 17), ("Jadwal sampai", 17), ("Nyata", 40), ("Oleh", 40),
    ("Pemegang", 36), ("Alasan pengembalian", 40),
)  # fmt: skip


@require_safe
@asked
def runs(ask: Asked) -> HttpResponse:
    """Running or finished SOPs of the agencies one sees; a workbook with ``?bentuk=xlsx``."""
    ended = ask.text("tab") == "selesai"
    search = ask.text("cari")
    found = runs_listed(ask.person, ask.now, ended=ended, search=search)
    if ask.text("bentuk") == "xlsx":
        lines = lines_of(list(found[:MOST_ROWS]), ask.now)
        rows = [_line_cells(line) for line in lines]
        name = "SOP selesai" if ended else "SOP berjalan"
        return workbook(name, Sheet(name, LIST_COLUMNS, rows))
    page = Paginator(found, PAGE).get_page(ask.text("halaman"))
    other = runs_listed(ask.person, ask.now, ended=not ended, search=search).count()
    here, there = page.paginator.count, other
    counts = (there, here) if ended else (here, there)
    context = {
        "lines": lines_of(list(page), ask.now),
        "pages": page,
        "search": search,
        "ended": ended,
        "kept": urlencode({"tab": "selesai" if ended else "", "cari": search}),
        "tabs": [
            ("Berjalan", f"?{urlencode({'cari': search})}", not ended, counts[0]),
            ("Selesai", f"?{urlencode({'tab': 'selesai', 'cari': search})}", ended, counts[1]),
        ],
    }
    return render(ask.request, "runs/runs.html", context)


def _line_cells(line: RunLine) -> list[Cell]:
    due = " ".join(part for part in line.due if part)
    return [
        line.title, line.agency, line.region, line.period, line.word, line.where, line.open,
        line.late, due, line.started, line.ended,
    ]  # fmt: skip


@require_safe
@asked
def run(ask: Asked, run: int) -> HttpResponse:
    """The page of a run, for A3 with ``?kertas=a3``; a workbook with ``?bentuk=xlsx``."""
    paper: PaperSize = "a3" if ask.text("kertas") == "a3" else "a4"
    view = run_view(ask.person, run, ask.now, step_address(run), paper=paper)
    if view is None:
        raise Http404(NO_RUN)
    if ask.text("bentuk") == "xlsx":
        return _as_workbook(view)
    return render(ask.request, "runs/run.html", _context_of(view))


def _context_of(view: RunView) -> dict[str, Any]:
    own = [step for step in view.mine if not step.acting]
    return {
        "view": view,
        "notes": run_notes(view.run),
        "table": view.table,
        "own": own[0] if len(own) == 1 else None,
        "own_several": own if len(own) > 1 else [],
        "acting": [step for step in view.mine if step.acting] if not own else [],
    }


def _as_workbook(view: RunView) -> HttpResponse:
    rows = [
        [
            row.no, row.activity, row.holders, row.requires, row.time, row.output, row.note,
            row.live.word if row.live else "",
            "; ".join(f"{name} {value}" for name, value in row.live.lines) if row.live else "",
        ]
        for row in view.table.rows
        if row.no
    ]  # fmt: skip
    parts = [
        _part_cells(view.live, row, part)
        for row in view.rows
        for part in (*row.giving, *row.parts, *row.letters)
        if part.unit or part.entry
    ]
    return workbook(
        f"{view.run.agency.code} {view.run.period}",
        Sheet("Jalannya SOP", ROW_COLUMNS, rows),
        Sheet("Rincian", PART_COLUMNS, parts),
    )


def _part_cells(live: Live, row: Row, part: Part) -> list[Cell]:
    unit = unit_text(part.unit) if part.unit else ""
    if part.entry is None:
        word = "Dilewati" if part.passed else STATE_WORDS[part.state]
        return [row.step.key, unit, word, *[""] * 10]
    visit, local = part.entry.visit, live.calendar.local

    def at(moment: Any) -> Cell:
        return local(moment) if moment else ""

    step = live.rows.sop.step_at(visit.node)
    return [
        step.key, unit, "Dilewati" if part.passed else STATE_WORDS[part.state], visit.round,
        at(visit.opened_at), at(visit.started_at), at(visit.finished_at), at(visit.due.due_at),
        at(visit.due.window_closes_at), live.took(part.entry, step), part.entry.by,
        live.holder(part) if visit.state == "open" else "", visit.reason if visit.back else "",
    ]  # fmt: skip
