"""Forms to fill in: Pesisir Selatan with 25 indicators in each of five units, an agreement in
force, and a run of its SOP at the step that collects.

Tests write models directly where no service stands for it; what a service does, it does here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.remembered import remembered
from tests.runs import scene as runs

from himpun.kernel.parse import fingerprint
from himpun.office.models import Agency, Holding, Person, StandIn, Unit
from himpun.performance.models import (
    Agreement,
    Budget,
    Form,
    Indicator,
    IndicatorVersion,
    Objective,
    Target,
    Value,
)
from himpun.runs.models import Run

UNITS = ("lalu-lintas", "angkutan", "keselamatan", "pelayaran", "prasarana")
PREFIX = dict(zip(UNITS, ("LL", "ANG", "KES", "PEL", "PRA"), strict=True))
EACH = 25
OWN = UNITS[0]
"""The unit of the filler."""
PERIOD, LAST_PERIOD = "2026-TW3", "2026-TW2"
SIGNED = date(2026, 1, 20)
LEVELS = [
    {"word": word, "tone": tone, "lower": lower, "included": False}
    for word, tone, lower in (
        ("Sangat Rendah", "poor", None),
        ("Rendah", "poor", "50"),
        ("Sedang", "fair", "65"),
        ("Tinggi", "good", "75"),
        ("Sangat Tinggi", "good", "90"),
    )
]
SCALE = {"key": "contoh", "name": "Lima tingkat", "source": "", "levels": LEVELS}
OPINIONS = [
    {"code": code, "score": score, "name": name}
    for code, score, name in (
        ("WTP", "4", "Wajar Tanpa Pengecualian"),
        ("WDP", "3", "Wajar Dengan Pengecualian"),
        ("TW", "2", "Tidak Wajar"),
    )
]


def measure(unit_of_measure: str = "persen", **other: Any) -> dict[str, Any]:
    """A measure as it is kept: higher is better, last value, five levels, unless said otherwise."""
    return {
        "value_kind": "number", "unit_of_measure": unit_of_measure, "places": 2, "polarity": "up",
        "period_mode": "last", "formula": "higher", "tolerance": None, "floor_at_zero": False,
        "cap": "120", "scale": SCALE, "ordinal": [], "minimum": None, "maximum": None,
        "percent_places": 2, **other,
    }  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What one of the 25 indicators of a unit is: its name, measure, targets of the four quarters
    and the year, last quarter's figure; all figures as they are kept."""

    name: str
    measure: Mapping[str, Any]
    targets: tuple[str, str, str, str, str]
    last: str
    more: Mapping[str, Any] = field(default_factory=dict)


RATIO: Mapping[str, Any] = {
    "items": [
        {"key": "berfungsi", "label": "Rambu yang berfungsi", "unit": "buah"},
        {"key": "terpasang", "label": "Rambu yang terpasang", "unit": "buah"},
    ],
    "expression": "berfungsi / terpasang * 100",
    "formula_text": "Rambu yang berfungsi dibagi rambu yang terpasang, dikalikan 100",
}
SPECIAL: Sequence[Kind] = (
    Kind(
        "Persentase ruas jalan dengan rambu lengkap",
        measure(minimum="0", maximum="100"), ("60", "65", "70", "75", "75"), "64.5",
    ),
    Kind(
        "Jumlah kendaraan diuji", measure("unit", places=0, period_mode="sum"),
        ("300", "300", "300", "300", "1200"), "287",
    ),
    Kind(
        "Angka kecelakaan per 10.000 kendaraan",
        measure("kejadian", polarity="down", formula="lower-a"), ("8", "8", "7.5", "7", "7"), "7.8",
    ),
    Kind(
        "Waktu tunggu rata-rata", measure("menit", polarity="down", formula="lower-b"),
        ("20", "20", "18", "18", "18"), "19.5",
    ),
    Kind(
        "Kejenuhan simpang", measure("rasio", polarity="range", formula="range-a"),
        ("0.4..0.8", "0.4..0.8", "0.4..0.8", "0.4..0.8", "0.4..0.8"), "0.75",
    ),
    Kind(
        "Tarif rata-rata", measure("rupiah", polarity="keep", formula="keep", tolerance="500"),
        ("5000", "5000", "5000", "5000", "5000"), "5200",
    ),
    Kind(
        "Opini atas laporan keuangan",
        measure("opini", value_kind="ordinal", ordinal=OPINIONS), ("", "", "", "WTP", "WTP"), "",
        {"quarters": "4"},
    ),
    Kind(
        "Hasil telaah dokumen", measure("opini", value_kind="ordinal", ordinal=OPINIONS),
        ("WDP", "WDP", "WTP", "WTP", "WTP"), "WDP",
    ),
    Kind(
        "Status rencana induk",
        measure("status", value_kind="text", formula="equal", scale=None),
        ("konsep", "konsep", "ditetapkan", "ditetapkan", "ditetapkan"), "konsep",
    ),
    Kind("Persentase rambu berfungsi", measure(), ("80", "85", "90", "95", "95"), "84", RATIO),
    Kind(
        "Panjang marka terpasang", measure("meter", period_mode="cumulative"),
        ("500", "1000", "1500", "2000", "2000"), "1040",
    ),
    Kind(
        "Indeks kepuasan pengguna", measure("indeks", period_mode="average"),
        ("82", "82", "82", "82", "82"), "81.4",
    ),
    Kind(
        "Jumlah izin trayek terbit", measure("izin", places=0),
        ("40", "40", "45", "45", "45"), "41",
        {"evidence": "Daftar izin yang terbit", "evidence_must": True},
    ),
)  # fmt: skip
PLAIN = Kind(
    "Persentase kegiatan pendukung selesai", measure(), ("25", "50", "75", "100", "100"), "48"
)


