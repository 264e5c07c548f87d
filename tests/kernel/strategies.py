"""Random definitions that are sound by construction, and the units of their runs.

One generator serves both hypothesis and the tests that walk through fixed seeds. The first exit of
every decision leads onward, so that every node is reached and the end can be reached from every
node; the others lead anywhere they may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from himpun.kernel.build import build_body, build_sides
from himpun.kernel.definition import (
    FORWARD,
    Body,
    Each,
    Exit,
    Identity,
    Late,
    Node,
    Par,
    Performer,
    Sop,
    Step,
    StepNode,
)
from himpun.kernel.run import Unit
from himpun.kernel.worktime import Window, parse_duration

BIDANG, SEKRETARIAT = "bidang", "sekretariat"
KINDS = (BIDANG, SEKRETARIAT)
PERFORMERS: Mapping[str, Performer] = {
    performer.id: performer
    for performer in (
        Performer("kepala", "Kepala Dinas"),
        Performer("sekretaris", "Sekretaris"),
        Performer("staf", "Staf Perencanaan"),
        Performer("tim", "Tim SAKIP", team=True),
        Performer("kabid", "Kepala Bidang", per_unit=True, unit_kinds=(BIDANG,)),
        Performer("kasubbag", "Kepala Subbagian", per_unit=True, unit_kinds=(SEKRETARIAT,)),
        Performer("pemegang", "Pemegang Data", per_unit=True, unit_kinds=KINDS),
    )
}
OF_THE_AGENCY = ("kepala", "sekretaris", "staf", "tim")
TIMES = (None, "30 menit", "2 jam", "1 hari", "5 hari kerja", "1 minggu")
EXITS = ("ya", "tidak", "ulang")


def randoms() -> SearchStrategy[Random]:
    """Sources of chance. From a seed each: what hypothesis draws one by one is mostly the simplest,
    and of a definition that decides nothing there is little to learn."""
    return st.integers(0, 999_999).map(Random)


def sops() -> SearchStrategy[Sop]:
    """Any sound definition."""
    return randoms().map(random_sop)


def units() -> SearchStrategy[tuple[Unit, ...]]:
    """The units of a run, none to six."""
    return randoms().map(random_units)


def random_units(random: Random, fewest: int = 0) -> tuple[Unit, ...]:
    """From ``fewest`` to six units of both kinds."""
    return tuple(
        Unit(f"u{i}", f"Unit {i}", random.choice(KINDS))
        for i in range(1, 1 + random.randint(fewest, 6))
    )


def random_sop(random: Random) -> Sop:
    """From rows through ``build_body``, or a tree of nodes that no paper could draw."""
    return random_rows(random) if random.random() < 0.5 else random_tree(random)


# From rows ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """Neighbouring rows of one kind, by key: plain (one row), per unit, or parallel branches of
    groups. ``size`` rows in all."""

    kind: str
    keys: tuple[str, ...]
    branches: tuple[tuple[Group, ...], ...] = ()


def random_rows(random: Random) -> Sop:
    """One to nine numbered rows, some per unit, some parallel, some decisions, some with givers."""
    numbers = map(str, count(1))
    groups = merged(
        [random_group(random, numbers, parallel=True) for _ in range(random.randint(1, 5))]
    )
    steps = rows_of(random, groups, branch=None)
    return with_returns(random, sop_of(steps, build_body(steps)))


def random_group(random: Random, numbers: map[str], *, parallel: bool) -> Group:
    kind = random.choice(("plain", "plain", "unit", "par") if parallel else ("plain", "unit"))
    if kind == "plain":
        return Group(kind, (next(numbers),))
    if kind == "unit":
        return Group(kind, tuple(next(numbers) for _ in range(random.randint(1, 3))))
    branches = tuple(
        merged([random_group(random, numbers, parallel=False) for _ in range(random.randint(1, 2))])
        for _ in range(random.randint(2, 3))
    )
    return Group(kind, keys_of([group for branch in branches for group in branch]), branches)


def merged(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Neighbouring per-unit rows are one fan-out, whoever wrote them down."""
    found: list[Group] = []
    for group in groups:
        if found and group.kind == found[-1].kind == "unit":
            found[-1] = Group("unit", found[-1].keys + group.keys)
        else:
            found.append(group)
    return tuple(found)


