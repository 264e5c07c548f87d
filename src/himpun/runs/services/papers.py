"""Drafts and files on an open step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.kernel.decide import Need
from himpun.kernel.duty import why_not_do
from himpun.kernel.messages import Rejected
from himpun.kernel.wire import Json
from himpun.office.services.journal import write
from himpun.runs import store
from himpun.runs.models import Attachment, Draft, Run, Visit
from himpun.runs.rules import TEXT, row_id
from himpun.runs.services._act import actor_of
from himpun.runs.services._turn import in_turn
from himpun.sops import queries as sops

if TYPE_CHECKING:
    from himpun.archive.queries import StoredFile
    from himpun.office.queries import Person

GONE = "Berkas itu sudah tidak ada pada langkah ini."


@in_turn
def save_draft(
    *, run_id: int, visit: int, content: dict[str, Json], by: Person, now: datetime
) -> None:
    """Keep what a holder has filled in so far. Refuses (Rejected) others and a closed step."""
    _want_holder(run_id, visit, by, now)
    Draft.objects.update_or_create(
        visit_id=row_id(run_id, visit),
        person=by,
        defaults={"content": content, "saved_at": now},
    )


@in_turn
def attach_file(
    *,
    run_id: int,
    visit: int,
    file: StoredFile,
    name: str,
    by: Person,
    now: datetime,
    paper: str = "",
) -> Attachment:
    """Put a stored file to an open step, as one of its papers if ``paper`` is named.

    What stands there already, the same content under the same name and paper, is answered as it
    is. Refuses (Rejected) whoever does not hold the step and a step that is not open.
    """
    run = _want_holder(run_id, visit, by, now)
    known = Attachment.objects.filter(
        visit_id=row_id(run_id, visit), file=file, name=name[:TEXT], paper=paper, withdrawn_at=None
    ).first()
    if known is not None:
        return known
    attached = Attachment.objects.create(
        visit_id=row_id(run_id, visit), file=file, name=name[:TEXT], paper=paper,
        added_by=by, added_at=now,
    )  # fmt: skip
    body: dict[str, Json] = {"visit": visit, "sha256": file.sha256, "name": name}
    write(
        agency=run.agency, by=by, now=now, action="FileAttached", subject=f"run/{run_id}", body=body
    )
    return attached


@in_turn
def withdraw_file(*, attachment_id: int, by: Person, now: datetime) -> None:
    """Take a file off an open step. It stays in the record, marked.

    Refuses (Rejected) whoever does not hold the step, a step that is not open.
    """
    attached = Attachment.objects.select_related("visit", "file").filter(pk=attachment_id).first()
    if attached is None:
        raise Rejected(GONE)
    run = _want_holder(attached.visit.run_id, attached.visit.number, by, now)
    # Only what is read behind the lock is as the one before has left it.
    attached.refresh_from_db(fields=["withdrawn_at"])
    if attached.withdrawn_at is not None:
        raise Rejected(GONE)
    attached.withdrawn_at = now
    attached.save(update_fields=["withdrawn_at"])
    body: dict[str, Json] = {"visit": attached.visit.number, "sha256": attached.file.sha256}
    write(
        agency=run.agency, by=by, now=now, action="FileWithdrawn",
        subject=f"run/{run.pk}", body=body,
    )  # fmt: skip


def _want_holder(run_id: int, visit: int, by: Person, now: datetime) -> Run:
    head = store.lock(run_id)
    if head is None or not Visit.objects.filter(pk=row_id(run_id, visit)).exists():
        raise Rejected("Langkah ini tidak ada.")
    run = Run.objects.select_related("agency").get(pk=run_id)
    sop = sops.sop_of(head.sop_pk, head.fingerprint)
    marking = store.load(head, lambda _: Need.PATH, visit, sop.version)
    found = marking.visits[visit]
    if found.state != "open":
        raise Rejected("Langkah ini sudah tidak terbuka; orang lain telah menyelesaikannya.")
    actor = actor_of(by, run.agency, sop.id, now)
    if refused := why_not_do(sop, marking, found, actor):
        raise Rejected(refused)
    return run
