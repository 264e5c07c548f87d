"""The sample's earlier quarters: finished runs of each SOP, whose forms were filled in and approved
as far as the SOP goes, so that there is something to compare with."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction

from himpun.kernel.decide.commands import goes_back
from himpun.kernel.definition import Sop, StepNode
from himpun.kernel.duty import Duty, duties_of
from himpun.kernel.run import Visit
from himpun.kernel.worktime import Calendar, Duration, Period, due_at
from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.performance.queries.vouching import forms_of
from himpun.performance.rules.flow import approvers, checkers, collects_at, data_flow, fillers
from himpun.performance.services.completing import complete_form
from himpun.performance.services.outside import approve_outside, verify_outside
from himpun.project.sample.figures import fill_forms
from himpun.runs import queries, services

BEFORE_THE_END = timedelta(days=14)
PACE = Duration(40, "menit", "40 menit")
QUARTERS = 4


def quarters_before(now: datetime, count: int) -> list[Period]:
    """The quarters before the one of a day, the oldest first."""
    places = now.year * QUARTERS + (now.month - 1) // 3
    return [
        Period("triwulan", place // QUARTERS, place % QUARTERS + 1)
        for place in range(places - count, places)
    ]


class Past:
    """A run of an agency's SOP for a quarter that is over, from its first step to its end."""

    def __init__(self, agency: Agency, sop_pk: int, sop: Sop, period: Period) -> None:
        self.agency, self.sop_pk, self.sop, self.period = agency, sop_pk, sop, period
        self.calendar: Calendar = office.calendar_of(agency)
        begins = datetime.combine(
            period.last_day - BEFORE_THE_END, time(9), tzinfo=self.calendar.zone
        )
        self.clock = self.calendar.next_opening(begins)
        self.chance = Random(f"{agency.code} {period.code}")  # nosec B311 - a play, not a secret
        self.run_id = 0

    @transaction.atomic
    def walk(self, *, newest: bool = False) -> None:
        """Start the run, and do step after step by its first way on.

        What came in after the end of an SOP still waits to be checked in the ``newest`` run.
        """
        units = queries.units_taking_part(
            self.agency, self.sop, self.calendar.local(self.clock).date()
        )
        self.run_id = services.start_run(
            agency=self.agency, sop_pk=self.sop_pk, period=self.period.code,
            units=[unit.id for unit in units],
            by=self._holder(Duty(self.sop.steps[0].performers[0], "")), now=self.clock,
        )  # fmt: skip
        while (run := queries.stored_state(self.run_id)).state == "running":
            for visit in list(run.open_visits()):
                self.clock = due_at(self.clock, PACE, self.calendar)
                self._do(visit, self._holder(duties_of(self.sop, run, visit)[0]))
        if data_flow(self.sop).opens_after:
            for unit in units:
                self._hand_in_outside(unit.id, unit.kind)
            if not newest:
                self._approve_outside()

    def _do(self, visit: Visit, by: Person) -> None:
        asked: dict[str, Any] = {"by": by, "now": self.clock}
        if collects_at(self.sop, visit.node):
            fill_forms(self.run_id, visit.unit, chance=self.chance, **asked)
        services.complete_step(
            run_id=self.run_id, visit=visit.id, exit=self._way_on(visit.node), **asked
        )

    def _way_on(self, node: str) -> str:
        at = self.sop.places[node].node
        assert isinstance(at, StepNode)
        return next(name for name in at.exits if not goes_back(self.sop, node, name))

    def _hand_in_outside(self, unit: str, kind: str) -> None:
        """What comes in after an SOP that ends before."""
        asked: dict[str, Any] = {
            "by": self._holder(Duty(fillers(self.sop, kind)[0], unit)), "now": self.clock,
        }  # fmt: skip
        fill_forms(self.run_id, unit, chance=self.chance, **asked)
        for form in forms_of(self.run_id, [unit]):
            complete_form(form=form.pk, **asked)

    def _approve_outside(self) -> None:
        """It is checked and approved by whoever checks and signs in that SOP."""
        checker, head = (
            self._holder(Duty(names(self.sop)[0], "")) for names in (checkers, approvers)
        )
        units = [form.unit.code if form.unit else "" for form in forms_of(self.run_id)]
        verify_outside(run_id=self.run_id, units=units, by=checker, now=self.clock)
        approve_outside(run_id=self.run_id, by=head, now=self.clock)

    def _holder(self, duty: Duty) -> Person:
        on = office.day_at(self.agency, self.clock)
        found = office.holders_of(self.agency, self.sop.id, duty.performer, duty.unit, on)
        return found[0].person
