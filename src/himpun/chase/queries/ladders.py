"""Which ladder holds for an agency's SOP, and the versions that it had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from himpun.chase.models import LadderVersion
from himpun.chase.rules.ladder import Ladder
from himpun.chase.rules.shipped import shipped_ladder
from himpun.chase.rules.stored import load
from himpun.kernel.definition import Sop
from himpun.office.queries import Agency

__all__ = ["InForce", "LadderVersion", "ladder_for", "ladders_for", "versions_of", "writes_letter"]


@dataclass(frozen=True, slots=True)
class InForce:
    """A ladder with its version; 0 is the shipped one."""

    ladder: Ladder
    version: int
    own: bool


def writes_letter(sop: Sop) -> bool:
    """Whether an SOP writes its warning letter itself, in a late branch."""
    return any(step.late for step in sop.steps)


def ladder_for(agency: Agency, sop: Sop) -> InForce:
    """The ladder that holds for an SOP of an agency (one query)."""
    return ladders_for(agency, [sop])[sop.id]


def ladders_for(agency: Agency, sops: Iterable[Sop]) -> Mapping[str, InForce]:
    """SOP → the ladder that holds for it in an agency (one query)."""
    rows = LadderVersion.objects.filter(agency=agency).order_by("sop_key", "version")
    newest = {row.sop_key: row for row in rows}
    return {sop.id: _in_force(newest.get(sop.id), sop) for sop in sops}


def _in_force(row: LadderVersion | None, sop: Sop) -> InForce:
    if row is not None and row.body is not None:
        return InForce(load(row.body), row.version, own=True)
    shipped = shipped_ladder(by_sop=writes_letter(sop))
    return InForce(shipped, row.version if row else 0, own=False)


def versions_of(agency: Agency, sop_key: str) -> QuerySet[LadderVersion]:
    """The versions that an agency set, the newest first (one query)."""
    return LadderVersion.objects.filter(agency=agency, sop_key=sop_key).order_by("-version")
