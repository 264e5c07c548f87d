"""What the package of a closed run holds of the run itself: its events, what was filled in, its
files, its SOP, and the office as it was named then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from himpun.archive.queries.package.packages import Package, packages_of_run, why_not_order
from himpun.archive.rules.package.bag import (
    EVENTS,
    VISITS,
    Item,
    Stored,
    file_part,
    json_line,
    path_part,
)
from himpun.archive.rules.package.closed import ClosedRun
from himpun.archive.rules.package.proof import moment_text
from himpun.office import queries as office
from himpun.runs.models import Attachment, Event, Run, RunUnit, Visit
from himpun.runs.queries.seen import run_seen_by, sop_of
from himpun.runs.queries.step_files import OTHER, slots_of
from himpun.runs.rules.words import period_text
from himpun.sops.queries.package import version_items

JSON, LINES = "application/json", "application/jsonl"
CLOSED = {"finished": "Selesai", "cancelled": "Dibatalkan"}
BATCH = 500


def closed_run(run: Run) -> ClosedRun | None:
    """A run as the archive is told of it; None while it is open."""
    if run.state not in CLOSED or run.ended_at is None:
        return None
    sop = sop_of(run)
    period = period_text(run.period)
    return ClosedRun(
        id=run.pk, title=f"{sop.name}, {period}", sop=run.sop_key, sop_name=sop.name,
        sop_number=sop.identity.number or "", sop_version=sop.version, fingerprint=run.fingerprint,
        period=run.period, period_text=period, state=run.state, state_text=CLOSED[run.state],
        started_at=run.started_at, ended_at=run.ended_at, events=run.last_event,
    )  # fmt: skip


def package_subjects(run_id: int) -> Iterable[str]:
    """The subject under which the journal speaks of a run."""
    return (f"run/{run_id}",)


def package_parts(run_id: int) -> Iterator[Item]:
    """The files of a package that are the run's own, in a fixed order."""
    run = Run.objects.select_related("agency", "started_by").get(pk=run_id)
    yield from _attachments(run)
    yield from version_items(run.sop_id, run.fingerprint)
    yield _office(run)
    yield Item(
        EVENTS.removeprefix("data/"), "kejadian", "Catatan kejadian (JSON per baris)", LINES,
        _events(run),
    )  # fmt: skip
    yield Item(
        VISITS.removeprefix("data/"), "kejadian",
        "Yang diisi pada setiap langkah (JSON per baris)", LINES, _visits(run),
    )  # fmt: skip


def _attachments(run: Run) -> Iterator[Item]:
    """The files of all steps, by the order of adding; a content stands in the package once. One
    that was taken away is there too, and says so."""
    sop = sop_of(run)
    placed: set[str] = set()
    rows = Attachment.objects.filter(visit__run=run).order_by("pk").select_related("file", "visit")
    for row in rows.iterator(chunk_size=BATCH):
        if row.file.sha256 in placed:
            continue
        placed.add(row.file.sha256)
        node = row.visit.node
        step = sop.step_at(node) if node in sop.places else None
        titles = {slot.id: slot.title for slot in slots_of(step)} if step else {}
        about = f"Langkah {step.key if step else node}: {titles.get(row.paper, OTHER)}"
        gone = " (ditarik)" if row.withdrawn_at else ""
        folder = f"berkas/langkah-{path_part(step.key if step else node)}"
        yield Item(
            f"{folder}/{row.pk}-{file_part(row.name)}", "berkas", f"{about}, {row.name}{gone}",
            row.file.media_type, Stored(row.file.sha256, row.file.size),
            recorded=row.file.sha256, witnessed="FileAttached",
        )  # fmt: skip


def _events(run: Run) -> Iterator[bytes]:
    rows = Event.objects.filter(run=run).order_by("no")
    for row in rows.iterator(chunk_size=BATCH):
        yield json_line(
            {
                "no": row.no, "at": moment_text(row.at), "kind": row.kind, "body": row.body,
                "visit": row.visit_no, "actor_id": row.actor_id, "actor": row.actor_text,
                "capacity": row.capacity,
            }
        )  # fmt: skip


