"""Data of an SOP that ends before they come back: Balangan's, run to its end, the forms of two
units open behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.performance.scene import add_indicator
from tests.remembered import remembered
from tests.runs import scene as runs

from himpun.office.models import Person, Unit
from himpun.performance.models import Form, Objective, Value

OWN, NEIGHBOUR = "bina-marga", "sda"


@dataclass
class Balangan(runs.Scene):
    """The scene; two indicators in each of the two units."""

    @property
    def checker(self) -> Person:
        """Who reviews in this SOP."""
        return self.person("kasubag")

    @property
    def head(self) -> Person:
        """Who signs in this SOP."""
        return self.person("kadis")

    def filler(self, unit: str = OWN) -> Person:
        """Who fills in the form of a unit."""
        return self.person(f"jf-{unit}")

    def form(self, unit: str = OWN) -> Form:
        """The form of a unit, as it stands now."""
        return Form.objects.get(run=self.run_id, unit__code=unit)

    def values(self, unit: str = OWN) -> list[Value]:
        """The values of a unit's form, in their order."""
        rows = Value.objects.filter(form__run=self.run_id, form__unit__code=unit)
        return list(rows.order_by("indicator__code"))

    def hand_in(self, *units: str) -> None:
        """Units fill in their forms and declare them complete."""
        for unit in units:
            by = self.filler(unit)
            Value.objects.filter(form=self.form(unit)).update(
                realisation="70", revision=1, changed_at=self.now, changed_by=by, returned=""
            )
            Form.objects.filter(pk=self.form(unit).pk).update(
                complete_at=self.now, complete_by=by, first_complete_at=self.now
            )


def build(folder: Path) -> Balangan:
    """The scene, through an empty ``folder``."""
    return remembered("balangan", lambda: _build(folder))


def _build(folder: Path) -> Balangan:
    base = runs.build(folder, "balangan-dpuprperkim")
    scene = Balangan(base.agency, base.other, base.sop, base.sop_pk, base.now)
    aim = Objective.objects.create(agency=scene.agency, code="S1", name="Jalan", kind="sasaran")
    for unit in (OWN, NEIGHBOUR):
        for no in (1, 2):
            there = Unit.objects.get(agency=scene.agency, code=unit)
            add_indicator(scene.agency, there, aim, f"{unit}-{no}", now=scene.now)
    scene.start(units=(OWN, NEIGHBOUR))
    scene.walk()
    return scene
