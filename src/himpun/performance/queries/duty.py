"""Who may fill in a form now, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from himpun.kernel.worktime import ZONES
from himpun.office import queries as office
from himpun.office.rules import long_date
from himpun.performance.models import Form
from himpun.performance.queries.forms import unit_name_of
from himpun.performance.rules.filling import collecting_visits, filling_as, why_not_filled_now
from himpun.runs import queries as runs

COMPLETE = (
    "Formulir sudah dinyatakan lengkap pada {day}. Buka kembali formulir ini untuk mengubahnya."
)


@dataclass(frozen=True, slots=True)
class Hands:
    """How a person stands to a form now. ``capacity``: as what they fill it in, "" if it is not
    theirs; ``why_not`` then says why. ``steward``: may reopen it and give it a later closing day.
    ``due_at``: when its collecting step is due, the last of several."""

    capacity: str
    why_not: str
    steward: bool
    due_at: datetime | None

    @property
    def fills(self) -> bool:
        """May the person fill it in, if it is open?"""
        return bool(self.capacity)


def hands_of(person: office.Person, form: Form, now: datetime) -> Hands:
    """How a person stands to a form, which has its run, unit and agency (four queries)."""
    sop, marking = runs.open_part_of(form.run)
    actor = office.actor_for(person, form.agency, sop.id, office.day_at(form.agency, now))
    unit = form.unit.code if form.unit else ""
    capacity = filling_as(sop, marking, actor, unit) or ""
    visits = collecting_visits(sop, marking, unit)
    dues = [visit.due.due_at for visit in visits if visit.due.due_at]
    return Hands(
        capacity=capacity,
        why_not="" if capacity else why_not_filled_now(sop, marking, unit),
        steward=actor.steward,
        due_at=max(dues, default=None),
    )


def why_over(form: Form, now: datetime) -> str | None:
    """Why the time of a form is over; None while it is not."""
    if form.closes_at is None or now < form.closes_at:
        return None
    return (
        f"Pengisian untuk {unit_name_of(form)} sudah ditutup pada {_day(form, form.closes_at)} "
        f"{form.agency.zone}; minta perpanjangan kepada pengelola SOP atau operator."
    )


def why_closed(form: Form, now: datetime) -> str | None:
    """Why nobody may fill in a form at all now: its time is over, or it is complete."""
    if form.complete_at is not None:
        return COMPLETE.format(day=_day(form, form.complete_at))
    return why_over(form, now)


def why_not_fill(person: office.Person, form: Form, now: datetime) -> str | None:
    """Why a person may not fill in a form now; None if they may (four queries at most)."""
    hands = hands_of(person, form, now)
    return hands.why_not or why_closed(form, now)


def why_not_read(person: office.Person, form: Form, now: datetime) -> str | None:
    """Why a person may not read a form; None for whoever sees its agency's runs (one query)."""
    seen = office.agencies_seen_by(person, office.day_at(person.home, now))
    if seen.filter(pk=form.agency_id).exists():
        return None
    return "Formulir ini milik instansi yang tidak Anda ikuti."


def _day(form: Form, at: datetime) -> str:
    local = at.astimezone(ZONES[form.agency.zone])
    return f"{long_date(local.date())} pukul {local:%H.%M}"
