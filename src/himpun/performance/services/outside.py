"""Data whose SOP ends before they come back: checked, sent back and approved outside its steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.office.rules import Refused
from himpun.performance.models import Approval, Form
from himpun.performance.queries.forms import unit_name_of
from himpun.performance.queries.outside import NODES, OUTSIDE, RunRow, outside_voice
from himpun.performance.queries.recap import differs_from_frozen, run_of_recap
from himpun.performance.queries.vouching import forms_of, unfinished, units_owning
from himpun.performance.rules.flow import APPROVED, VERIFIED
from himpun.performance.services._completing import open_again
from himpun.performance.services._write import in_turn, lock_forms
from himpun.performance.services.checking import Stand, return_values, vouch
from himpun.performance.services.recap import freeze_recap

if TYPE_CHECKING:
    from himpun.office.queries import Person

NO_RUN = "SOP yang berjalan ini tidak ada."
NO_FORMS = "Formulir belum dibuka, sehingga belum ada yang diperiksa."
WHICH_UNIT = "Pilih unit yang datanya sudah Anda periksa."
WHICH_VALUE = "Pilih nilai yang dikembalikan."
NOT_HERE = "Ada unit terpilih yang tidak mempunyai formulir pada SOP ini. Muat ulang halaman ini."
OWED = "Formulir {names} belum dinyatakan lengkap, jadi datanya belum dapat {deed}."
NEEDS_CORRECTION = (
    "Ada nilai terpilih yang sudah disahkan. Nilai yang sudah disahkan diubah melalui permintaan "
    "koreksi, bukan dikembalikan."
)
WHY_FROZEN = "Disahkan di luar SOP."


@in_turn
def verify_outside(*, run_id: int, units: Sequence[str], by: Person, now: datetime) -> int:
    """Put a person's word on the values of some units' forms ("" the agency's own); how many are
    new to it.

    Refuses (Refused) whoever does not check in this SOP, an SOP that has steps for it, no unit, a
    form that is not complete, and what ``vouch`` refuses.
    """
    run, capacity = _asked(by, run_id, VERIFIED, now)
    if not units:
        raise Refused(WHICH_UNIT)
    forms = list(forms_of(run_id, units))
    if {form.unit.code if form.unit else "" for form in forms} != {*units}:
        raise Refused(NOT_HERE)
    _refuse_owed(forms, "diperiksa")
    return vouch(at=_stand(run, VERIFIED, units), by=by, capacity=capacity, now=now)


@in_turn
def return_outside(
    *, run_id: int, values: Sequence[int], reason: str, by: Person, now: datetime
) -> None:
    """Send chosen values back to whoever filled them in; their forms are open again.

    Refuses (Refused) whoever neither checks nor approves in this SOP, an SOP that has steps for it,
    no value, one that is approved or of another run, and no reason.
    """
    capacity = _either_voice(by, run_id, now)
    if not values:
        raise Refused(WHICH_VALUE)
    forms = lock_forms(list(forms_of(run_id).values_list("pk", flat=True)))
    words = Approval.objects.filter(value__in=values, level=APPROVED, dropped_at=None)
    if words.exists():
        raise Refused(NEEDS_CORRECTION)
    return_values(
        run_id=run_id, units=(), values=values, reason=reason, by=by, capacity=capacity, now=now
    )
    owners = units_owning(values)
    for form in forms:
        if form.unit_id in owners and form.complete_at is not None:
            open_again(form, by=by, capacity=capacity, reason=reason, now=now)


@in_turn
def approve_outside(*, run_id: int, by: Person, now: datetime) -> int:
    """Approve every value of a run and freeze its recap; how many values are new to it.

    Refuses (Refused) whoever does not sign in this SOP, an SOP that has steps for it, forms that
    are not complete, values that nobody else has checked, and what ``vouch`` refuses.
    """
    run, capacity = _asked(by, run_id, APPROVED, now)
    forms = list(forms_of(run_id))
    if not forms:
        raise Refused(NO_FORMS)
    _refuse_owed(forms, "disahkan")
    approved = vouch(at=_stand(run, APPROVED, ()), by=by, capacity=capacity, now=now)
    if differs_from_frozen(run, now):
        freeze_recap(
            run_id=run_id, by=by, now=now, node=OUTSIDE, reason=WHY_FROZEN, capacity=capacity
        )
    return approved


def _asked(by: Person, run_id: int, level: str, now: datetime) -> tuple[RunRow, str]:
    """The run, and as what somebody speaks there at a level."""
    run = run_of_recap(by, run_id, now)
    if run is None:
        raise Refused(NO_RUN)
    voice = outside_voice(by, run, level, now)
    if voice.why_not:
        raise Refused(voice.why_not)
    return run, voice.capacity


def _either_voice(by: Person, run_id: int, now: datetime) -> str:
    try:
        return _asked(by, run_id, VERIFIED, now)[1]
    except Refused as refused:
        try:
            return _asked(by, run_id, APPROVED, now)[1]
        except Refused:
            raise refused from None


def _stand(run: RunRow, level: str, units: Sequence[str]) -> Stand:
    last = level == VERIFIED
    return Stand(run.pk, "", NODES[level], None, "", level, last=last, units=(*units,))


def _refuse_owed(forms: Sequence[Form], deed: str) -> None:
    if owed := unfinished(forms):
        names = ", ".join(unit_name_of(form) for form in owed)
        raise Refused(OWED.format(names=names, deed=deed))