@dataclass
class Scene(runs.Scene):
    """The scene of running SOPs, at step 8, where each unit's form is open. ``agreement`` is in
    force; ``last_run`` ran a quarter before, and its values are filled in."""

    agreement: Agreement | None = None
    last_run: Run | None = None

    @property
    def filler(self) -> Person:
        """Who fills the form of ``OWN``."""
        return self.person(f"kasi-{OWN}")

    @property
    def colleague(self) -> Person:
        """Who stands in for the filler, and may fill it too."""
        return self.person("kasubag-umum")

    @property
    def verifier(self) -> Person:
        """The head of the filler's unit."""
        return self.person(f"kabid-{OWN}")

    @property
    def neighbour(self) -> Person:
        """Who fills the form of another unit of the same agency."""
        return self.person(f"kasi-{UNITS[1]}")

    @property
    def kasubag(self) -> Person:
        """Who puts everything together."""
        return self.person("kasubag")

    def form(self, unit: str = OWN, run: Run | None = None) -> Form:
        """The form of a unit, as it stands now."""
        return Form.objects.get(run=run or self.run_id, unit__code=unit)

    def values(self, unit: str = OWN) -> list[Value]:
        """The values of a unit's form, in the order of its indicators."""
        rows = Value.objects.filter(form=self.form(unit)).select_related("indicator", "version")
        return list(rows.order_by("indicator__position"))

    def value(self, no: int = 1, unit: str = OWN) -> Value:
        """The value of the unit's indicator with this number, from 1."""
        return Value.objects.select_related("indicator", "version", "form").get(
            form=self.form(unit), indicator__code=code(unit, no)
        )


def code(unit: str, no: int) -> str:
    """LL01, the code of a unit's indicator."""
    return f"{PREFIX[unit]}{no:02d}"


def build(folder: Path, *, each: int = EACH, units: Sequence[str] = UNITS) -> Scene:
    """The scene, through an empty ``folder``: forms of ``units``, each with ``each`` indicators."""
    key = ("performance", each, tuple(units))
    return remembered(key, lambda: _build(folder, each, units))


def _build(folder: Path, each: int, units: Sequence[str]) -> Scene:
    base = runs.build(folder)
    scene = Scene(base.agency, base.other, base.sop, base.sop_pk, base.now)
    _stand_in(scene)
    add_catalogue(scene.agency, units, each, scene.now)
    scene.agreement = add_agreement(scene.agency, scene.now)
    scene.last_run = _last_quarter(scene)
    scene.start(PERIOD, units=units)
    scene.walk(until="8")
    scene.complete_all("7")
    return scene


def _stand_in(scene: Scene) -> None:
    holding = Holding.objects.get(person=scene.filler, post__code=f"kasi-{OWN}")
    StandIn.objects.create(
        holding=holding, person=scene.colleague, reason="Cuti (contoh)",
        from_on=date(2026, 1, 1), until_on=date(2027, 12, 31),
    )  # fmt: skip


def kind_of(no: int) -> Kind:
    """What a unit's indicator with this number is, from 1."""
    return SPECIAL[no - 1] if no <= len(SPECIAL) else PLAIN


