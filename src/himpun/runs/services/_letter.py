"""Keeping the letter from outside with the run that it began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.kernel.messages import Rejected
from himpun.office import queries as office
from himpun.office.rules import Body
from himpun.office.services.journal import write
from himpun.runs.models import Attachment, Run, StartLetter, Visit
from himpun.runs.rules import TEXT
from himpun.runs.rules.letter import OutsideLetter, why_not_letter

if TYPE_CHECKING:
    from himpun.archive.queries import StoredFile
    from himpun.office.queries import Person


@dataclass(frozen=True, slots=True)
class Scan:
    """A stored file with the name under which it was sent."""

    file: StoredFile
    name: str


def keep_letter(
    run: Run, letter: OutsideLetter, scan: Scan | None, by: Person | None, now: datetime
) -> None:
    """Keep the letter, its scan as a file of the first step, and its row in the journal. Refuses
    (Rejected) a letter that cannot be."""
    if why := why_not_letter(letter, office.day_at(run.agency, now)):
        raise Rejected(why)
    attached = _attach(run, scan, by, now) if scan and by else None
    StartLetter.objects.create(
        run=run, number=letter.number, dated_on=letter.dated_on, sender=letter.sender,
        subject=letter.subject, received_on=letter.received_on, scan=attached,
    )  # fmt: skip
    body: Body = {
        "number": letter.number,
        "dated_on": letter.dated_on.isoformat(),
        "sender": letter.sender,
        "subject": letter.subject,
        "received_on": letter.received_on.isoformat(),
        "sha256": scan.file.sha256 if scan else None,
    }
    write(
        agency=run.agency, by=by, now=now, action="OutsideLetterRecorded",
        subject=f"run/{run.pk}", body=body,
    )  # fmt: skip


def _attach(run: Run, scan: Scan, by: Person, now: datetime) -> Attachment:
    first = Visit.objects.filter(run=run).order_by("pk")[0]
    return Attachment.objects.create(
        visit=first, file=scan.file, name=scan.name[:TEXT], added_by=by, added_at=now
    )
