"""A running SOP for tests: an agency of the samples, its published SOP, and a clock to move.

Everything goes through the services, so what stands in the tables is what people would have left.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.house.source import ROOT
from tests.remembered import remembered

from himpun.kernel.decide.commands import goes_back
from himpun.kernel.definition import Sop, StepNode
from himpun.kernel.duty import duties_of
from himpun.kernel.parse import fingerprint, parse_text
from himpun.kernel.worktime import ZONES
from himpun.office import queries as office
from himpun.office.models import Agency, Person
from himpun.office.services import load_sample
from himpun.office.services.sample import SAMPLES
from himpun.runs import services, store
from himpun.runs.models import Run, Visit
from himpun.runs.queries import units_taking_part
from himpun.runs.rules import row_id
from himpun.sops.services import publish_sop

PESSEL = "pesisir-selatan-dishub"
PREFIXES = {
    "balangan-dpuprperkim": "balangan",
    "pangkalpinang-dpupr": "pangkalpinang",
    "pematangsiantar-dpmptsp": "siantar",
    PESSEL: "pessel",
    "sumbar-bmcktr": "sumbar",
}
REASON = "Angka bulan Agustus belum ada buktinya."


def wib(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment by the clocks of western Indonesia."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONES["WIB"])


BEGIN = wib(2026, 9, 14, 8)
"""Monday of the third week of September 2026, when the SOP of Pesisir Selatan begins."""


@dataclass
class Scene:
    """An agency with its SOP. ``now`` is the clock of all that the scene does; ``run_id`` the run
    that it speaks of, 0 before there is one. ``other`` is an agency of other people."""

    agency: Agency
    other: Agency
    sop: Sop
    sop_pk: int
    now: datetime
    run_id: int = 0

    def person(self, code: str) -> Person:
        """By the code of a post or account ("kasubag", "operator") of the agency."""
        return person(f"{PREFIXES[self.agency.code]}.{code}")

    def outsider(self, code: str = "admin") -> Person:
        """Somebody of the other agency."""
        return person(f"{PREFIXES[self.other.code]}.{code}")

    def reader(self) -> Person:
        """Who reads every agency and takes part in none."""
        return person("inspektorat")

    def units(self) -> list[str]:
        """Codes of all units that may take part."""
        return [unit.id for unit in units_taking_part(self.agency, self.sop, self.today)]

    @property
    def today(self) -> date:
        return office.day_at(self.agency, self.now)

    def start(self, period: str = "2026-TW3", units: Iterable[str] | None = None) -> int:
        """Start a run as the agency's operator; all units unless some are named."""
        chosen = self.units() if units is None else list(units)
        self.run_id = services.start_run(
            agency=self.agency, sop_pk=self.sop_pk, period=period, units=chosen,
            by=self.person("operator"), now=self.now,
        )  # fmt: skip
        return self.run_id

    def visits(self, node: str = "", unit: str | None = None) -> list[Visit]:
        """The open visits, at a node ("8", "3.beri") or in a unit, in the order of opening."""
        found = Visit.objects.filter(run_id=self.run_id, state="open").order_by("id")
        if node:
            found = found.filter(node=node)
        if unit is not None:
            found = found.filter(unit=unit)
        return list(found)

    def visit(self, node: str, unit: str = "") -> Visit:
        """The one open visit of a node in a unit."""
        return Visit.objects.get(run_id=self.run_id, state="open", node=node, unit=unit)

    def holder(self, visit: Visit) -> Person:
        """Somebody who may do what is next on an open visit."""
        if visit.assignee is not None:
            return visit.assignee
        head = store.lock(self.run_id)
        assert head is not None
        marking = store.load_whole(head, version=self.sop.version)
        duty = duties_of(self.sop, marking, marking.visits[visit.number])[0]
        return office.holders_of(
            self.agency, self.sop.id, duty.performer, duty.unit, self.today
        )[0].person  # fmt: skip

    def complete(
        self,
        node: str,
        unit: str = "",
        *,
        exit: str = "",
        units: Iterable[str] = (),
        reason: str | None = None,
        by: Person | None = None,
        content: dict[str, Any] | None = None,
    ) -> None:
        """Its holder finishes a step, by its first exit unless one is named, with a reason where
        that goes back. Where all performers must act, each does."""
        visit = self.visit(node, unit)
        place = self.sop.places[node].node
        assert isinstance(place, StepNode)
        way = exit or next(iter(place.exits))
        usual = REASON if goes_back(self.sop, node, way) else ""
        while Visit.objects.filter(pk=visit.pk, state="open").exists():
            services.complete_step(
                run_id=self.run_id, visit=visit.number, exit=way, content=content,
                by=by or self.holder(visit), now=self.now, units=tuple(units),
                reason=usual if reason is None else reason,
            )  # fmt: skip

    def complete_all(self, *nodes: str) -> None:
        """Their holders finish all that is open at some nodes, one node after the other."""
        for node in nodes:
            for visit in self.visits(node):
                self.complete(node, visit.unit)

    def start_step(self, node: str, unit: str = "") -> None:
        """Its holder begins."""
        visit = self.visit(node, unit)
        services.start_step(
            run_id=self.run_id, visit=visit.number, by=self.holder(visit), now=self.now
        )

    def send_back(
        self, node: str, to: str, unit: str = "", *, units: Iterable[str] = (),
        reason: str = REASON,
    ) -> None:  # fmt: skip
        """Its holder sends a step back."""
        visit = self.visit(node, unit)
        services.return_step(
            run_id=self.run_id, visit=visit.number, to=to, reason=reason, units=tuple(units),
            by=self.holder(visit), now=self.now,
        )  # fmt: skip

    def walk(self, until: str = "", most: int = 500) -> None:
        """Finish step after step by the first exits, until one at ``until`` is open or the end."""
        for _ in range(most):
            visits = self.visits()
            if not visits or any(visit.node == until for visit in visits):
                return
            self.complete(visits[0].node, visits[0].unit)
        raise AssertionError(f"the run does not come to {until or 'its end'}")

    def tell_time(self, now: datetime) -> None:
        """The clock moves, and the run is told."""
        self.now = now
        services.tell_time(run_id=self.run_id, now=now)

    @property
    def run(self) -> Run:
        return Run.objects.get(pk=self.run_id)

    def row(self, number: int) -> Visit:
        """A visit of the run by the kernel's number."""
        return Visit.objects.get(pk=row_id(self.run_id, number))


