"""One indicator of a form at a time: filled in on a phone or without a script, with all that is
known and was said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from himpun.archive.services import store_file
from himpun.office import queries as office
from himpun.office.asking import SENT_BEFORE, Asked, first_time, found
from himpun.office.rules import Refused
from himpun.performance.forms.value import ValueForm
from himpun.performance.queries.asking import people_to_ask, query_seen_by
from himpun.performance.queries.duty import hands_of
from himpun.performance.queries.forms import Form, unit_code_of
from himpun.performance.queries.value import (
    Details,
    details_json,
    details_of,
    form_of_value,
    opened_evidence,
    value_in_form,
)
from himpun.performance.rules.states import STATE_MARKS
from himpun.performance.services import evidence as proofs
from himpun.performance.services import remarks
from himpun.performance.services.collecting import Outcome, save_values
from himpun.performance.views.asked import asked
from himpun.performance.views.file_out import handed_out
from himpun.performance.views.form_asked import AskedForm, about, asked_form, wants_json

MOST_FILES = 20
STATUS = {"conflict": 409, "locked": 423, "invalid": 400}


@require_http_methods(["GET", "POST"])
@asked_form
def indicator(ask: AskedForm, indicator: int) -> HttpResponse:
    """The page of one indicator; sent: saved, and on to the next one if that is asked."""
    value = found(value_in_form(ask.form, indicator))
    details = details_of(ask.form, value, ask.hands, ask.now)
    if ask.posted is None:
        return _shown(ask, details, ValueForm.of(details))
    typed = ValueForm.sent(details, ask.request.POST)
    refused = _files_refused(ask, details)
    (outcome,) = save_values(form=ask.form.pk, changes=[typed.change], source="phone", **ask.by)
    if outcome.status not in ("saved", "unchanged"):
        return _refused(ask, value, typed, outcome)
    if refused:
        fresh = details_of(ask.form, value, ask.hands, ask.now)
        return _shown(ask, fresh, ValueForm.of(fresh), 400, said=" ".join(refused))
    if outcome.status == "saved":
        messages.success(ask.request, f"Indikator {details.row['no']} tersimpan.")
    onward = details.after if ask.sent("aksi") == "lanjut" and details.after else indicator
    return redirect("performance:indicator", ask.form.run_id, unit_code_of(ask.form), onward)


def _refused(ask: AskedForm, value: int, typed: ValueForm, outcome: Outcome) -> HttpResponse:
    """What was typed stays on the page; beside it what stands in the form now."""
    fresh = details_of(ask.form, value, ask.hands, ask.now)
    again = typed.against(fresh, outcome.field, outcome.sentence)
    theirs = fresh.row if outcome.status == "conflict" else None
    status = 403 if not ask.hands.fills else STATUS[outcome.status]
    return _shown(ask, fresh, again, status, said=outcome.sentence, theirs=theirs)


def _files_refused(ask: AskedForm, details: Details) -> list[str]:
    """Files that were sent along are put to the value; the sentences of those that were not."""
    if ask.locked or details.row["locked"]:
        return []
    refused = []
    for field in ("foto", "berkas"):
        for sent in ask.request.FILES.getlist(field)[:MOST_FILES]:
            try:
                _put(ask, details.row["value"], sent, "value")
            except Refused as no:
                refused.append(f"{sent.name}: {no}")
    return refused


def _put(ask: AskedForm, value: int, sent: Any, proves: str) -> None:
    name = " ".join((sent.name or "").replace("\0", "").split())[:300]
    stored = store_file(content=sent.file, name=name, now=ask.now)
    proofs.add_evidence(value=value, file=stored, name=name, proves=proves, **ask.by)


def _shown(
    ask: AskedForm, details: Details, typed: ValueForm, status: int = 200, **more: Any
) -> HttpResponse:
    return ask.render(
        "value", status, details=details, row=details.row, typed=typed,
        mark=STATE_MARKS[details.row["state"]], line=details.line,
        people=people_to_ask(ask.form, ask.now), **more,
    )  # fmt: skip


def _of_value(ask: Asked, value: int) -> Form:
    return found(form_of_value(ask.person, value, ask.now))


@require_POST
@asked
def evidence_add(ask: Asked, value: int) -> HttpResponse:
    """Puts files and a link to a value; those that were not taken are told."""
    return about(ask, _of_value(ask, value), _evidence_add, value)


def _evidence_add(ask: AskedForm, value: int) -> HttpResponse:
    proves = ask.sent("membuktikan") or "value"
    link = ask.sent("tautan", 2_000)
    sent = ask.request.FILES.getlist("berkas")[:MOST_FILES]
    if ask.locked:
        return _told(ask, value, ask.locked)
    try:
        for each in sent:
            _put(ask, value, each, proves)
        if link or not sent:
            name = ask.sent("nama", 300)
            proofs.add_evidence(value=value, link=link, name=name, proves=proves, **ask.by)
    except Refused as no:
        return _told(ask, value, str(no))
    return _done(ask, value, "Bukti dukung ditambahkan.")


@require_POST
@asked
def evidence_withdraw(ask: Asked, value: int, evidence: int) -> HttpResponse:
    """Takes evidence off a value."""
    return about(ask, _of_value(ask, value), _evidence_withdraw, value, evidence)


def _evidence_withdraw(ask: AskedForm, value: int, evidence: int) -> HttpResponse:
    shown = details_of(ask.form, value, ask.hands, ask.now)
    if evidence not in [each.pk for each in shown.evidence]:
        return _told(ask, value, proofs.GONE)
    try:
        proofs.withdraw_evidence(evidence=evidence, **ask.by)
    except Refused as no:
        return _told(ask, value, str(no))
    return _done(ask, value, "Bukti dukung ditarik.")


@login_required
@require_safe
def evidence_file(request: HttpRequest, value: int, evidence: int) -> HttpResponseBase:
    """Hands a file out, to be saved and never to be run in the page's own place."""
    person = office.person_of(request.user)
    opened = found(opened_evidence(person, value, evidence, timezone.now()) if person else None)
    return handed_out(opened)


