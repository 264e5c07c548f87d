"""The page of a step: look at it, fill it in, hand it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from himpun.kernel.messages import PartDone, Rejected
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.runs import services
from himpun.runs.forms import StepForm, Typed
from himpun.runs.forms.fields import LONGEST, Errors, clean
from himpun.runs.queries.step_page import StepPage, saved_text, step_page, was_granted
from himpun.runs.queries.way import WayBack, WayOut
from himpun.runs.views.step_files import attach_sent
from himpun.runs.views.step_shown import context_of

LONGEST_KEY = 64
MALFORMED = "Permintaan ini tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."
WANT_COLLEAGUE = "pilih penerimanya."
WANT_REASON = "sebut alasannya."
DRAFT_MARK = "X-Himpun-Draf"
"""Tells the page's script that an answer is about the draft, and not a sign-in page."""


@dataclass(frozen=True)
class Wish:
    """What was sent to a step's page, by whom, when, under which key."""

    request: HttpRequest
    page: StepPage
    form: StepForm
    typed: Typed
    key: str
    by: office.Person
    now: datetime


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, run: int, visit: int) -> HttpResponse:
    """The page of a step; what is sent to it is one wish, named by its button."""
    now = timezone.now()
    by, page = seen(request, run, visit, now)
    if request.method != "POST":
        return render(request, "runs/step.html", context_of(page))
    grant = WISHES.get(request.POST.get("aksi", ""))
    key = request.POST.get("kunci", "").replace("\0", "")
    form = StepForm.of(page)
    wish = Wish(request, page, form, form.typed_in(request.POST), key, by, now)
    if grant is None or not 0 < len(key) <= LONGEST_KEY:
        return _answer(wish, {}, MALFORMED, status=400)
    if was_granted(run, key):
        return _go_on()
    try:
        errors = attach_sent(request, page, by, now)
        return _answer(wish, errors, "", status=400) if errors else grant(wish)
    except (Rejected, Refused) as refused:
        return _refused(wish, str(refused))


def seen(
    request: HttpRequest, run: int, visit: int, now: datetime
) -> tuple[office.Person, StepPage]:  # fmt: skip
    """Who asks, and the page as they see it; 404 where they do not see the run."""
    by = office.person_of(request.user)
    page = step_page(by, run, visit, now) if by else None
    if by is None or page is None:
        raise Http404("Langkah ini tidak ada.")
    return by, page


def _answer(wish: Wish, errors: Errors, said: str, *, status: int) -> HttpResponse:
    """The page again, with all that was typed."""
    context = context_of(wish.page, wish.typed, errors, said=said)
    return render(wish.request, "runs/step.html", context, status=status)


def _refused(wish: Wish, said: str) -> HttpResponse:
    """The page as it stands now, with what was typed: somebody may have been first."""
    _, page = seen(wish.request, wish.page.run.pk, wish.page.visit.number, wish.now)
    context = context_of(page, wish.typed, said=said)
    return render(wish.request, "runs/step.html", context, status=409)


def _go_on() -> HttpResponse:
    return redirect("runs:inbox")


def _start(wish: Wish) -> HttpResponse:
    services.start_step(
        run_id=wish.page.run.pk, visit=wish.page.visit.number, by=wish.by, now=wish.now
    )
    return _save(wish)


def _save(wish: Wish) -> HttpResponse:
    services.save_draft(
        run_id=wish.page.run.pk, visit=wish.page.visit.number, content=wish.typed.as_draft(),
        by=wish.by, now=wish.now,
    )  # fmt: skip
    ahead = _way_of_a_part(wish)
    if ahead:
        # The same request goes on to the app above, which reads the draft that was just saved.
        return redirect(ahead, preserve_request=True)
    return redirect("runs:step", wish.page.run.pk, wish.page.visit.number)


def _way_of_a_part(wish: Wish) -> str:
    """Where a part of the page goes on with the draft, by its name; "" for none."""
    name = wish.request.GET.get("lanjut", "")
    return next((part.ways[name] for part in wish.page.parts if name in part.ways), "")