def _visits(run: Run) -> Iterator[bytes]:
    """What was filled in, where anything was; all else of a visit stands in its events."""
    rows = Visit.objects.filter(run=run).order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        if row.content:
            yield json_line({"visit": row.number, "content": row.content})


def _office(run: Run) -> Item:
    """Who held what on the first and on the last day, and everybody who acted."""
    assert run.ended_at is not None
    days = [office.day_at(run.agency, at) for at in (run.started_at, run.ended_at)]
    acted = Event.objects.filter(run=run).exclude(actor=None)
    actors = acted.order_by("actor_id", "actor_text", "capacity").distinct()
    said: dict[str, Any] = {
        "agency": {
            "code": run.agency.code, "name": run.agency.name, "region": run.agency.region,
            "zone": run.agency.zone,
        },
        "units": [
            {"code": row.code, "name": row.name, "kind": row.kind, "excused": row.excused}
            for row in RunUnit.objects.filter(run=run)
        ],
        "started_by": run.started_by.name if run.started_by else "Sistem",
        "acted": [
            {"id": pk, "name": name, "capacity": capacity}
            for pk, name, capacity in actors.values_list("actor_id", "actor_text", "capacity")
        ],
        "holders": [
            {"on": day.isoformat(), "performers": _holders(run, day)}
            for day in dict.fromkeys(days)
        ],
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    title = "Instansi, unit, dan pejabat seperti saat itu (JSON)"
    return Item("kantor/kantor.json", "kantor", title, JSON, text.encode())


def _holders(run: Run, on: date) -> list[dict[str, str]]:
    sop = sop_of(run)
    found = office.holders_by_performer(run.agency, sop.id, on)
    return [
        {
            "performer": performer, "called": sop.performers[performer].title, "unit": unit,
            "post": holder.post_title, "capacity": holder.capacity, "name": holder.person.name,
        }
        for (performer, unit), several in sorted(found.items())
        if performer in sop.performers
        for holder in several
    ]  # fmt: skip


STILL_OPEN = "SOP ini belum selesai. Paket arsip dibuat setelah SOP selesai atau dibatalkan."
NOT_STEWARD = (
    "Paket arsip dibuat oleh pengelola SOP ini, operator, atau administrator {agency}. Yang sudah "
    "dibuat dapat diunduh oleh semua yang dapat melihat SOP ini."
)


def why_not_seal(person: office.Person, run: Run, now: datetime) -> str | None:
    """Why a person may not have a run sealed."""
    if run.state not in CLOSED:
        return STILL_OPEN
    on = office.day_at(run.agency, now)
    if office.actor_for(person, run.agency, run.sop_key, on).steward:
        return None
    return NOT_STEWARD.format(agency=run.agency.name)


@dataclass(frozen=True, slots=True)
class Sealing:
    """A run and its packages, newest first. ``why_not``: why the person cannot have it sealed now
    ("" if they can); ``again``: it was sealed before, so a reason is wanted."""

    run: Run
    title: str
    packages: tuple[Package, ...]
    why_not: str
    again: bool


def sealing_of(person: office.Person, run_id: int, now: datetime) -> Sealing | None:
    """How a run that the person sees stands with its packages; None for any other (six queries,
    and three more where it was sealed before)."""
    run = run_seen_by(person, run_id, now)
    if run is None:
        return None
    packages = packages_of_run(run.agency, run.pk)
    sealed = [package for package in packages if package.state == "sealed"]
    why = why_not_seal(person, run, now) or why_not_order(run.agency, run.pk, packages)
    title = f"{sop_of(run).name}, {period_text(run.period)}"
    return Sealing(run, title, tuple(packages), why or "", bool(sealed))
