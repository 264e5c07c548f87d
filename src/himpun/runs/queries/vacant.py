"""What of an SOP nobody holds, in sentences: asked before it begins, while it can be mended."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from himpun.kernel.definition import Sop, StepNode
from himpun.kernel.duty import kinds_of_unit, performers_at
from himpun.kernel.run import Unit
from himpun.kernel.worktime.words import listed
from himpun.office import queries as office

Places = Collection[tuple[str, str]]
"""(performer, unit code or "") of the places that somebody holds."""


def vacancies(agency: office.Agency, sop: Sop, units: Sequence[Unit], on: date) -> list[str]:
    """Whom a run with these units would wait for, for nobody holds the place (two queries)."""
    holders = office.holders_by_performer(agency, sop.id, on)
    held = {place for place, people in holders.items() if people}
    return [*_vacant_offices(sop, held), *vacant_in_units(sop, units, held)]


def vacant_in_units(sop: Sop, units: Sequence[Unit], held: Places) -> Iterator[str]:
    """The steps of each unit that nobody in the unit holds, in the order of the SOP."""
    for unit in units:
        for place in sop.places.values():
            if not isinstance(place.node, StepNode) or not place.path:
                continue
            if unit.kind in sop.step_at(place.node.id).passed_by:
                continue
            names = performers_at(sop, place.node.id, unit.kind)
            own = [name for name in names if sop.performers[name].per_unit]
            if own and len(own) == len(names) and not any((n, unit.id) in held for n in own):
                title = " atau ".join(sop.performers[name].title for name in own)
                yield f"{unit.name} belum mempunyai pemegang {title}."


def no_units_text(sop: Sop) -> str:
    """Why no unit of the agency can take part in an SOP that is done per unit."""
    if kinds := kinds_of_unit(sop):
        return (
            f"Belum ada unit yang dapat ikut: SOP ini dikerjakan unit berjenis {listed(kinds)}, "
            "dan instansi ini belum mempunyainya."
        )
    titles = listed([p.title for p in sop.performers.values() if p.per_unit])
    return f"Belum ada unit yang dapat ikut: {titles} belum ditetapkan untuk unit mana pun."


def _vacant_offices(sop: Sop, held: Places) -> Iterator[str]:
    rows: dict[str, list[str]] = {}
    for step in sop.steps:
        if any(sop.performers[name].per_unit for name in step.performers):
            continue
        vacant = [name for name in step.performers if (name, "") not in held]
        if step.mode != "one" or len(vacant) == len(step.performers):
            for name in vacant:
                rows.setdefault(sop.performers[name].title, []).append(step.key)
    for title, steps in rows.items():
        yield f"Belum ada pemegang {title} untuk langkah {listed(steps)}."
