"""An event log in OCEL 2.0 (JSON), written piece by piece: events and the objects they touch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from himpun.monitoring.rules.eventlog import LogEvent, LogRun

OBJECT_TYPES: dict[str, tuple[str, ...]] = {
    "run": ("name", "sop", "version", "period"),
    "unit": ("name", "kind"),
    "step": ("activity", "node", "round"),
    "paper": ("kind", "state"),
    "office": ("title",),
    "value_set": ("unit",),
}
"""Type of object → its attributes; ``office`` is as what somebody acted, never a person."""
NUMBERS = frozenset({"version", "round", "no"})
EVENT_ATTRIBUTES = ("no", "activity", "transition", "exit")
ALWAYS = "1970-01-01T00:00:00Z"
"""The moment of an attribute that never changes, as the standard wants it."""

Runs = Callable[[], Iterable[LogRun]]


def ocel(runs: Runs, kinds: Iterable[str]) -> Iterator[str]:
    """The document. ``runs`` is asked twice, once for the objects and once for the events;
    ``kinds``: every kind of event that may come."""
    yield '{"objectTypes":'
    yield _json([_type(name, attributes) for name, attributes in OBJECT_TYPES.items()])
    yield ',\n"eventTypes":'
    yield _json([_type(kind, EVENT_ATTRIBUTES) for kind in kinds])
    yield ',\n"objects":['
    yield from _listed(_objects(runs()))
    yield '],\n"events":['
    yield from _listed(_event(run, event) for run in runs() for event in run.events)
    yield "]}\n"


def _type(name: str, attributes: Iterable[str]) -> dict[str, Any]:
    typed = [{"name": a, "type": "integer" if a in NUMBERS else "string"} for a in attributes]
    return {"name": name, "attributes": typed}


def _objects(runs: Iterable[LogRun]) -> Iterator[dict[str, Any]]:
    """Every object once: units and offices are the same in all runs."""
    seen: set[str] = set()
    for run in runs:
        for found in _objects_of(run):
            if found["id"] not in seen:
                seen.add(found["id"])
                yield found


def _objects_of(run: LogRun) -> Iterator[dict[str, Any]]:
    units = [_link(f"unit:{code}", "takes part") for code, _, _ in run.units]
    papers = [_link(f"paper:{paper.key}", "has paper") for paper in run.papers]
    sets = [_link(f"value_set:{key}", "gathers") for key, _ in run.value_sets]
    facts = {"name": run.name, "sop": run.sop, "version": run.version, "period": run.period}
    yield _object("run", _run(run), facts, [*units, *papers, *sets])
    for code, kind, name in run.units:
        yield _object("unit", f"unit:{code}", {"name": name, "kind": kind})
    for paper in run.papers:
        facts = {"kind": paper.kind, "state": paper.state}
        yield _object("paper", f"paper:{paper.key}", facts)
    for key, code in run.value_sets:
        links = [_link(f"unit:{code}", "is of")] if code else []
        yield _object("value_set", f"value_set:{key}", {"unit": code}, links)
    for event in run.events:
        if event.visit is not None:
            facts = {"activity": event.activity, "node": event.node, "round": event.round}
            links = [_link(_run(run), "is in")]
            yield _object("step", _step(run, event.visit), facts, links)
        if event.office:
            yield _object("office", _office(event), {"title": event.office})


def _event(run: LogRun, event: LogEvent) -> dict[str, Any]:
    links = [_link(_run(run), "in")]
    if event.visit is not None:
        links.append(_link(_step(run, event.visit), "at"))
    if event.unit_code:
        links.append(_link(f"unit:{event.unit_code}", "of"))
    if event.office:
        links.append(_link(_office(event), "by"))
    links += [_link(f"paper:{key}", "makes") for key in event.papers]
    links += [_link(f"value_set:{key}", "fills in") for key in event.value_sets]
    facts = {
        "no": event.no, "activity": event.activity, "transition": event.transition,
        "exit": event.exit,
    }  # fmt: skip
    return {
        "id": f"{_run(run)}:{event.no:06d}",
        "type": event.kind,
        "time": _moment(event.at),
        "attributes": [{"name": name, "value": str(value)} for name, value in facts.items()],
        "relationships": links,
    }


def _object(
    kind: str, key: str, facts: dict[str, Any], links: Iterable[dict[str, str]] = ()
) -> dict[str, Any]:
    # A value is a text in the standard's schema, whatever type it is declared to have.
    attributes = [{"name": n, "time": ALWAYS, "value": str(v)} for n, v in facts.items()]
    return {"id": key, "type": kind, "attributes": attributes, "relationships": list(links)}


def _link(key: str, qualifier: str) -> dict[str, str]:
    return {"objectId": key, "qualifier": qualifier}


def _run(run: LogRun) -> str:
    return f"run:{run.run_id:08d}"


def _step(run: LogRun, visit: int) -> str:
    return f"step:{run.run_id:08d}:{visit:06d}"


def _office(event: LogEvent) -> str:
    return f"office:{event.office}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _listed(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    for at, one in enumerate(found):
        yield f"{',' if at else ''}\n{_json(one)}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
