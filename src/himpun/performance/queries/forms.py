"""Forms that a person sees, and which earlier ones stand behind them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from himpun.office import queries as office
from himpun.performance.models import Form

# The type that pages name in their signatures; its table stays the models' own.
__all__ = [
    "AGENCY_WIDE",
    "Form",
    "form_by_key",
    "form_seen_by",
    "forms_seen_by",
    "unit_code_of",
    "unit_name_of",
]

AGENCY_WIDE = "-"
"""In an address: the form of the agency as a whole."""


def forms_seen_by(person: office.Person, now: datetime) -> QuerySet[Form]:
    """Forms of the agencies whose runs a person sees, with run, unit and agency (one query)."""
    seen = office.agencies_seen_by(person, office.day_at(person.home, now))
    return Form.objects.filter(agency__in=seen).select_related("agency", "run", "unit")


def form_seen_by(
    person: office.Person, run_id: int, unit_code: str, now: datetime
) -> Form | None:  # fmt: skip
    """The form of a unit ("-": of the agency) in a run; None where there is none, or where the
    person does not see the agency (one query)."""
    forms = forms_seen_by(person, now).filter(run=run_id)
    if unit_code == AGENCY_WIDE:
        return forms.filter(unit=None).first()
    return forms.filter(unit__code=unit_code).first()


def form_by_key(form_id: int) -> Form | None:
    """A form whoever sees it, with run, unit and agency (one query)."""
    return Form.objects.select_related("agency", "run", "unit").filter(pk=form_id).first()


def unit_code_of(form: Form) -> str:
    """The unit of a form as its address names it."""
    return form.unit.code if form.unit else AGENCY_WIDE


def unit_name_of(form: Form) -> str:
    """The unit of a form as people name it; the agency for its own form."""
    return form.unit.name if form.unit else form.agency.name
