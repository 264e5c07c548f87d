"""The history of a run: one feed, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himpun.kernel.wire import Json
from himpun.office.asking import Asked
from himpun.runs.forms import SectionRead, content_read
from himpun.runs.queries.history import PAGE, History, HistoryRow, history_of
from himpun.runs.rules.telling import Change, differences
from himpun.runs.rules.words import period_text
from himpun.runs.views.asked import asked, step_address
from himpun.runs.views.runs import NO_RUN
from himpun.runs.views.workbook import MOST_ROWS, Cell, Sheet, workbook

COLUMNS = (
    ("No.", 7), ("Waktu", 17), ("Oleh", 34), ("Sebagai", 40), ("Yang terjadi", 70), ("Langkah", 9),
    ("Unit", 30), ("Alasan", 44), ("Lama", 30), ("Waktu baku", 14), ("Yang diisi", 60),
    ("Berubah dari putaran sebelumnya", 60), ("Berkas", 40),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the feed with what was filled in, and what that changed of the round before."""

    row: HistoryRow
    sections: tuple[SectionRead, ...]
    changes: tuple[Change, ...]
    unchanged: bool
    href: str


@require_safe
@asked
def history(ask: Asked, run: int) -> HttpResponse:
    """The feed, by step and unit; a workbook with ``?bentuk=xlsx``."""
    xlsx = ask.text("bentuk") == "xlsx"
    step, unit, before = ask.text("langkah"), ask.text("unit"), ask.number("sebelum")
    found = history_of(
        ask.person, run, ask.now, step=step, unit=unit, before=before,
        limit=MOST_ROWS if xlsx else PAGE,
    )  # fmt: skip
    if found is None:
        raise Http404(NO_RUN)
    entries = list(entries_of(found))
    if xlsx:
        return _as_workbook(found, entries)
    kept = {"langkah": step, "unit": unit}
    context = {
        "found": found,
        "entries": entries,
        "title": f"{found.sop.name}, {period_text(found.run.period)}",
        "step": step,
        "unit": unit,
        "steps": [*_step_choices(found)],
        "filtered": bool(step or unit),
        "later": before is not None,
        "kept": urlencode(kept),
    }
    return render(ask.request, "runs/history.html", context)


def _step_choices(found: History) -> Iterator[tuple[str, str]]:
    for key, row in found.sop.by_key.items():
        yield key, f"Langkah {key}: {row.activity[:60]}{'…' if len(row.activity) > 60 else ''}"


def entries_of(found: History) -> Iterator[Entry]:
    """The rows with what was filled in."""
    address = step_address(found.run.pk)
    for row in found.rows:
        changes: tuple[Change, ...] = ()
        if row.before is not None:
            changes = differences(filled(row.before), filled(row.content))
        yield Entry(
            row,
            tuple(content_read(dict(row.content))),
            changes,
            row.before is not None and not changes,
            address(row.visit) if row.visit else "",
        )


def filled(content: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
    """What was filled in, as (label, text); rows of a table under the table's label."""
    found = []
    for section in content_read(content):
        found += [(f"{section.heading}, {label}", text) for label, text in section.facts]
        for table in section.tables:
            label = f"{section.heading}, {table.label}"
            found += [(label, ", ".join(cell for cell in row if cell)) for row in table.rows]
    return tuple(found)


def _as_workbook(found: History, entries: list[Entry]) -> HttpResponse:
    rows: list[list[Cell]] = [
        [
            entry.row.no, found.calendar.local(entry.row.at), entry.row.actor, entry.row.capacity,
            entry.row.said, entry.row.step, entry.row.unit, entry.row.reason, entry.row.took,
            entry.row.standard,
            "\n".join(f"{label}: {text}" for label, text in filled(entry.row.content)),
            "\n".join(
                f"{change.label}: {change.before or 'kosong'} menjadi {change.after or 'kosong'}"
                for change in entry.changes
            ),
            ", ".join(entry.row.files),
        ]
        for entry in entries
    ]  # fmt: skip
    name = f"riwayat {found.run.agency.code} {found.run.period}"
    return workbook(name, Sheet("Riwayat", COLUMNS, rows))
