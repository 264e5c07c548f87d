"""Jadwal: when SOPs start in the coming year, the rules, and single periods."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.office import queries as office
from himpun.office.asking import Asked, found
from himpun.office.rules import Refused
from himpun.schedule import services
from himpun.schedule.forms.starts import ChangeForm, RuleForm
from himpun.schedule.queries.year import SopYear, StartRow, sop_year, year_of
from himpun.schedule.rules.starts import window_of_sop
from himpun.schedule.views.asked import AskedHere, asked, asked_here, planner

USUAL_LATENESS = 14


@require_safe
@asked
def home(ask: Asked) -> HttpResponse:
    """The agencies whose schedule a person sees; of one alone, its schedule at once."""
    seen = office.agencies_seen_by(ask.person, ask.on).order_by("name")
    agencies = list(seen[:200])
    if len(agencies) == 1:
        return redirect("schedule:year", agencies[0].code)
    return ask.render("home", agencies=agencies)


@require_safe
@asked_here
def year(ask: AskedHere) -> HttpResponse:
    """Every start of the coming year, with what stands against it."""
    rows = year_of(ask.agency, ask.now)
    many = sum(bool(row.against) for each in rows for row in each.starts)
    return ask.render("year", sops=rows, conflicts=many, plans=ask.plans)


@require_http_methods(["GET", "POST"])
@planner
def rule(ask: AskedHere, sop: str) -> HttpResponse:
    """The rule of an SOP."""
    here = found(sop_year(ask.agency, sop, ask.now))
    own = window_of_sop(here.sop)
    form = RuleForm(ask.posted, initial=_first(here, ask), own=own.label if own else "")
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                services.set_start_rule(
                    agency=ask.agency, sop_key=sop, **form.cleaned_data, **ask.by
                )
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(ask.request, "Aturan mulai disimpan.")
                return redirect(ask.url("year"))
    return ask.render("rule", status, form=form, here=here)


def _first(here: SopYear, ask: AskedHere) -> dict[str, object]:
    if here.rule is None:
        return {"from_on": ask.on, "late_days": USUAL_LATENESS, "active": True}
    names = ("when", "from_on", "until_on", "late_days", "active")
    return {name: getattr(here.rule, name) for name in names}


@require_http_methods(["GET", "POST"])
@planner
def start(ask: AskedHere, sop: str, period: str) -> HttpResponse:
    """One start: its day, moved, skipped, or by the rule again."""
    here = found(sop_year(ask.agency, sop, ask.now))
    row = found(next((each for each in here.starts if each.code == period), None))
    first = {"on": row.planned.day.on if row.planned.day else row.planned.meant}
    form = ChangeForm(ask.posted, initial=first, by_rule=ask.sent("aksi") == "aturan")
    status = 200
    if form.is_bound:
        answer, status = _act(ask, here, row, form)
        if answer is not None:
            return answer
    return ask.render("start", status, form=form, here=here, row=row)


def _act(
    ask: AskedHere, here: SopYear, row: StartRow, form: ChangeForm
) -> tuple[HttpResponse | None, int]:
    rule = found(here.rule)
    act = ask.sent("aksi")
    try:
        if act == "aturan":
            services.withdraw_start_change(rule=rule, period=row.code, **ask.by)
            messages.success(ask.request, f"{row.planned.period.label} mengikuti aturan lagi.")
            return redirect(ask.url("year")), 302
        if not form.is_valid():
            return None, 400
        on = None if act == "lewati" else form.cleaned_data["on"]
        if on is None and act != "lewati":
            form.add_error("on", "Hari mulai harus diisi.")
            return None, 400
        services.change_start(
            rule=rule, period=row.code, on=on, reason=form.cleaned_data["reason"], **ask.by
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None, 409
    done = "dilewati" if on is None else "digeser"
    messages.success(ask.request, f"Hari mulai {row.planned.period.label} {done}.")
    return redirect(ask.url("year")), 302
