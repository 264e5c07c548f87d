"""What proves a value: files and links, put to it and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.office.rules import Json, Refused
from himpun.office.services.journal import write
from himpun.performance.models import Approval, Evidence, Form, Value
from himpun.performance.queries.duty import hands_of, why_closed
from himpun.performance.rules.entries import PROVES
from himpun.performance.services._proofs import Proof, check_again, put_proof, sound
from himpun.performance.services._save import APPROVED, NOT_ASKED, drop
from himpun.performance.services._write import in_turn, lock_form

if TYPE_CHECKING:
    from himpun.archive.queries import StoredFile
    from himpun.office.queries import Person

GONE = "Bukti ini sudah tidak ada pada nilai ini."
NO_VALUE = "Nilai ini tidak ada."


@in_turn
def add_evidence(
    *, value: int, by: Person, now: datetime, file: StoredFile | None = None, link: str = "",
    name: str = "", proves: str = "value",
) -> Evidence:  # fmt: skip
    """Put a stored file or a link to a value; ``proves`` "value", or last quarter's "follow-up".

    What stands there already is answered as it is. Refuses whoever may not fill in the form now, an
    approved value, both or neither of file and link, and a link that is no web address. A link that
    others can hardly open is taken, with a warning.
    """
    form, row, capacity = _for_change(value, by, now)
    proof = sound(Proof(name, file, link))
    if proves not in PROVES:
        raise Refused("Pilih apa yang dibuktikan.")
    known = Evidence.objects.filter(
        value=row, file=file, link=proof.link, proves=proves, withdrawn_at=None
    ).first()
    if known is not None:
        return known
    added = put_proof(row, proof, proves, form, by=by, capacity=capacity, now=now)
    check_again(form, row)
    return added


@in_turn
def withdraw_evidence(*, evidence: int, by: Person, now: datetime) -> None:
    """Take a file or a link off a value. It stays in the record, marked; whoever had vouched for
    the value with it is told.

    Refuses whoever may not fill in the form now, an approved value, and what is gone already.
    """
    known = Evidence.objects.filter(pk=evidence).values_list("value", flat=True).first()
    if known is None:
        raise Refused(GONE)
    form, row, capacity = _for_change(known, by, now)
    # Only what is read behind the lock is as the one before has left it.
    found = Evidence.objects.select_related("file").get(pk=evidence)
    if found.withdrawn_at is not None:
        raise Refused(GONE)
    found.withdrawn_at, found.withdrawn_by = now, by
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    why = f"Bukti “{found.name[:120]}” ditarik oleh {by.name}."[:300]
    covering = Approval.objects.filter(value=row, dropped_at=None)
    dropped = drop([(each, why) for each in covering], by, now)
    check_again(form, row)
    body: dict[str, Json] = {"value": row.pk, "evidence": found.pk, "dropped": dropped}
    write(
        agency=form.agency, by=by, now=now, action="EvidenceWithdrawn", subject=f"form/{form.pk}",
        body=body, capacity=capacity, post_title="",
    )  # fmt: skip


def _for_change(value: int, by: Person, now: datetime) -> tuple[Form, Value, str]:
    """The locked form of a value, the value, and as what the person fills it in."""
    form_id = Value.objects.filter(pk=value).values_list("form", flat=True).first()
    if form_id is None:
        raise Refused(NO_VALUE)
    form = lock_form(form_id)
    hands = hands_of(by, form, now)
    if why := hands.why_not or why_closed(form, now):
        raise Refused(why)
    row = Value.objects.get(pk=value)
    if not row.asked:
        raise Refused(NOT_ASKED)
    if Approval.objects.filter(value=row, level="approved", dropped_at=None).exists():
        raise Refused(APPROVED)
    return form, row, hands.capacity
