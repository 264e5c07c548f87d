"""When the archive destroys a record, the paper that it is lets go of its content as well."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.kernel.wire import Json
from himpun.letters.models import Mark, Scan
from himpun.letters.services._papers import in_turn, lock_paper, tell

if TYPE_CHECKING:
    from himpun.office.queries import Person

PREFIX = "paper/"


@in_turn
def let_go_content(*, sources: Collection[str], deed: str, by: Person, now: datetime) -> None:
    """Takes text, figures, files and scans off the papers among some sources ("paper/34"); what was
    drafted and signed when and by whom, the number, the recipients and every hash stay.

    Called by the archive in the transaction in which it destroys the records; it has asked whether
    the person may. ``deed``: the berita acara.
    """
    for key in sorted(int(s.removeprefix(PREFIX)) for s in sources if s.startswith(PREFIX)):
        _let_go(key, deed, by, now)


def _let_go(paper_id: int, deed: str, by: Person, now: datetime) -> None:
    paper = lock_paper(paper_id)
    versions = list(paper.versions.filter(destroyed_at=None))
    for version in versions:
        version.text, version.facts = "", {**version.facts, "embedded": []}
        version.pdf, version.docx, version.destroyed_at = None, None, now
        version.save(update_fields=["text", "facts", "pdf", "docx", "destroyed_at"])
    Mark.objects.filter(version__in=versions).update(file=None)
    Scan.objects.filter(version__in=versions).update(file=None)
    hashes: list[Json] = [[version.no, version.sha256] for version in versions]
    tell(
        paper, "PaperContentDestroyed", by=by, now=now, body={"deed": deed, "versions": hashes}
    )  # fmt: skip
