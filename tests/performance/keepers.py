"""An agency with a small catalogue, for tests of who may change it and what a change does.

``kasubag`` is the steward of its SOP, ``admin`` its administrator, ``head`` holds the topmost post;
``kabid`` is a holder who keeps nothing, ``outsider`` administers another agency.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.office import scene as office
from tests.remembered import remembered

from himpun.office.models import JournalRow, Person
from himpun.office.services import add_post
from himpun.performance import services
from himpun.performance.models import (
    Agreement,
    Form,
    Indicator,
    IndicatorVersion,
    Objective,
    Value,
)
from himpun.performance.rules import Measure
from himpun.performance.rules.definition import Definition
from himpun.runs.models import Run
from himpun.sops.models import SopVersion

NOW, TODAY = office.NOW, office.TODAY
ROADS = Definition(
    name="Persentase jalan dalam kondisi mantap",
    measure=Measure(unit_of_measure="%"),
    definition="Panjang jalan kondisi baik dan sedang terhadap panjang seluruh jalan.",
    source="Survei kondisi jalan",
)
TESTED = Definition(
    name="Jumlah kendaraan diuji",
    measure=Measure(unit_of_measure="unit", places=0, period_mode="sum"),
)


@dataclass
class Keepers:
    """The scene. Each property asks the tables anew."""

    office: office.Scene
    head: Person
    goal: Objective
    programme: Objective
    roads: Indicator
    tested: Indicator

    def as_(self, who: Person | None) -> dict[str, Any]:
        """Who asks, and when."""
        return {"by": who, "now": NOW}

    @property
    def version(self) -> IndicatorVersion:
        """The newest version of ``roads``."""
        return IndicatorVersion.objects.filter(indicator=self.roads).order_by("-no")[0]

    def draft(self, **more: Any) -> Agreement:
        """A draft of 2026 by the kasubag."""
        given = {"agency": self.office.agency, "year": 2026, **self.as_(self.office.kasubag)}
        return services.draft_agreement(**{**given, **more})

    def fill(self, agreement: Agreement, year: str = "80") -> None:
        """Targets that can be approved."""
        targets: dict[int, Any] = {
            self.roads.pk: {"q1": "70", "q2": "72", "q3": "75", "q4": year, "year": year},
            self.tested.pk: {"q1": "300", "q2": "300", "q3": "300", "q4": "300", "year": "1.200"},
        }
        services.set_targets(agreement=agreement, targets=targets, **self.as_(self.office.kasubag))

    def approve(self, agreement: Agreement, who: Person | None = None) -> Agreement:
        """By the head, unless somebody else is named."""
        return services.approve_agreement(
            agreement=agreement, number="050/1", signed_on=date(2026, 1, 20),
            **self.as_(who or self.head),
        )  # fmt: skip

    def in_force(self) -> Agreement:
        """The approved agreement of 2026."""
        agreement = self.draft()
        self.fill(agreement)
        return self.approve(agreement)

    def form(self, quarter: int = 1, realisation: str = "") -> Value:
        """The value of ``roads`` in a form of a quarter of 2026, filled in or not."""
        agency = self.office.agency
        sop = SopVersion.objects.get_or_create(
            agency=agency, sop_id=office.SOP, version=1,
            defaults={"name": "SOP", "document": "{}", "fingerprint": "-", "published_at": NOW},
        )[0]  # fmt: skip
        period = f"2026-TW{quarter}"
        run = Run.objects.create(
            agency=agency, sop_id=sop.pk, sop_key=office.SOP, fingerprint="-", period=period,
            state="running", started_at=NOW, started_by=self.office.admin,
        )  # fmt: skip
        form = Form.objects.create(
            agency=agency, run=run, unit=self.office.roads, period=period, year=2026,
            quarter=quarter, opened_at=NOW,
            agreement=Agreement.objects.filter(state="approved", year=2026).first(),
        )  # fmt: skip
        return Value.objects.create(
            form=form, indicator=self.roads, version=self.version, realisation=realisation,
            revision=int(bool(realisation)),
        )  # fmt: skip

    def last(self) -> JournalRow:
        """The newest row of the agency's journal."""
        return self.office.last()


def build() -> Keepers:
    """The scene, remembered."""
    return remembered("keepers", _build)


def _build() -> Keepers:
    base = office.build()
    kadis = add_post(unit=base.root, code="kadis", title="Kepala Dinas", **office.ASKED)
    head = office.person(base.agency, "kadis", "Kepala Dinas")
    office.holder(kadis, head)
    asked: dict[str, Any] = {"by": base.kasubag, "now": NOW}
    goal = services.add_objective(
        agency=base.agency, code="S1", name="Jalan yang mantap", kind="sasaran", **asked
    )
    programme = services.add_objective(
        agency=base.agency, code="P1", name="Program Jalan", kind="program", parent=goal, **asked
    )
    more: dict[str, Any] = {"from_period": "2026-TW1", "unit": base.roads, **asked}
    roads = services.add_indicator(
        objective=goal, code="IKU-1", kind="iku", definition=ROADS, **more
    )
    tested = services.add_indicator(
        objective=programme, code="P1-1", kind="program", definition=TESTED, **more
    )
    return Keepers(base, head, goal, programme, roads, tested)


def said(definition: Definition = ROADS, **changes: Any) -> Definition:
    """A definition with other words."""
    return replace(definition, **changes)
