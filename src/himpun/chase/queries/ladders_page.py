"""What the pages of ladders show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from himpun.chase.queries.ladders import InForce, ladder_for, ladders_for, writes_letter
from himpun.chase.rules.ladder import KIND_WORDS, TO_WORDS, Rung
from himpun.chase.rules.words import when_text
from himpun.kernel.definition import Sop
from himpun.office.queries import Agency
from himpun.sops import queries as sops


@dataclass(frozen=True, slots=True)
class LadderLine:
    """An SOP with its ladder."""

    sop_id: str
    sop: str
    rungs: int
    most: int
    whose: str


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung in words."""

    title: str
    kind: str
    when: str
    to: str
    cc: str
    text: str


@dataclass(frozen=True)
class LadderPage:
    """The ladder of an SOP. ``own``: the agency set it; ``by_sop``: the SOP writes the letter."""

    sop: Sop
    in_force: InForce
    rungs: Sequence[RungLine]
    whose: str
    by_sop: bool


def sop_here(agency: Agency, sop_id: str) -> Sop | None:
    """The newest published definition of an SOP of an agency; None where it has none (one
    query)."""
    row = sops.current_version(agency, sop_id)
    return sops.sop_of(row.pk, row.fingerprint) if row else None


def ladders_page(agency: Agency) -> list[LadderLine]:
    """The SOPs of an agency, by name."""
    known = [row.sop for row in sops.register([agency])]
    in_force = ladders_for(agency, known)
    return [
        LadderLine(
            sop.id, sop.name, len(in_force[sop.id].ladder.rungs), in_force[sop.id].ladder.most,
            _whose(in_force[sop.id]),
        )
        for sop in sorted(known, key=lambda sop: sop.name)
    ]  # fmt: skip


def ladder_page(agency: Agency, sop: Sop) -> LadderPage:
    """The ladder that holds for an SOP of an agency."""
    in_force = ladder_for(agency, sop)
    rungs = [_line(rung) for rung in in_force.ladder.rungs]
    return LadderPage(sop, in_force, rungs, _whose(in_force), writes_letter(sop))


def _whose(in_force: InForce) -> str:
    return f"Tangga instansi, versi {in_force.version}" if in_force.own else "Tangga bawaan"


def _line(rung: Rung) -> RungLine:
    return RungLine(
        title=rung.title, kind=KIND_WORDS[rung.kind], when=when_text(rung),
        to=", ".join(TO_WORDS[word] for word in rung.to),
        cc=", ".join(TO_WORDS[word] for word in rung.cc), text=rung.text,
    )  # fmt: skip
