"""Whoever is given more time is told."""

from datetime import date
from pathlib import Path

import pytest
from tests.runs.scene import Scene, build

from himpun.notices.models import Notice
from himpun.office.models import Person
from himpun.runs import services


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    """Every unit of Pesisir Selatan fills in its data; nobody was told anything yet."""
    scene = build(tmp_path)
    scene.start()
    scene.walk("8")
    scene.complete_all("7")
    Notice.objects.all().delete()
    return scene


def extend(scene: Scene, by: Person, until: date = date(2026, 10, 2)) -> None:
    services.extend_unit(
        run_id=scene.run_id, unit="angkutan", until=until, reason="Listrik padam", by=by,
        now=scene.now,
    )  # fmt: skip


def test_the_units_holder_is_told_until_when_and_why_and_nobody_else(scene: Scene) -> None:
    extend(scene, scene.person("kasubag"))
    (notice,) = Notice.objects.filter(kind="moved")
    assert notice.person == scene.person("kasi-angkutan")
    assert notice.link == f"/jalan/{scene.run_id}/"
    assert notice.text == ("Sampai Jumat, 2 Oktober 2026 pukul 16.30 WIB. Alasan: “Listrik padam”")


def test_each_extension_is_told_once(scene: Scene) -> None:
    extend(scene, scene.person("kasubag"))
    extend(scene, scene.person("kasubag"), date(2026, 10, 6))
    assert Notice.objects.filter(kind="moved").count() == 2


def test_the_holder_of_a_single_step_is_told_but_not_who_gave_the_time(scene: Scene) -> None:
    scene.complete("8", "angkutan")
    scene.complete("9", "angkutan")
    Notice.objects.all().delete()
    visit = scene.visit("10", "angkutan").number
    services.extend_step(
        run_id=scene.run_id, visit=visit, until=date(2026, 10, 2), reason="Cuti",
        by=scene.person("kasubag"), now=scene.now,
    )  # fmt: skip
    assert not Notice.objects.filter(kind="moved").exists(), "the kasubag holds it"
    services.extend_step(
        run_id=scene.run_id, visit=visit, until=date(2026, 10, 6), reason="Cuti",
        by=scene.person("operator"), now=scene.now,
    )  # fmt: skip
    (notice,) = Notice.objects.filter(kind="moved")
    assert notice.person == scene.person("kasubag")
