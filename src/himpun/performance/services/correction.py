"""Correcting an approved value: asked for with a reason, decided by somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse

from himpun.notices.services import tell
from himpun.office.rules import Json, Refused
from himpun.office.services.journal import write
from himpun.performance.models import Approval, Correction, CorrectionProof, Form, Recap, Value
from himpun.performance.queries.correcting import PENDING, deciding, why_not_ask
from himpun.performance.queries.outside import NODES
from himpun.performance.queries.recap import differs_from_frozen, run_of_recap
from himpun.performance.queries.sheet import sheet_of
from himpun.performance.rules.entries import NotAnEntry, difference, typed
from himpun.performance.rules.flow import APPROVED, data_flow
from himpun.performance.services._proofs import Proof, check_again, put_proof, sound
from himpun.performance.services._save import Change, Writer, plain, save
from himpun.performance.services._words import drop_words
from himpun.performance.services._write import in_turn, lock_form
from himpun.performance.services.recap import freeze_recap
from himpun.runs.queries.seen import sop_of

if TYPE_CHECKING:
    from himpun.office.queries import Person
    from himpun.performance.models import Form

# A proof is a word in which this service is asked.
__all__ = ["Proof", "ask_correction", "decide_correction"]

WANT_REASON = "Sebut alasan koreksinya; yang memutuskan dan pemeriksa di kemudian hari membacanya."
WANT_WHY_NOT = "Sebut alasan penolakannya."
NO_CHANGE = (
    "Isian koreksi sama dengan yang sudah ada; ubah paling sedikit satu, atau lampirkan bukti baru."
)
DECIDED = "Koreksi ini sudah diputuskan."
MOVED_ON = "Nilai ini sudah berubah sejak koreksinya diminta. Tolak, lalu minta koreksi yang baru."


@in_turn
def ask_correction(
    *, value: Value, fields: Mapping[str, str], reason: str, by: Person, now: datetime,
    proofs: Sequence[Proof] = (),
) -> Correction:  # fmt: skip
    """Ask that fields of an approved value be changed, as typed ({"realisation": "1.412"}), or
    that evidence be added to it; ``proofs`` become its evidence when the correction is approved.

    Refuses (Refused) whoever neither fills in the form nor keeps the SOP, a value that is not
    approved or has a correction pending, a missing reason, what cannot be read, a link that is no
    web address, and neither change nor proof.
    """
    form = lock_form(value.form_id)
    if why := why_not_ask(by, value, now):
        raise Refused(why)
    if not reason.strip():
        raise Refused(WANT_REASON)
    sound_proofs = [sound(proof) for proof in proofs]
    line = sheet_of(form, [value.pk]).lines[value.pk]
    try:
        changed = difference(line.entry, typed(line.entry, line.definition, fields))
    except NotAnEntry as no:
        raise Refused(str(no)) from None
    if not changed and not sound_proofs:
        raise Refused(NO_CHANGE)
    changes: dict[str, Json] = {name: [plain(a), plain(b)] for name, (a, b) in changed.items()}
    try:
        with transaction.atomic():
            row = Correction.objects.create(
                value=value, recap=Recap.objects.filter(run=form.run_id).first(),
                revision=line.value.revision, changes={"fields": dict(fields), "made": changes},
                reason=reason.strip(), asked_at=now, asked_by=by, asked_text=by.name,
            )  # fmt: skip
            CorrectionProof.objects.bulk_create(
                CorrectionProof(correction=row, file=one.file, link=one.link, name=one.name)
                for one in sound_proofs
            )
    except IntegrityError:
        raise Refused(PENDING) from None
    body: dict[str, Json] = {
        "correction": row.pk, "value": value.pk, "changes": changes,
        "proofs": [one.file.sha256 if one.file else one.link for one in sound_proofs],
    }  # fmt: skip
    write(
        agency=form.agency, by=by, now=now, action="CorrectionAsked", subject=f"form/{form.pk}",
        body={**body, "reason": row.reason},
    )  # fmt: skip
    return row


@in_turn
def decide_correction(
    *, correction: Correction, approve: bool, reason: str, by: Person, now: datetime
) -> Correction:
    """Approve or refuse a correction. Approved, the value is changed in the name of whoever asked,
    every word for it is dropped and its people told, the decider's word approves it anew, and the
    recap is frozen as a new revision.

    Refuses (Refused) whoever does not approve the SOP's data, whoever asked, a refusal without a
    reason, a second decision, and a value that has changed meanwhile.
    """
    form = lock_form(correction.value.form_id)
    row = Correction.objects.select_for_update().get(pk=correction.pk)
    if row.state != "asked":
        raise Refused(DECIDED)
    how = deciding(by, correction, now)
    if how.why_not:
        raise Refused(how.why_not)
    if not approve and not reason.strip():
        raise Refused(WANT_WHY_NOT)
    row.state = "approved" if approve else "refused"
    row.decided_at, row.decided_by, row.decision = now, by, reason.strip()
    row.decided_text = f"{by.name}, {how.capacity}"[:300]
    row.save(
        update_fields=["state", "decided_at", "decided_by", "decision", "decided_text"]
    )  # fmt: skip
    write(
        agency=form.agency, by=by, now=now, action="CorrectionDecided", subject=f"form/{form.pk}",
        body={
            "correction": row.pk, "value": row.value_id, "state": row.state, "reason": row.decision,
        }, capacity=how.capacity, post_title="",
    )  # fmt: skip
    if approve:
        _apply(correction, by, how.capacity, now)
    else:
        _tell_asker(row, form, by, now)
    return row


def _tell_asker(row: Correction, form: Form, by: Person, now: datetime) -> None:
    """Whoever asked learns of the refusal, and why."""
    tell(
        agency=form.agency, people=[row.asked_by], kind="rejected",
        subject=f"Permintaan koreksi ditolak: {row.value.indicator.code}",
        text=f"Ditolak oleh {row.decided_text}. Alasan: “{row.decision}”",
        link=reverse("performance:correction", args=[row.pk]), about=f"correction/{row.pk}",
        key=f"correction/{row.pk}/refused", by=by, now=now,
    )  # fmt: skip


def _apply(correction: Correction, by: Person, capacity: str, now: datetime) -> None:
    form = correction.value.form
    node = data_flow(sop_of(form.run)).approves or NODES[APPROVED]
    for row in correction.proofs.select_related("file"):
        proof = Proof(row.name, row.file, row.link)
        asker, as_what = correction.asked_by, "koreksi"
        put_proof(correction.value, proof, "value", form, by=asker, capacity=as_what, now=now)
    if correction.changes["made"]:
        _change(correction, node, by, capacity, now)
    else:
        check_again(form, correction.value)
    frozen = Recap.objects.filter(run=form.run_id).exists()
    if frozen and differs_from_frozen(run_of_recap(by, form.run_id, now), now):
        freeze_recap(
            run_id=form.run_id, by=by, now=now, reason=f"Koreksi: {correction.reason}", node=node,
            capacity=capacity,
        )  # fmt: skip


def _change(correction: Correction, node: str, by: Person, capacity: str, now: datetime) -> None:
    """The value changes in the asker's name, every word for it falls, and the decider's word
    approves it anew."""
    value, form = correction.value, correction.value.form
    why = f"Koreksi atas permintaan {correction.asked_text}: {correction.reason}"
    writer = Writer(correction.asked_by, "koreksi", "correction", now, correction=True)
    change = Change(value.pk, correction.revision, correction.changes["fields"])
    drop_words(values=[value.pk], why=why, by=by, now=now)
    (outcome,) = save(sheet_of(form, [value.pk]), [change], writer)
    if outcome.status != "saved":
        raise Refused(MOVED_ON if outcome.status == "conflict" else outcome.sentence or MOVED_ON)
    Approval.objects.create(
        value=value, level=APPROVED, revision=outcome.revision, node=node, at=now, by=by,
        by_text=by.name, capacity=capacity,
    )  # fmt: skip
