"""The chase board: who owes, since when, what was done about it, and what is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from himpun.chase.models import Contact
from himpun.chase.models import Rung as Row
from himpun.chase.queries.cases import Case, cases_in
from himpun.chase.rules.contacts import WAY_WORDS
from himpun.chase.rules.words import left_text
from himpun.letters.queries.about_unit import AboutUnit, warnings_of
from himpun.office.queries import Agency
from himpun.runs.queries.owing import late_branches_in
from himpun.runs.rules.standing import State
from himpun.runs.rules.words import long_moment, period_text, short_moment, spent

STATE_WORDS: Mapping[State, str] = {
    "late": "Terlambat",
    "back": "Dikembalikan",
    "risk": "Berisiko",
    "now": "Ditunggu",
}
"""The states of what is owed, worst first."""
NO_CONTACT = "Belum ada"
NOTHING_NEXT = "Tangga penagihan habis"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted; an empty text wants all."""

    sop: str = ""
    period: str = ""
    unit: str = ""
    state: str = ""

    def fits(self, case: Case) -> bool:
        """Whether a case is wanted, its state left aside."""
        owing = case.owing
        return (
            self.sop in ("", owing.sop.id)
            and self.period in ("", owing.run.period)
            and self.unit in ("", owing.unit_code)
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """How far the warning letter has come; ``paper_id`` where there is one to be opened."""

    word: str
    mark: str
    paper_id: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the board, in words. ``letter`` None: there is none yet."""

    case: Case
    unit: str
    sop: str
    period: str
    step: str
    holder: str
    state: State
    word: str
    due: str
    left: str
    since: str
    took: str
    last: str
    last_at: str
    following: str
    following_at: str
    letter: Letter | None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.case.owing.run.pk}-{self.case.owing.visit}"

    @property
    def may_warn(self) -> bool:
        """Whether a warning letter may be drafted beside the SOP now."""
        return self.letter is None and self.state == "late" and not self.case.owed.by_sop


@dataclass(frozen=True)
class Board:
    """The rows that are wanted, how many stand in each state, and what one may filter by."""

    lines: Sequence[Line]
    counts: Sequence[tuple[State, str, int]]
    sops: Sequence[tuple[str, str]]
    periods: Sequence[tuple[str, str]]
    units: Sequence[tuple[str, str]]
    whole: int
    years_unknown: Sequence[int]


def board_of(agency: Agency, wish: Wish, now: datetime) -> Board:
    """The board of an agency (some twenty queries, however much is owed)."""
    cases = cases_in(agency, now)
    fitting = [case for case in cases if wish.fits(case)]
    counts = Counter(case.owing.state for case in fitting)
    wanted = [case for case in fitting if wish.state in ("", case.owing.state)]
    return Board(
        lines=lines_of(wanted, now),
        counts=[(state, word, counts[state]) for state, word in STATE_WORDS.items()],
        sops=_distinct((case.owing.sop.id, case.owing.sop.name) for case in cases),
        periods=_distinct((c.owing.run.period, period_text(c.owing.run.period)) for c in cases),
        units=_distinct((case.owing.unit_code, case.owing.unit_name) for case in cases),
        whole=len(cases),
        years_unknown=sorted({case.unknown for case in cases if case.unknown}),
    )


def _distinct(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(((key, word) for key, word in set(pairs) if key), key=lambda pair: pair[1])


def lines_of(cases: Sequence[Case], now: datetime) -> list[Line]:
    """Cases as rows of the board, in their order (six queries)."""
    runs = {case.owing.run.pk for case in cases}
    letters, branches, last = warnings_of(runs), late_branches_in(runs), _last_of(runs)
    found = []
    for case in cases:
        at = (case.owing.run.pk, case.owing.unit_code)
        letter = _letter(letters.get(at), branches.get(at, ""))
        found.append(_line(case, last.get(at), letter, now))
    return found


Last = tuple[datetime, str]


def _last_of(runs: Iterable[int]) -> Mapping[tuple[int, str], Last]:
    """(run, unit) → the last time that somebody was told or spoken to, and how (two queries)."""
    found: dict[tuple[int, str], Last] = {}
    told = Row.objects.filter(run__in=list(runs), state__in=("done", "drafted"))
    spoken = Contact.objects.filter(run__in=list(runs))
    rows = [(run, unit, at, title) for run, unit, at, title in told.order_by().values_list(
        "run", "unit", "at", "title"
    )]  # fmt: skip
    for run, unit, at, way, whom in spoken.order_by().values_list(
        "run", "unit", "at", "way", "whom"
    ):
        rows.append((run, unit, at, f"{WAY_WORDS[way]} dengan {whom}"))
    for run, unit, at, words in rows:
        if (run, unit) not in found or found[run, unit][0] < at:
            found[run, unit] = (at, words)
    return found


def _letter(paper: AboutUnit | None, branch: str) -> Letter | None:
    if paper is not None:
        waits = f", di meja {paper.waits_for}" if paper.waits_for else ""
        return Letter(f"{paper.word}{waits}", paper.mark, paper.paper_id)
    return Letter(f"Disusun pada langkah {branch}", "now", None) if branch else None


def _line(case: Case, last: Last | None, letter: Letter | None, now: datetime) -> Line:
    owing, calendar, following = case.owing, case.calendar, case.following
    return Line(
        case=case,
        unit=owing.unit_name,
        sop=owing.sop.name,
        period=period_text(owing.run.period),
        step=owing.step.key,
        holder=" atau ".join(owing.held_as) or "belum ada pemegang",
        state=owing.state,
        word=STATE_WORDS.get(owing.state, ""),
        due=long_moment(owing.due_at, calendar) if owing.due_at else "",
        left=left_text(owing.due_at, now, calendar) if not case.unknown else "",
        since=short_moment(owing.since, now, calendar),
        took=spent(owing.since, now, calendar),
        last=last[1] if last else NO_CONTACT,
        last_at=short_moment(last[0], now, calendar) if last else "",
        following=following.rung.title if following else NOTHING_NEXT,
        following_at=_when(case, now),
        letter=letter,
    )


def _when(case: Case, now: datetime) -> str:
    following = case.following
    if following is None:
        return ""
    if following.at <= now:
        return "pada jam kerja berikutnya"
    return short_moment(following.at, now, case.calendar)
