"""Files of a step: hand one out, take one off."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from himpun.kernel.messages import Rejected
from himpun.office import queries as office
from himpun.runs import services
from himpun.runs.forms import StepForm
from himpun.runs.queries.step_files import attachment_id, opened_file
from himpun.runs.queries.step_page import step_page
from himpun.runs.views.step_shown import context_of


@login_required
@require_GET
def step_file(request: HttpRequest, run: int, visit: int, attachment: int) -> HttpResponseBase:
    """Hands a file out, to be saved and never to be run in the page's own place."""
    by = office.person_of(request.user)
    opened = opened_file(by, run, visit, attachment, timezone.now()) if by else None
    if opened is None:
        raise Http404("Berkas ini tidak ada.")
    answer = FileResponse(
        opened.content, as_attachment=True, filename=opened.name, content_type=opened.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_POST
def step_file_withdraw(
    request: HttpRequest, run: int, visit: int, attachment: int
) -> HttpResponse:  # fmt: skip
    """Takes a file off the step, and keeps what is typed in the form around the button."""
    now = timezone.now()
    by = office.person_of(request.user)
    page = step_page(by, run, visit, now) if by else None
    found = attachment_id(by, run, visit, attachment, now) if by else None
    if by is None or page is None or found is None:
        raise Http404("Berkas ini tidak ada.")
    typed = StepForm.of(page).typed_in(request.POST)
    try:
        services.withdraw_file(attachment_id=found, by=by, now=now)
        services.save_draft(run_id=run, visit=visit, content=typed.as_draft(), by=by, now=now)
    except Rejected as refused:
        context = context_of(page, typed, said=str(refused))
        return render(request, "runs/step.html", context, status=409)
    return redirect("runs:step", run, visit)