def person(username: str) -> Person:
    return Person.objects.select_related("user").get(user__username=username)


def read_sop(code: str) -> Sop:
    """The definition of an agency, as it is shipped."""
    return parse_text((ROOT / "sops" / code / "sop.toml").read_text(encoding="utf-8"))


def build(
    folder: Path, code: str = PESSEL, *, other: str = "", sop: Sop | None = None,
    now: datetime = BEGIN,
) -> Scene:  # fmt: skip
    """Load two sample offices through an empty ``folder`` and publish the first one's SOP (or
    ``sop``, which has the same id)."""
    key = ("runs", code, other, fingerprint(sop) if sop else "", now)
    return remembered(key, lambda: _build(folder, code, other, sop, now))


def _build(folder: Path, code: str, other: str, sop: Sop | None, now: datetime) -> Scene:
    other = other or ("balangan-dpuprperkim" if code != "balangan-dpuprperkim" else PESSEL)
    for name in (code, other):
        shutil.copytree(SAMPLES / name, folder / name)
    shutil.copy(SAMPLES / "everywhere.toml", folder)
    loaded = {agency.code: agency for agency in load_sample(folder=folder, now=now)}
    definition = sop or read_sop(code)
    version = publish_sop(agency=loaded[code], sop=definition, by=None, now=now)
    return Scene(loaded[code], loaded[other], definition, version.pk, now)
