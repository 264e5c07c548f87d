"""Pages of what the times tell, and moments at which runs were worked on."""

from datetime import timedelta

from tests.runs.pages import Pages, words_of
from tests.runs.scene import Scene, wib

__all__ = ["Pages", "quarters", "words_of"]


def quarters(scene: Scene) -> None:
    """Two quarters: in the first the second step is done late, in the second all is quick."""
    for period, begin in (("2026-TW2", wib(2026, 6, 15, 8)), ("2026-TW3", wib(2026, 9, 14, 8))):
        scene.now = begin
        scene.start(period)
        scene.now += timedelta(minutes=5)
        scene.start_step("1")
        scene.now += timedelta(minutes=5)
        scene.complete("1")
        if period == "2026-TW2":
            scene.now += timedelta(days=3)
        scene.complete("2")
        scene.walk("8")
