"""The scene's forms filled in, as the recap reads them: figures, texts, evidence, approvals."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.performance.scene import UNITS, Scene, build, kind_of
from tests.remembered import remembered

from himpun.performance.models import (
    Approval,
    Budget,
    Evidence,
    Form,
    Indicator,
    MediumTarget,
    Objective,
    Query,
    Value,
)
from himpun.performance.rules import against_quarter, from_json, kept_value

FIGURES = {
    1: "66.5", 2: "312", 3: "7.9", 4: "17", 5: "0.85", 6: "5300", 8: "WTP", 9: "ditetapkan",
    10: "88", 11: "1425", 12: "80.25", 13: "39",
}  # fmt: skip
"""By the number of the indicator in its unit; 7 is asked in the fourth quarter only."""


def build_filled(folder: Path) -> Scene:
    """The scene with four of five units filled in, through an empty ``folder``."""

    def filled() -> Scene:
        scene = build(folder)
        fill(scene)
        return scene

    return remembered("filled in for a recap", filled)


def fill(scene: Scene, units: tuple[str, ...] = UNITS[:4]) -> None:
    """Fills the forms of some units. The first is complete in time and verified, the second
    complete but late; in each the 14th value has a reason instead, and the 15th is missing."""
    for unit in units:
        for no, value in enumerate(scene.values(unit), start=1):
            _fill(scene, value, no)
    declare(scene, units[0], late=False)
    declare(scene, units[1], late=True)
    verify(scene, units[0])


def _fill(scene: Scene, value: Value, no: int) -> None:
    if not value.asked or no == 15:
        return
    if no == 14:
        value.no_value = "Survei belum selesai"
    else:
        value.realisation = FIGURES.get(no, "71")
        value.budget = 40_000_000
    if no == 1:
        value.obstacles, value.solutions = "Cuaca", "Jadwal malam"
        value.follow_up, value.follow_up_by = "Pasang rambu", "Kasi Lalu Lintas"
    value.revision, value.changed_at, value.changed_by = 1, scene.now, scene.filler
    value.achievement = hundredths(value)
    value.save()


def hundredths(value: Value) -> int | None:
    """The achievement as every save keeps it."""
    measure = from_json(value.version.measure)
    target = kind_of(int(value.indicator.code[-2:])).targets[2]
    kept = [kept_value(measure, figure) for figure in (target, value.realisation)]
    found = against_quarter(measure, [None, None, kept[0], None], [None, None, kept[1], None], 3)
    return None if found.percent is None else int(found.percent * 100)


def declare(scene: Scene, unit: str, *, late: bool) -> None:
    """A unit's form is declared complete."""
    at = scene.now + timedelta(hours=1)
    Form.objects.filter(pk=scene.form(unit).pk).update(
        complete_at=at, first_complete_at=at, late=late, closes_at=scene.now + timedelta(days=9)
    )


def verify(scene: Scene, unit: str) -> None:
    """Somebody vouches for all that is filled in."""
    Approval.objects.bulk_create(
        Approval(
            value=value, level="verified", revision=value.revision, node="10", at=scene.now,
            by=scene.verifier, by_text=scene.verifier.name,
        )
        for value in scene.values(unit)
        if value.revision
    )  # fmt: skip


def more(scene: Scene) -> None:
    """What is seldom: evidence, an open question, medium-term targets, a budget below another."""
    value = scene.value(1)
    Evidence.objects.create(
        value=value, name="Foto rambu", link="https://contoh.go.id/rambu", added_at=scene.now,
        added_by=scene.filler,
    )  # fmt: skip
    Query.objects.create(value=value, opened_at=scene.now, opened_by=scene.kasubag)
    MediumTarget.objects.create(indicator=value.indicator, year=2027, figure="80")
    MediumTarget.objects.create(indicator=value.indicator, year=2029, figure="95")
    programme = Objective.objects.get(agency=scene.agency, code="P1")
    below = Objective.objects.create(
        agency=scene.agency, parent=programme, code="K1", name="Kegiatan rambu", kind="kegiatan",
        position=9,
    )  # fmt: skip
    assert scene.agreement is not None
    Budget.objects.create(agreement=scene.agreement, objective=below, amount=500_000_000)
    Indicator.objects.filter(code="LL02").update(objective=below)
