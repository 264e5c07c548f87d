"""How data are checked and approved whose SOP ends before they come back: outside its steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from himpun.kernel.definition import Sop
from himpun.office import queries as office
from himpun.performance.models import Approval, Form
from himpun.performance.rules.flow import APPROVED, VERIFIED, approvers, checkers, data_flow
from himpun.runs.queries.seen import sop_of

RunRow = Any
"""A row of the runs' own table, with its agency."""
OUTSIDE = "luar-sop"
"""The node of a word that was given outside every step of the SOP."""
NODES = {VERIFIED: f"{OUTSIDE}.{VERIFIED}", APPROVED: f"{OUTSIDE}.{APPROVED}"}
HAS_STEPS = (
    "SOP ini memeriksa dan mengesahkan datanya pada langkah-langkahnya sendiri; buka langkahnya "
    "dari daftar tugas."
)
CANCELLED = "SOP ini dibatalkan; datanya tidak diperiksa lagi."
NOT_YOURS = "Data di luar SOP ini {deed} oleh {titles}, atau operator atas namanya."
DEEDS = {VERIFIED: "diperiksa", APPROVED: "disahkan"}


@dataclass(frozen=True, slots=True)
class Voice:
    """As what a person says something of data; "" if they may not, and why."""

    capacity: str
    why_not: str


def voice_among(
    person: office.Person, run: RunRow, names: Sequence[str], why_not: str, now: datetime
) -> Voice:
    """A person's voice among the performers ``names`` of a run's SOP, or as the operator on their
    behalf; ``why_not`` is told to others and may hold {titles} (two queries)."""
    sop = sop_of(run)
    titles = _titles(sop, names)
    actor = office.actor_for(person, run.agency, run.sop_key, office.day_at(run.agency, now))
    for mandate in sorted(actor.mandates, key=lambda each: each.performer):
        if mandate.performer in names:
            title = sop.performers[mandate.performer].title
            usual = mandate.capacity == "definitif"
            return Voice(title if usual else f"{title} ({mandate.capacity})", "")
    if actor.operator:
        return Voice(f"operator a.n. {titles}", "")
    return Voice("", why_not.format(titles=titles))


def _titles(sop: Sop, names: Iterable[str]) -> str:
    return " atau ".join(sop.performers[name].title for name in names)


def outside_voice(person: office.Person, run: RunRow, level: str, now: datetime) -> Voice:
    """A person's voice about a run's data outside its steps, at the level "verified" or "approved";
    nobody has one where the SOP has steps for it."""
    sop = sop_of(run)
    if not data_flow(sop).opens_after:
        return Voice("", HAS_STEPS)
    if run.state == "cancelled":
        return Voice("", CANCELLED)
    names = checkers(sop) if level == VERIFIED else approvers(sop)
    why_not = NOT_YOURS.format(deed=DEEDS[level], titles="{titles}")
    found = voice_among(person, run, names, why_not, now)
    return Voice(f"{found.capacity}, di luar SOP", "") if found.capacity else found


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the data of a run are: forms in all, complete, checked, approved."""

    forms: int
    complete: int
    verified: int
    approved: int

    @property
    def word(self) -> str:
        """In one sentence."""
        if not self.forms:
            return "Formulir belum dibuka."
        return (
            f"{self.complete} dari {self.forms} formulir lengkap, {self.verified} diperiksa, "
            f"{self.approved} disahkan."
        )


def outside_standing(run_id: int) -> Standing:
    """How far the data of a run are; a form counts as checked or approved when somebody's word for
    any of its values is in force (two queries)."""
    forms = dict(Form.objects.filter(run=run_id).order_by().values_list("pk", "complete_at"))
    spoken = {level: set[int]() for level in (VERIFIED, APPROVED)}
    rows = Approval.objects.filter(value__form__in=list(forms), dropped_at=None).order_by()
    for form, level in rows.values_list("value__form", "level").distinct():
        spoken[level].add(form)
    complete = sum(at is not None for at in forms.values())
    return Standing(len(forms), complete, len(spoken[VERIFIED]), len(spoken[APPROVED]))
