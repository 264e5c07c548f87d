"""Several agencies side by side in a quarter: completeness, timeliness, stage and achievement.

Live: a run that goes on is counted from its open steps, one that is over from its row of sums.
Nothing that ended in another quarter is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from himpun.monitoring.models import RunSummary
from himpun.monitoring.rules.boards import STATES_IN_ORDER, Quarter, share
from himpun.office import queries as office
from himpun.office.queries.among import Among
from himpun.performance.queries.region import NOTHING, Achieved, sum_of
from himpun.performance.queries.sums import FormSums, sums_by_agency
from himpun.runs.queries.standings import Handed, Place, handed_in, open_places, states_of_runs
from himpun.runs.rules.standing import State, worst

WORDS: Mapping[State, str] = {
    "late": "Terlambat",
    "back": "Ada yang dikembalikan",
    "risk": "Berisiko",
    "now": "Berjalan",
    "wait": "Dihentikan sementara",
    "idle": "Belum dimulai",
    "done": "Selesai",
}


class AgencyRow(NamedTuple):
    """An agency as a board names it."""

    pk: int
    code: str
    name: str
    region: str
    zone: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An agency in a quarter. ``units`` should hand in, ``handed`` have, ``timely`` of them before
    it was due. ``run_id``: its newest run there; ``runs``: how many. ``step``, ``steps``: how far
    the one that lags most is; ``late``: open steps that are late; ``ended_at``: when all were over.
    """

    agency: AgencyRow
    run_id: int | None
    runs: int
    units: int
    handed: int
    timely: int
    state: State
    step: str
    steps: int
    late: int
    due_at: datetime | None
    ended_at: datetime | None
    achieved: Achieved

    @property
    def word(self) -> str:
        """How it stands, in words."""
        return WORDS[self.state]

    @property
    def complete(self) -> int | None:
        """In percent, rounded down; None where no unit should hand in."""
        return share(self.handed, self.units)

    @property
    def punctual(self) -> int | None:
        """Of those that have handed in, how many were in time; in percent, rounded down."""
        return share(self.timely, self.handed)


@dataclass(frozen=True, slots=True)
class Sums:
    """Lines put together. ``begun``: agencies with a run in the quarter; ``over``: with none that
    goes on."""

    agencies: int
    begun: int
    over: int
    late: int
    units: int
    handed: int
    timely: int
    achieved: Achieved

    @property
    def complete(self) -> int | None:
        """In percent, rounded down."""
        return share(self.handed, self.units)

    @property
    def punctual(self) -> int | None:
        """In percent, rounded down."""
        return share(self.timely, self.handed)


class _Run(NamedTuple):
    run_id: int
    agency_id: int
    steps: int
    owing: list[str]
    units: int
    ended_at: datetime | None
    handed: int
    timely: int


def agencies_on_board(person: office.Person, on: date) -> list[AgencyRow]:
    """The agencies that a person sees, by region and name (one query)."""
    rows = office.agencies_seen_by(person, on).order_by("region", "name", "code")
    return [AgencyRow(*row) for row in rows.values_list(*AgencyRow._fields)]


def newest_quarter(agencies: Iterable[int]) -> Quarter | None:
    """The quarter of the newest run that goes on in some agencies; where none does, of the newest
    of all (two queries at most)."""
    seen = list(agencies)
    rows = RunSummary.objects.filter(Among("agency", seen)).order_by("-year", "-quarter")
    going_on = rows.filter(ended_at=None).values_list("year", "quarter").first()
    return going_on or rows.values_list("year", "quarter").first()


