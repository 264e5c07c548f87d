"""Freezing a run's recap: what was approved stays as it was, and can be made again from its row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.performance.models import Form, Recap
from himpun.performance.queries.recap import RunRow, live_recap, run_of_recap
from himpun.performance.queries.recap.rights import CANCELLED, capacity_of, why_not_freeze
from himpun.performance.rules.recap import body_text, fingerprint_of
from himpun.performance.services._write import in_turn, lock_forms

NO_RUN = "SOP yang berjalan ini tidak ada."
NO_FORMS = "Formulir belum dibuka, sehingga belum ada yang direkapitulasi."
NO_REASON = "Rekapitulasi sudah dibekukan. Revisi berikutnya memerlukan alasan."
SAME = "Tidak ada yang berubah sejak revisi {no}; tidak ada yang perlu dibekukan."
FIRST = "Rekapitulasi baru saja dibekukan oleh orang lain. Muat ulang halaman."
MOST_REASON, MOST_CAPACITY = 2_000, 300


@in_turn
def freeze_recap(
    *,
    run_id: int,
    by: office.Person,
    now: datetime,
    reason: str = "",
    node: str = "",
    capacity: str = "",
) -> Recap:
    """Freezes the recap of a run as its data are now, as its next revision.

    ``node`` is the step of the SOP that approves it: who may do that step has been asked by the
    service that finishes it; without a node only a steward of the SOP may. From the second revision
    on a reason is wanted. ``capacity`` is as what the step is done, in the words of the record; the
    foremost post or role where it is not given. Refuses where no form was opened, where nothing has
    changed since the revision before, and whoever comes second in the same moment.
    """
    run = run_of_recap(by, run_id, now)
    if run is None:
        raise Refused(NO_RUN)
    if why := (None if node else why_not_freeze(by, run, now)):
        raise Refused(why)
    if run.state == "cancelled":
        raise Refused(CANCELLED)
    # Whoever saves a value counts its form up: behind this lock no value changes while it is read,
    # and a second freeze waits for this one.
    lock_forms(list(Form.objects.filter(run=run.pk).values_list("pk", flat=True)))
    body = live_recap(run, now)
    if body is None:
        raise Refused(NO_FORMS)
    text = body_text(body)
    said = {"reason": reason.strip()[:MOST_REASON], "node": node, "at": now, "by": by}
    held = capacity or capacity_of(by, run.agency, now)
    row = _frozen(run, text, {**said, "by_text": by.name, "capacity": held[:MOST_CAPACITY]})
    write(
        agency=run.agency, by=by, now=now, action="RecapFrozen", subject=f"recap/{row.pk}",
        body={
            "run": run.pk, "no": row.no, "sha256": row.sha256, "reason": row.reason, "node": node,
        },
    )  # fmt: skip
    return row


def _frozen(run: RunRow, text: str, said: dict[str, Any]) -> Recap:
    last = Recap.objects.filter(run=run.pk).order_by("-no").first()
    digest = fingerprint_of(text)
    if last is not None and last.sha256 == digest:
        raise Refused(SAME.format(no=last.no))
    if last is not None and not said["reason"]:
        raise Refused(NO_REASON)
    no = last.no + 1 if last else 1
    try:
        with transaction.atomic():
            return Recap.objects.create(run_id=run.pk, no=no, body=text, sha256=digest, **said)
    except IntegrityError:
        raise Refused(FIRST) from None
