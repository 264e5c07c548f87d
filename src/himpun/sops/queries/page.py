"""What the page of one SOP shows."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from himpun.kernel.check import Problem, check
from himpun.kernel.definition import Sop
from himpun.office.queries import Agency, calendar_of, day_at
from himpun.sops.models import SopVersion
from himpun.sops.queries.versions import KEPT, sop_of, versions_of
from himpun.sops.rules.reading import Question, gaps_of, place_words, questions_of
from himpun.sops.rules.rows import table_of
from himpun.sops.rules.seasons import Season, has_windows, seasons_of
from himpun.sops.rules.table import TableView


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the check found: where, in words, and the sentence."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SopPage:
    """A version and everything beside it. ``versions``: all of them, newest first; ``current``:
    the number of the one in force, None when all were withdrawn."""

    agency: Agency
    version: SopVersion
    sop: Sop
    table: TableView
    questions: tuple[Question, ...]
    gaps: tuple[str, ...]
    findings: tuple[Finding, ...]
    seasons: tuple[Season, ...]
    versions: tuple[SopVersion, ...]
    current: int | None

    @property
    def in_force(self) -> bool:
        """Whether a run that begins now begins with this version."""
        return self.current == self.version.version

    @property
    def published_on(self) -> date:
        """The day of publication at the agency."""
        return day_at(self.agency, self.version.published_at)


def page_of(version: SopVersion, agency: Agency, now: datetime) -> SopPage:
    """The page of an agency's version at a moment (one query once the version was read, one more
    where it has windows and the agency's calendar was read)."""
    on = day_at(agency, now)
    sop = sop_of(version.pk, version.fingerprint)
    versions = tuple(versions_of(agency, version.sop_id))
    in_force = (row.version for row in versions if row.withdrawn_at is None)
    return SopPage(
        agency=agency,
        version=version,
        sop=sop,
        table=table_of_version(version.pk, version.fingerprint),
        questions=questions_of(sop),
        gaps=gaps_of(sop),
        findings=tuple(
            Finding(place_words(problem.place), problem.sentence)
            for problem in problems_of(sop, on)
        ),
        seasons=seasons_of(sop, calendar_of(agency), on) if has_windows(sop) else (),
        versions=versions,
        current=next(in_force, None),
    )


@lru_cache(maxsize=KEPT)
def table_of_version(version_pk: int, fingerprint: str) -> TableView:
    """The paper's table without any run's life (no query once the version was read)."""
    sop = sop_of(version_pk, fingerprint)
    number = f"Nomor {sop.identity.number}" if sop.identity.number else "Tanpa nomor"
    return table_of(sop, footer=f"{sop.name} · {sop.agency} · {number} · Versi {sop.version}")


def problems_of(sop: Sop, on: date | None = None) -> list[Problem]:
    """What the check finds in an SOP, errors first; ``on`` is the day it is asked."""
    return check(sop, on)
