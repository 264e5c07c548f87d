"""Where a step leads: who is next behind each of its exits, and to where it may be sent back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from himpun.kernel.decide.commands import goes_back
from himpun.kernel.decide.needs import return_target
from himpun.kernel.decide.turn import step_nodes
from himpun.kernel.definition import Each, Sop, StepNode
from himpun.kernel.duty import Duty, performers_at, takes_part
from himpun.kernel.run import Unit
from himpun.kernel.worktime.words import listed

Units = Mapping[str, Unit]


@dataclass(frozen=True, slots=True)
class Landing:
    """Which step nodes open next. ``waits``: only when the other units are through as well;
    ``ends``: nothing opens, the SOP is at its end; ``side_of``: a late branch ends there, at the
    step to which its unit then owes."""

    nodes: tuple[str, ...]
    waits: bool = False
    ends: bool = False
    side_of: str = ""


@dataclass(frozen=True, slots=True)
class WayOut:
    """An exit as the page offers it. ``units``: where it leads back into a fan-out, those that may
    be chosen."""

    name: str
    label: str
    leads: str
    back: bool
    landing: Landing
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class WayBack:
    """A row to which the holder may send back. ``units``: as in ``WayOut``; ``gives``: without
    chosen units only the row's own holder gets it back, and no unit is asked again."""

    key: str
    label: str
    units: tuple[Unit, ...] = ()
    gives: bool = False


def landing_of(sop: Sop, node: str, exit_: str, kind: str) -> Landing:
    """What opens when a step node is left by an exit in a unit of this kind ("" for none)."""
    at = sop.places[node].node
    assert isinstance(at, StepNode)
    return _landing(sop, node, at.exits[exit_], kind)


def ways_out(sop: Sop, node: str, units: Units, unit: str) -> tuple[WayOut, ...]:
    """The exits of a step node in the order of the paper."""
    at = sop.places[node].node
    assert isinstance(at, StepNode)
    kind = units[unit].kind if unit in units else ""
    found = []
    for name, target in at.exits.items():
        landing = _landing(sop, node, target, kind)
        back = goes_back(sop, node, name)
        chosen = _units_in(sop, target, units) if back else ()
        label = f"{name[:1].upper()}{name[1:]}"
        label = f"{label}, kembalikan" if back else label
        leads = leads_text(sop, landing, kind, back=back)
        found.append(WayOut(name, label, leads, back, landing, chosen))
    return tuple(found)


def ways_back(sop: Sop, node: str, units: Units, unit: str) -> tuple[WayBack, ...]:
    """The rows to which the holder of a step node may send back; a row that the unit passes has
    nobody to do it again."""
    at = sop.places[node].node
    if not isinstance(at, StepNode) or at.giving:
        return ()
    kind = units[unit].kind if unit in units else ""
    rows = sop.step_at(node).returns
    held = [to for to in rows if not kind or kind not in sop.by_key[to].passed_by] or rows
    return tuple(_way_back(sop, node, to, units, kind) for to in held)


def _way_back(sop: Sop, node: str, to: str, units: Units, kind: str) -> WayBack:
    target = return_target(sop, to, units_chosen=True) or to
    here = {name for name, _ in sop.places[node].path}
    entered = [name for name, _ in sop.places[target].path if name not in here]
    block = next((name for name in entered if isinstance(sop.places[name].node, Each)), None)
    label = f"Langkah {to}, {titles_at(sop, to, kind)}"
    return WayBack(to, label, _units_in(sop, block, units), gives=target != to)


def leads_text(sop: Sop, landing: Landing, kind: str, *, back: bool) -> str:
    """Where an exit leads, as a sentence."""
    if landing.ends:
        return "SOP selesai."
    if landing.side_of:
        return f"Unit ini diminta menyerahkan datanya pada langkah {landing.side_of}."
    rows = listed([sop.step_at(node).key for node in landing.nodes])
    to = next_titles(sop, landing, kind)
    if back:
        return f"Kembali kepada {to} (langkah {rows}). Waktu Anda berhenti dihitung."
    later = " setelah semua unit selesai" if landing.waits else ""
    return f"Diteruskan kepada {to} (langkah {rows}){later}."


def next_titles(sop: Sop, landing: Landing, kind: str) -> str:
    """Who is next, as the paper names them."""
    found: dict[str, None] = {}
    for node in landing.nodes:
        inner = "" if landing.waits else kind
        for name in _names_at(sop, node, inner):
            found[sop.performers[name].title] = None
    if any(" dan " in title for title in found) and len(found) > 1:
        return ", ".join(found)
    return listed(list(found)) if found else "unit yang ikut"