def _complete(wish: Wish) -> HttpResponse:
    if errors := wish.form.why_not_complete(wish.typed):
        return _answer(wish, errors, "", status=400)
    way = wish.form.exit_of(wish.typed)
    assert way is not None
    events = services.complete_step(
        run_id=wish.page.run.pk, visit=wish.page.visit.number, exit=way.name,
        units=_units(wish, wish.typed.units, way) if way.back else (),
        reason=wish.typed.reason if way.back else "",
        content=wish.form.content_of(wish.typed), by=wish.by, now=wish.now, key=wish.key,
    )  # fmt: skip
    key = wish.page.step.key
    if events and isinstance(events[-1], PartDone):
        messages.success(wish.request, f"Bagian Anda pada langkah {key} sudah tercatat.")
    else:
        messages.success(wish.request, f"Langkah {key} selesai. {way.leads}")
    return _go_on()


def _return(wish: Wish) -> HttpResponse:
    if errors := wish.form.why_not_return(wish.typed):
        return _answer(wish, errors, "", status=400)
    way = wish.form.return_of(wish.typed)
    assert way is not None
    services.return_step(
        run_id=wish.page.run.pk, visit=wish.page.visit.number, to=way.key,
        reason=wish.typed.back_reason, units=_units(wish, wish.typed.back_units, way),
        content=wish.form.content_of(wish.typed), by=wish.by, now=wish.now, key=wish.key,
    )  # fmt: skip
    messages.success(
        wish.request, f"Langkah {wish.page.step.key} dikembalikan ke langkah {way.key}."
    )
    return _go_on()


def _units(wish: Wish, chosen: Sequence[str], way: WayOut | WayBack) -> tuple[str, ...]:
    """The units that a way back asks again; none where it does not lead into a fan-out."""
    return wish.form.units_back(wish.typed, chosen) if way.units else ()


WISHES: Mapping[str, Callable[[Wish], HttpResponse]] = {
    "mulai": _start,
    "draf": _save,
    "selesai": _complete,
    "kembalikan": _return,
}


@login_required
@require_POST
def step_draft(request: HttpRequest, run: int, visit: int) -> HttpResponse:
    """Keeps what has been typed so far; answers with one sentence, for the page's own script."""
    now = timezone.now()
    by, page = seen(request, run, visit, now)
    typed = StepForm.of(page).typed_in(request.POST)
    try:
        services.save_draft(
            run_id=run, visit=visit, content=typed.as_draft(), by=by, now=now
        )  # fmt: skip
    except Rejected as refused:
        return _draft_answer(f"Draf tidak tersimpan. {refused}", 409)
    return _draft_answer(f"Draf tersimpan {saved_text(now, page.calendar)}", 200)


def _draft_answer(text: str, status: int) -> HttpResponse:
    answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    answer[DRAFT_MARK] = "1"
    return answer


@login_required
@require_POST
def step_reassign(request: HttpRequest, run: int, visit: int) -> HttpResponse:
    """Gives the step to one of its other holders, or back to all of them."""
    now = timezone.now()
    by, page = seen(request, run, visit, now)
    chosen = request.POST.get("serah-kepada", "")
    reason = clean(request.POST.get("serah-alasan", ""), LONGEST["area"])
    colleagues = {each.value: each.person for each in page.hands.colleagues}
    errors: Errors = {}
    if chosen not in colleagues and not (chosen == "semua" and page.visit.assignee):
        errors["serah-kepada"] = WANT_COLLEAGUE
    if not reason:
        errors["serah-alasan"] = WANT_REASON
    given = {"given_to": chosen, "given_why": reason}
    if errors:
        context = context_of(page, errors=errors) | given
        return render(request, "runs/step.html", context, status=400)
    try:
        services.reassign_step(
            run_id=run, visit=visit, to=colleagues.get(chosen), reason=reason, by=by, now=now
        )  # fmt: skip
    except Rejected as refused:
        _, page = seen(request, run, visit, now)
        context = context_of(page, said=str(refused)) | given
        return render(request, "runs/step.html", context, status=409)
    messages.success(request, f"Langkah {page.step.key} sudah diserahkan.")
    return redirect("runs:step", run, visit)
