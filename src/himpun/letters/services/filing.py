"""Finished papers become records of the archive."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.archive.services import Place, file_record
from himpun.kernel.decide.commands import goes_back
from himpun.kernel.messages import Rejected, StepCompleted
from himpun.letters.queries.filing import papers_to_file, why_not_file
from himpun.letters.queries.keeping import makes_papers
from himpun.letters.rules.content import text_in
from himpun.letters.services._filed import filed_as
from himpun.letters.services._papers import in_turn, lock_paper
from himpun.office.rules import Refused
from himpun.runs.services import Happened

if TYPE_CHECKING:
    from himpun.archive.queries.origins import Record
    from himpun.letters.models import Paper
    from himpun.office.queries import Person

LONGEST_PLACE = 60


@in_turn
def file_paper(*, paper_id: int, by: Person, now: datetime) -> Record:
    """Files one finished paper, where the SOP does not: the record that it is from now on.

    Refuses whoever does not keep the agency's archive, and a paper that is not finished. Asked
    again for the same version, it answers with the record that is there.
    """
    paper = lock_paper(paper_id)
    if why := why_not_file(paper):
        raise Refused(why)
    return _file(paper, Place(), by, now, trusted=False)


def follow_archive(*, happened: Happened) -> None:
    """Whoever finishes the step that archives files every finished paper of the run with it.

    Another step costs no query, an agency that makes no papers here a single one. Refuses
    (Rejected) what the archive refuses.
    """
    if happened.by is None or not _archives(happened) or not makes_papers(happened.agency.pk):
        return
    place = Place(shelf=text_in(happened.content, "archive", "place")[:LONGEST_PLACE])
    try:
        for paper in papers_to_file(happened.run_id):
            _file(paper, place, happened.by, happened.now, trusted=True)
    except Refused as refused:
        raise Rejected(f"Naskah belum dapat diarsipkan. {refused}") from None


def _archives(happened: Happened) -> bool:
    if happened.visit is None:
        return False
    node = happened.visit.node
    ended = next((e for e in happened.events if isinstance(e, StepCompleted)), None)
    if ended is None or goes_back(happened.sop, node, ended.exit):
        return False
    return "archive" in happened.sop.step_at(node).work


def _file(paper: Paper, place: Place, by: Person | None, now: datetime, *, trusted: bool) -> Record:
    said, content = filed_as(paper)
    return file_record(
        agency=paper.agency, said=said, file=content, place=place, by=by, now=now, trusted=trusted
    )
