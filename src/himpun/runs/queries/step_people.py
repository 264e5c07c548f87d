"""The offices and people that a step's page names: next, receiving, attending, in charge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from himpun.kernel.definition import Sop, Step
from himpun.kernel.duty import Duty
from himpun.kernel.run import Unit
from himpun.office.queries import Holder
from himpun.office.rules import DEFINITIVE, STAND_IN, TEAM_MEMBER

Holders = Mapping[tuple[str, str], tuple[Holder, ...]]
Units = Mapping[str, Unit]


def office_text(sop: Sop, holders: Holders, units: Units, duty: Duty) -> str:
    """A performer as an office of the agency: "Kasi Angkutan Orang, Bidang Angkutan".

    By the post that holds it today; by the paper's own word where nobody does, and for teams.
    """
    performer = sop.performers[duty.performer]
    there = holders.get((duty.performer, duty.unit), ())
    first = next((h for h in there if h.capacity != STAND_IN), None)
    title = performer.title if performer.team or first is None else first.post_title
    if first is not None and first.capacity not in (DEFINITIVE, TEAM_MEMBER):
        title = f"{title} ({first.capacity})"
    unit = units[duty.unit].name if duty.unit in units else ""
    return f"{title}, {unit}" if unit and unit not in title else title


def person_text(holder: Holder) -> str:
    """A person by name and office; the office alone where the account is named by it."""
    name = holder.person.name
    title = "" if holder.post_title in name else f", {holder.post_title}"
    capacity = "" if holder.capacity in (DEFINITIVE, TEAM_MEMBER) else f" ({holder.capacity})"
    return f"{name}{title}{capacity}"


def offices(sop: Sop, holders: Holders, units: Units, duties: Iterable[Duty]) -> tuple[str, ...]:
    """Performers as offices, each once."""
    texts = (office_text(sop, holders, units, duty) for duty in duties)
    return tuple(dict.fromkeys(texts))


def duties_as(sop: Sop, units: Units, names: Iterable[str], unit: str) -> tuple[Duty, ...]:
    """Performers with their units: in a unit's own step that unit alone, else every unit that has
    such a holder."""
    found: list[Duty] = []
    for name in names:
        performer = sop.performers[name]
        if not performer.per_unit:
            found.append(Duty(name, ""))
            continue
        kinds = performer.unit_kinds
        found += [
            Duty(name, each.id)
            for each in units.values()
            if not each.excused
            and (not kinds or each.kind in kinds)
            and unit in ("", each.id)
        ]  # fmt: skip
    return tuple(found)


def receivers_of(
    sop: Sop, step: Step, units: Units, unit: str, behind: tuple[Duty, ...]
) -> tuple[Duty, ...]:
    """Who gets what a step distributes: whom the row names, else who is next."""
    named = [name for name, part in step.involved.items() if part == "receives"]
    return duties_as(sop, units, named, unit) or behind


def attendants_of(
    sop: Sop, step: Step, holders: Holders, units: Units, unit: str
) -> tuple[str, ...]:
    """Who is on the list of attendance: the row's performers and those who attend; a team by its
    members."""
    names = [*step.performers, *(n for n, part in step.involved.items() if part == "attends")]
    found: list[str] = []
    for duty in duties_as(sop, units, names, unit):
        if sop.performers[duty.performer].team:
            found += [person_text(h) for h in holders.get((duty.performer, ""), ())]
        else:
            found.append(office_text(sop, holders, units, duty))
    return tuple(dict.fromkeys(found))


def in_charge_of_data(sop: Sop, holders: Holders, units: Units) -> tuple[str, ...]:
    """Who may be in charge of a datum: the holders in the units, else every performer."""
    per_unit = [p.id for p in sop.performers.values() if p.per_unit]
    names = per_unit or list(sop.performers)
    return offices(sop, holders, units, duties_as(sop, units, names, ""))
