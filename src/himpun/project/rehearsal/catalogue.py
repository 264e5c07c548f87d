"""Indicators and an agreement for a rehearsal: in each unit as many as wanted, of several kinds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from himpun.office import queries as office
from himpun.performance import services as performance
from himpun.performance.rules.definition import Definition, Item
from himpun.performance.rules.measure import ORDINALS, Measure
from himpun.performance.rules.targets import Field
from himpun.project.rehearsal.stage import Stage

HUNDRED = Decimal(100)
RATIO = (Item("selesai", "Pekerjaan selesai", "paket"), Item("seluruh", "Seluruh paket", "paket"))
KINDS: tuple[tuple[Definition, Mapping[Field, str]], ...] = (
    (
        Definition("Persentase layanan terpenuhi", Measure(
            unit_of_measure="%", minimum=Decimal(0), maximum=HUNDRED, cap=Decimal(120)
        )),
        {"q1": "70", "q2": "75", "q3": "80", "q4": "85", "year": "85"},
    ),
    (
        Definition("Jumlah kegiatan terlaksana", Measure(
            unit_of_measure="kegiatan", places=0, period_mode="sum"
        )),
        {"q1": "120", "q2": "120", "q3": "130", "q4": "130", "year": "500"},
    ),
    (
        Definition("Waktu penyelesaian rata-rata", Measure(
            unit_of_measure="hari", polarity="down", formula="lower-b"
        )),
        {"q1": "9", "q2": "8,5", "q3": "8", "q4": "7,5", "year": "7,5"},
    ),
    (
        Definition(
            "Persentase paket selesai", Measure(unit_of_measure="%"), items=RATIO,
            expression="selesai ÷ seluruh × 100",
        ),
        {"q1": "20", "q2": "45", "q3": "70", "q4": "100", "year": "100"},
    ),
    (
        Definition("Opini atas laporan", Measure(
            "ordinal", "opini", ordinal=ORDINALS["opini-bpk"]
        )),
        {"q1": "WDP", "q2": "WDP", "q3": "WTP", "q4": "WTP", "year": "WTP"},
    ),
)  # fmt: skip


@transaction.atomic
def add_catalogue(stage: Stage, *, each: int, year: int, now: datetime) -> None:
    """``each`` indicators in every unit of a stage, and the agreement of a year with their
    targets."""
    asked: dict[str, Any] = {"by": None, "now": now}
    aim = performance.add_objective(
        agency=stage.agency, code="S1", name="Sasaran gladi bersih", kind="sasaran", **asked
    )
    targets: dict[int, Mapping[Field, str]] = {}
    for place, code in enumerate(stage.units, start=1):
        programme = performance.add_objective(
            agency=stage.agency, code=f"P{place}", name=f"Program {code}", kind="program",
            parent=aim, **asked,
        )  # fmt: skip
        for no in range(1, each + 1):
            definition, aims = KINDS[(no - 1) % len(KINDS)]
            made = performance.add_indicator(
                objective=programme, unit=office.unit_in(stage.agency, code),
                code=f"{place}.{no:02d}", kind="program", definition=definition,
                from_period=f"{year}-TW1", **asked,
            )  # fmt: skip
            targets[made.pk] = aims
    draft = performance.draft_agreement(agency=stage.agency, year=year, **asked)
    performance.set_targets(agreement=draft, targets=targets, **asked)
    performance.approve_agreement(
        agreement=draft, number="Gladi bersih", signed_on=office.day_at(stage.agency, now), **asked
    )
