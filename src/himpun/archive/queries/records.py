"""What the pages of records show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from himpun.archive.models import DisposalItem, LegalHold, Record
from himpun.archive.models.records import DESTROYED, KEPT
from himpun.archive.queries.reach import readable, records_seen
from himpun.archive.rules import KINDS
from himpun.archive.rules.records import COPIES, MEDIA, SIGNATURES
from himpun.archive.rules.retention import ACTIVE, DUE, FATES, INACTIVE, STAGES, stage_at
from himpun.archive.rules.security import CLASSES, Reach
from himpun.kernel.worktime import parse_period
from himpun.office.queries import Agency

PAGE = 50
MOST_IN_A_FILE = 20_000
HELD, GONE = "ditahan", "dimusnahkan"
RUN = "run/"
"""What apps above call a run of an SOP."""
STATES: Mapping[str, str] = {**STAGES, HELD: "Ditahan", GONE: "Sudah dimusnahkan"}
_MARKS = {ACTIVE: "done", INACTIVE: "wait", DUE: "risk", HELD: "back", GONE: "none"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records of an agency to show; what is empty does not narrow."""

    words: str = ""
    code: str = ""
    year: int | None = None
    security: str = ""
    state: str = ""

    @property
    def everything(self) -> bool:
        """Nothing is left out."""
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a list. ``open``: this person may read it; else only its numbers are shown."""

    record: Record
    open: bool
    state: str
    held: bool

    @property
    def subject(self) -> str:
        """What it is, to whoever may know."""
        return self.record.subject if self.open else f"({self.security.lower()})"

    @property
    def security(self) -> str:
        """The class in words."""
        return CLASSES[self.record.security].title

    @property
    def state_word(self) -> str:
        """How it stands, in words."""
        return STATES[self.state]

    @property
    def mark(self) -> str:
        """How it stands, as a mark beside the words."""
        return _MARKS.get(self.state, "idle")

    @property
    def fate(self) -> str:
        """Its fate in words."""
        return FATES.get(self.record.fate, "")

    @property
    def copy(self) -> str:
        """Original or copy, in words."""
        return COPIES[self.record.copy]

    @property
    def medium(self) -> str:
        """On what it is, in words."""
        return MEDIA[self.record.medium]

    @property
    def signature(self) -> str:
        """How it was signed, in words."""
        return SIGNATURES[self.record.signature]

    @property
    def format(self) -> str:
        """What kind of file it is, in words."""
        media = self.record.media_type
        return next((kind.title for kind in KINDS if kind.media_type == media), media)

    @property
    def period(self) -> str:
        """The period of its data, in words where it is one of ours."""
        try:
            return parse_period(self.record.period).label
        except ValueError:
            return self.record.period

    @property
    def origin(self) -> str:
        """What it came from, in words where it was a run."""
        named = self.record.origin
        if named.startswith(RUN):
            named = f"SOP berjalan nomor {named.removeprefix(RUN)}"
        return f"{named}, langkah {self.record.step}" if self.record.step else named

    @property
    def place(self) -> str:
        """Where the paper lies, in words."""
        row = self.record
        named = (("Rak", row.shelf), ("boks", row.box), ("folder", row.binder))
        return ", ".join(f"{word} {text}" for word, text in named if text)

    @property
    def access(self) -> str:
        """Who may read it, in words."""
        return CLASSES[self.record.security].readers


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list."""

    lines: Sequence[Line]
    count: int
    page: int
    pages: int


def listed(
    agency: Agency, reach: Reach, wanted: Wanted, on: date, *, keeper: bool, page: int = 1
) -> Listed:
    """A page of an agency's records, the newest first (two queries)."""
    rows = _chosen(agency, reach, wanted, on, keeper=keeper)
    count = rows.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    return Listed(lines_of(rows[(page - 1) * PAGE : page * PAGE], on), count, page, pages)


