"""The list of an agency's papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from himpun.archive.queries.sheets_file import Sheet, sheets_file
from himpun.kernel.worktime import ZONES, parse_period
from himpun.letters.models import Paper
from himpun.letters.queries.paper_page import STATE_MARKS
from himpun.letters.queries.papers import STATE_WORDS, papers_of, state_word
from himpun.letters.rules.kinds import KINDS
from himpun.office.queries import Agency

COLUMNS = (
    ("Jenis", 30), ("Hal", 60), ("Nomor", 34), ("Keadaan", 26), ("Periode", 20), ("Sifat", 14),
    ("Keamanan", 14), ("Dibuat", 18), ("Ditandatangani", 18), ("Dikirim", 18),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """Which papers are wanted; an empty text wants all."""

    run: str = ""
    kind: str = ""
    state: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in the list."""

    paper: Paper
    kind: str
    number: str
    numbered: bool
    word: str
    state: str
    period: str


def papers_listed(seen: QuerySet[Paper], wish: Wish) -> QuerySet[Paper]:
    """Those of the papers that somebody sees which fit, newest first, with their numbers."""
    rows = seen.prefetch_related("numbers")
    if wish.run.isascii() and wish.run.isdigit():
        rows = rows.filter(run=int(wish.run[:18]))
    if wish.kind in KINDS:
        rows = rows.filter(kind=wish.kind)
    if wish.state in STATE_WORDS:
        rows = rows.filter(state=wish.state)
    for word in wish.search.split():
        rows = rows.filter(Q(subject__icontains=word) | Q(numbers__text__icontains=word)).distinct()
    return rows


def lines_of(rows: Iterable[Paper]) -> list[PaperLine]:
    """Papers as the list shows them."""
    return [
        PaperLine(
            paper=row,
            kind=KINDS[row.kind].title,
            number=next((n.text for n in row.numbers.all() if n.state != "cancelled"), ""),
            numbered=KINDS[row.kind].registered,
            word=state_word(row),
            state=STATE_MARKS[row.state],
            period=parse_period(row.run.period).label if row.run else "",
        )
        for row in rows
    ]


def runs_with_papers(agency: Agency) -> list[tuple[int, str]]:
    """(run, its SOP's period) of the runs that have papers, newest first (one query)."""
    found = papers_of(agency).exclude(run=None).values_list("run", "run__period").distinct()
    return [(pk, parse_period(code).label) for pk, code in found.order_by("-run")]


def list_file(agency: Agency, lines: Iterable[PaperLine], now: datetime) -> bytes:
    """The list as a workbook."""
    zone = ZONES[agency.zone]

    def at(moment: datetime | None) -> str:
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""

    rows = [
        [
            line.kind, line.paper.subject, line.number, line.word, line.period,
            line.paper.urgency, line.paper.security, at(line.paper.created_at),
            at(line.paper.signed_at), at(line.paper.sent_at),
        ]
        for line in lines
    ]  # fmt: skip
    made_at = now.astimezone(zone).replace(tzinfo=None, microsecond=0)
    return sheets_file([Sheet("Naskah", COLUMNS, rows)], f"Naskah {agency.name}", made_at)
