"""The recap of a run: live, or as it was frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from himpun.kernel.worktime import ZONES
from himpun.office import queries as office
from himpun.performance.models import Recap
from himpun.performance.queries.recap.source import AGENCY_UNIT, AGENCY_UNIT_NAME, Assembly
from himpun.performance.queries.recap.tables import read_tables
from himpun.performance.rules.recap import (
    Body,
    Stamp,
    body_of,
    body_text,
    fingerprint_of,
    read_body,
)
from himpun.runs.queries.seen import runs_seen_by
from himpun.runs.rules.words import moment_in

RunRow = Any
"""A row of runs.Run, whose class only the runs' own code names."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen recap: its row and its body. ``intact``: the body is still what was hashed."""

    row: Recap
    body: Body

    @property
    def intact(self) -> bool:
        """Whether the stored text has the SHA-256 that was written beside it."""
        return fingerprint_of(self.row.body) == self.row.sha256


def run_of_recap(person: office.Person, run_id: int, now: datetime) -> RunRow | None:
    """A run that a person sees, with agency and SOP; None for any other (one query)."""
    seen = runs_seen_by(person, now).filter(pk=run_id).select_related("agency", "sop")
    return seen.defer("sop__document").first()


def live_recap(run: RunRow, now: datetime) -> Body | None:
    """The recap of a run as its data are now; None where no form has been opened.

    Fifteen queries, however many units, indicators and runs there are.
    """
    tables = read_tables(run.pk, run.agency_id)
    if tables is None:
        return None
    return body_of(Assembly(run, tables, _unit_names(run), now).source())


def _unit_names(run: RunRow) -> Mapping[str, str]:
    return dict(run.units.values_list("code", "name"))


def revisions_of(run: RunRow) -> QuerySet[Recap]:
    """The frozen recaps of a run, newest first, without their bodies."""
    return Recap.objects.filter(run=run.pk).defer("body").order_by("-no")


def frozen_recap(run: RunRow, no: int) -> Frozen | None:
    """A frozen revision by its number (one query)."""
    row = Recap.objects.filter(run=run.pk, no=no).first()
    return None if row is None else Frozen(row, read_body(row.body))


def newest_recap(run: RunRow) -> Frozen | None:
    """The revision that was frozen last (one query)."""
    row = Recap.objects.filter(run=run.pk).order_by("-no").first()
    return None if row is None else Frozen(row, read_body(row.body))


def differs_from_frozen(run: RunRow, now: datetime) -> bool:
    """Whether the recap says something else now than the revision that was frozen last; also where
    none was (one query, else sixteen)."""
    frozen = newest_recap(run)
    if frozen is None:
        return True
    body = live_recap(run, now)
    return body is None or fingerprint_of(body_text(body)) != frozen.row.sha256


def stamp_of(row: Recap, run: RunRow) -> Stamp:
    """How a frozen recap is marked, wherever it is shown. Nothing of it changes with time."""
    return Stamp(
        no=row.no, at=moment_in(row.at, ZONES[run.agency.zone]),
        made_at=row.at.astimezone(UTC).replace(tzinfo=None, microsecond=0), by=row.by_text,
        capacity=row.capacity, sha256=row.sha256, reason=row.reason,
    )  # fmt: skip


def live_stamp(run: RunRow, now: datetime) -> Stamp:
    """How a recap is marked that is not frozen."""
    made = now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return Stamp(no=0, at=moment_in(now, ZONES[run.agency.zone]), made_at=made)


__all__ = [
    "AGENCY_UNIT",
    "AGENCY_UNIT_NAME",
    "Body",
    "Frozen",
    "differs_from_frozen",
    "frozen_recap",
    "live_recap",
    "live_stamp",
    "newest_recap",
    "revisions_of",
    "run_of_recap",
    "stamp_of",
]
