"""A paper as a Word file: taken down, and back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.letters import services
from himpun.letters.forms.paper import WordForm
from himpun.letters.queries.desk import why_not_edit
from himpun.letters.queries.documents import word_file
from himpun.letters.queries.paper_page import version_in
from himpun.letters.queries.papers import latest_of
from himpun.letters.rules.kinds import KINDS
from himpun.letters.views.asked import AskedHere, asked_here
from himpun.letters.views.paper import seen
from himpun.office.asking import found
from himpun.office.rules import Refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@asked_here
def paper_docx(ask: AskedHere, number: int, version: int) -> HttpResponse:
    """A version as a Word file."""
    row = found(version_in(seen(ask, number), version))
    try:
        content = word_file(row)
    except Refused as refused:
        return HttpResponse(str(refused), status=409, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(content, content_type=DOCX)
    name = f"{row.paper.kind}-{row.paper.pk}-v{row.no}.docx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "POST"])
@asked_here
def paper_word(ask: AskedHere, number: int) -> HttpResponse:
    """An edited Word file comes back as the next version."""
    row = seen(ask, number)
    if why := why_not_edit(row, ask.person, ask.now):
        raise PermissionDenied(why)
    newest = latest_of(row)
    files = ask.request.FILES if ask.posted is not None else None
    form = WordForm(ask.posted, files, initial={"seen": newest.no})
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                return _taken(ask, row.pk, form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
    return ask.render(
        "word", status=status, form=form, paper=row, kind=KINDS[row.kind], version=newest
    )


def _taken(ask: AskedHere, paper: int, said: dict[str, Any]) -> HttpResponse:
    version = services.accept_docx(
        paper_id=paper, seen=said["seen"], content=said["file"].read(), name=said["file"].name,
        **ask.by,
    )  # fmt: skip
    messages.success(ask.request, f"Berkas Word dibaca sebagai versi {version.no}.")
    return redirect(ask.url("paper", paper))
