"""The inbox: what a person has to do, what waits for others, what is late, what they have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from django.db.models import Q, QuerySet

from himpun.office import queries as office
from himpun.office.rules import OPERATOR
from himpun.runs.models import Visit
from himpun.runs.queries.seen import LIVE, day_of, sop_of
from himpun.runs.queries.tasks import (
    Found,
    Task,
    held_by,
    in_order,
    open_visits,
    shape_of,
    told,
    units_of_runs,
)
from himpun.runs.rules.standing import State
from himpun.runs.rules.words import beyond, long_moment, period_text, spent, task_text
from himpun.sops.rules.paper import Shape

Tab = Literal["saya", "menunggu", "terlambat", "selesai", "atas-nama"]


@dataclass(frozen=True, slots=True)
class Done:
    """A step that the person finished. ``took``: office time from its start, and what was beyond
    the standard; ``how``: the exit, or that it was sent back."""

    run_id: int
    visit: int
    key: str
    shape: Shape
    state: State
    title: str
    period: str
    agency: str
    unit: str
    how: str
    capacity: str
    finished: str
    finished_at: datetime
    took: str
    standard: str


@dataclass
class Inbox:
    """A person's tasks at a moment. What a page does not show is not asked for, except counts."""

    person: office.Person
    now: datetime
    held: Sequence[office.Held] = field(default_factory=list)

    @cached_property
    def mine(self) -> list[Found]:
        """What the person may do by post, stand-in or team."""
        return held_by(self.person, self.held)

    @cached_property
    def operated(self) -> frozenset[int]:
        """Agencies in which the person may act on behalf of every holder."""
        on = day_of(self.person, self.now)
        roles = office.roles_of(self.person, on)
        held = [role for role in roles if role.kind == OPERATOR and role.from_on <= on]
        return frozenset(role.agency_id for role in held if role.agency_id is not None)

    def counts(self) -> dict[Tab, int]:
        """How many stand under each tab."""
        late = sum(1 for row, _, _ in self.mine if self._is_late(row))
        found: dict[Tab, int] = {
            "saya": len(self.mine),
            "menunggu": self.waiting().count(),
            "terlambat": late + self.waiting().filter(self._late).count(),
            "selesai": self.finished().count(),
        }
        if self.operated:
            found["atas-nama"] = self.on_behalf().count()
        return found

    @property
    def _late(self) -> Q:
        return Q(due_at__lt=self.now, run__state="running")

    def _is_late(self, row: Visit) -> bool:
        return row.run.state == "running" and row.due_at is not None and row.due_at < self.now

    def waiting(self) -> QuerySet[Visit]:
        """Open steps of others in runs to which the person has contributed, or which they keep."""
        kept = Q(pk=None)
        for h in self.held:
            if h.steward:
                kept |= Q(agency=h.agency_id, sop_key=h.sop_id)
        # From what the person has done to its runs: the other way round, every open step of
        # everybody would be asked whether the person has contributed to its run.
        done = Visit.objects.filter(done_by=self.person, run__state__in=LIVE)
        rows = open_visits().filter(Q(run__in=done.order_by().values("run")) | kept)
        return rows.exclude(pk__in=[row.pk for row, _, _ in self.mine]).order_by("due_at", "pk")

    def late(self) -> QuerySet[Visit]:
        """Those of them whose due time has passed."""
        return self.waiting().filter(self._late)

    def on_behalf(self) -> QuerySet[Visit]:
        """Open steps that the person may do as operator."""
        rows = open_visits().filter(agency__in=self.operated)
        return rows.exclude(pk__in=[row.pk for row, _, _ in self.mine]).order_by("due_at", "pk")

    def finished(self) -> QuerySet[Visit]:
        """What the person has done, newest first."""
        rows = Visit.objects.filter(done_by=self.person).order_by("-finished_at", "-pk")
        return rows.select_related("run", "agency").defer("content")

    def tasks(self, found: Sequence[Found]) -> list[Task]:
        """Visits as the page tells them, soonest due first."""
        rows = [row for row, _, _ in found]
        telling = told(rows, self.now)
        return in_order(telling.task(one) for one in found)

    def my_late(self) -> list[Found]:
        """What the person should have done."""
        return [found for found in self.mine if self._is_late(found[0])]

    def of_others(self, rows: Sequence[Visit]) -> list[Task]:
        """Visits that others hold."""
        return self.tasks([(row, "", "") for row in rows])

    def done(self, rows: Sequence[Visit]) -> list[Done]:
        """Finished visits as the page tells them."""
        units = units_of_runs(rows)
        calendars = {row.agency_id: row.agency for row in rows}
        known = {pk: office.calendar_of(agency) for pk, agency in calendars.items()}
        told_rows = []
        for row in rows:
            sop, calendar = sop_of(row.run), known[row.agency_id]
            if row.node not in sop.places or row.finished_at is None:
                continue
            step, begun = sop.step_at(row.node), row.started_at or row.opened_at
            unit = units.get((row.run_id, row.unit))
            over = beyond(begun, row.finished_at, step.time, calendar)
            took = spent(begun, row.finished_at, calendar)
            told_rows.append(
                Done(
                    run_id=row.run_id,
                    visit=row.number,
                    key=step.key,
                    shape=shape_of(sop, step),
                    state="back" if row.state == "returned" else "done",
                    title=task_text(sop, step),
                    period=period_text(row.run.period),
                    agency=row.agency.name,
                    unit=unit.name if unit else "",
                    how=_how(row),
                    capacity=row.done_as,
                    finished=long_moment(row.finished_at, calendar),
                    finished_at=row.finished_at,
                    took=", ".join(part for part in (took, over) if part),
                    standard=step.time.raw if step.time else "",
                )
            )
        return told_rows


def _how(row: Visit) -> str:
    if row.state == "returned":
        return "Dikembalikan"
    return "Selesai" if row.exit in ("", "lanjut") else f"Selesai: {row.exit}"


def inbox_of(person: office.Person, now: datetime) -> Inbox:
    """A person's inbox (one query now, the rest as it is read)."""
    return Inbox(person, now, office.mandates_of(person, day_of(person, now)))


def inbox_count(person: office.Person, now: datetime) -> int:
    """How many steps wait for a person (four queries at most)."""
    return len(inbox_of(person, now).mine)
