"""What became of values that somebody vouched for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from himpun.office.asking import Asked
from himpun.performance.queries.changes import unread_drops
from himpun.performance.services.checking import read_drops
from himpun.performance.views.asked import asked


@require_http_methods(["GET", "POST"])
@asked
def drops(ask: Asked) -> HttpResponse:
    """The values that changed after the person vouched for them; sent: they have been read."""
    if ask.posted is None:
        return ask.render("drops", changes=unread_drops(ask.person))
    count = read_drops(**ask.by)
    messages.success(ask.request, f"{count} pemberitahuan ditandai sudah dibaca.")
    return redirect("performance:drops")
