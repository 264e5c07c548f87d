"""The small picture of a step between the one before and the one behind it."""

from __future__ import annotations

from dataclasses import dataclass

from himpun.kernel.definition import Sop, Step
from himpun.runs.queries.step_page import StepPage
from himpun.runs.queries.way import WayBack, WayOut
from himpun.runs.rules.standing import State
from himpun.sops.rules.paper import Shape, decides

LONGEST_TITLE = 16


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol with its label. ``shape`` is one of the regulation's."""

    label: str
    shape: Shape
    state: State


@dataclass(frozen=True, slots=True)
class Flow:
    """Up to three symbols in a row. ``out``: the word on the way on; ``back``: on the way back,
    which leads to the symbol ``before`` when ``back_is_before``."""

    here: Symbol
    after: Symbol
    before: Symbol | None
    out: str
    back: str
    back_is_before: bool
    told: str


def flow_of(page: StepPage) -> Flow:
    """The picture of a page's step."""
    sop, step, exits, returns = page.sop, page.step, page.exits, page.returns
    unit = page.units.get(page.visit.unit)
    kind = unit.kind if unit else ""
    before = _before(sop, step, kind)
    ahead = next((way for way in exits if not way.back), None)
    back, to = _back(sop, exits, returns)
    told = [f"Langkah {step.key}", *(f"{way.label}: {way.leads}" for way in exits)]
    told += [f"Dapat dikembalikan: {way.label}" for way in returns]
    return Flow(
        here=_symbol(sop, step, page.clock.state, kind),
        after=_after(sop, ahead, kind),
        before=_symbol(sop, before, "done", kind) if before else None,
        out=ahead.name if ahead and len(exits) > 1 else "",
        back=back if before and to == before.key else f"{back} ke {to}" if to else "",
        back_is_before=before is not None and to == before.key,
        told=". ".join(text.rstrip(".") for text in told),
    )


def _before(sop: Sop, step: Step, kind: str) -> Step | None:
    rows = sop.steps
    for main in sop.steps:
        if main.late and step in main.late.steps:
            rows = (main, *main.late.steps)
    earlier = [row for row in rows[: rows.index(step)] if not kind or kind not in row.passed_by]
    return earlier[-1] if earlier else None


def _after(sop: Sop, way: WayOut | None, kind: str) -> Symbol:
    if way is None or way.landing.ends:
        return Symbol(sop.terminator or "Selesai", "capsule", "idle")
    if way.landing.side_of:
        row = sop.by_key[way.landing.side_of]
        return _symbol(sop, row, "idle", kind)
    row = sop.step_at(way.landing.nodes[0])
    return _symbol(sop, row, "idle", kind)


def _back(
    sop: Sop, exits: tuple[WayOut, ...], returns: tuple[WayBack, ...]
) -> tuple[str, str]:  # fmt: skip
    for way in exits:
        if way.back and way.landing.nodes:
            return way.name, sop.step_at(way.landing.nodes[0]).key
    return ("kembali", returns[0].key) if returns else ("", "")


def _symbol(sop: Sop, step: Step, state: State, kind: str) -> Symbol:
    return Symbol(f"{step.key} {_title(sop, step, kind)}", _shape(sop, step), state)


def _shape(sop: Sop, step: Step) -> Shape:
    if decides(step):
        return "diamond"
    first, last = sop.steps[0], sop.steps[-1]
    return "capsule" if step is first or (step is last and not sop.terminator) else "box"


def _title(sop: Sop, step: Step, kind: str) -> str:
    """The first words of the title of who acts in a unit of this kind, as many as the picture has
    room for."""
    first, *words = sop.performers[step.performers_in(kind)[0]].title.split()
    for word in words:
        if len(f"{first} {word}") > LONGEST_TITLE:
            break
        first = f"{first} {word}"
    if len(first) > LONGEST_TITLE:
        first = first.partition("/")[0]
    return first.removesuffix(" dan").rstrip(",")
