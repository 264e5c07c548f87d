"""The runs of an agency as an event log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from himpun.kernel.wire import EVENTS
from himpun.kernel.worktime import ZONES
from himpun.letters.queries.papers import papers_of
from himpun.monitoring.rules.eventlog import (
    BY_SOMEBODY,
    TRANSITIONS,
    UNKNOWN,
    WORDS,
    LogEvent,
    LogPaper,
    LogRun,
)
from himpun.monitoring.rules.ocel import ocel
from himpun.monitoring.rules.xes import xes
from himpun.office.queries import Agency
from himpun.performance.queries.vouching import forms_of
from himpun.performance.rules.flow import collects_at
from himpun.runs.queries.event_log import LoggedEvent, LoggedRun, logged_runs
from himpun.runs.rules.words import task_text

Form = Literal["xes", "ocel"]
SUFFIX: Mapping[Form, str] = {"xes": "xes", "ocel": "jsonocel"}
MADE_AT = "StepCompleted"


def event_log(agency: Agency, form: Form, sop_key: str = "", run_id: int = 0) -> Iterator[str]:
    """The log of an agency's runs, of one SOP or one run where named, in pieces; one run is in
    memory at a time (six queries a run; OCEL reads each run twice)."""
    if form == "ocel":
        return ocel(lambda: log_runs(agency, sop_key, run_id), EVENTS)
    title = f"{agency.name}, {agency.region}"
    return xes(title, log_runs(agency, sop_key, run_id), ZONES[agency.zone])


def log_runs(agency: Agency, sop_key: str = "", run_id: int = 0) -> Iterator[LogRun]:
    """The same as values, oldest first."""
    for logged in logged_runs(agency, sop_key, run_id):
        yield _log_run(agency, logged)


@dataclass(frozen=True, slots=True)
class _Made:
    """What a run has made, by the visit or the unit that made it."""

    papers: tuple[LogPaper, ...]
    by_visit: Mapping[int | None, tuple[int, ...]]
    sets: tuple[tuple[int, str], ...]


def _log_run(agency: Agency, logged: LoggedRun) -> LogRun:
    run, made = logged.run, _made(agency, logged)
    return LogRun(
        run_id=run.pk, sop=run.sop_key, sop_name=logged.sop.name, version=logged.sop.version,
        period=run.period, agency=agency.code,
        events=tuple(_log_event(logged, event, made) for event in logged.events),
        units=tuple((unit.id, unit.kind, unit.name) for unit in logged.units.values()),
        papers=made.papers, value_sets=made.sets,
    )  # fmt: skip


def _made(agency: Agency, logged: LoggedRun) -> _Made:
    rows = list(papers_of(agency).filter(run=logged.run.pk).order_by("pk"))
    by_visit: defaultdict[int | None, tuple[int, ...]] = defaultdict(tuple)
    for row in rows:
        by_visit[row.visit_no] += (row.pk,)
    forms = forms_of(logged.run.pk)
    sets = tuple((form.pk, form.unit.code if form.unit else "") for form in forms)
    papers = tuple(LogPaper(row.pk, row.kind, row.state) for row in rows)
    return _Made(papers, by_visit, sets)


def _log_event(logged: LoggedRun, event: LoggedEvent, made: _Made) -> LogEvent:
    visit = logged.visits.get(event.visit) if event.visit is not None else None
    code = visit.unit if visit else _unit_in(event)
    unit = logged.units.get(code)
    node = visit.node if visit else ""
    ends = event.kind == MADE_AT and visit is not None
    return LogEvent(
        no=event.no,
        at=event.at,
        kind=event.kind,
        activity=_activity(logged, node) if node else WORDS.get(event.kind, event.kind),
        transition=TRANSITIONS.get(event.kind, UNKNOWN),
        visit=event.visit,
        node=node,
        round=visit.round if visit else 0,
        unit=unit.name if unit else "",
        unit_code=code if unit else "",
        office=event.office if event.kind in BY_SOMEBODY else "",
        exit=str(event.body.get("exit", "")),
        papers=made.by_visit.get(event.visit, ()) if ends else (),
        value_sets=tuple(_filled_in(logged, node, code, made.sets)) if ends else (),
    )


def _unit_in(event: LoggedEvent) -> str:
    """The unit that an event about no step names."""
    unit = event.body.get("unit", "")
    return str(unit.get("id", "")) if isinstance(unit, dict) else str(unit)


def _filled_in(
    logged: LoggedRun, node: str, code: str, sets: Iterable[tuple[int, str]]
) -> Iterator[int]:
    if node in logged.sop.places and collects_at(logged.sop, node):
        yield from (key for key, unit in sets if code in ("", unit))


def _activity(logged: LoggedRun, node: str) -> str:
    """The row of the SOP, by its number; a version that the run has left may have had others."""
    if node not in logged.sop.places:
        return f"Langkah {node}"
    step = logged.sop.step_at(node)
    return f"{node} {task_text(logged.sop, step)}"
