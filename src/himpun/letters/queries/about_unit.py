"""Papers of one kind that are about single units of runs: how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from himpun.letters.models import Mark, Paper, PaperVersion
from himpun.letters.queries.paper_page import STATE_MARKS
from himpun.letters.queries.papers import state_word
from himpun.letters.queries.sending import tallies_of
from himpun.office.queries import Agency

WARNING = "surat-peringatan"


@dataclass(frozen=True, slots=True)
class AboutUnit:
    """A paper about a unit: where it stands in words and as a state of the look, and for whom it
    waits ("" where for nobody)."""

    paper_id: int
    word: str
    mark: str
    state: str
    waits_for: str


def warnings_of(runs: Iterable[int]) -> Mapping[tuple[int, str], AboutUnit]:
    """(run, unit) → its newest warning letter that was not cancelled (four queries)."""
    rows = Paper.objects.filter(run__in=list(runs), kind=WARNING).exclude(state="cancelled")
    newest = {(row.run_id, row.unit): row for row in rows.order_by("pk")}
    waiting = _waiting([row.pk for row in newest.values() if row.state == "circulating"])
    tallies = tallies_of(row.pk for row in newest.values() if row.state == "sent")
    return {
        (run, unit): AboutUnit(
            row.pk, tallies.get(row.pk, state_word(row)), STATE_MARKS[row.state], row.state,
            waiting.get(row.pk, ""),
        )
        for (run, unit), row in newest.items() if run is not None
    }  # fmt: skip


def _waiting(papers: Iterable[int]) -> dict[int, str]:
    """Paper → the office whose mark is next."""
    marks = Prefetch("marks", Mark.objects.order_by("order"))
    found: dict[int, str] = {}
    versions = PaperVersion.objects.filter(paper__in=list(papers)).order_by("no")
    for version in versions.prefetch_related(marks):
        following = next((m for m in version.marks.all() if m.state == "waiting"), None)
        found[version.paper_id] = following.title if following else ""
    return found


def warnings_beside(agency: Agency) -> list[tuple[int, int, str]]:
    """(paper, run, unit) of an agency's warning letters beside its SOPs that are not signed yet
    (one query)."""
    rows = Paper.objects.filter(agency=agency, kind=WARNING, step="", run__isnull=False)
    rows = rows.filter(state__in=("draft", "circulating"))
    return list(rows.values_list("pk", "run_id", "unit"))
