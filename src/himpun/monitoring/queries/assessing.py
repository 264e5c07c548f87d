"""The six-monthly form of an agency: its rows, as proposed and as assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from himpun.kernel.definition import Sop, Step
from himpun.kernel.duty import step_titles
from himpun.kernel.worktime import ZONES, Calendar, Period, format_working
from himpun.monitoring.models import Assessment
from himpun.monitoring.queries.facts import facts_between
from himpun.monitoring.rules.assessing import (
    NOT_WELL,
    WELL,
    Proposal,
    half_of,
    proposed,
    proposed_for_all,
)
from himpun.monitoring.rules.statistics import Taken, grouped, summary
from himpun.office import queries as office
from himpun.runs.queries.times import sops_that_ran
from himpun.sops import queries as sops

WHOLE = "semua"
"""In addresses: the SOP as a whole."""
NOT_SAID = "Belum dapat dinilai"
WHY_NOT = (
    "Formulir ini diisi oleh pengelola SOP, operator, administrator, atau pimpinan {agency}. Anda "
    "dapat membaca dan mengunduhnya."
)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the form. ``step`` "" is the SOP as a whole. What the assessor said (``kept``) goes
    before what the times propose."""

    no: str
    sop: str
    step: str
    procedure: str
    who: str
    proposal: Proposal
    kept: Assessment | None

    @property
    def well(self) -> bool | None:
        """Whether it goes well; None where nothing is said."""
        return self.kept.well if self.kept else self.proposal.well

    @property
    def word(self) -> str:
        """The same in the words of the form."""
        return NOT_SAID if self.well is None else WELL if self.well else NOT_WELL

    @property
    def note(self) -> str:
        """Catatan hasil penilaian."""
        return self.kept.note if self.kept else self.proposal.note

    @property
    def action(self) -> str:
        """Tindakan yang harus diambil."""
        return self.kept.action if self.kept else self.proposal.action

    @property
    def revision(self) -> int:
        """0 where nobody has assessed it."""
        return self.kept.revision if self.kept else 0

    @property
    def key(self) -> str:
        """Its place in an address."""
        return self.step or WHOLE


@dataclass(frozen=True, slots=True)
class FormPart:
    """The rows of one SOP."""

    key: str
    name: str
    number: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True)
class FormView:
    """The form of a half-year. ``over``: the half-year has ended."""

    agency: office.Agency
    period: Period
    parts: Sequence[FormPart]
    over: bool

    def row(self, sop: str, key: str) -> FormRow | None:
        """A row by its place in an address."""
        rows = (row for part in self.parts if part.key == sop for row in part.rows)
        return next((row for row in rows if row.key == key), None)

    @property
    def assessed(self) -> int:
        """How many rows somebody assessed."""
        return sum(row.kept is not None for part in self.parts for row in part.rows)


def form_view(agency: office.Agency, year: int, half: int, on: date) -> FormView:
    """Every SOP that ever ran at the agency, with what its steps took in the half-year (five
    queries, and one for each SOP). Refuses (ValueError) no half-year."""
    period = half_of(year, half)
    facts = facts_between(agency, *_moments(agency, period))
    kept = {
        (row.sop_key, row.step): row
        for row in Assessment.objects.filter(agency=agency, year=year, half=half)
    }
    calendar = office.calendar_of(agency)
    parts = [
        FormPart(
            key, sop.name, sop.identity.number or "",
            tuple(_rows(sop, facts.get(key, []), kept, calendar)),
        )
        for key, sop in sops_that_ran(agency).items()
    ]  # fmt: skip
    return FormView(agency, period, parts, period.last_day < on)


def why_not_assess(person: office.Person, agency: office.Agency, on: date) -> str | None:
    """Why a person may not fill in the form (four queries at most)."""
    if office.takes_care_of(person, agency, on) or office.heads_agency(person, agency, on):
        return None
    return WHY_NOT.format(agency=agency.name)


def half_at(on: date) -> tuple[int, int]:
    """The half-year that a day is in."""
    return on.year, 1 if on.month <= 6 else 2


def _moments(agency: office.Agency, period: Period) -> tuple[datetime, datetime]:
    zone = ZONES[agency.zone]
    first = datetime.combine(period.first_day, time(), tzinfo=zone)
    return first, datetime.combine(period.next().first_day, time(), tzinfo=zone)


def _rows(
    sop: Sop,
    rows: Sequence[Taken],
    kept: Mapping[tuple[str, str], Assessment],
    calendar: Calendar,
) -> Iterator[FormRow]:
    def words(seconds: int) -> str:
        return format_working(timedelta(seconds=seconds), calendar)

    runs = len({row.run for row in rows})
    whole = proposed_for_all(summary(rows), sops.gaps_of(sop), runs, words)
    title = f"SOP {sop.name} secara keseluruhan"
    yield FormRow("", sop.id, "", title, "", whole, kept.get((sop.id, "")))
    by_step = grouped(rows, lambda row: row.step)
    for key, step in sop.by_key.items():
        told = summary(by_step.get(key, ()))
        proposal = proposed(told, step.time.raw if step.time else "", words)
        yield _row(sop, key, step, proposal, kept.get((sop.id, key)))


def _row(sop: Sop, key: str, step: Step, proposal: Proposal, kept: Assessment | None) -> FormRow:
    return FormRow(key, sop.id, key, step.activity, step_titles(sop, step), proposal, kept)
