"""The register's pages: which SOPs there are, one SOP as its paper, and its files."""

import json
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from himpun.kernel.bpmn import to_bpmn
from himpun.kernel.definition import Sop
from himpun.kernel.parse import Mistakes, dump, parse_text
from himpun.office.asking import AskedHere, FormPage, answer, asked_here
from himpun.office.queries import (
    Agency,
    agencies_seen_by,
    day_at,
    person_of,
    role_of,
    why_not_administer,
)
from himpun.office.rules import Refused
from himpun.sops import queries, services
from himpun.sops.forms import MOST_BYTES, DefinitionForm, WithdrawForm
from himpun.sops.queries import SopVersion
from himpun.sops.queries.shipped import shipped_content, shipped_sops
from himpun.sops.rules.reading import errors_among, gaps_of, place_words, questions_of, sentence_of
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
    now = timezone.now()
    seen = _agencies(request, now)
    rows = queries.register(seen)
    several = len({row.version.agency_id for row in rows}) > 1
    shown = {"rows": rows, "several": several, "publishes": _publishes(request, now)}
    return render(request, "sops/register.html", shown)


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


def _why_not_publish(ask: AskedHere) -> str | None:
    return why_not_administer(ask.person, ask.agency, ask.now)


administrator = asked_here("sops", AskedHere, _why_not_publish)
"""Whoever administers the agency."""


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def publish_check(ask: AskedHere) -> HttpResponse:
    """Handing a definition in; then what it says, or every mistake in it. Nothing is changed."""
    form = DefinitionForm(ask.posted, ask.request.FILES or None, shipped=shipped_sops())
    if ask.posted is None or not form.is_valid():
        return ask.render("publish", 200 if ask.posted is None else 400, form=form)
    sent, named = form.cleaned_data["file"], form.cleaned_data["shipped"]
    if sent and sent.size > MOST_BYTES:
        form.add_error("file", f"Berkas SOP paling besar {MOST_BYTES // 1000} kB.")
        return ask.render("publish", 413, form=form)
    content = sent.read() if sent else shipped_content(named)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        form.add_error("file", "Berkas ini bukan teks UTF-8.")
        return ask.render("publish", 400, form=form)
    return _checked(ask, text)


@require_http_methods(["POST"])
@administrator
def publish(ask: AskedHere) -> HttpResponse:
    """Publishes what was shown; next is who does its steps."""
    text = ask.sent("naskah", MOST_BYTES)
    try:
        version = services.publish_sop(agency=ask.agency, sop=parse_text(text), **ask.by)
    except Mistakes:
        return _checked(ask, text)
    except Refused as refused:
        return _checked(ask, text, str(refused))
    messages.success(ask.request, f"{version} terbit. Tetapkan pelaksananya.")
    return redirect("office:performers", ask.agency.code)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def withdraw(ask: AskedHere, sop_id: str, number: int) -> HttpResponse:
    """Takes a version out of force, once it was said what that means."""
    found = queries.version_of(ask.agency, sop_id, number)
    if found is None:
        raise Http404
    here = reverse("sops:version", args=[ask.agency.code, sop_id, number])
    form = WithdrawForm(ask.posted)
    answered, status = answer(
        ask, form, lambda _: services.withdraw_sop(version=found, **ask.by),
        to=here, done=f"{found} dicabut.",
    )  # fmt: skip
    page = FormPage(
        heading=f"Cabut versi {number}", button="Cabut", done="", to=here,
        lead=_what_follows(found), crumbs=((found.name, here),),
    )  # fmt: skip
    return answered or ask.render("withdraw", status, form=form, page=page)


def _what_follows(version: SopVersion) -> str:
    """What withdrawing it means, in sentences."""
    others = queries.versions_of(version.agency, version.sop_id).filter(withdrawn_at=None)
    left = others.exclude(pk=version.pk).order_by("-version").first()
    then = (
        f"Yang berlaku kemudian versi {left.version}."
        if left
        else "Tidak ada versi lain yang berlaku, jadi SOP ini tidak dapat dimulai lagi."
    )
    return (
        "SOP yang sudah berjalan dengan versi ini diselesaikan dengannya; yang baru tidak dapat "
        f"dimulai dengannya. {then} Versi yang dicabut tidak dapat diberlakukan kembali: untuk itu "
        "terbitkan versi baru."
    )


def _checked(ask: AskedHere, text: str, refused: str = "") -> HttpResponse:
    try:
        sop = parse_text(text)
    except Mistakes as wrong:
        rows = [(mistake.place, mistake.sentence) for mistake in wrong.mistakes]
        return ask.render("publish_checked", 400, wrong=rows)
    problems = queries.problems_of(sop, ask.on)
    errors = [(place_words(one.place), one.sentence) for one in errors_among(problems)]
    status = 409 if refused else 400 if errors else 200
    return ask.render(
        "publish_checked", status, sop=sop, text=text, wrong=errors, refused=refused,
        warnings=[sentence_of(one) for one in problems if one.severity != "error"],
        questions=questions_of(sop), gaps=gaps_of(sop),
    )  # fmt: skip


def _publishes(request: HttpRequest, now: datetime) -> Agency | None:
    """The agency of whoever may publish for it."""
    person = person_of(request.user)
    home = person.home if person else None
    if person is None or home is None:
        return None
    return home if role_of(person, home, day_at(home, now)).administrator else None


def _page(
    request: HttpRequest, agency: Agency, found: SopVersion | None, now: datetime
) -> HttpResponse:
    if found is None:
        raise Http404
    page = queries.page_of(found, agency, now)
    mine = _publishes(request, now) == agency
    shown = {"page": page, "files": list(FILES), "may_withdraw": mine and not found.withdrawn_at}
    return render(request, "sops/sop.html", shown)


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
