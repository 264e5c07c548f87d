"""A change of a calendar reaches the running SOPs: at once where there are few, else run by run in
the worker; each run once, in one transaction with what it moved and who was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from himpun.kernel.duty import duties_of
from himpun.kernel.messages import Rejected
from himpun.notices.services import tell
from himpun.office import queries as office
from himpun.office.services import Consequences
from himpun.runs import services as runs
from himpun.runs.queries import open_part_of
from himpun.runs.queries.clocks import open_runs_of
from himpun.runs.rules.words import short_moment
from himpun.runs.services import Moved
from himpun.schedule.models import CalendarChange, Recount, StartRule
from himpun.schedule.queries.changes import MovedRow, moved_rows
from himpun.schedule.services._write import in_turn_of_a_worker

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

AT_ONCE = 20
"""So many runs are counted anew in the transaction of the change; more would hold others up."""
LINES = 12
"""So many times are named in a notice."""


def follow_calendar(*, agency: Agency | None, why: str, by: Person | None, now: datetime) -> None:
    """A calendar has changed (``agency`` None: all): the open runs are counted anew, and start
    rules are looked at again. In the transaction of the change."""
    rules = StartRule.objects.filter(agency=agency) if agency else StartRule.objects.all()
    rules.update(next_at=None)
    numbers = open_runs_of(agency.pk if agency else None)
    if not numbers:
        return
    change = CalendarChange.objects.create(agency=agency, why=why[:500], by=by, at=now)
    rows = [Recount(change=change, run_id=number) for number in numbers]
    Recount.objects.bulk_create(rows, batch_size=500)
    if agency is not None and len(rows) <= AT_ONCE:
        for recount in change.recounts.select_related("run__agency", "change__by"):
            _count_or_leave(recount, now)


def _count_or_leave(recount: Recount, now: datetime) -> None:
    """A run that cannot be counted now (a year without holidays) is left to the worker."""
    with suppress(Rejected):
        _count(recount, now)


@in_turn_of_a_worker
def recount_run(*, recount_id: int, now: datetime) -> int:
    """Counts one run anew for a change that waits; answers how many times moved, 0 for one that
    another worker holds or has done. Refuses (Rejected) as ``runs.services.recompute_due``."""
    rows = Recount.objects.select_for_update(of=("self",), skip_locked=True)
    waiting = rows.filter(pk=recount_id, done_at=None).select_related("run__agency", "change__by")
    recount = waiting.first()
    return len(_count(recount, now)) if recount is not None else 0


def _count(recount: Recount, now: datetime) -> list[Moved]:
    change = recount.change
    moved = runs.recompute_due(run_id=recount.run_id, why=change.why, by=change.by, now=now)
    recount.done_at = now
    recount.moved = [
        [one.visit, one.node, one.unit, one.what, _iso(one.old), _iso(one.new)] for one in moved
    ]
    recount.save(update_fields=["done_at", "moved"])
    if moved:
        _tell(recount, moved, now)
    return moved


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _tell(recount: Recount, moved: Sequence[Moved], now: datetime) -> None:
    """Whoever holds a step whose time moved is told which, once for the run."""
    run = recount.run
    rows = {row.visit: row for row in moved_rows(recount)}
    for person, numbers in _holders(recount, moved, now).items():
        lines = [_line(rows[number], run.agency, now) for number in numbers[:LINES]]
        if len(numbers) > LINES:
            lines.append(f"dan {len(numbers) - LINES} tenggat lain")
        title = rows[numbers[0]].title
        tell(
            agency=run.agency, people=[person], kind="moved", about=f"run/{run.pk}",
            subject=f"{len(numbers)} tenggat Anda bergeser: {title}",
            text="\n".join([f"{recount.change.why}.", *lines]),
            link=reverse("runs:run", args=[run.pk]), key=f"moved/{recount.pk}", by=None, now=now,
        )  # fmt: skip


def _holders(recount: Recount, moved: Sequence[Moved], now: datetime) -> dict[Person, list[int]]:
    run = recount.run
    sop, marking = open_part_of(run)
    on = office.day_at(run.agency, now)
    holders = office.holders_by_performer(run.agency, sop.id, on)
    found: dict[Person, list[int]] = defaultdict(list)
    for number in dict.fromkeys(one.visit for one in moved if one.visit):
        visit = marking.visits.get(number)
        if visit is None:
            continue
        for duty in duties_of(sop, marking, visit):
            for holder in holders.get((duty.performer, duty.unit), ()):
                mine = visit.assignee in (None, office.person_key(holder.person))
                if mine and number not in found[holder.person]:
                    found[holder.person].append(number)
    return {person: numbers for person, numbers in found.items() if numbers}


def _line(row: MovedRow, agency: Agency, now: datetime) -> str:
    calendar = office.calendar_of(agency)
    old, new = (
        short_moment(at, now, calendar) if at else "tanpa tenggat" for at in (row.old, row.new)
    )
    unit = f", {row.unit}" if row.unit else ""
    return f"Langkah {row.key}{unit}: {old} menjadi {new}"


def moved_by_change(*, by: Person | None, now: datetime) -> Consequences:
    """What the change that a person has just made in this transaction moves; of many runs the
    first ones. It is asked in a transaction that is undone."""
    change = CalendarChange.objects.filter(by=by, at=now).first()
    if change is None:
        return Consequences("schedule/_moved.html", {"rows": [], "waiting": 0}, 0)
    rows: list[MovedRow] = []
    waiting = 0
    for seen, recount in enumerate(change.recounts.select_related("run__agency", "change__by")):
        if recount.done_at is None and seen < AT_ONCE:
            _count_or_leave(recount, now)
        if recount.done_at is None:
            waiting += 1
        else:
            rows += moved_rows(recount)
    context = {"rows": rows, "waiting": waiting, "why": change.why}
    return Consequences("schedule/_moved.html", context, len(rows) + waiting)
