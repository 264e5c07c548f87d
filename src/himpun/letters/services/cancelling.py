"""A paper is given up; it stays in the record, and so does its number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Paper
from himpun.letters.queries.desk import why_not_cancel
from himpun.letters.services._papers import in_turn, lock_paper, tell
from himpun.letters.services.numbers import cancel_number_of
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.office.queries import Person

LONGEST_REASON = 500


@in_turn
def cancel_paper(*, paper_id: int, reason: str, by: Person, now: datetime) -> Paper:
    """Gives up a paper that was not sent; its number, if it has one, is cancelled with it.

    Refuses whoever neither keeps the agency's papers nor has this one on the table, a missing
    reason, and a paper that was sent or cancelled.
    """
    paper = lock_paper(paper_id)
    if why := why_not_cancel(paper, by, now):
        raise Refused(why)
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise Refused(f"Sebut alasan pembatalan, paling panjang {LONGEST_REASON} huruf.")
    paper.state, paper.cancelled_at, paper.cancelled_why = "cancelled", now, said
    paper.save(update_fields=["state", "cancelled_at", "cancelled_why"])
    cancel_number_of(paper=paper, reason=said, by=by, now=now)
    tell(paper, "PaperCancelled", by=by, now=now, body={"reason": said})
    return paper