def titles_at(sop: Sop, node: str, kind: str) -> str:
    """Who acts at a step node, as the paper names them."""
    names = _names_at(sop, node, kind) or sop.step_at(node).performers
    return listed([sop.performers[name].title for name in names])


def _names_at(sop: Sop, node: str, kind: str) -> tuple[str, ...]:
    step = sop.step_at(node)
    at = sop.places[node].node
    if isinstance(at, StepNode) and at.giving:
        return (*step.performers, *step.givers)
    return performers_at(sop, node, kind) if kind else step.performers


def _landing(sop: Sop, node: str, target: str | None, kind: str) -> Landing:
    if target is not None:
        return Landing(_entered(sop, target, kind))
    place = sop.places[node]
    if not place.path:
        if place.side_of is None:
            return Landing((), ends=True)
        late = sop.by_key[place.side_of].late
        assert late is not None
        return Landing((), side_of=late.back_to)
    outer = sop.places[place.path[-1][0]].node
    assert not isinstance(outer, StepNode)
    after = _landing(sop, outer.id, outer.next, "")
    return Landing(after.nodes, waits=True, ends=after.ends, side_of=after.side_of)


def _entered(sop: Sop, target: str, kind: str) -> tuple[str, ...]:
    """The step nodes that stand open once ``target`` is entered; those that every unit passes do
    not count."""
    node = sop.places[target].node
    if isinstance(node, StepNode):
        step = sop.by_key[node.step]
        if kind and kind in step.passed_by:
            return _landing(sop, target, next(iter(node.exits.values())), kind).nodes
        return (target,)
    if isinstance(node, Each):
        return _entered(sop, node.body.entry, kind)
    return tuple(found for body in node.bodies for found in _entered(sop, body.entry, kind))


def _units_in(sop: Sop, block: str | None, units: Units) -> tuple[Unit, ...]:
    node = sop.places[block].node if block else None
    if not isinstance(node, Each):
        return ()
    steps = step_nodes(node.body)
    return tuple(u for u in units.values() if not u.excused and takes_part(sop, steps, u.kind))


def duties_behind(sop: Sop, node: str, exit_: str, units: Units, unit: str) -> tuple[Duty, ...]:
    """Every (performer, unit) that is next when a step node is left by an exit."""
    at = sop.places[node].node
    assert isinstance(at, StepNode)
    return tuple(dict.fromkeys(_behind(sop, node, at.exits[exit_], units, unit)))


def _behind(sop: Sop, node: str, target: str | None, units: Units, unit: str) -> Iterator[Duty]:
    if target is None:
        place = sop.places[node]
        if place.side_of is not None and not place.path:
            yield from _owing(sop, place.side_of, units, unit)
            return
        outer = sop.places[place.path[-1][0]].node if place.path else None
        if outer is not None and not isinstance(outer, StepNode):
            yield from _behind(sop, outer.id, outer.next, units, "")
        return
    found = sop.places[target].node
    if isinstance(found, Each):
        for each in _units_in(sop, target, units):
            yield from _behind(sop, target, found.body.entry, units, each.id)
    elif isinstance(found, StepNode):
        yield from _at_step(sop, found, units, unit)
    else:
        for body in found.bodies:
            yield from _behind(sop, target, body.entry, units, unit)


def _owing(sop: Sop, row: str, units: Units, unit: str) -> Iterator[Duty]:
    """Who has to hand in what a late branch asked for: at the row to which it goes back, or at the
    last one before it that the unit does not pass."""
    late, kind = sop.by_key[row].late, units[unit].kind if unit in units else ""
    assert late is not None
    until = sop.steps.index(sop.by_key[late.back_to])
    step = next(s for s in reversed(sop.steps[: until + 1]) if kind not in s.passed_by)
    for name in performers_at(sop, step.key, kind):
        yield Duty(name, unit if sop.performers[name].per_unit else "")


def _at_step(sop: Sop, found: StepNode, units: Units, unit: str) -> Iterator[Duty]:
    kind = units[unit].kind if unit in units else ""
    if kind and kind in sop.by_key[found.step].passed_by:
        yield from _behind(sop, found.id, next(iter(found.exits.values())), units, unit)
        return
    step = sop.by_key[found.step]
    names = performers_at(sop, found.id, kind)
    for name in (*step.performers, *names) if found.giving else names:
        yield Duty(name, unit if sop.performers[name].per_unit else "")
