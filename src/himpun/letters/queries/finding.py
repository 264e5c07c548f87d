"""What the archive's search finds of papers: their number, subject, people and text."""

from collections.abc import Iterator
from typing import Any

from himpun.archive.rules.searching import Entry
from himpun.archive.rules.security import CLASSES
from himpun.letters.models import Mark, Paper, PaperVersion
from himpun.letters.queries.papers import state_word
from himpun.letters.rules.kinds import KINDS
from himpun.office import queries as office

BATCH = 200


def search_entries() -> Iterator[Entry]:
    """Every paper, to make the search anew."""
    rows = Paper.objects.select_related("agency").order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        yield entry_of_paper(row)


def entry_of_paper(paper: Paper) -> Entry:
    """A paper as it stands now, by its newest version (three queries). A secret one is found only
    by who made or marked it, and the heads and units that its class lets in."""
    newest = PaperVersion.objects.filter(paper=paper).order_by("-no").first()
    number = paper.numbers.exclude(state="cancelled").first()
    kind = KINDS[paper.kind]
    frame: dict[str, Any] = newest.facts.get("frame", {}) if newest else {}
    said = (
        kind.title, number.text if number else "", state_word(paper),
        *map(str, frame.get("recipients", ())), *map(str, frame.get("copies", ())),
        newest.text if newest else "",
    )  # fmt: skip
    on = office.day_at(paper.agency, paper.signed_at or paper.created_at)
    return Entry(
        agency=paper.agency_id, kind="naskah", ref=f"paper/{paper.pk}", page="letters:paper",
        args=(paper.agency.code, paper.pk), subject=paper.subject,
        text=". ".join(text for text in said if text), security=security_key(paper),
        people=people_of(paper), year=on.year, dated_on=on,
    )  # fmt: skip


def security_key(paper: Paper) -> str:
    """The archive's key of a paper's class."""
    return next(key for key, one in CLASSES.items() if one.title == paper.security)


def people_of(paper: Paper) -> tuple[int, ...]:
    """Who made or marked a paper, for a class that lets only them in (one query, or none)."""
    if paper.security not in ("Rahasia", "Sangat rahasia"):
        return ()
    marks = Mark.objects.filter(version__paper=paper, person__isnull=False)
    found = {paper.created_by_id, *marks.values_list("person", flat=True)}
    return tuple(sorted(pk for pk in found if pk is not None))