def keys_of(groups: Sequence[Group]) -> tuple[str, ...]:
    return tuple(key for group in groups for key in group.keys)


def targets_in(groups: Sequence[Group]) -> tuple[str, ...]:
    """The rows to which a row beside these groups may lead: the first of each."""
    return tuple(group.keys[0] for group in groups)


def rows_of(random: Random, groups: Sequence[Group], branch: str | None) -> list[Step]:
    """The rows of one body, with exits that stay in it."""
    steps: list[Step] = []
    for i, group in enumerate(groups):
        behind = groups[i + 1].keys[0] if i + 1 < len(groups) else None
        if group.kind == "par":
            for n, inner in enumerate(group.branches, 1):
                steps += rows_of(random, inner, branch=f"p{group.keys[0]}/{n}")
            continue
        per_unit = group.kind == "unit"
        allowed = (*group.keys, behind, None) if per_unit else (*targets_in(groups), None)
        for j, key in enumerate(group.keys):
            onward = group.keys[j + 1] if j + 1 < len(group.keys) else behind
            step = replace(random_step(random, key, per_unit=per_unit), branch=branch)
            # A step that some units pass decides nothing.
            if not step.passed_by:
                step = replace(step, exits=random_exits(random, onward, allowed))
            steps.append(with_extras(random, step, group.keys[: j + 1]))
    return steps


def random_exits(
    random: Random, onward: str | None, allowed: Sequence[str | None]
) -> tuple[Exit, ...]:
    """No decision, or two or three exits of which the first leads onward."""
    if random.random() < 0.6:
        return ()
    others = random.randint(1, 2)
    targets = [onward, *(random.choice(allowed) for _ in range(others))]
    return tuple(Exit(name, to) for name, to in zip(EXITS, targets, strict=False))


def with_extras(random: Random, step: Step, upto: Sequence[str]) -> Step:
    """Givers on a plain row, a late branch on a row per unit."""
    if not step.per_unit and random.random() < 0.2:
        return replace(step, involved={random.choice(("kabid", "pemegang")): "gives"})
    if step.per_unit and random.random() < 0.3:
        sides = tuple(
            Step(
                f"{step.key}.{n}", f"Surat peringatan, bagian {n}", ("staf",), ("prepare",),
                papers=("surat-peringatan",),
                returns=(f"{step.key}.{n - 1}",) if n > 1 else (),
            )
            for n in range(1, random.randint(2, 4))
        )  # fmt: skip
        until = Window("triwulan", 1, 1, following=True)
        return replace(step, late=Late(until, "surat-peringatan", random.choice(upto), sides))
    return step


def random_step(random: Random, key: str, *, per_unit: bool) -> Step:
    """A row with its performers, its mode and its time; where a kind of unit has nobody, it says
    so or names who stands in."""
    time = random.choice(TIMES)
    step = Step(
        key,
        f"Kegiatan {key}",
        (random.choice(OF_THE_AGENCY),),
        ("prepare",),
        time=parse_duration(time) if time else None,
        per_unit=per_unit,
    )
    if not per_unit:
        return with_mode(random, step)
    holder = random.choice(("kabid", "pemegang", step.performers[0]))
    step = with_mode(random, replace(step, performers=(holder,)))
    if not all(name == "kabid" for name in acting(step)):
        passed = (SEKRETARIAT,) if random.random() < 0.2 else ()
        return replace(step, passed_by=passed)
    if random.random() < 0.5 and step.mode == "one":
        both = {BIDANG: "kabid", SEKRETARIAT: "kasubbag"}
        return replace(step, performers=tuple(both.values()), by_unit=both)
    return replace(step, passed_by=(SEKRETARIAT,))


