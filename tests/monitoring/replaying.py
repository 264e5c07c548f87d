"""An event log put through another engine: SpiffWorkflow runs the SOP's BPMN, and what the log says
was finished must be what the engine is waiting for."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from tests.kernel.test_oracle_spiff import Peer

from himpun.kernel.definition import Sop
from himpun.kernel.run import Unit

NAMESPACE = "{http://www.xes-standard.org/}"


@dataclass(frozen=True)
class Finished:
    """What the log says of the end of a step."""

    node: str
    unit: str
    exit: str


def facts(element: ET.Element) -> dict[str, str]:
    """The attributes of a trace or event by their keys."""
    return {
        child.get("key", ""): child.get("value", "")
        for child in element
        if child.get("key") is not None
    }


def traces(document: str) -> list[ET.Element]:
    """The cases of a log."""
    return ET.fromstring(document).findall(f"{NAMESPACE}trace")


def finished(trace: ET.Element) -> list[Finished]:
    """The ends of steps in a case, in the log's order."""
    found = []
    for event in trace.findall(f"{NAMESPACE}event"):
        said = facts(event)
        if said["lifecycle:transition"] == "complete" and "himpun:node" in said:
            found.append(
                Finished(said["himpun:node"], said.get("himpun:unit", ""), said["himpun:exit"])
            )
    return found


def units(trace: ET.Element) -> tuple[Unit, ...]:
    """The units that take part, as the case names them."""
    named = facts(trace)["himpun:units"].split()
    return tuple(Unit(code, code, kind) for code, kind in (one.split(":") for one in named))


def deviation(sop: Sop, taking_part: tuple[Unit, ...], ends: list[Finished]) -> str:
    """Where a log leaves the SOP: "" for one that follows it to the end."""
    peer = Peer(sop, taking_part)
    for at, end in enumerate(ends):
        if (end.node, end.unit) not in peer.waiting():
            return f"event {at}: step {end.node} {end.unit} was not to be done"
        peer.complete(end.node, end.unit, end.exit)
    return "" if peer.engine.completed else "the log ends before the SOP does"
