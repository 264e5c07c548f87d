"""Who may do a step today: the holder of the post, a member of the team, each unit's holder, a
stand-in, or an operator on behalf."""

from __future__ import annotations

from dataclasses import dataclass

from himpun.kernel.definition import Performer, Sop, Step
from himpun.kernel.run import Run, Visit


@dataclass(frozen=True, slots=True)
class Mandate:
    """A performer that a person is today, in a unit ("" for the agency), and in which capacity
    ("definitif", "Plt.", "Plh.", "Pj.", "anggota tim", "pengganti")."""

    performer: str
    unit: str = ""
    capacity: str = "definitif"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks. An ``operator`` may act on behalf of any holder of the agency; that is recorded
    as the capacity. ``steward``: may do what changes the run itself (suspend, excuse, cancel)."""

    person: str
    mandates: frozenset[Mandate] = frozenset()
    operator: bool = False
    steward: bool = False


SYSTEM = Actor("", steward=True)
"""The program itself, when time has passed."""

ON_BEHALF = "operator a.n."


@dataclass(frozen=True, slots=True)
class Duty:
    """A performer whose part of a visit is still to be done, in a unit ("" for the agency)."""

    performer: str
    unit: str


def duties_of(sop: Sop, run: Run, visit: Visit) -> tuple[Duty, ...]:
    """Whose part of an open visit is missing, any one of whom may act now.

    In a joint step this is the deciding voice alone; where all must act, those who have not yet.
    """
    step = sop.step_at(visit.node)
    names = performers_at(sop, visit.node, run.kind_of(visit.unit))
    if step.mode == "joint" and step.decider and not sop_giving(sop, visit.node):
        names = (step.decider,)
    return tuple(
        Duty(name, _unit_of(sop.performers[name], visit.unit))
        for name in names
        if name not in visit.parts
    )


def performers_at(sop: Sop, node: str, unit_kind: str) -> tuple[str, ...]:
    """Which performers act at a step node in a unit of this kind."""
    step = sop.step_at(node)
    if sop_giving(sop, node):
        return tuple(p for p in step.givers if _exists_in(sop.performers[p], unit_kind))
    return tuple(
        p for p in step.performers_in(unit_kind) if _exists_in(sop.performers[p], unit_kind)
    )


def sop_giving(sop: Sop, node: str) -> bool:
    """Is this node the giving part of a row?"""
    return bool(getattr(sop.places[node].node, "giving", False))


def takes_part(sop: Sop, steps: tuple[str, ...], unit_kind: str) -> bool:
    """Has a unit of this kind anything to do in these step nodes of a fan-out?"""
    return any(performers_at(sop, node, unit_kind) for node in steps)


def kinds_of_unit(sop: Sop) -> tuple[str, ...]:
    """The kinds of unit that the definition speaks of, in its order; none when units take part
    whatever their kind."""
    named = [kind for performer in sop.performers.values() for kind in performer.unit_kinds]
    named += [kind for step in sop.steps for kind in (*step.by_unit, *step.passed_by)]
    return tuple(dict.fromkeys(named))


def mandate_for(sop: Sop, run: Run, visit: Visit, actor: Actor) -> tuple[Duty, str] | None:
    """The duty that this actor may do on a visit, and the capacity to record; None if none."""
    duties = duties_of(sop, run, visit)
    held = {(m.performer, m.unit): m.capacity for m in actor.mandates}
    for duty in duties:
        capacity = held.get((duty.performer, duty.unit))
        if capacity is not None and visit.assignee in (None, actor.person):
            return duty, capacity
    if actor.operator and duties:
        return duties[0], ON_BEHALF
    return None


def why_not_do(sop: Sop, run: Run, visit: Visit, actor: Actor) -> str | None:
    """Why this actor may not act on this open visit; None if they may."""
    if mandate_for(sop, run, visit, actor) is not None:
        return None
    step = sop.step_at(visit.node)
    duties = duties_of(sop, run, visit)
    titles = " atau ".join(_title(sop, run, duty) for duty in duties)
    held = {(m.performer, m.unit) for m in actor.mandates}
    if any((d.performer, d.unit) in held for d in duties):
        return f"Langkah {step.key} sudah ditugaskan kepada orang lain."
    return f"Langkah {step.key} dikerjakan oleh {titles}. Anda tidak memegang tugas itu hari ini."


def _title(sop: Sop, run: Run, duty: Duty) -> str:
    title = sop.performers[duty.performer].title
    return f"{title} ({run.units[duty.unit].name})" if duty.unit else title


def _unit_of(performer: Performer, unit: str) -> str:
    return unit if performer.per_unit else ""


def _exists_in(performer: Performer, unit_kind: str) -> bool:
    return not performer.per_unit or not performer.unit_kinds or unit_kind in performer.unit_kinds


def step_titles(sop: Sop, step: Step) -> str:
    """The performers of a row as the paper names them."""
    return " dan ".join(sop.performers[p].title for p in step.performers)
