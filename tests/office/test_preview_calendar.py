"""A change of the calendar is tried and undone."""

from datetime import date

import pytest
from django.test import override_settings
from tests.office.scene import NOW, Scene

from himpun.office.models import Holiday, JournalRow
from himpun.office.rules import Refused
from himpun.office.services import Consequences, add_holiday, preview_calendar

TOLD = Consequences("x.html", {}, 3)


def ask(scene: Scene, name: str = "Hari jadi") -> Consequences | None:
    def change() -> None:
        add_holiday(
            agency=scene.agency, on=date(2026, 9, 23), name=name, kind="lokal", decree="SK",
            by=scene.admin, now=NOW,
        )  # fmt: skip

    return preview_calendar(change=change, by=scene.admin, now=NOW)


def told(**_: object) -> Consequences:
    assert Holiday.objects.filter(name="Hari jadi").exists(), "asked while the change is made"
    return TOLD


def test_it_answers_what_is_told_and_leaves_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("himpun.office.services.calendar_preview.import_string", lambda _: told)
    rows = JournalRow.objects.count()
    assert ask(scene) == TOLD
    assert not Holiday.objects.filter(name="Hari jadi").exists()
    assert JournalRow.objects.count() == rows


def test_it_refuses_what_the_change_refuses(scene: Scene) -> None:
    with pytest.raises(Refused, match="harus diisi"):
        ask(scene, " ")


@override_settings(HIMPUN_CALENDAR_PREVIEW=None)
def test_where_nobody_is_to_be_asked_nothing_is_told(scene: Scene) -> None:
    assert ask(scene) is None
    assert not Holiday.objects.filter(name="Hari jadi").exists()
