"""The forms of a run, and one form: seen, printed, declared complete, opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from himpun.office.asking import Asked, found
from himpun.office.rules import Refused
from himpun.performance.queries.asking import metrics_of
from himpun.performance.queries.completeness import Course, course_of, lacks_of
from himpun.performance.queries.forms import unit_code_of
from himpun.performance.queries.late import late_text
from himpun.performance.queries.rows import bar_of, rows_of
from himpun.performance.queries.sheet import sheet_of
from himpun.performance.rules.flow import data_flow
from himpun.performance.rules.states import STATE_MARKS, STATE_WORDS
from himpun.performance.services.completing import complete_form, reopen_form
from himpun.performance.views.asked import asked
from himpun.performance.views.form_asked import AskedForm, asked_form, period_words
from himpun.performance.views.list_file import list_file
from himpun.runs.queries.seen import run_seen_by, sop_of

COLUMNS = (
    ("Unit", 34), ("Keadaan", 24), ("Diminta", 10), ("Terisi", 10), ("Perlu penjelasan", 16),
    ("Dikembalikan", 14), ("Pertanyaan terbuka", 18), ("Lengkap pada", 18),
)  # fmt: skip


@require_safe
@asked
def run_forms(ask: Asked, run: int) -> HttpResponse:
    """All forms of a run with what each still owes."""
    seen = found(run_seen_by(ask.person, run, ask.now))
    course = course_of(run, ask.now)
    if ask.text("bentuk") == "xlsx":
        return _list(course, seen.period)
    return ask.render(
        "run_forms", run=seen, course=course, agency=seen.agency,
        metrics=metrics_of([line.form for line in course.lines]),
        period=period_words(course.lines[0].form) if course.lines else seen.period,
        opens_after=data_flow(sop_of(seen)).opens_after,
    )  # fmt: skip


def _list(course: Course, period: str) -> HttpResponse:
    rows = [
        (
            line.unit, line.word, str(line.asked), str(line.answered), str(line.unexplained),
            str(line.returned), str(line.questions),
            f"{line.form.complete_at:%d/%m/%Y %H.%M}" if line.form.complete_at else "",
        )
        for line in course.lines
    ]  # fmt: skip
    return list_file(f"formulir-data-kinerja-{period}", COLUMNS, rows)


@require_safe
@asked_form
def form(ask: AskedForm) -> HttpResponse:
    """One form as a table; a script puts a grid in its place where there is room for one."""
    sheet = sheet_of(ask.form)
    rows = rows_of(sheet, ask.hands, ask.now)
    lacks = lacks_of(ask.form) if "periksa" in ask.request.GET else None
    return ask.render("form", **_shown(ask, rows), lacks=lacks)


def _shown(ask: AskedForm, rows: list[dict[str, Any]]) -> dict[str, Any]:
    bar = bar_of(ask.form, ask.now)
    return {
        "rows": rows,
        "lines": [(row, STATE_MARKS[row["state"]]) for row in rows],
        "bar": bar,
        "late": late_text(ask.form, ask.hands, ask.now),
        "data": {"rows": rows, "bar": bar.as_json()},
        "legend": [(STATE_MARKS[state], word) for state, word in STATE_WORDS.items()],
        "fills": ask.hands.fills and not ask.locked,
        "agreement": str(ask.form.agreement) if ask.form.agreement else "",
    }


@require_safe
@asked_form
def form_print(ask: AskedForm) -> HttpResponse:
    """The form on paper, as it is filled in or (?kosong) blank."""
    rows = rows_of(sheet_of(ask.form), ask.hands, ask.now)
    return ask.render(
        "form_print", blank="kosong" in ask.request.GET, **_shown(ask, rows)
    )  # fmt: skip


@require_POST
@asked_form
def form_complete(ask: AskedForm) -> HttpResponse:
    """Declare the form complete; what it lacks is told on its page (409)."""
    try:
        complete_form(form=ask.form.pk, **ask.by)
    except Refused as no:
        return _refused(ask, str(no))
    messages.success(ask.request, "Formulir dinyatakan lengkap.")
    return _back(ask)


@require_POST
@asked_form
def form_reopen(ask: AskedForm) -> HttpResponse:
    """Open the form again, or give it more time."""
    try:
        reopen_form(
            form=ask.form.pk, reason=ask.sent("alasan", 1_000), until_on=_day(ask.sent("sampai")),
            **ask.by,
        )  # fmt: skip
    except Refused as no:
        return _refused(ask, str(no))
    messages.success(ask.request, "Formulir dibuka kembali.")
    return _back(ask)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text[:40]}” bukan tanggal.") from None


def _refused(ask: AskedForm, sentence: str) -> HttpResponse:
    rows = rows_of(sheet_of(ask.form), ask.hands, ask.now)
    shown = _shown(ask, rows)
    return ask.render("form", 409, **shown, said=sentence, lacks=None)


def _back(ask: AskedForm) -> HttpResponse:
    return redirect("performance:form", ask.form.run_id, unit_code_of(ask.form))
