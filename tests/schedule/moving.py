"""A run whose due times a day off moves."""

from datetime import date
from typing import Any

from tests.runs.scene import Scene, wib

from himpun.office.models import Holiday
from himpun.office.services import add_holiday

OFF = date(2026, 9, 23)


def gathering(scene: Scene) -> Scene:
    """The divisions of Pesisir Selatan gather their data from Friday 18 September, four days."""
    scene.now = wib(2026, 9, 14, 8)
    scene.start()
    scene.walk("7")
    scene.now = wib(2026, 9, 18, 9)
    scene.complete_all("7")
    return scene


def day_off(scene: Scene, on: date = OFF, **other: Any) -> Holiday:
    said: dict[str, Any] = {
        "agency": scene.agency, "kind": "lokal", "by": scene.person("admin"), "now": scene.now,
        **other,
    }  # fmt: skip
    return add_holiday(on=on, name="Hari jadi", decree="SK (contoh)", **said)


def everywhere(scene: Scene, on: date = OFF, **other: Any) -> Holiday:
    """A day off that the government has set for all."""
    return day_off(scene, on, **{"agency": None, "kind": "nasional", "by": None, **other})
