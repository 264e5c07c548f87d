"""What the services of papers share: one change at a time, a new version, the journal's row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from himpun.archive.services import index_text
from himpun.letters.models import Paper, PaperVersion
from himpun.letters.queries.finding import entry_of_paper
from himpun.letters.queries.papers import latest_of
from himpun.office import queries as office
from himpun.office.rules import Body, Refused
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn

if TYPE_CHECKING:
    from himpun.office.queries import Person

in_turn = InTurn(Refused)
GONE = "Naskah ini tidak ada."


def lock_paper(paper_id: int) -> Paper:
    """A paper, locked until the transaction ends. The end of the agency's journal is locked before
    it, as whoever moves the paper's run has done already: so nobody waits in a circle."""
    row = Paper.objects.select_related("agency").filter(pk=paper_id).first()
    if row is None:
        raise Refused(GONE)
    office.lock_journal(row.agency)
    locked = Paper.objects.select_for_update(of=("self",)).select_related("agency", "run__agency")
    return locked.get(pk=paper_id)


def add_version(
    paper: Paper,
    *,
    text: str,
    facts: Mapping[str, Any],
    origin: str,
    note: str,
    by: Person | None,
    now: datetime,
    **files: Any,
) -> PaperVersion:
    """The next version of a locked paper."""
    last = paper.versions.order_by("-no").values_list("no", flat=True).first() or 0
    return PaperVersion.objects.create(
        paper=paper, no=last + 1, text=text, facts=dict(facts), origin=origin, note=note, by=by,
        by_text=by.name if by else "Sistem", at=now, **files,
    )  # fmt: skip


def want_newest(paper: Paper, seen: int) -> PaperVersion:
    """The newest version. Refuses where somebody has made a newer one than the person saw."""
    newest = latest_of(paper)
    if newest.no != seen:
        raise Refused(
            f"{newest.by_text} sudah membuat versi {newest.no} naskah ini. Buka kembali naskahnya, "
            "lalu ulangi perubahan Anda."
        )
    return newest


def tell(
    paper: Paper,
    action: str,
    *,
    by: Person | None,
    now: datetime,
    body: Body | None = None,
    capacity: str | None = None,
) -> None:
    """The journal's row about a paper; from now on the search finds it as it stands."""
    said: Body = {"kind": paper.kind, "subject": paper.subject, "run": paper.run_id, **(body or {})}
    write(
        agency=paper.agency, by=by, now=now, action=action, subject=f"paper/{paper.pk}", body=said,
        capacity=capacity,
    )  # fmt: skip
    index_text(entries=[entry_of_paper(paper)])
