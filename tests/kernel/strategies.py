"""Random definitions that are sound by construction, and the units of their runs.

One generator serves both hypothesis (which shrinks what it draws from ``randoms``) and the tests
that walk through fixed seeds. The first exit of every decision leads onward, so that every node is
reached and the end can be reached from every node; the others lead anywhere they may.
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
        Performer("pemegang", "Pemegang Data", per_unit=True),
    )
}
OF_THE_AGENCY = ("kepala", "sekretaris", "staf", "tim")
TIMES = (None, "30 menit", "2 jam", "1 hari", "5 hari kerja", "1 minggu")
EXITS = ("ya", "tidak", "ulang")


def sops() -> SearchStrategy[Sop]:
    """Any sound definition."""
    return st.randoms(use_true_random=False).map(random_sop)


def units() -> SearchStrategy[tuple[Unit, ...]]:
    """The units of a run, none to six."""
    return st.randoms(use_true_random=False).map(random_units)


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
    keys = [step.key for step in steps]
    steps = [with_returns(random, step, keys[: keys.index(step.key)]) for step in steps]
    return sop_of(steps, build_body(steps))


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
        allowed = (*group.keys, behind, None) if per_unit else (*keys_of(groups), None)
        for j, key in enumerate(group.keys):
            onward = group.keys[j + 1] if j + 1 < len(group.keys) else behind
            step = random_step(random, key, per_unit=per_unit)
            step = replace(step, branch=branch, exits=random_exits(random, onward, allowed))
            steps.append(with_extras(random, step, group.keys))
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


def with_extras(random: Random, step: Step, group: Sequence[str]) -> Step:
    """Givers on a plain row, a late branch on a row per unit."""
    if not step.per_unit and random.random() < 0.2:
        return replace(step, involved={random.choice(("kabid", "pemegang")): "gives"})
    if step.per_unit and random.random() < 0.3:
        sides = tuple(
            Step(
                f"{step.key}.{n}", f"Surat peringatan, bagian {n}", ("staf",), ("prepare",),
                returns=(f"{step.key}.{n - 1}",) if n > 1 else (),
            )
            for n in range(1, random.randint(2, 4))
        )  # fmt: skip
        until = Window("triwulan", 1, 1, following=True)
        return replace(step, late=Late(until, "surat-peringatan", random.choice(group), sides))
    return step


def with_returns(random: Random, step: Step, earlier: Sequence[str]) -> Step:
    if not earlier or random.random() < 0.5:
        return step
    return replace(step, returns=tuple(random.sample(earlier, min(len(earlier), 2))))


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
        return replace(step, by_unit={SEKRETARIAT: "kasubbag"})
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
    keys = [step.key for step in steps]
    steps = [with_returns(random, step, keys[: keys.index(step.key)]) for step in steps]
    return sop_of(steps, body)


def random_body(
    random: Random, steps: list[Step], numbers: map[str], *, depth: int, in_each: bool
) -> Body:
    """One to three nodes; what it does is written into ``steps``."""
    kinds = ["step", "step"]
    if depth < 2:
        kinds += ["par"] if in_each else ["par", "each"]
    made: list[tuple[str, str]] = []
    for _ in range(random.randint(1, 3)):
        kind = random.choice(kinds)
        made.append((kind, {"step": "", "par": "par:", "each": "unit:"}[kind] + next(numbers)))
    ids = [name for _, name in made]
    nodes: list[Node] = []
    for i, (kind, name) in enumerate(made):
        onward = ids[i + 1] if i + 1 < len(ids) else None
        deeper = depth + 1
        if kind == "each":
            inner = random_body(random, steps, numbers, depth=deeper, in_each=True)
            nodes.append(Each(name, inner, onward))
        elif kind == "par":
            bodies = tuple(
                random_body(random, steps, numbers, depth=deeper, in_each=in_each)
                for _ in range(random.randint(2, 3))
            )
            nodes.append(Par(name, bodies, onward))
        else:
            steps.append(random_step(random, name, per_unit=in_each))
            exits = random_exits(random, onward, [*ids, None])
            named = {exit_.name: exit_.to for exit_ in exits}
            nodes.append(StepNode(name, name, named or {"lanjut": onward}))
    return Body(tuple(nodes))


def sop_of(steps: Sequence[Step], body: Body) -> Sop:
    """A definition around the given rows and flow."""
    return Sop(
        id="contoh",
        version=1,
        name="Pengumpulan Data Kinerja",
        agency="Dinas Contoh",
        frequency="triwulan",
        trigger="",
        identity=Identity(),
        performers=PERFORMERS,
        steps=tuple(steps),
        body=body,
        sides=build_sides(steps),
    )