def all_lines(
    agency: Agency, reach: Reach, wanted: Wanted, on: date, *, keeper: bool
) -> list[Line]:
    """All of them for a file, at most 20,000 (one query)."""
    return lines_of(_chosen(agency, reach, wanted, on, keeper=keeper)[:MOST_IN_A_FILE], on)


def _chosen(
    agency: Agency, reach: Reach, wanted: Wanted, on: date, *, keeper: bool
) -> QuerySet[Record]:
    rows = _with_holds(records_seen(agency, reach, keeper=keeper))
    plain: dict[str, Any] = {
        "code": wanted.code, "dated_on__year": wanted.year, "security": wanted.security,
    }  # fmt: skip
    rows = rows.filter(_in_state(wanted.state, on), **{k: v for k, v in plain.items() if v})
    if wanted.words:
        # What a keeper may not read is not to be guessed at by its words.
        rows = rows.filter(readable(reach))
    for word in wanted.words.split():
        rows = rows.filter(
            Q(subject__icontains=word) | Q(number__icontains=word) | Q(creator__icontains=word)
        )
    return rows.select_related("folder", "agency").order_by("-no")


def _with_holds(rows: QuerySet[Record]) -> QuerySet[Record]:
    return rows.annotate(
        held=Exists(LegalHold.objects.filter(record=OuterRef("pk"), lifted_at=None))
    )


def _in_state(state: str, on: date) -> Q:
    kept = Q(state=KEPT)
    chosen = {
        "": Q(),
        ACTIVE: kept & Q(active_until__gte=on),
        INACTIVE: kept & Q(active_until__lt=on, inactive_until__gte=on),
        DUE: kept & Q(inactive_until__lt=on),
        "belum-berjadwal": kept & Q(inactive_until=None),
        HELD: Q(held=True),
        GONE: Q(state=DESTROYED),
    }
    return chosen.get(state, Q())


def lines_of(rows: QuerySet[Record], on: date) -> list[Line]:
    """Records as a list shows them; ``rows`` are of ``records_seen`` with their holds."""
    return [_line(row, on) for row in rows]


def _line(row: Any, on: date) -> Line:
    state = stage_at(on, row.active_until, row.inactive_until)
    if row.state == DESTROYED:
        state = GONE
    elif row.held:
        state = HELD
    return Line(row, row.open, state, row.held)


def line_in(agency: Agency, reach: Reach, no: int, on: date, *, keeper: bool) -> Line | None:
    """A record of an agency by its number, for whoever may see that it is there (one query)."""
    rows = _with_holds(records_seen(agency, reach, keeper=keeper)).filter(no=no)
    row = rows.select_related("folder", "agency", "file", "filed_by").first()
    return _line(row, on) if row else None


def lines_in_folder(
    agency: Agency, reach: Reach, folder: int, on: date, *, keeper: bool
) -> list[Line]:
    """The items of a folder that a person may see, in their order (one query)."""
    rows = _with_holds(records_seen(agency, reach, keeper=keeper)).filter(folder=folder)
    return lines_of(rows.select_related("folder", "agency").order_by("item"), on)


def seen_lines(chosen: QuerySet[Record, Any], agency: Agency, reach: Reach, on: date) -> list[Line]:
    """Some records of an agency as a list shows them, by their numbers (one query)."""
    rows = _with_holds(records_seen(agency, reach, keeper=True)).filter(pk__in=chosen)
    return lines_of(rows.select_related("folder", "agency").order_by("no"), on)


def holds_of(record: Record) -> QuerySet[LegalHold]:
    """The holds of a record, the newest first (one query)."""
    return record.holds.select_related("placed_by", "lifted_by")


def disposal_of(record: Record) -> DisposalItem | None:
    """The live proposal in which a record stands (one query)."""
    return record.disposals.filter(live=True).select_related("disposal").first()


def years_of(agency: Agency) -> list[int]:
    """The years of an agency's records, the newest first (one query)."""
    rows = Record.objects.filter(agency=agency).order_by()
    return sorted(set(rows.values_list("dated_on__year", flat=True).distinct()), reverse=True)