def add_catalogue(agency: Agency, units: Sequence[str], each: int, now: datetime) -> None:
    """An objective with a programme for each unit, and ``each`` indicators below it."""
    aim = Objective.objects.create(
        agency=agency, code="S1", name="Meningkatnya keselamatan dan kelancaran", kind="sasaran"
    )
    for position, code_of_unit in enumerate(units, start=1):
        unit = Unit.objects.get(agency=agency, code=code_of_unit)
        programme = Objective.objects.create(
            agency=agency, parent=aim, code=f"P{position}", name=f"Program {unit.name}",
            kind="program", position=position,
        )  # fmt: skip
        for no in range(1, each + 1):
            add_indicator(
                agency, unit, programme, code(code_of_unit, no), kind_of(no), position=no, now=now,
            )  # fmt: skip


def add_indicator(
    agency: Agency,
    unit: Unit | None,
    objective: Objective,
    code: str,
    kind: Kind = PLAIN,
    *,
    position: int = 0,
    now: datetime,
) -> Indicator:
    """An indicator in its first version, which holds from the first quarter of 2025."""
    made = Indicator.objects.create(
        agency=agency, unit=unit, objective=objective, code=code, kind="program", position=position
    )
    more = {"definition": f"Definisi operasional {code}.", "source": "Laporan bidang", **kind.more}
    IndicatorVersion.objects.create(
        indicator=made, no=1, from_period="2025-TW1", name=f"{kind.name} ({code})",
        measure=dict(kind.measure), made_at=now, **more,
    )  # fmt: skip
    return made


def add_agreement(agency: Agency, now: datetime, year: int = 2026) -> Agreement:
    """The approved agreement "murni" of a year, with the targets of every indicator there is."""
    agreement = Agreement.objects.create(
        agency=agency, year=year, no=0, state="approved", number="050/1/PK", signed_on=SIGNED,
        made_at=now, decided_at=now,
    )  # fmt: skip
    targets = []
    for indicator in Indicator.objects.filter(agency=agency):
        q1, q2, q3, q4, whole = kind_of(int(indicator.code[-2:])).targets
        targets.append(
            Target(agreement=agreement, indicator=indicator, year=whole, q1=q1, q2=q2, q3=q3, q4=q4)
        )
    Target.objects.bulk_create(targets)
    for programme in Objective.objects.filter(agency=agency, kind="program"):
        Budget.objects.create(agreement=agreement, objective=programme, amount=1_500_000_000)
    return agreement


def _last_quarter(scene: Scene) -> Run:
    """A finished run of the quarter before, whose forms are filled in."""
    run = Run.objects.create(
        agency=scene.agency, sop_id=scene.sop_pk, sop_key=scene.sop.id,
        fingerprint=fingerprint(scene.sop), period=LAST_PERIOD, state="finished",
        started_at=scene.now, started_by=scene.person("operator"), ended_at=scene.now,
    )  # fmt: skip
    open_forms(scene, run)
    values = list(Value.objects.filter(form__run=run).select_related("indicator"))
    for value in values:
        kind = kind_of(int(value.indicator.code[-2:]))
        value.realisation, value.revision = kind.last, 1
        value.changed_at, value.changed_by = scene.now, scene.filler
        if kind.more is RATIO:
            value.items = {"berfungsi": "420", "terpasang": "500"}
    fields = ["realisation", "revision", "changed_at", "changed_by", "items"]
    Value.objects.bulk_update(values, fields)
    Form.objects.filter(run=run).update(complete_at=scene.now, first_complete_at=scene.now)
    return run


def open_forms(scene: Scene, run: Run) -> None:
    """A form for each unit that has indicators, with its values untouched."""
    year, quarter = int(run.period[:4]), int(run.period[-1])
    for unit in Unit.objects.filter(agency=scene.agency, code__in=UNITS):
        indicators = Indicator.objects.filter(agency=scene.agency, unit=unit)
        if not indicators:
            continue
        form = Form.objects.create(
            agency=scene.agency, run=run, unit=unit, period=run.period, year=year,
            quarter=quarter, agreement=scene.agreement, opened_at=scene.now,
        )  # fmt: skip
        rows = []
        for version in IndicatorVersion.objects.filter(indicator__in=indicators):
            asked = str(quarter) in version.quarters
            rows.append(
                Value(form=form, indicator_id=version.indicator_id, version=version, asked=asked)
            )
        Value.objects.bulk_create(rows)
