"""Which row of an SOP makes a paper, which rows mark it, and what each row asks of it.

Read from the definition; no field is added to it: docs/decisions/0021.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from himpun.kernel.definition import Sop, Step
from himpun.letters.rules.kinds import KINDS, Kind

Role = Literal["initial", "sign"]
MAKING = ("instruct", "prepare", "meet", "assign", "report", "deliberate", "recap", "archive")
"""Works that bring a paper into being; kinds say which of them are theirs."""
MOST_INITIALS = 3
ROLES: tuple[Role, ...] = ("initial", "sign")


@dataclass(frozen=True, slots=True)
class Station:
    """A mark that the SOP asks for: at which row, as what, by whom (``title`` as the SOP names
    them, ``performer`` its first)."""

    step: str
    role: Role
    performer: str
    title: str


@dataclass(frozen=True, slots=True)
class Course:
    """The way of a paper: the row that makes it (``begins``), all rows that name it, its marks in
    order. ``own``: the SOP names no signature, so whoever makes it signs it in the same row."""

    kind: Kind
    begins: str
    steps: tuple[str, ...]
    stations: tuple[Station, ...]
    own: bool = False

    def station_at(self, step: str) -> tuple[int, Station] | None:
        """The mark to be made at a row, with its place in the order (from 1)."""
        found = ((i, s) for i, s in enumerate(self.stations, start=1) if s.step == step)
        return next(found, None)


def courses_of(sop: Sop) -> tuple[Course, ...]:
    """Every paper that an SOP makes, in the order of its rows; each late branch after its row.

    Read once for each definition that is in use: every finished step asks.
    """
    known = _READ.get(id(sop))
    if known is None or known[0] is not sop:
        if len(_READ) >= MOST_READ:
            _READ.clear()
        known = (sop, tuple(c for track in _tracks(sop) for c in _courses_in(sop, track)))
        _READ[id(sop)] = known
    return known[1]


MOST_READ = 200
# By identity, for a definition is compared with another row by row; it is kept beside, so that
# nothing else can have its place in memory.
_READ: dict[int, tuple[Sop, tuple[Course, ...]]] = {}


def courses_at(sop: Sop, step: str) -> tuple[Course, ...]:
    """The papers that lie on the table at a row, in the row's own order."""
    row = sop.by_key[step]
    if not row.papers:
        return ()
    there = [course for course in courses_of(sop) if step in course.steps]
    order = {paper: i for i, paper in enumerate(row.papers)}
    return tuple(sorted(there, key=lambda course: order[course.kind.key]))


def works_read(course: Course, row: Step) -> frozenset[str]:
    """The kinds of work of a row whose form a paper that it makes is drafted from."""
    return frozenset(course.kind.made_by) & frozenset(row.work)


def _tracks(sop: Sop) -> Iterator[Sequence[Step]]:
    yield sop.steps
    for step in sop.steps:
        if step.late:
            yield step.late.steps


def _courses_in(sop: Sop, track: Sequence[Step]) -> list[Course]:
    latest: dict[str, list[Step]] = {}
    begun: list[tuple[Kind, list[Step]]] = []
    for row in track:
        for kind in (KINDS[paper] for paper in row.papers if paper in KINDS):
            if _begins(kind, row, known=kind.key in latest):
                latest[kind.key] = [row]
                begun.append((kind, latest[kind.key]))
            elif kind.key in latest:
                latest[kind.key].append(row)
    return [_course(sop, kind, rows) for kind, rows in begun]


def _begins(kind: Kind, row: Step, *, known: bool) -> bool:
    """Does a row begin a new paper of this kind? What no row would make by the kind's own works is
    made by the first row that makes anything."""
    if set(row.work) & set(kind.made_by):
        return kind.each_time or not known
    return not known and bool(set(row.work) & set(MAKING))


def _course(sop: Sop, kind: Kind, rows: Sequence[Step]) -> Course:
    stations = [_station(sop, row, role) for row in rows for role in _roles(row)]
    if any(station.role == "sign" for station in stations):
        return Course(kind, rows[0].key, _keys(rows), _first_signature(stations))
    if kind.marking == "none" and not stations:
        return Course(kind, rows[0].key, _keys(rows), ())
    # A row that initials a paper which nobody signs: the maker's signature would come before it.
    own = [] if stations else [_station(sop, rows[0], "sign")]
    return Course(kind, rows[0].key, _keys(rows), tuple(stations or own), own=bool(own))


def _keys(rows: Sequence[Step]) -> tuple[str, ...]:
    return tuple(row.key for row in rows)


def _roles(row: Step) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if role in row.work)


def _first_signature(stations: Sequence[Station]) -> tuple[Station, ...]:
    """Initials come before the signature, three at most; what a SOP asks after it marks nothing."""
    before: list[Station] = []
    for station in stations:
        if station.role == "sign":
            return (*before[-MOST_INITIALS:], station)
        before.append(station)
    return tuple(before[-MOST_INITIALS:])


def _station(sop: Sop, row: Step, role: Role) -> Station:
    performer = row.decider or row.performers[0]
    return Station(row.key, role, performer, sop.performers[performer].title)
