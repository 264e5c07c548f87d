"""How every command on a run goes: lock, load, decide, save, journal; one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError

from himpun.kernel.decide import need_of, outcome
from himpun.kernel.definition import Sop
from himpun.kernel.duty import ON_BEHALF, SYSTEM, Actor, mandate_for
from himpun.kernel.messages import Command, Event, Rejected
from himpun.kernel.run import Run as Marking
from himpun.kernel.times import Timetable
from himpun.kernel.wire import Json, event_to_json
from himpun.kernel.worktime import CalendarUnknown, parse_period
from himpun.office import queries as office
from himpun.office.rules import canonical
from himpun.office.services.journal import write
from himpun.runs import store
from himpun.runs.rules.words import acting_in
from himpun.runs.services._companions import Happened, tell_companions
from himpun.runs.services._turn import in_turn
from himpun.runs.store.save import Overtaken
from himpun.sops import queries as sops

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

OVERTAKEN = "Orang lain menyimpan perubahan pada saat yang sama. Buka kembali halaman ini."


@dataclass(frozen=True, slots=True)
class Request:
    """A wish about a run. ``command`` makes the kernel's command for the actor; ``visit`` is the
    step it is about; ``key`` names the wish so that a double click is answered once."""

    run_id: int
    command: Callable[[Actor], Command]
    by: Person | None
    now: datetime
    visit: int | None = None
    key: str = ""
    content: dict[str, Json] | None = None
    sop: Sop | None = None


def perform(request: Request) -> list[Event]:
    """The events that a wish caused, inside a transaction; none when the same wish (its key) was
    granted before.

    Refuses (``Rejected``) what the kernel refuses, and whoever comes second of two at once.
    """
    head = store.lock(request.run_id)
    if head is None:
        raise Rejected("SOP yang berjalan ini tidak ada.")
    if request.key and _granted_before(request):
        return []
    agency, calendars = office.agency_with_calendars(head.agency_id)
    own = sops.sop_of(head.sop_pk, head.fingerprint)
    sop = request.sop or own
    actor = actor_of(request.by, agency, sop.id, request.now)
    command = request.command(actor)
    run = store.load(head, lambda node: need_of(sop, command, node), request.visit, own.version)
    times = _timetable(calendars, head.run.period)
    try:
        events, after = outcome(command, sop, run, now=request.now, times=times)
    except CalendarUnknown as no_table:
        raise Rejected(str(no_table)) from None
    if events:
        capacity = _capacity(sop, run, request, actor)
        _record(request, head, run, after, events, agency=agency, capacity=capacity)
        tell_companions(Happened(
            head.id, agency, sop, head.run.period, events, run.visits.get(request.visit or 0),
            request.by, capacity[0], request.content or {}, request.now, calendars,
        ))  # fmt: skip
    return events


act = in_turn(perform)
"""``perform`` in a transaction of its own."""


def actor_of(by: Person | None, agency: Agency, sop_id: str, now: datetime) -> Actor:
    """The kernel's actor for a person on that day; the program itself when there is none."""
    if by is None:
        return SYSTEM
    return office.actor_for(by, agency, sop_id, office.day_at(agency, now))


def _timetable(calendars: office.Calendars, period: str) -> Timetable:
    """The clock of a run: its period, in the agency's calendar and those of its units."""
    return Timetable(parse_period(period), calendars.agency, calendars.of_unit)


def _granted_before(request: Request) -> bool:
    return store.has_event(request.run_id, request.key)


def _capacity(sop: Sop, run: Marking, request: Request, actor: Actor) -> tuple[str, str]:
    """As what the person acted, in the words of the record, and on whose behalf."""
    visit = run.visits.get(request.visit or 0)
    found = mandate_for(sop, run, visit, actor) if visit and visit.state == "open" else None
    if found is None:
        return ("operator" if actor.operator else "", "")
    duty, capacity = found
    title = sop.performers[duty.performer].title
    if duty.unit in run.units:
        title = acting_in(title, run.units[duty.unit].name)
    if capacity == ON_BEHALF:
        return f"{ON_BEHALF} {title}", title
    return (title if capacity == "definitif" else f"{title} ({capacity})"), ""


def _record(
    request: Request,
    head: store.Head,
    run: Marking,
    after: Marking,
    events: Sequence[Event],
    *,
    agency: Agency,
    capacity: tuple[str, str],
) -> None:
    deed = store.Deed(
        at=request.now,
        person_id=request.by.pk if request.by else None,
        person_text=request.by.name if request.by else "Sistem",
        capacity=capacity[0],
        key=request.key or None,
        visit=request.visit,
        content=request.content or {},
    )
    bodies = [event_to_json(event) for event in events]
    try:
        store.save(head, run, after, list(zip(events, bodies, strict=True)), deed)
    except (Overtaken, IntegrityError) as raised:
        raise Rejected(OVERTAKEN) from raised
    named: list[Json] = [
        [type(event).__name__, body] for event, body in zip(events, bodies, strict=True)
    ]
    write(
        agency=agency,
        by=request.by,
        now=request.now,
        action=type(events[0]).__name__,
        subject=f"run/{head.id}",
        body=journal_body(head.id, run.last_event + 1, named, request.content),
        capacity=capacity[0],
        post_title="",
        on_behalf_of=capacity[1],
    )


def journal_body(
    run_id: int, first: int, named: list[Json], content: dict[str, Json] | None
) -> dict[str, Json]:
    """What the journal keeps of a change: which events, and the hash over them (``named``: kind and
    body of each) and what was filled in."""
    return {
        "run": run_id,
        "events": [first, first + len(named) - 1],
        "sha256": digest([named, content or {}]),
    }


def digest(value: Json) -> str:
    """SHA-256 in hexadecimal over the canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
