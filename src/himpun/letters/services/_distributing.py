"""A step that distributes sends what is signed and was not sent before it is handed on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.sending import units_missing
from himpun.letters.services.sending import add_unit_recipients, send_paper
from himpun.office import queries as office

if TYPE_CHECKING:
    from himpun.office.queries import Person


def distribute(papers: Iterable[Paper], by: Person | None, now: datetime) -> None:
    """Sends each paper that is signed to its list; where nobody is on it, to every unit that takes
    part. A run without units leaves such a paper as it is: whom it is for, nobody can guess."""
    for given in papers:
        paper = Paper.objects.select_related("agency", "run").get(pk=given.pk)
        if paper.state != "signed":
            continue
        if not Recipient.objects.filter(paper=paper, withdrawn_at=None).exists():
            if not units_missing(paper, office.day_at(paper.agency, now)):
                continue
            add_unit_recipients(paper=paper, by=by, now=now)
        send_paper(paper=paper, by=by, now=now)
