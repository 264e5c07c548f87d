"""The recap of a run: live, frozen, printed; as a workbook, a document, and what is different."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from himpun.office.asking import Asked
from himpun.office.rules import Refused
from himpun.performance.queries import recap as recaps
from himpun.performance.queries.recap.rights import why_not_freeze, why_not_write_analysis
from himpun.performance.rules.recap import (
    Shown,
    Stamp,
    body_text,
    differences,
    fingerprint_of,
    show,
)
from himpun.performance.rules.recap.shown import bar_table, charted, heat_table, trend_table
from himpun.performance.services.recap import freeze_recap
from himpun.performance.views.asked import asked
from himpun.performance.views.recap_files import difference_sheet, file_of
from himpun.runs.rules.words import period_text

NO_RUN = "SOP yang berjalan ini tidak ada."
NO_REVISION = "Revisi rekapitulasi ini tidak ada."
MOST_LINES = 300
"""Indicators that a page shows unasked; of more, those of a unit, or all when they are wanted."""
ALL_UNITS = "semua"


def run_asked(ask: Asked, run: int) -> recaps.RunRow:
    """The run, for whoever sees it; 404 for others."""
    found = recaps.run_of_recap(ask.person, run, ask.now)
    if found is None:
        raise Http404(NO_RUN)
    return found


@require_safe
@asked
def recap(ask: Asked, run: int) -> HttpResponse:
    """The newest frozen recap; live as long as nothing is frozen."""
    found = run_asked(ask, run)
    frozen = recaps.newest_recap(found)
    return _frozen_page(ask, found, frozen) if frozen else _live_page(ask, found)


@require_safe
@asked
def recap_live(ask: Asked, run: int) -> HttpResponse:
    """The recap as the data are now."""
    return _live_page(ask, run_asked(ask, run))


@require_safe
@asked
def recap_frozen(ask: Asked, run: int, no: int) -> HttpResponse:
    """A frozen revision."""
    found = run_asked(ask, run)
    frozen = recaps.frozen_recap(found, no)
    if frozen is None:
        raise Http404(NO_REVISION)
    return _frozen_page(ask, found, frozen)


def _live_page(ask: Asked, run: recaps.RunRow, error: str = "") -> HttpResponse:
    body = recaps.live_recap(run, ask.now)
    if body is None:
        return ask.render("recap_none", run=run, period=period_text(run.period))
    stamp = recaps.live_stamp(run, ask.now)
    return _page(ask, run, show(body), stamp, error=error)


def _frozen_page(ask: Asked, run: recaps.RunRow, frozen: recaps.Frozen) -> HttpResponse:
    stamp = recaps.stamp_of(frozen.row, run)
    if ask.text("bentuk") == "json":
        answer = HttpResponse(frozen.row.body, content_type="application/json")
        name = f"rekapitulasi-{run.agency.code}-{run.period.lower()}-revisi-{stamp.no}.json"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    return _page(ask, run, show(frozen.body), stamp, intact=frozen.intact)


def _page(
    ask: Asked, run: recaps.RunRow, shown: Shown, stamp: Stamp, *, intact: bool = True,
    error: str = "",
) -> HttpResponse:  # fmt: skip
    if (kind := ask.text("bentuk")) in ("xlsx", "docx"):
        return file_of(kind, run, shown, stamp)
    unit = ask.text("unit")
    short = not unit and len(shown.lines) > MOST_LINES
    groups = [replace(g, lines=()) for g in shown.groups] if short else _of_unit(shown, unit)
    lines = shown.lines if short else [line for group in groups for line in group.lines]
    revisions = list(recaps.revisions_of(run))
    context = {
        "run": run, "agency": run.agency, "shown": shown, "body": shown.body, "stamp": stamp,
        "groups": groups, "unit": unit, "short": short, "intact": intact, "error": error,
        "revisions": [recaps.stamp_of(row, run) for row in revisions],
        "newest": revisions[0].no if revisions else 0,
        "before": stamp.no - 1 if stamp.no else 0,
        "may_write": why_not_write_analysis(ask.person, run, ask.now) is None,
        "may_freeze": not stamp.no and why_not_freeze(ask.person, run, ask.now) is None,
        "changed": _changed(revisions, shown, stamp),
        **_charts(shown, lines),
    }  # fmt: skip
    return ask.render("recap", status=409 if error else 200, **context)


def _changed(revisions: list[Any], shown: Shown, stamp: Stamp) -> bool:
    """Whether the live recap says something else than the newest revision."""
    if stamp.no or not revisions:
        return False
    return fingerprint_of(body_text(shown.body)) != str(revisions[0].sha256)


def _of_unit(shown: Shown, unit: str) -> list[Any]:
    """The groups with the indicators of one unit; all where none is chosen, or ALL_UNITS."""
    if unit in ("", ALL_UNITS):
        return list(shown.groups)
    found = [
        replace(group, lines=tuple(line for line in group.lines if line.row["unit"] == unit))
        for group in shown.groups
    ]
    return [group for group in found if group.lines]


def _charts(shown: Shown, lines: list[Any]) -> dict[str, Any]:
    """Tables from which charts are drawn, each as (head, rows)."""
    bars, left_out = charted(lines)
    return {
        "bars": bar_table(bars), "bars_left_out": left_out,
        "trend": trend_table(shown), "heat": heat_table(shown),
    }  # fmt: skip


@require_POST
@asked
def recap_freeze(ask: Asked, run: int) -> HttpResponse:
    """Freezes what is live now as the next revision."""
    found = run_asked(ask, run)
    try:
        row = freeze_recap(run_id=run, reason=ask.sent("alasan"), **ask.by)
    except Refused as refused:
        return _live_page(ask, found, error=str(refused))
    messages.success(ask.request, f"Rekapitulasi dibekukan sebagai revisi {row.no}.")
    return redirect("performance:recap_frozen", run, row.no)


@require_safe
@asked
def recap_difference(ask: Asked, run: int) -> HttpResponse:
    """What is different between two revisions; ``ke`` empty or 0 is the live recap."""
    found = run_asked(ask, run)
    revisions = [recaps.stamp_of(row, found) for row in recaps.revisions_of(found)]
    if not revisions:
        raise Http404(NO_REVISION)
    old, new = ask.text("dari") or str(revisions[0].no), ask.text("ke") or "0"
    before, after = _body(ask, found, old), _body(ask, found, new)
    if before is None or after is None:
        raise Http404(NO_REVISION)
    changes = differences(before, after)
    if ask.text("bentuk") == "xlsx":
        return difference_sheet(found, changes)
    return ask.render(
        "recap_difference", run=found, agency=found.agency, changes=changes, old=old, new=new,
        choices=[*_choices(revisions)],
    )  # fmt: skip


def _choices(revisions: list[Stamp]) -> list[tuple[str, str]]:
    return [
        ("0", "Keadaan sekarang"),
        *((str(stamp.no), f"Revisi {stamp.no}, {stamp.at}") for stamp in revisions),
    ]


def _body(ask: Asked, run: recaps.RunRow, no: str) -> recaps.Body | None:
    if not (no.isascii() and no.isdigit() and len(no) < 9):
        return None
    if no == "0":
        return recaps.live_recap(run, ask.now)
    frozen = recaps.frozen_recap(run, int(no))
    return frozen.body if frozen else None
