"""Definitions made by hand: the five papers in few words, and what builds any other."""

from collections.abc import Mapping, Sequence
from typing import Any

from himpun.kernel.build import build_body, build_sides
from himpun.kernel.definition import Exit, Identity, Performer, Sop, Step


def step(key: str, performers: str | Sequence[str], activity: str = "", **more: Any) -> Step:
    """A row; ``exits`` may be given as {"ya": "3", "tidak": "1"}."""
    who = (performers,) if isinstance(performers, str) else tuple(performers)
    exits = tuple(Exit(name, to) for name, to in more.pop("exits", {}).items())
    work = more.pop("work", ("prepare",))
    return Step(key, activity or f"Langkah {key}", who, work, exits=exits, **more)


def sop(
    performers: Mapping[str, str] | Mapping[str, Performer],
    steps: Sequence[Step],
    *,
    terminator: str = "",
    identity: Identity | None = None,
    agency: str = "Dinas Contoh",
) -> Sop:
    """A definition with its flow built from the rows."""
    people = {
        key: value if isinstance(value, Performer) else Performer(key, value)
        for key, value in performers.items()
    }
    return Sop(
        id="contoh",
        version=1,
        name="Pengumpulan Data Kinerja",
        agency=agency,
        frequency="",
        trigger="",
        identity=identity or Identity(),
        performers=people,
        steps=tuple(steps),
        body=build_body(steps),
        sides=build_sides(steps),
        terminator=terminator,
    )
