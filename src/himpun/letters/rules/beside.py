"""The way of a paper that no row of the SOP makes: a warning letter in an SOP without late branch.

Who initials and who signs is read from the SOP as it stands: whoever signs its papers (else whoever
begins it with an order) signs; whoever initials them, else the last single office that checks,
reports or hands up to the signer, initials.
"""

from __future__ import annotations

from himpun.kernel.definition import Sop, Step
from himpun.letters.rules.course import Course, Station
from himpun.letters.rules.kinds import KINDS

BESIDE = frozenset({"surat-peringatan"})
"""Kinds that may be drafted beside the rows of an SOP."""
INITIAL, SIGN = "paraf", "tanda-tangan"
"""Keys of the places at which such a paper is marked; no row of an SOP is called so."""
UPWARD = frozenset({"review", "report", "forward"})


def course_beside(sop: Sop, kind: str) -> Course | None:
    """The way of a paper of that kind beside an SOP; None for a kind that has none, and for an SOP
    in which nobody could sign."""
    signer = _signer(sop)
    if kind not in BESIDE or not signer:
        return None
    initials = _initials(sop, signer)
    stations = [Station(INITIAL, "initial", initials, _title(sop, initials))] if initials else []
    stations.append(Station(SIGN, "sign", signer, _title(sop, signer)))
    return Course(KINDS[kind], "", (), tuple(stations))


def _title(sop: Sop, performer: str) -> str:
    return sop.performers[performer].title


def _signer(sop: Sop) -> str:
    signs = [_one_of(step) for step in sop.steps if "sign" in step.work]
    orders = [_one_of(step) for step in sop.steps if "instruct" in step.work]
    return (signs[-1:] or orders[:1] or [""])[0]


def _initials(sop: Sop, signer: str) -> str:
    marked = [_one_of(step) for step in sop.steps if "initial" in step.work]
    upward = [_one_of(step) for step in sop.steps if UPWARD & set(step.work)]
    known = [name for name in (marked or upward) if name != signer and _single(sop, name)]
    return known[-1] if known else ""


def _single(sop: Sop, name: str) -> bool:
    performer = sop.performers[name]
    return not (performer.per_unit or performer.team)


def _one_of(step: Step) -> str:
    return step.decider or step.performers[0]
