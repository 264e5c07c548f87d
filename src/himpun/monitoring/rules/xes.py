"""An event log in XES (IEEE 1849-2016, 1849-2023), written piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from xml.sax.saxutils import quoteattr  # nosec B406 - only writes

from himpun.monitoring.rules.eventlog import LogEvent, LogRun

NAMESPACE = "http://www.xes-standard.org/"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="{NAMESPACE}">
<extension name="Concept" prefix="concept" uri="{NAMESPACE}concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="{NAMESPACE}lifecycle.xesext"/>
<extension name="Time" prefix="time" uri="{NAMESPACE}time.xesext"/>
<extension name="Organizational" prefix="org" uri="{NAMESPACE}org.xesext"/>
<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<string key="lifecycle:transition" value="unknown"/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
</global>
<classifier name="Kegiatan" scope="event" keys="concept:name"/>
<classifier name="Kegiatan-dan-keadaan" scope="event" keys="concept:name lifecycle:transition"/>
<string key="lifecycle:model" value="standard"/>
"""


def xes(title: str, runs: Iterable[LogRun], zone: tzinfo) -> Iterator[str]:
    """The document: a trace for each run, its events in their order, moments in ``zone``."""
    yield HEAD
    yield _text("concept:name", title)
    for run in runs:
        yield "<trace>\n"
        yield from _trace_facts(run)
        for event in run.events:
            yield from _event(event, zone)
        yield "</trace>\n"
    yield "</log>\n"


def _trace_facts(run: LogRun) -> Iterator[str]:
    yield _text("concept:name", run.name)
    yield _text("himpun:agency", run.agency)
    yield _text("himpun:sop", run.sop)
    yield _number("himpun:version", run.version)
    yield _text("himpun:period", run.period)
    yield _text("himpun:units", " ".join(f"{code}:{kind}" for code, kind, _ in run.units))


def _event(event: LogEvent, zone: tzinfo) -> Iterator[str]:
    yield "<event>\n"
    yield _text("concept:name", event.activity)
    if event.instance:
        yield _text("concept:instance", event.instance)
    yield _text("lifecycle:transition", event.transition)
    yield _moment("time:timestamp", event.at, zone)
    if event.office:
        yield _text("org:resource", event.office)
    if event.unit:
        yield _text("org:group", event.unit)
    yield _number("himpun:no", event.no)
    yield _text("himpun:kind", event.kind)
    for key, said in (("node", event.node), ("unit", event.unit_code), ("exit", event.exit)):
        if said:
            yield _text(f"himpun:{key}", said)
    yield "</event>\n"


def _text(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(_sound(value))}/>\n"


def _number(key: str, value: int) -> str:
    return f"<int key={quoteattr(key)} value={quoteattr(str(value))}/>\n"


def _moment(key: str, at: datetime, zone: tzinfo) -> str:
    there = at.astimezone(zone).isoformat(timespec="milliseconds")
    return f"<date key={quoteattr(key)} value={quoteattr(there)}/>\n"


def _sound(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")
