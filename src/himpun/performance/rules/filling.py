"""Whose part it is to fill in a form, by the steps of the SOP that collect."""

from __future__ import annotations

from collections.abc import Iterator

from himpun.kernel.definition import Sop
from himpun.kernel.duty import ON_BEHALF, Actor, Duty, mandate_for, sop_giving
from himpun.kernel.run import Run, Visit

COLLECT = "collect"
STEWARD = "pengelola"


def collects(sop: Sop, node: str) -> bool:
    """Does a step node collect data? Whoever gives data to a row collects them too."""
    return COLLECT in sop.step_at(node).work or sop_giving(sop, node)


def has_collecting(sop: Sop) -> bool:
    """Does an SOP say at all when data are collected? Balangan's ends before."""
    return any(COLLECT in step.work or step.givers for step in sop.steps)


def collecting_visits(sop: Sop, run: Run, unit: str) -> list[Visit]:
    """The open visits at which the form of a unit ("": of the agency) is filled in."""
    return [
        visit
        for visit in run.visits.values()
        if visit.state == "open" and visit.unit in ("", unit) and collects(sop, visit.node)
    ]


def filling_as(sop: Sop, run: Run, actor: Actor, unit: str) -> str | None:
    """As what an actor may fill in the form of a unit ("": of the agency) now, in the words of the
    record; None if it is not theirs.

    ``run`` holds the units and the open visits. Who is involved in a collecting step fills in the
    form of their own unit. The agency's own form is also filled in by a steward as long as the run
    goes on, for no unit's step covers it. In an SOP without such a step it is whoever is anything
    in the unit.
    """
    if not has_collecting(sop):
        return next(_by_unit(sop, run, actor, unit), None)
    if run.state != "running":
        return None
    for visit in collecting_visits(sop, run, unit):
        if found := _by_visit(sop, run, visit, actor, unit):
            return found
    if not unit and actor.steward:
        return STEWARD
    return None


def _by_visit(sop: Sop, run: Run, visit: Visit, actor: Actor, unit: str) -> str | None:
    mandate = mandate_for(sop, run, visit, actor)
    if mandate is not None:
        return capacity_text(sop, run, *mandate)
    involved = sop.step_at(visit.node).involved
    for held in actor.mandates:
        if unit and held.performer in involved and held.unit == unit:
            return capacity_text(sop, run, Duty(held.performer, unit), held.capacity)
    return None


def _by_unit(sop: Sop, run: Run, actor: Actor, unit: str) -> Iterator[str]:
    for held in sorted(actor.mandates, key=lambda held: held.performer):
        if unit and held.unit == unit and held.performer in sop.performers:
            yield capacity_text(sop, run, Duty(held.performer, unit), held.capacity)
    if actor.operator:
        yield f"{ON_BEHALF} {run.units[unit].name}" if unit in run.units else "operator"
    elif not unit and actor.steward:
        yield STEWARD


def capacity_text(sop: Sop, run: Run, duty: Duty, capacity: str) -> str:
    """A mandate in the words of the record: "Kasi/PPTK, Bidang Angkutan (Plt.)"."""
    title = sop.performers[duty.performer].title
    if duty.unit in run.units:
        title = f"{title}, {run.units[duty.unit].name}"
    if capacity == ON_BEHALF:
        return f"{ON_BEHALF} {title}"
    return title if capacity == "definitif" else f"{title} ({capacity})"


def why_not_filled_now(sop: Sop, run: Run, unit: str) -> str:
    """Why somebody who holds no open step of a unit's form may not fill it in, in one sentence."""
    visits = collecting_visits(sop, run, unit)
    if run.state == "suspended":
        return "SOP ini sedang dihentikan sementara; pengisian menunggu sampai dilanjutkan."
    if not visits and has_collecting(sop):
        return "Langkah pengisian formulir ini tidak sedang terbuka."
    titles = dict.fromkeys(
        capacity_text(sop, run, Duty(name, visit.unit), "definitif")
        for visit in visits
        for name in sop.step_at(visit.node).performers_in(_kind(run, visit.unit))
    )
    if not titles:
        return "Formulir ini diisi oleh unit kerjanya; Anda tidak memegang tugas di sana hari ini."
    return (
        f"Formulir ini diisi oleh {' atau '.join(titles)}. Anda tidak memegang tugas itu hari ini."
    )


def _kind(run: Run, unit: str) -> str:
    return run.units[unit].kind if unit in run.units else ""
