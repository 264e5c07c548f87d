"""Declaring a form complete and opening it again, for pages, steps and returns alike."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.performance.models import Form
from himpun.performance.queries.completeness import why_not_complete

if TYPE_CHECKING:
    from himpun.office.queries import Person


def declare_complete(
    form: Form, *, by: Person | None, capacity: str, due_at: datetime | None, now: datetime
) -> bool:
    """A locked form becomes complete; False if it was. Refuses what the agency's policy lacks.

    It is late when its step was due before (``due_at``, None: never); what was complete once in
    time stays so when it comes back.
    """
    if form.complete_at is not None:
        return False
    if why := why_not_complete(form):
        raise Refused(why)
    form.complete_at, form.complete_by = now, by
    if form.first_complete_at is None:
        form.first_complete_at = now
        form.late = due_at is not None and now > due_at
    form.save(update_fields=["complete_at", "complete_by", "first_complete_at", "late"])
    write(
        agency=form.agency, by=by, now=now, action="FormCompleted", subject=f"form/{form.pk}",
        body={"form": form.pk, "revision": form.revision, "late": form.late}, capacity=capacity,
        post_title="",
    )  # fmt: skip
    return True


def open_again(
    form: Form, *, by: Person | None, capacity: str, reason: str, now: datetime,
    closes_at: datetime | None = None,
) -> None:  # fmt: skip
    """A locked form may be filled in again; ``closes_at`` is its new closing, None: as it was."""
    form.complete_at = form.complete_by = None
    if closes_at is not None:
        form.closes_at = closes_at
    form.save(update_fields=["complete_at", "complete_by", "closes_at"])
    write(
        agency=form.agency, by=by, now=now, action="FormReopened", subject=f"form/{form.pk}",
        body={
            "form": form.pk, "revision": form.revision, "reason": reason,
            "closes_at": closes_at.isoformat() if closes_at else "",
        },
        capacity=capacity, post_title="",
    )  # fmt: skip
