"""What may be done to a run as a whole, and why not: each wish is decided without being done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from himpun.kernel import messages as m
from himpun.kernel.decide import decide
from himpun.kernel.definition import Sop, StepNode
from himpun.kernel.duty import Actor, duties_of
from himpun.kernel.messages import Rejected
from himpun.kernel.owing import owes_at
from himpun.kernel.run import Run as Marking
from himpun.kernel.run import Unit
from himpun.kernel.times import Timetable
from himpun.kernel.worktime import parse_period
from himpun.office import queries as office
from himpun.runs.models import Run
from himpun.runs.queries.run_page import holder_name
from himpun.runs.queries.seen import run_seen_by, sop_of
from himpun.runs.queries.state import stored_state, units_taking_part
from himpun.runs.rules.words import short_moment, task_text
from himpun.sops import queries as sops

Wish = Literal["jeda", "lanjut", "batal", "bebaskan", "tambah", "tugaskan", "pindah", "perpanjang"]
ANY_REASON = "alasan"


@dataclass(frozen=True, slots=True)
class Assignable:
    """An open step that one of several may be given. ``people``: (key, name)."""

    visit: int
    label: str
    people: tuple[tuple[str, str], ...]
    assigned: bool


@dataclass(frozen=True, slots=True)
class Place:
    """An open place of the run, and the places of the newer version to which it may go."""

    node: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer version of the run's SOP. ``places``: where what is open now would stand."""

    sop_pk: int
    version: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Course:
    """A run, whoever looks at it, and what they may do to it."""

    run: Run
    sop: Sop
    marking: Marking
    actor: Actor
    times: Timetable
    now: datetime

    def why_not(self, command: m.Command, sop: Sop | None = None) -> str:
        """Why a command would be refused; "" if it would not. Nothing changes."""
        try:
            decide(command, sop or self.sop, self.marking, now=self.now, times=self.times)
        except Rejected as refused:
            return str(refused)
        return ""

    def refusals(self) -> dict[Wish, str]:
        """Why each wish would be refused now, "" where it would not."""
        by = self.actor
        return {
            "jeda": self.why_not(m.Suspend(ANY_REASON, by)),
            "lanjut": self.why_not(m.Resume(by)),
            "batal": self.why_not(m.Cancel(ANY_REASON, by)),
            "bebaskan": self._excusing(),
            "tambah": self._any_of(m.AddUnit(u, by) for u in self.addable),
            "tugaskan": self._assigning(),
            "pindah": self._moving(),
            "perpanjang": self._extending(),
        }

    def _excusing(self) -> str:
        if not any(not unit.excused for unit in self.marking.units.values()):
            return "Tidak ada unit yang dapat dibebaskan."
        units = [u for u in self.marking.units.values() if not u.excused]
        return self._any_of(m.ExcuseUnit(u.id, ANY_REASON, self.actor) for u in units[:1])

    def _any_of(self, commands: Iterable[m.Command]) -> str:
        """ "" if one of them would be granted, else why the first would not."""
        first = "Tidak ada unit lain yang dapat ikut."
        for at, command in enumerate(commands):
            why = self.why_not(command)
            if not why:
                return ""
            first = why if at == 0 else first
        return first

    def _assigning(self) -> str:
        if not self.actor.steward:
            return self.why_not(m.Suspend(ANY_REASON, self.actor))
        if self.run.state != "running":
            return "SOP ini tidak sedang berjalan."
        return (
            ""
            if self.assignable
            else ("Setiap langkah yang terbuka hanya mempunyai satu pemegang hari ini.")
        )

    def _extending(self) -> str:
        if not self.actor.steward or self.run.state != "running":
            return self.why_not(m.ExtendUnit("", self.now.date(), ANY_REASON, self.actor))
        return "" if self.extendable else "Tidak ada langkah yang sedang terbuka."

    def _moving(self) -> str:
        if not self.actor.steward:
            return self.why_not(m.Suspend(ANY_REASON, self.actor))
        if self.run.state != "running":
            return "SOP ini tidak sedang berjalan."
        return "" if self.newer else "Belum ada versi SOP yang lebih baru."

    def units(self) -> list[Unit]:
        """Units that take part and may be excused."""
        return [unit for unit in self.marking.units.values() if not unit.excused]

    @cached_property
    def addable(self) -> list[Unit]:
        """Further units of the agency that the SOP has a part for."""
        on = office.day_at(self.run.agency, self.now)
        known = self.marking.units
        return [
            unit
            for unit in units_taking_part(self.run.agency, self.sop, on)
            if unit.id not in known or known[unit.id].excused
        ]

    @cached_property
    def assignable(self) -> list[Assignable]:
        """Open steps that have several holders today, or are assigned to one person."""
        on = office.day_at(self.run.agency, self.now)
        holders = office.holders_by_performer(self.run.agency, self.sop.id, on)
        found = []
        for visit in self.marking.open_visits():
            duties = duties_of(self.sop, self.marking, visit)
            several = [h for d in duties for h in holders.get((d.performer, d.unit), ())]
            people = {office.person_key(h.person): holder_name(h) for h in several}
            if len(people) > 1 or visit.assignee is not None:
                label = self._label(visit.node, visit.unit)
                found.append(
                    Assignable(visit.id, label, tuple(people.items()), visit.assignee is not None)
                )
        return found

    def _label(self, node: str, unit: str) -> str:
        step = self.sop.step_at(node)
        where = f", {self.marking.units[unit].name}" if unit in self.marking.units else ""
        return f"Langkah {step.key}{where}: {task_text(self.sop, step)}"

    @cached_property
    def extendable(self) -> list[tuple[str, str]]:
        """What may be given more time: (value, label); units that owe, then other open steps."""
        found = {}
        for visit in self.marking.open_visits():
            due = visit.due.due_at
            said = f" (tenggat {short_moment(due, self.now, self.times.calendar)})" if due else ""
            if owes_at(self.sop, visit.node):
                name = self.marking.units[visit.unit].name
                found[f"unit:{visit.unit}"] = f"{name}{said}"
            else:
                found[f"langkah:{visit.id}"] = f"{self._label(visit.node, visit.unit)}{said}"
        return sorted(found.items(), key=lambda each: not each[0].startswith("unit:"))

    @cached_property
    def newer(self) -> list[Newer]:
        """Versions to which the run may be moved, newest first."""
        rows = sops.versions_of(self.run.agency, self.run.sop_key)
        rows = rows.filter(version__gt=self.marking.version, withdrawn_at=None)
        return [
            Newer(row.pk, row.version, tuple(self.places(sops.sop_of(row.pk, row.fingerprint))))
            for row in rows
        ]

    def places(self, newer: Sop) -> list[Place]:
        """What is open, and where it might stand in a newer version: the same place at first."""
        steps = [(key, f"Langkah {newer.step_at(key).key}") for key in _steps_of(newer)]
        blocks = [(key, "Bagian per unit") for key in newer.places if key.startswith("unit:")]
        open_steps = dict.fromkeys(visit.node for visit in self.marking.open_visits())
        open_blocks = dict.fromkeys(b.node for b in self.marking.blocks.values() if b.live)
        found = [_place(node, self._label(node, ""), steps) for node in open_steps]
        moved = [node for node in open_blocks if node not in newer.places]
        return found + [_place(node, "Bagian yang dikerjakan per unit", blocks) for node in moved]

    def why_not_move(self, sop_pk: int, mapping: Mapping[str, str]) -> str:
        """A dry run of moving to a version; "" if it would be granted."""
        return self.why_not(m.Migrate(mapping, self.actor), sops.sop_of(sop_pk))


def _steps_of(sop: Sop) -> list[str]:
    return [key for key, place in sop.places.items() if isinstance(place.node, StepNode)]


def _place(node: str, label: str, choices: Sequence[tuple[str, str]]) -> Place:
    keys = [key for key, _ in choices]
    return Place(node, label, tuple(choices), node if node in keys else "")


def course_of(person: office.Person, run_id: int, now: datetime) -> Course | None:
    """The course of a run that the person sees; None for any other (twelve queries)."""
    run = run_seen_by(person, run_id, now)
    if run is None:
        return None
    sop = sop_of(run)
    actor = office.actor_for(person, run.agency, sop.id, office.day_at(run.agency, now))
    calendars = office.calendars_of(run.agency)
    times = Timetable(parse_period(run.period), calendars.agency, calendars.of_unit)
    return Course(run, sop, stored_state(run.pk), actor, times, now)
