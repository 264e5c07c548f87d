"""Corrections of approved values: who may ask and decide, and the log of an agency."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from himpun.kernel.duty import Actor
from himpun.office import queries as office
from himpun.performance.models import Approval, Correction, Form, Value
from himpun.performance.queries.changes import Difference, differences_in
from himpun.performance.queries.outside import Voice, voice_among
from himpun.performance.rules.flow import APPROVED, approvers, fillers
from himpun.runs.queries.seen import sop_of

MOST_ROWS = 2_000

ASKING = "Koreksi diminta oleh pengisi formulir {unit}, pengelola SOP, atau operator instansi."
DECIDING = "Koreksi diputuskan oleh yang mengesahkan data: {titles}, atau operator atas namanya."
OWN = "Anda sendiri yang memintanya; orang lain yang harus memutuskannya."
NOT_APPROVED = "Nilai ini belum disahkan, jadi tidak perlu koreksi: ubah langsung di formulirnya."
PENDING = "Koreksi nilai ini sudah diminta dan belum diputuskan."


def value_seen_by(person: office.Person, value: int, now: datetime) -> Value | None:
    """A value of an agency that a person sees, with form, run, unit, indicator and version; None
    for the others (one query)."""
    seen = office.agencies_seen_by(person, office.day_at(person.home, now))
    rows = Value.objects.filter(pk=value, form__agency__in=seen)
    return rows.select_related(*_AROUND).first()


_AROUND = (
    "form__agency", "form__unit", "form__run", "indicator__objective", "version", "changed_by",
)  # fmt: skip


def correction_seen_by(person: office.Person, number: int, now: datetime) -> Correction | None:
    """A correction of an agency that a person sees; None for the others (one query)."""
    seen = office.agencies_seen_by(person, office.day_at(person.home, now))
    rows = Correction.objects.filter(pk=number, value__form__agency__in=seen)
    around = [f"value__{name}" for name in _AROUND]
    return rows.select_related("asked_by", "decided_by", "recap", *around).first()


def corrections_of(agency: office.Agency, run_id: int | None = None) -> QuerySet[Correction]:
    """The log of an agency, or of one of its runs, newest first."""
    rows = Correction.objects.filter(value__form__agency=agency)
    if run_id is not None:
        rows = rows.filter(value__form__run=run_id)
    around = [f"value__{name}" for name in _AROUND]
    return rows.select_related("recap", *around).order_by("-pk")


def is_approved(value: Value) -> bool:
    """Whether a value is approved now (one query)."""
    return Approval.objects.filter(value=value, level=APPROVED, dropped_at=None).exists()


def why_no_part(person: office.Person, value: Value, now: datetime) -> str | None:
    """Why corrections of a value are not a person's to ask for; None if they are."""
    form = value.form
    actor = _actor(person, form, now)
    unit = form.unit.code if form.unit else ""
    names = fillers(sop_of(form.run), form.unit.kind if form.unit else "")
    mine = any(m.performer in names and m.unit in ("", unit) for m in actor.mandates)
    if mine or actor.steward or actor.operator:
        return None
    return ASKING.format(unit=form.unit.name if form.unit else form.agency.name)


def why_not_ask(person: office.Person, value: Value, now: datetime) -> str | None:
    """Why a person may not ask for a correction of a value now; None if they may."""
    if why := why_no_part(person, value, now):
        return why
    if Correction.objects.filter(value=value, state="asked").exists():
        return PENDING
    return None if is_approved(value) else NOT_APPROVED


def deciding(person: office.Person, correction: Correction, now: datetime) -> Voice:
    """Whether a person may decide about a correction, and as what."""
    if correction.asked_by_id == person.pk:
        return Voice("", OWN)
    run = correction.value.form.run
    return voice_among(person, run, approvers(sop_of(run)), DECIDING, now)


def _actor(person: office.Person, form: Form, now: datetime) -> Actor:
    on = office.day_at(form.agency, now)
    return office.actor_for(person, form.agency, form.run.sop_key, on)


def differences_asked(correction: Correction) -> tuple[Difference, ...]:
    """What a correction changes, as it is read."""
    return differences_in(correction.value, correction.changes["made"])
