"""Where an SOP collects data, who vouches for them on the way, and who approves them.

The paper does not say which row approves. It is read from the rows behind the collecting: the last
that signs, else the last that deliberates, else the last that reports or receives, all of them
before the archive (docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from himpun.kernel.definition import Sop, Step, StepNode

VERIFIED, APPROVED = "verified", "approved"
COLLECT, DISTRIBUTE, ARCHIVE = "collect", "distribute", "archive"
VOUCHES = frozenset({"forward", "receive", "review", "recap", "report", "deliberate", "sign"})
"""Kinds of work by which whoever goes forward vouches for the data that they hand on."""
APPROVES = (("sign",), ("deliberate",), ("report", "receive"))
"""Which kinds approve, the weightiest first."""


@dataclass(frozen=True, slots=True)
class DataFlow:
    """The way of the data through an SOP, as step keys in the order of the paper.

    ``collects``: rows that gather data. ``opens_after``: the row behind which forms open where no
    row gathers them, so that what comes in lies outside the SOP ("" otherwise). ``verifies``: rows
    that vouch for the data; ``approves``: the one that approves them ("" where none does).
    """

    collects: tuple[str, ...]
    opens_after: str
    verifies: tuple[str, ...]
    approves: str

    def level_at(self, step: str) -> str:
        """What going forward at a row says of the data: "verified", "approved" or ""."""
        if step == self.approves:
            return APPROVED
        return VERIFIED if step in self.verifies else ""

    def is_last_check(self, step: str) -> bool:
        """Whether nobody behind this row looks at the data before they are approved."""
        return bool(self.verifies) and step == self.verifies[-1]

    @property
    def concerns(self) -> frozenset[str]:
        """Every row at which something happens to the data."""
        found = {*self.collects, *self.verifies, self.approves, self.opens_after}
        return frozenset(found - {""})


def data_flow(sop: Sop) -> DataFlow:
    """The way of the data through an SOP; of no row at all where it neither collects nor
    distributes anything."""
    collects = tuple(step.key for step in sop.steps if COLLECT in step.work)
    if not collects:
        return DataFlow((), _last(sop.steps, {DISTRIBUTE}), (), "")
    behind = _behind(sop.steps, collects[0])
    chain = [step for step in behind if VOUCHES & {*step.work} and step.key not in collects]
    approves = next(filter(None, (_last(chain, {*kinds}) for kinds in APPROVES)), "")
    until = [step.key for step in chain].index(approves) if approves else len(chain)
    return DataFlow(collects, "", tuple(step.key for step in chain[:until]), approves)


def collects_at(sop: Sop, node: str) -> bool:
    """Whether whoever stands at a step node gathers data: the row's holder, or who gives to it."""
    at = sop.places[node].node
    return isinstance(at, StepNode) and COLLECT in sop.by_key[at.step].work


def _behind(steps: tuple[Step, ...], first: str) -> list[Step]:
    """The rows behind one, up to the archive."""
    found: list[Step] = []
    for step in steps[[step.key for step in steps].index(first) + 1 :]:
        if ARCHIVE in step.work:
            break
        found.append(step)
    return found


def _last(steps: Iterable[Step], kinds: set[str]) -> str:
    return next((step.key for step in reversed([*steps]) if kinds & {*step.work}), "")


def approvers(sop: Sop) -> tuple[str, ...]:
    """The performers whose word approves data: those of the approving row, in a joint one the
    deciding voice; where no row approves, whoever signs in the SOP."""
    approves = data_flow(sop).approves
    rows = [sop.by_key[approves]] if approves else _rows_with(sop, "sign")
    names = [(step.decider,) if step.decider else step.performers for step in rows]
    return tuple(dict.fromkeys(name for each in names for name in each))


def checkers(sop: Sop) -> tuple[str, ...]:
    """The performers whose word verifies data: those of the verifying rows; where there is none,
    whoever reviews in the SOP."""
    verifies = data_flow(sop).verifies
    rows = [sop.by_key[key] for key in verifies] or _rows_with(sop, "review")
    return tuple(dict.fromkeys(name for step in rows for name in step.performers))


def fillers(sop: Sop, unit_kind: str) -> tuple[str, ...]:
    """The performers who fill in the data of a unit of a kind ("" for the agency as a whole); where
    no row collects, everybody who has a holder in each unit."""
    rows = [sop.by_key[key] for key in data_flow(sop).collects]
    if not rows:
        return tuple(performer.id for performer in sop.performers.values() if performer.per_unit)
    names = [name for step in rows for name in (*step.performers_in(unit_kind), *step.givers)]
    return tuple(dict.fromkeys(names))


def _rows_with(sop: Sop, work: str) -> list[Step]:
    return [step for step in sop.steps if work in step.work]
