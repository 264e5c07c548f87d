"""Questions about the recipients of papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from himpun.archive.queries import StoredFile
from himpun.letters.models import Paper, PaperVersion, Recipient
from himpun.letters.queries.keeping import keeps_papers
from himpun.letters.queries.links import notice_for
from himpun.letters.rules.sending import (
    BY_LINK,
    STAGE_MARKS,
    STAGE_WORDS,
    WAY_WORDS,
    Stage,
    Trail,
    delivered_words,
    share_text,
)
from himpun.notices.queries.outbox import tries_about
from himpun.office import queries as office
from himpun.office.queries import Person, Unit
from himpun.office.queries.titles import places_of
from himpun.runs.queries import open_part_of

__all__ = [
    "Paper",
    "Recipient",
    "RecipientLine",
    "about",
    "papers_in",
    "recipient_for",
    "recipient_in",
    "recipient_word",
    "recipients_of",
    "signed_file",
    "tallies_of",
    "tally_of",
    "units_missing",
    "why_not_send",
]


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """A recipient as the list shows it. ``share``: a message with the link, "" where there is none
    that opens; ``tries``: what was tried by mail, in words, the newest first."""

    recipient: Recipient
    stage: Stage
    word: str
    mark: str
    way: str
    known: str
    share: str
    tries: Sequence[str]

    @property
    def by_link(self) -> bool:
        """Whether the paper goes to them by a link."""
        return self.recipient.way in BY_LINK


def about(row: Recipient) -> str:
    """How the outbox names the mails to a recipient."""
    return f"recipient/{row.pk}"


def trail_of(recipient: Recipient) -> Trail:
    """How far a paper has come with a recipient."""
    return Trail(
        recipient.sent_at, recipient.delivered_at, recipient.opened_at, recipient.received_at,
        failed=recipient.failed_at is not None,
    )  # fmt: skip


def recipients_of(paper: Paper, now: datetime) -> list[RecipientLine]:
    """Everybody on a paper's list, as it prints them (two queries, and one for each open link)."""
    rows = list(Recipient.objects.filter(paper=paper, withdrawn_at=None))
    tries = tries_about(about(row) for row in rows)
    for row in rows:
        row.paper = paper
    return [_line(row, tries.get(about(row), []), now) for row in rows]


def _line(row: Recipient, tries: Sequence[str], now: datetime) -> RecipientLine:
    stage = trail_of(row).stage
    opens = row.link_until and row.link_until > now and not row.link_revoked_at
    return RecipientLine(
        recipient=row,
        stage=stage,
        word=STAGE_WORDS[stage],
        mark=STAGE_MARKS[stage],
        way=WAY_WORDS[row.way],
        known=delivered_words(row.way) if stage == "delivered" else "",
        share=share_text(notice_for(row)) if opens else "",
        tries=tries,
    )


def recipient_word(row: Recipient) -> tuple[str, str]:
    """How far a paper came with a recipient, as a word and as a state of the look."""
    stage = trail_of(row).stage
    return STAGE_WORDS[stage], STAGE_MARKS[stage]


def tally_of(lines: Sequence[RecipientLine]) -> str:
    """How many of a list have received the paper: "3 dari 5 sudah memberi tanda terima"."""
    received = sum(line.stage == "received" for line in lines)
    return f"{received} dari {len(lines)} sudah memberi tanda terima"


def tallies_of(papers: Iterable[int]) -> dict[int, str]:
    """Paper → how far it has come with all its recipients, in a few words (one query); "" is said
    of none."""
    rows = Recipient.objects.filter(paper__in=list(papers), withdrawn_at=None)
    counts: dict[int, list[int]] = {}
    for paper, sent, received in rows.values_list("paper", "sent_at", "received_at"):
        count = counts.setdefault(paper, [0, 0, 0])
        count[0] += 1
        count[1] += sent is not None
        count[2] += received is not None
    return {
        paper: f"{received} dari {whole} sudah memberi tanda terima" if sent
        else f"{whole} penerima, belum dikirim"
        for paper, (whole, sent, received) in counts.items()
    }  # fmt: skip


def recipient_in(paper: Paper, pk: int) -> Recipient | None:
    """A recipient on a paper's list (one query)."""
    found = Recipient.objects.filter(paper=paper, pk=pk, withdrawn_at=None)
    return found.select_related("paper", "paper__agency").first()


def why_not_send(by: Person | None, paper: Paper, now: datetime) -> str | None:
    """Why a person may not send a paper and keep its list: those who keep the agency's papers may,
    whoever drafted it, and every performer of the SOP that it was made in (four queries at most).
    """
    if by is None or by.pk == paper.created_by_id:
        return None
    on = office.day_at(paper.agency, now)
    if keeps_papers(by, paper.agency, on):
        return None
    sop = paper.run.sop_key if paper.run else ""
    held = office.mandates_of(by, on)
    if any(one.agency_id == paper.agency_id and one.sop_id == sop for one in held):
        return None
    return (
        "Naskah ini dikirim oleh penyusunnya, pelaksana SOP-nya, atau pengelola naskah "
        f"{paper.agency.name}."
    )


def _stood_for(person: Person, on: date) -> Q:
    """Recipients for whom a person may open and receive papers on a day (two queries)."""
    places = places_of(person, on)
    return (
        Q(person=person)
        | Q(post__in=[place.post_id for place in places])
        | Q(unit__in=[place.unit_id for place in places])
    )


def recipient_for(paper: Paper, person: Person, on: date) -> list[Recipient]:
    """Whom of a paper's recipients a person stands for on a day, first the person (three
    queries)."""
    rows = Recipient.objects.filter(_stood_for(person, on), paper=paper, withdrawn_at=None)
    return sorted(rows, key=lambda row: (row.person_id is None, row.post_id is None, row.pk))


def papers_in(person: Person, on: date) -> QuerySet[Recipient]:
    """What was sent to a person, to their posts or their units, the newest first (two queries, and
    that of the list)."""
    rows = Recipient.objects.filter(_stood_for(person, on), withdrawn_at=None)
    rows = rows.filter(sent_at__isnull=False, paper__state="sent")
    return rows.select_related("paper", "paper__agency").order_by("-sent_at", "-pk")


def units_missing(paper: Paper, on: date) -> list[Unit]:
    """Units that a paper would usually go to and that are not on its list: the one that it is
    about, those that take part in its run, or every unit below the topmost (three queries)."""
    rows = office.units_of(paper.agency, on).exclude(parent=None)
    if paper.unit:
        rows = rows.filter(code=paper.unit)
    elif paper.run is not None:
        rows = rows.filter(code__in=list(open_part_of(paper.run)[1].units))
    there = Recipient.objects.filter(paper=paper, withdrawn_at=None, unit__isnull=False)
    return list(rows.exclude(pk__in=there.values("unit")))


def signed_file(paper: Paper) -> StoredFile | None:
    """The PDF of a paper with all its marks; None before there is one (one query)."""
    frozen = PaperVersion.objects.filter(paper=paper, pdf__isnull=False)
    found = frozen.select_related("pdf").order_by("-no").first()
    return found.pdf if found else None


def capacity_at(recipient: Recipient, person: Person, on: date) -> str:
    """In which capacity a person receives for a recipient: their post there, with its capacity
    (two queries)."""
    for place in places_of(person, on):
        if place.post_id == recipient.post_id or place.unit_id == recipient.unit_id:
            return place.called
    title, _ = office.post_text(person, recipient.paper.agency, on)
    return title or person.name
