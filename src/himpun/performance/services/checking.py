"""Vouching for values as a step hands them on, and sending them back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.kernel.wire import Json
from himpun.office.rules import Refused, canonical
from himpun.office.services.journal import write
from himpun.performance.models import Approval, Form, Value, ValueChange
from himpun.performance.queries.vouching import Handed, forms_of, handed_on
from himpun.performance.rules.vouching import countable, why_not_vouch
from himpun.performance.services._words import drop_words
from himpun.performance.services._write import in_turn, lock_forms

if TYPE_CHECKING:
    from himpun.office.queries import Person

NOT_IN_RUN = "Ada nilai terpilih yang bukan milik unit yang dikembalikan. Muat ulang halaman ini."


@dataclass(frozen=True, slots=True)
class Stand:
    """Where in a run somebody stands who hands data on: the step's row and node, the number of its
    visit, the unit ("" for all), and what going forward there says: see ``rules.flow``. ``units``
    names several of them instead ("" being the agency as a whole).

    ``last`` and ``checked`` are those of ``rules.vouching.why_not_vouch``.
    """

    run_id: int
    step: str
    node: str
    visit_no: int | None
    unit: str
    level: str
    last: bool = False
    checked: bool = True
    units: tuple[str, ...] = ()

    @property
    def covered(self) -> tuple[str, ...]:
        """The units whose forms are covered; none named: all."""
        return self.units or ((self.unit,) if self.unit else ())


@in_turn
def vouch(*, at: Stand, by: Person, capacity: str, now: datetime) -> int:
    """Put a person's word on every value that a step hands on; how many values are new to it.

    Values that they wrote themselves are not covered. Refuses (Refused) values that were sent back
    and not touched since, and an approver who is their author or verifier.
    """
    forms = _locked(at.run_id, at.covered)
    handed = handed_on(forms)
    values = [each.vouched for each in handed]
    why = why_not_vouch(values, by.pk, at.level, last=at.last, checked=at.checked)
    if why is not None:
        raise Refused(why)
    counts = {each.value for each in countable(values, by.pk)}
    new = [h for h in handed if h.vouched.value in counts and at.node not in h.nodes]
    Approval.objects.bulk_create([_word(each, at, by, capacity, now) for each in new])
    for form in forms:
        words: list[Json] = [[h.vouched.value, h.revision] for h in new if h.form == form.pk]
        if words:
            write(
                agency=form.agency, by=by, now=now, action="ValuesVouched",
                subject=f"form/{form.pk}", capacity=capacity, post_title="",
                body={"run": at.run_id, "step": at.step, "level": at.level, "values": words},
            )  # fmt: skip
    return len(new)


def _locked(run_id: int, units: Sequence[str]) -> list[Form]:
    return lock_forms(list(forms_of(run_id, units).values_list("pk", flat=True)))


def _word(handed: Handed, at: Stand, by: Person, capacity: str, now: datetime) -> Approval:
    return Approval(
        value_id=handed.vouched.value, level=at.level, revision=handed.revision, node=at.node,
        visit_no=at.visit_no, at=now, by=by, by_text=by.name, capacity=capacity,
    )  # fmt: skip


@in_turn
def return_values(
    *,
    run_id: int,
    units: Sequence[str],
    values: Sequence[int],
    reason: str,
    by: Person,
    capacity: str,
    now: datetime,
) -> None:
    """Send chosen values of some units ("" the agency as a whole; none named: all) back to whoever
    filled them in, for a reason that stands beside them until they are changed.

    Every word for them is dropped, and its people are told. Refuses (Refused) without a reason, and
    a value that is not of these units.
    """
    why = reason.strip()
    if not why:
        raise Refused("Sebut alasan pengembaliannya.")
    forms = {form.pk: form for form in _locked(run_id, units)}
    rows = list(Value.objects.select_for_update().filter(pk__in=values, form__in=forms))
    if {row.pk for row in rows} != {*values}:
        raise Refused(NOT_IN_RUN)
    said: dict[int, list[tuple[int, int, Json]]] = defaultdict(list)
    for row in rows:
        changes: dict[str, Json] = {"returned": [row.returned, why]}
        said[row.form_id].append((row.pk, row.revision + 1, changes))
        row.returned, row.returned_at, row.revision = why, now, row.revision + 1
        row.save(update_fields=["returned", "returned_at", "revision"])
        ValueChange.objects.create(
            value=row, revision=row.revision, source="return", changes=changes, at=now, by=by,
            by_text=by.name, capacity=capacity,
        )  # fmt: skip
    drop_words(values=[row.pk for row in rows], why=f"Dikembalikan: {why}", by=by, now=now)
    for pk, sent in said.items():
        body: dict[str, Json] = {
            "run": run_id,
            "reason": why,
            "values": [value for value, _, _ in sent],
            "revisions": [[value, revision] for value, revision, _ in sent],
            "sha256": _hash_of([changes for _, _, changes in sent]),
        }
        write(
            agency=forms[pk].agency, by=by, now=now, action="ValuesReturned", subject=f"form/{pk}",
            body=body, capacity=capacity, post_title="",
        )  # fmt: skip


def _hash_of(changes: Json) -> str:
    return hashlib.sha256(canonical(changes).encode()).hexdigest()


@in_turn
def read_drops(*, by: Person, now: datetime) -> int:
    """Note that a person has seen which of their words were dropped until now; how many."""
    words = Approval.objects.filter(by=by, told=False, dropped_at__lte=now)
    return words.update(told=True)
