"""What IEEE 1849 and OCEL 2.0 ask of a document, written down anew from the two standards: their
own schema files come without a licence that would let them lie here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

NAMESPACE = "{http://www.xes-standard.org/}"
VALUES = {
    "string": r"(?s).*",
    "id": r"(?s).*",
    "date": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "int": r"[+-]?\d+",
    "float": r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?",
    "boolean": r"true|false|0|1",
}
NAME = r"[A-Za-z_:][\w.:-]*"
NC_NAME = r"[A-Za-z_][\w.-]*"
ORDER = ("extension", "global", "classifier", "attribute", "trace", "event")
NEEDED = {
    "extension": {"name": NC_NAME, "prefix": NC_NAME, "uri": r"\S+"},
    "classifier": {"name": NC_NAME, "keys": r"\S.*"},
}
LIFECYCLE = {
    "schedule", "assign", "withdraw", "reassign", "start", "suspend", "resume", "pi_abort",
    "ate_abort", "complete", "autoskip", "manualskip", "unknown",
}  # fmt: skip


def xes_faults(document: str) -> list[str]:
    """What is wrong with a log in XES."""
    log = ET.fromstring(document)
    return list(_log_faults(log))


def _log_faults(log: ET.Element) -> Iterator[str]:
    if log.tag != f"{NAMESPACE}log" or not re.fullmatch(r"\d+(\.\d+)?", log.get("xes.version", "")):
        yield "no log with a version"
    places = [_place(child) for child in log]
    if places != sorted(places, key=ORDER.index):
        yield "parts of the log out of order"
    for child in log:
        yield from _part_faults(child)
    prefixes = {child.get("prefix") for child in log if _place(child) == "extension"}
    globals_ = {child.get("scope"): child for child in log if _place(child) == "global"}
    for trace in log.findall(f"{NAMESPACE}trace"):
        yield from _missing(trace, globals_["trace"])
        for event in trace.findall(f"{NAMESPACE}event"):
            yield from _missing(event, globals_["event"])
            yield from _event_faults(event, prefixes)


def _place(element: ET.Element) -> str:
    """Which part of the log; what the standard does not know counts as its end."""
    tag = element.tag.removeprefix(NAMESPACE)
    if tag in VALUES:
        return "attribute"
    return tag if tag in ORDER else "event"


def _part_faults(part: ET.Element) -> Iterator[str]:
    tag = part.tag.removeprefix(NAMESPACE)
    if tag in VALUES:
        yield from _attribute_faults(part)
    elif tag in NEEDED:
        for name, pattern in NEEDED[tag].items():
            if not re.fullmatch(pattern, part.get(name, "")):
                yield f"{tag}: {name} {part.get(name)!r}"
    elif tag in ("global", "trace", "event"):
        yield from _attributable_faults(part, tag)
    else:
        yield f"unknown part {part.tag}"


def _attributable_faults(part: ET.Element, tag: str) -> Iterator[str]:
    keys = [child.get("key") for child in part if _place(child) == "attribute"]
    if len(keys) != len(set(keys)):
        yield f"a key twice in a {tag}"
    events = False
    for child in part:
        if tag == "trace" and _place(child) == "event":
            events = True
            yield from _attributable_faults(child, "event")
        elif _place(child) != "attribute" or events:
            yield f"{child.tag} in a {tag}"
        else:
            yield from _attribute_faults(child)


def _attribute_faults(attribute: ET.Element) -> Iterator[str]:
    kind = attribute.tag.removeprefix(NAMESPACE)
    if not re.fullmatch(NAME, attribute.get("key", "")):
        yield f"key {attribute.get('key')!r}"
    if not re.fullmatch(VALUES[kind], attribute.get("value") or ""):
        yield f"{kind} {attribute.get('value')!r}"
    if set(attribute.keys()) != {"key", "value"}:
        yield "an attribute with more than key and value"


def _missing(part: ET.Element, promised: ET.Element) -> Iterator[str]:
    there = {child.get("key") for child in part}
    for wanted in promised:
        if wanted.get("key") not in there:
            yield f"{wanted.get('key')} was promised"


def _event_faults(event: ET.Element, prefixes: set[str | None]) -> Iterator[str]:
    for child in event:
        key = child.get("key", "")
        prefix = key.partition(":")[0]
        if prefix in ("concept", "lifecycle", "time", "org") and prefix not in prefixes:
            yield f"extension {prefix} is not declared"
        if key == "lifecycle:transition" and child.get("value") not in LIFECYCLE:
            yield f"transition {child.get('value')}"


def ocel_faults(log: Any) -> list[str]:
    """What is wrong with a log in OCEL 2.0 JSON."""
    return list(_ocel_faults(log))


TYPES = {"string": r"(?s).*", "integer": r"[+-]?\d+"}
"""The standard's schema knows a value as text only; its declared type says how the text reads."""


def _ocel_faults(log: Any) -> Iterator[str]:
    if set(log) != {"objectTypes", "eventTypes", "objects", "events"}:
        yield "parts of the log"
    objects = {one["id"] for one in log["objects"]}
    if len(objects) != len(log["objects"]) or len({e["id"] for e in log["events"]}) != len(
        log["events"]
    ):
        yield "the same id twice"
    for part, types in (("objects", "objectTypes"), ("events", "eventTypes")):
        known = {
            kind["name"]: {a["name"]: a["type"] for a in kind["attributes"]} for kind in log[types]
        }
        for one in log[part]:
            yield from _one_faults(one, known, objects, timed=part == "objects")


def _one_faults(one: Any, known: Any, objects: set[str], *, timed: bool) -> Iterator[str]:
    if one["type"] not in known:
        yield f"unknown type {one['type']}"
        return
    for attribute in one["attributes"]:
        wanted = known[one["type"]].get(attribute["name"])
        value = attribute["value"]
        if wanted is None or type(value) is not str or not re.fullmatch(TYPES[wanted], value):
            yield f"attribute {attribute['name']} of {one['id']}"
        if timed:
            datetime.fromisoformat(attribute["time"])
    if not timed:
        datetime.fromisoformat(one["time"])
    for link in one["relationships"]:
        if link["objectId"] not in objects or not link["qualifier"]:
            yield f"{one['id']} speaks of {link['objectId']}"
