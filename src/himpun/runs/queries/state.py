"""The stored state and the history of a run, as the kernel sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from himpun.kernel.definition import Sop
from himpun.kernel.duty import kinds_of_unit
from himpun.kernel.messages import Event
from himpun.kernel.run import Run, Unit
from himpun.kernel.wire import Json
from himpun.office import queries as office
from himpun.runs import store
from himpun.runs.models import Run as RunRow
from himpun.runs.models import RunUnit, Visit
from himpun.runs.queries.seen import kernel_visit, sop_of


def stored_state(run_id: int) -> Run:
    """The whole marking of a run as its tables hold it, ended parts too."""
    head = store.read(run_id)
    if head is None:
        raise RunRow.DoesNotExist
    version = RunRow.objects.values_list("sop__version", flat=True).get(pk=run_id)
    return store.load_whole(head, version=version, ended=True)


def open_part_of(run: RunRow) -> tuple[Sop, Run]:
    """The definition that a run follows, and of its marking the units and the open visits: as much
    as says whose turn it is (two queries, whatever the length of the run)."""
    units = RunUnit.objects.filter(run=run)
    visits = Visit.objects.filter(run=run, state="open").defer("content").order_by("id")
    marking = Run(
        state=run.state,  # type: ignore[arg-type]
        units={u.code: Unit(u.code, u.name, u.kind, u.excused, u.extended_to) for u in units},
        visits={row.number: kernel_visit(row) for row in visits},
    )
    return sop_of(run), marking


def content_kept(run_id: int, node: str, unit: str) -> dict[str, Json] | None:
    """What was filled in when a step was last finished; None before it was (one query)."""
    done = Visit.objects.filter(run=run_id, node=node, unit=unit, state="done").order_by("-id")
    return done.values_list("content", flat=True).first()


def history_since(run_id: int, after: int = 0) -> Iterator[tuple[Event, datetime]]:
    """The events of a run behind number ``after``, in order, with their moments."""
    return store.events_of(run_id, after)


def units_taking_part(agency: office.Agency, sop: Sop, on: date) -> list[Unit]:
    """Units of an agency that may take part in a run of an SOP: of the kinds that it speaks of, or
    those in which it has a performer (two queries at most)."""
    if not any(performer.per_unit for performer in sop.performers.values()):
        return []
    return office.units_for_run(agency, kinds_of_unit(sop), sop_id=sop.id, on=on)
