"""The register's pages: which SOPs there are, one SOP as its paper, and its files."""

import json
from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from himpun.kernel.bpmn import to_bpmn
from himpun.kernel.definition import Sop
from himpun.kernel.parse import dump
from himpun.office.queries import Agency, agencies_seen_by, day_at, person_of
from himpun.sops import queries
from himpun.sops.queries import SopVersion
from himpun.sops.rules.toml import write_toml


def _as_json(sop: Sop) -> str:
    return json.dumps(dump(sop), ensure_ascii=False, indent=2) + "\n"


FILES: dict[str, tuple[str, Callable[[Sop], str]]] = {
    "bpmn": ("application/xml", to_bpmn),
    "json": ("application/json", _as_json),
    "toml": ("application/toml", write_toml),
}
"""Ending of a download → its media type, and what writes it."""


@login_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The SOPs of every agency that the person sees."""
    rows = queries.register(_agencies(request, timezone.now()))
    several = len({row.version.agency_id for row in rows}) > 1
    return render(request, "sops/register.html", {"rows": rows, "several": several})


@login_required
@require_safe
def sop(request: HttpRequest, agency: str, sop_id: str) -> HttpResponse:
    """The version in force, or the newest where all were withdrawn."""
    now = timezone.now()
    seen = _agency(request, agency, now)
    found = queries.current_version(seen, sop_id) or queries.versions_of(seen, sop_id).first()
    return _page(request, seen, found, now)


@login_required
@require_safe
def version(request: HttpRequest, agency: str, sop_id: str, number: int) -> HttpResponse:
    """One version, such as the one with which an older run began."""
    now = timezone.now()
    seen = _agency(request, agency, now)
    return _page(request, seen, queries.version_of(seen, sop_id, number), now)


@login_required
@require_safe
def download(
    request: HttpRequest, agency: str, sop_id: str, number: int, kind: str
) -> HttpResponse:
    """One version as a file."""
    seen = _agency(request, agency, timezone.now())
    found = queries.version_of(seen, sop_id, number)
    if found is None or kind not in FILES:
        raise Http404
    media_type, write = FILES[kind]
    text = write(queries.sop_of(found.pk, found.fingerprint))
    name = f"{found.sop_id}-v{found.version}.{kind}"
    return HttpResponse(
        text.encode(),
        content_type=f"{media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(
    request: HttpRequest, agency: Agency, found: SopVersion | None, now: datetime
) -> HttpResponse:
    if found is None:
        raise Http404
    page = queries.page_of(found, agency, now)
    return render(request, "sops/sop.html", {"page": page, "files": list(FILES)})


def _agencies(request: HttpRequest, now: datetime) -> QuerySet[Agency]:
    person = person_of(request.user)
    if person is None:
        raise Http404
    return agencies_seen_by(person, day_at(person.home, now))


def _agency(request: HttpRequest, code: str, now: datetime) -> Agency:
    """The agency, if the person sees it: to everybody else there is no such place."""
    agency = _agencies(request, now).filter(code=code).first()
    if agency is None:
        raise Http404
    return agency