def with_mode(random: Random, step: Step) -> Step:
    """One performer, two who must both act, or two with one deciding voice."""
    mode = random.choice(("one", "one", "one", "all", "joint"))
    if mode == "one":
        return step
    second = random.choice([name for name in OF_THE_AGENCY if name not in step.performers])
    both = (*step.performers, second)
    if mode == "all":
        return replace(step, performers=both, mode="all")
    return replace(step, performers=both, mode="joint", decider=both[0])


def acting(step: Step) -> tuple[str, ...]:
    """Whose part counts."""
    return (step.decider,) if step.decider else step.performers


# Trees -------------------------------------------------------------------------------------------


def random_tree(random: Random) -> Sop:
    """Blocks in blocks: fan-outs in parallel branches, parallel branches in fan-outs."""
    steps: list[Step] = []
    body = random_body(random, steps, map(str, count(1)), depth=0, in_each=False)
    return with_returns(random, sop_of(steps, body))


def random_body(
    random: Random, steps: list[Step], numbers: map[str], *, depth: int, in_each: bool
) -> Body:
    """One to three nodes; what it does is written into ``steps``."""
    kinds = ["step", "step"]
    if depth < 2:
        kinds += ["par"] if in_each else ["par", "each"]
    made: list[Step | Each | Par] = []
    for _ in range(random.randint(1, 3)):
        kind, name = random.choice(kinds), next(numbers)
        if kind == "step":
            step = random_step(random, name, per_unit=in_each)
            steps.append(step)
            made.append(step)
            continue
        bodies = tuple(
            random_body(random, steps, numbers, depth=depth + 1, in_each=in_each or kind == "each")
            for _ in range(1 if kind == "each" else random.randint(2, 3))
        )
        each = kind == "each"
        made.append(
            Each(f"unit:{name}", bodies[0], None) if each else Par(f"par:{name}", bodies, None)
        )
    ids = [node.key if isinstance(node, Step) else node.id for node in made]
    nodes: list[Node] = []
    for node, onward in zip(made, [*ids[1:], None], strict=True):
        if not isinstance(node, Step):
            nodes.append(replace(node, next=onward))
            continue
        # A step that some units pass decides nothing.
        exits = () if node.passed_by else random_exits(random, onward, [*ids, None])
        steps[steps.index(node)] = replace(node, exits=exits)
        named = {exit_.name: exit_.to for exit_ in exits}
        nodes.append(StepNode(node.key, node.key, named or {FORWARD: onward}))
    return Body(tuple(nodes))


def sop_of(steps: Sequence[Step], body: Body) -> Sop:
    """A definition around the given rows and flow, with the performers that have a part in it."""
    used = {name for step in steps for name in step.performers}
    if any(step.passed_by for step in steps) and "pemegang" not in used:
        # Somebody must make the passing kind of unit known.
        first = {"pemegang": "receives", **steps[0].involved}
        steps = [replace(steps[0], involved=first), *steps[1:]]
    rows = [*steps, *(side for step in steps if step.late for side in step.late.steps)]
    named = {name for step in rows for name in (*step.performers, *step.involved)}
    return Sop(
        id="contoh",
        version=1,
        name="Pengumpulan Data Kinerja",
        agency="Dinas Contoh",
        frequency="triwulan",
        trigger="",
        identity=Identity(),
        performers={name: PERFORMERS[name] for name in PERFORMERS if name in named},
        steps=tuple(steps),
        body=body,
        sides=build_sides(steps),
    )


def with_returns(random: Random, sop: Sop) -> Sop:
    """Every second row may send back to one or two rows before it, but to no other branch."""

    def may(key: str, to: str) -> bool:
        here, there = sop.places[key].path, sop.places[to].path
        return not any(h != t and h[0] == t[0] for h, t in zip(here, there, strict=False))

    steps: list[Step] = []
    for step in sop.steps:
        allowed = [before.key for before in steps if may(step.key, before.key)]
        chosen = random.sample(allowed, min(len(allowed), random.choice((0, 0, 1, 2))))
        steps.append(replace(step, returns=tuple(chosen)))
    return replace(sop, steps=tuple(steps))
