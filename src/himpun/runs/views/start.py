"""Starting an SOP for a period: what it will ask and by when, before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.services import store_file
from himpun.kernel.messages import Rejected
from himpun.kernel.run import Unit
from himpun.kernel.worktime import CalendarUnknown, parse_period
from himpun.office import queries as office
from himpun.office.asking import Asked
from himpun.office.rules import Refused
from himpun.runs import services
from himpun.runs.forms.fields import clean
from himpun.runs.forms.letter import NAMES, LetterForm
from himpun.runs.queries.start import (
    Startable,
    free_period,
    is_per_unit,
    periods_for,
    plan_of,
    run_started_by,
    startable,
    startable_here,
    units_to_choose,
    usual_period,
)
from himpun.runs.queries.vacant import no_units_text, vacancies
from himpun.runs.rules.letter import begins_by_letter
from himpun.runs.views.asked import asked

NO_SOP = "SOP ini tidak ada atau tidak berlaku."
CHOOSE_A_UNIT = "Pilih paling sedikit satu unit: SOP ini mengumpulkan data dari tiap unit."
NO_PERIOD = "Pilih periode dari daftar."


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen on the form. ``units`` None: nothing yet, so all are ticked."""

    period: str
    units: frozenset[str] | None
    key: str
    letter: LetterForm


@require_safe
@asked
def start(ask: Asked) -> HttpResponse:
    """Which SOPs may be started."""
    return render(ask.request, "runs/start.html", {"found": startable(ask.person, ask.now)})


@require_http_methods(["GET", "POST"])
@asked
def start_sop(ask: Asked, agency: str, sop: str) -> HttpResponse:
    """The form of one SOP with its first due dates, and starting it."""
    found = startable_here(ask.person, agency, sop, ask.now)
    if found is None:
        raise Http404(NO_SOP)
    if ask.request.method != "POST":
        period = ask.text("periode") or free_period(found, ask.now)
        units = frozenset(ask.request.GET.getlist("unit")) if ask.text("periode") else None
        said = {name: ask.text(f"surat-{name}", most=300) for name in NAMES}
        chosen = Chosen(period, units or None, uuid4().hex, LetterForm(initial=said))
        return _form(ask, found, chosen)
    units = frozenset(ask.request.POST.getlist("unit"))
    letter = LetterForm(ask.request.POST, ask.request.FILES)
    key = ask.sent("kunci", most=64) or uuid4().hex
    chosen = Chosen(ask.sent("periode"), units, key, letter)
    return _start(ask, found, chosen)


def _start(ask: Asked, found: Startable, chosen: Chosen) -> HttpResponse:
    known = [unit.id for unit in units_to_choose(found, ask.now)]
    if why := _why_not(ask, found, chosen):
        return _form(ask, found, chosen, why, status=400)
    code = chosen.period
    try:
        run = services.start_run(
            agency=found.agency, sop_pk=found.sop_pk, period=code,
            units=[unit for unit in known if unit in (chosen.units or ())],
            by=ask.person, now=ask.now, key=chosen.key, letter=chosen.letter.letter,
            scan=_scan(ask, chosen.letter),
        )  # fmt: skip
    except (Rejected, Refused, CalendarUnknown) as refused:
        if before := run_started_by(found, code, chosen.key):
            return redirect("runs:run", before)
        return _form(ask, found, chosen, str(refused), status=409)
    messages.success(ask.request, f"SOP dimulai untuk {parse_period(code).label}.")
    return redirect("runs:run", run)


def _scan(ask: Asked, form: LetterForm) -> services.Scan | None:
    sent = form.cleaned_data.get("scan")
    if sent is None:
        return None
    name = clean(sent.name or "")
    return services.Scan(store_file(content=sent.file, name=name, now=ask.now), name)


def _why_not(ask: Asked, found: Startable, chosen: Chosen) -> str:
    offered = (choice.code for _, choices in periods_for(found, ask.now) for choice in choices)
    if chosen.period not in offered:
        return NO_PERIOD
    if not chosen.letter.is_valid():
        return "Data surat belum lengkap. Isi semuanya, atau kosongkan bila tidak ada surat."
    if not is_per_unit(found.sop) or chosen.units:
        return ""
    return CHOOSE_A_UNIT if units_to_choose(found, ask.now) else no_units_text(found.sop)


def _vacant(ask: Asked, found: Startable, units: Sequence[Unit]) -> list[str]:
    if is_per_unit(found.sop) and not units:
        return [no_units_text(found.sop)]
    return vacancies(found.agency, found.sop, units, office.day_at(found.agency, ask.now))


def _form(
    ask: Asked, found: Startable, chosen: Chosen, error: str = "", *, status: int = 200
) -> HttpResponse:
    try:
        planned = plan_of(found, chosen.period, ask.now)
    except ValueError:
        error, status = error or NO_PERIOD, max(status, 400)
        chosen = Chosen(usual_period(found, ask.now), chosen.units, chosen.key, chosen.letter)
        planned = plan_of(found, chosen.period, ask.now)
    units = units_to_choose(found, ask.now)
    context = {
        "found": found,
        "chosen": chosen,
        "groups": periods_for(found, ask.now),
        "units": [(unit, chosen.units is None or unit.id in chosen.units) for unit in units],
        "plan": planned,
        "vacant": _vacant(ask, found, units),
        "error": error,
        "gaps": found.sop.gaps,
        "by_letter": begins_by_letter(found.sop),
    }
    return render(ask.request, "runs/start_sop.html", context, status=status)