def lines_of(agencies: Sequence[AgencyRow], quarter: Quarter, now: datetime) -> list[BoardLine]:
    """A line for each agency, in their order (eight queries, however many agencies and runs there
    are)."""
    seen = [agency.pk for agency in agencies]
    rows = RunSummary.objects.filter(Among("agency", seen), year=quarter[0], quarter=quarter[1])
    runs: dict[int, list[_Run]] = defaultdict(list)
    for row in rows.order_by("run_id").values_list(*_Run._fields):
        runs[row[1]].append(_Run(*row))
    live = [run for each in runs.values() for run in each if run.ended_at is None]
    counted = handed_in({run.run_id: run.owing for run in live})
    reading = _Reading(
        places=open_places({run.agency_id for run in live}, now) if live else {},
        states=states_of_runs(run.run_id for run in live) if live else {},
        handed=counted,
        sums=sums_by_agency(seen, *quarter),
    )
    return [reading.line(agency, runs[agency.pk]) for agency in agencies]


@dataclass(frozen=True)
class _Reading:
    """What was read of all agencies at once."""

    places: Mapping[int, Sequence[Place]]
    states: Mapping[int, str]
    handed: Mapping[int, Handed]
    sums: Mapping[int, FormSums]

    def line(self, agency: AgencyRow, runs: Sequence[_Run]) -> BoardLine:
        """An agency with its runs of the quarter."""
        live = [run for run in runs if run.ended_at is None]
        places = [place for run in live for place in self.places.get(run.run_id, ())]
        forms = self.sums.get(agency.pk)
        units, handed, timely = self._units(runs, forms)
        furthest = self._lagging(live)
        return BoardLine(
            agency=agency,
            run_id=runs[-1].run_id if runs else None,
            runs=len(runs),
            units=units,
            handed=handed,
            timely=timely,
            state=self._state(runs, live),
            step=_step_of(self.places.get(furthest.run_id, ())) if furthest else "",
            steps=furthest.steps if furthest else 0,
            late=sum(place.late for place in places),
            due_at=min((place.due_at for place in places if place.due_at), default=None),
            ended_at=None if live else max((r.ended_at for r in runs if r.ended_at), default=None),
            achieved=forms.achieved if forms else NOTHING,
        )

    def _units(self, runs: Sequence[_Run], forms: FormSums | None) -> tuple[int, int, int]:
        """Units that should hand in, have, and did in time; where no step of the SOPs does, those
        with a form, which declare it complete."""
        units = sum(run.units for run in runs)
        if not units and forms:
            return forms.forms, forms.complete, forms.complete - forms.late
        handed = timely = 0
        for run in runs:
            over = run.ended_at is not None
            found = Handed(run.handed, run.timely) if over else self.handed.get(run.run_id)
            if found:
                handed += min(found.handed, run.units)
                timely += min(found.timely, run.units)
        return units, handed, timely

    def _lagging(self, live: Sequence[_Run]) -> _Run | None:
        return min(live, key=lambda run: STATES_IN_ORDER[self._state_of(run)], default=None)

    def _state(self, runs: Sequence[_Run], live: Sequence[_Run]) -> State:
        if not runs:
            return "idle"
        return worst(self._state_of(run) for run in live) if live else "done"

    def _state_of(self, run: _Run) -> State:
        if self.states.get(run.run_id) == "suspended":
            return "wait"
        places = self.places.get(run.run_id)
        return worst(place.state for place in places) if places else "now"


def _step_of(places: Sequence[Place]) -> str:
    """The number of the furthest row that is open; rows of late branches ("10.1") do not count, the
    giving part of a row ("3.beri") does."""
    numbers = [place.node.removesuffix(".beri") for place in places]
    return str(max((int(no) for no in numbers if no.isdigit()), default="")) if numbers else ""


def summed(lines: Iterable[BoardLine]) -> Sums:
    """Lines put together."""
    found = list(lines)
    return Sums(
        agencies=len(found),
        begun=sum(1 for line in found if line.runs),
        over=sum(1 for line in found if line.state == "done"),
        late=sum(1 for line in found if line.state == "late"),
        units=sum(line.units for line in found),
        handed=sum(line.handed for line in found),
        timely=sum(line.timely for line in found),
        achieved=sum_of(line.achieved for line in found),
    )
