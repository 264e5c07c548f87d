"""Proof that running SOPs are as they were left: history without gap, as the journal attests it,
and the tables as the history leads to."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from django.db.models import Q

from himpun.kernel.apply import fold
from himpun.kernel.messages import Event as KernelEvent
from himpun.kernel.run import Run as KernelRun
from himpun.kernel.wire import Json, event_from_json
from himpun.office import queries as office
from himpun.office.queries.attested import rows_about
from himpun.office.rules import canonical
from himpun.runs.models import Event, Run, Visit
from himpun.runs.queries.state import stored_state
from himpun.runs.rules import row_id

BATCH = 200
HANDED_ON = ("StepCompleted", "StepReturned")
"""First events of the commands that keep what a holder filled in."""
PART = "PartDone"


@dataclass(frozen=True, slots=True)
class RunBreak:
    """A run that does not hold together, and a sentence that says where."""

    run_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Attested:
    """What a journal row says of a change of a run."""

    seq: int
    run_id: int
    first: int
    last: int
    sha256: str
    at: datetime
    actor_id: int | None


def run_ids(agency: office.Agency) -> list[int]:
    """Numbers of all runs of an agency, ended ones too (one query)."""
    rows = Run.objects.filter(agency=agency).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def verify_runs(agency: office.Agency) -> Iterator[RunBreak]:
    """Everything that does not hold together in an agency's runs, by what it touches.

    Events must be what the agency's journal attests (their hash, moment and actor), be numbered
    without gap and be attested each; and folding them must give the tables' state. The journal
    itself is proved by the office. Memory: one batch of journal rows, and one run.
    """
    attested: dict[int, int] = defaultdict(int)
    for batch in _batches(_attested(agency)):
        yield from _verify_batch(batch)
        for row in batch:
            attested[row.run_id] += row.last - row.first + 1
    known = run_ids(agency)
    for run_id in known:
        yield from _verify_run(run_id, attested.pop(run_id, 0))
    for run_id in sorted(attested):
        yield RunBreak(run_id, "Jurnal menyebut SOP berjalan ini, tetapi datanya tidak ada.")


def _attested(agency: office.Agency) -> Iterator[Attested]:
    for row in rows_about(agency, "run/"):
        if "events" in row.body:
            first, last = row.body["events"]
            yield Attested(
                row.seq, row.body["run"], first, last, row.body["sha256"], row.at, row.actor_id
            )


def _batches(rows: Iterator[Attested]) -> Iterator[list[Attested]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _verify_batch(batch: list[Attested]) -> Iterator[RunBreak]:
    events = _events_of(batch)
    contents = _contents_of(chain.from_iterable(events.values()))
    for row in batch:
        own = events[row.run_id, row.first]
        if len(own) != row.last - row.first + 1:
            continue  # a gap, told with its run
        where = f"Kejadian {row.first} s.d. {row.last} (catatan jurnal nomor {row.seq})"
        if any(event.at != row.at or event.actor_id != row.actor_id for event in own):
            yield RunBreak(row.run_id, f"{where}: waktu atau pelakunya bukan yang dicatat jurnal.")
        if not _agrees(row, own, contents):
            yield RunBreak(row.run_id, f"{where}: isinya bukan yang dicatat jurnal.")


def _events_of(batch: list[Attested]) -> Mapping[tuple[int, int], list[Event]]:
    """(run, first number) → the events of each journal row, in order (one query)."""
    wanted = Q(pk=None)
    for row in batch:
        wanted |= Q(run_id=row.run_id, no__gte=row.first, no__lte=row.last)
    by_number = {(e.run_id, e.no): e for e in Event.objects.filter(wanted)}
    return {
        (row.run_id, row.first): [
            found
            for no in range(row.first, row.last + 1)
            if (found := by_number.get((row.run_id, no)))
        ]
        for row in batch
    }


def _contents_of(events: Iterable[Event]) -> Mapping[int, dict[str, Json]]:
    """Row → what was filled in, of the visits that these events ended (one query)."""
    keys = {
        row_id(event.run_id, event.visit_no)
        for event in events
        if event.visit_no is not None and event.kind in (*HANDED_ON, PART)
    }
    return dict(Visit.objects.filter(pk__in=keys).values_list("pk", "content"))


def _agrees(row: Attested, own: list[Event], contents: Mapping[int, dict[str, Json]]) -> bool:
    """Whether events, and what was filled in with them, have the hash that the journal attests."""
    first = own[0]
    content: dict[str, Json] = {}
    if first.kind in HANDED_ON and first.visit_no is not None:
        content = contents.get(row_id(first.run_id, first.visit_no), {})
    elif first.kind == PART and first.visit_no is not None:
        parts = contents.get(row_id(first.run_id, first.visit_no), {}).get("parts", {})
        own_part = parts.get(first.body["performer"]) if isinstance(parts, dict) else None
        content = own_part if isinstance(own_part, dict) else {}
    bodies: list[Json] = [[event.kind, event.body] for event in own]
    return hashlib.sha256(canonical([bodies, content]).encode()).hexdigest() == row.sha256


def _verify_run(run_id: int, attested: int) -> Iterator[RunBreak]:
    rows = (
        Event.objects.filter(run_id=run_id).order_by("no").values_list("no", "kind", "body", "at")
    )
    numbers: list[int] = []
    history: list[tuple[KernelEvent, datetime]] = []
    for no, kind, body, at in rows:
        numbers.append(no)
        history.append((event_from_json(kind, body), at))
    state = stored_state(run_id)
    missing = sorted(set(range(1, state.last_event + 1)) ^ set(numbers))
    if missing:
        yield RunBreak(run_id, f"Kejadian nomor {missing[0]} tidak ada, atau tidak pada tempatnya.")
        return
    if attested != len(numbers):
        yield RunBreak(run_id, f"{len(numbers)} kejadian, tetapi jurnal mencatat {attested}.")
    if _folded(history) != state:
        yield RunBreak(run_id, "Keadaan yang tersimpan bukan yang dihasilkan oleh riwayatnya.")


def _folded(history: list[tuple[KernelEvent, datetime]]) -> KernelRun | None:
    """The state that a history leads to; None for one that leads nowhere."""
    try:
        return fold(history)
    except (KeyError, TypeError):
        return None
