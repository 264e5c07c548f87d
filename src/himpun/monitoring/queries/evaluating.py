"""The yearly evaluations of an agency's SOPs: what was decided, and what the times say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from himpun.chase.queries.people import called
from himpun.kernel.definition import Sop
from himpun.monitoring.models import Evaluation
from himpun.monitoring.queries.assessing import WHOLE, form_view
from himpun.monitoring.rules.assessing import HALVES, half_of, lacking
from himpun.office import queries as office
from himpun.office.queries.heads import heads_of
from himpun.runs.queries.times import sops_that_ran
from himpun.sops import queries as sops

__all__ = ["Evaluation", "SopOfYear", "YearView", "called", "deciders", "facts_of", "year_view"]


@dataclass(frozen=True, slots=True)
class SopOfYear:
    """An SOP that ran at the agency, in the version of its newest run. ``kept``: the evaluation
    that holds for the year; ``earlier``: those before it, of any year, the newest first; ``gaps``:
    what the SOP lacks."""

    key: str
    name: str
    number: str
    version: int
    kept: Evaluation | None
    earlier: tuple[Evaluation, ...]
    gaps: tuple[str, ...]

    @property
    def revision(self) -> int:
        """How often it was evaluated in the year."""
        return self.kept.no if self.kept else 0


@dataclass(frozen=True)
class YearView:
    """The evaluations of a year."""

    agency: office.Agency
    year: int
    parts: Sequence[SopOfYear]

    def part(self, sop: str) -> SopOfYear | None:
        """An SOP by its key."""
        return next((part for part in self.parts if part.key == sop), None)

    @property
    def missing(self) -> list[str]:
        """Names of SOPs that nobody has evaluated in the year."""
        return [part.name for part in self.parts if part.kept is None]


def year_view(agency: office.Agency, year: int) -> YearView:
    """Every SOP that ever ran at the agency, with its evaluations up to a year (two queries, and
    one for each SOP). Refuses (ValueError) a year out of reach."""
    half_of(year, HALVES[0])
    rows = list(Evaluation.objects.filter(agency=agency, year__lte=year))
    parts = [_part(sop, year, rows) for sop in sops_that_ran(agency).values()]
    return YearView(agency, year, parts)


def _part(sop: Sop, year: int, rows: Sequence[Evaluation]) -> SopOfYear:
    mine = [row for row in rows if row.sop_key == sop.id]
    kept = mine[0] if mine and mine[0].year == year else None
    earlier = tuple(mine[1:] if kept else mine)
    number = sop.identity.number or ""
    return SopOfYear(sop.id, sop.name, number, sop.version, kept, earlier, sops.gaps_of(sop))


def facts_of(agency: office.Agency, year: int, part: SopOfYear, on: date) -> list[str]:
    """What the times say of an SOP in each half-year that has begun, for whoever evaluates it (as
    many queries as the monitoring forms of a year need). What the SOP lacks is not said again."""
    found = []
    for half in HALVES:
        view = form_view(agency, year, half, on)
        row = view.row(part.key, WHOLE) if view.period.first_day <= on else None
        if row is not None:
            note = row.note.removesuffix(lacking(part.gaps)).strip()
            found.append(f"{view.period.label}: {note}")
    return found


def deciders(agency: office.Agency, on: date) -> tuple[office.Holder, ...]:
    """Who heads the agency on a day and so decides, the weightiest first (three queries)."""
    return heads_of(agency, on).get("", ())