@require_POST
@asked
def comment_add(ask: Asked, value: int) -> HttpResponse:
    """Remarks on a value."""
    return about(ask, _of_value(ask, value), _comment_add, value)


def _comment_add(ask: AskedForm, value: int) -> HttpResponse:
    try:
        with first_time(ask.request) as first:
            if first:
                remarks.add_comment(value=value, text=ask.sent("teks"), **ask.by)
    except Refused as no:
        return _told(ask, value, str(no))
    return _done(ask, value, "Catatan tersimpan." if first else SENT_BEFORE)


@require_POST
@asked
def query_open(ask: Asked, value: int) -> HttpResponse:
    """Asks about a value."""
    return about(ask, _of_value(ask, value), _query_open, value)


def _query_open(ask: AskedForm, value: int) -> HttpResponse:
    people = {str(person.pk): person for person, _ in people_to_ask(ask.form, ask.now)}
    assignee = people.get(ask.sent("kepada"))
    try:
        with first_time(ask.request) as first:
            if first:
                remarks.open_query(value=value, text=ask.sent("teks"), assignee=assignee, **ask.by)
    except Refused as no:
        return _told(ask, value, str(no))
    return _done(ask, value, "Pertanyaan terkirim." if first else SENT_BEFORE)


@require_POST
@asked
def query_act(ask: Asked, query: int) -> HttpResponse:
    """Answers, closes or reopens a question."""
    asked_ = found(query_seen_by(ask.person, query, ask.now))
    return about(ask, asked_.value.form, _query_act, query, asked_.value_id)


def _query_act(ask: AskedForm, query: int, value: int) -> HttpResponse:
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "jawab": (remarks.answer_query, "Jawaban terkirim."),
        "tutup": (remarks.close_query, "Pertanyaan ditutup."),
        "buka": (remarks.reopen_query, "Pertanyaan diajukan lagi."),
    }
    act = acts.get(ask.sent("aksi"))
    if act is None:
        return _told(ask, value, "Pilih jawab, tutup, atau tanya lagi.", 400)
    try:
        act[0](query=query, text=ask.sent("teks"), **ask.by)
    except Refused as no:
        return _told(ask, value, str(no))
    return _done(ask, value, act[1])


def _done(ask: AskedForm, value: int, sentence: str) -> HttpResponse:
    details = details_of(ask.form, value, hands_of(ask.person, ask.form, ask.now), ask.now)
    if wants_json(ask.request):
        return _json(ask, details, sentence, 200)
    messages.success(ask.request, sentence)
    where = (ask.form.run_id, unit_code_of(ask.form), details.row["indicator"])
    return redirect("performance:indicator", *where)


def _json(ask: AskedForm, details: Details, sentence: str, status: int) -> JsonResponse:
    shown = details_json(details, people_to_ask(ask.form, ask.now))
    return JsonResponse({"sentence": sentence, **shown}, status=status)


def _told(ask: AskedForm, value: int, sentence: str, status: int = 409) -> HttpResponse:
    details = details_of(ask.form, value, ask.hands, ask.now)
    if wants_json(ask.request):
        return _json(ask, details, sentence, status)
    return _shown(ask, details, ValueForm.of(details), status, said=sentence)
