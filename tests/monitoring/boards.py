"""Scenes of which boards speak, built once per process."""

from pathlib import Path

from tests.remembered import remembered
from tests.runs.scene import Scene, build, wib


def collecting(folder: Path) -> Scene:
    """Pesisir Selatan collects for the third quarter of 2026. Angkutan and Keselamatan have handed
    in in time, the latter has it back; Pelayaran and Sekretariat were late; two owe."""
    return remembered("boards: collecting", lambda: _collecting(folder))


def _collecting(folder: Path) -> Scene:
    scene = build(folder)
    scene.start()
    scene.walk(until="8")
    scene.complete_all("7")
    for unit in ("angkutan", "keselamatan"):
        for node in ("8", "9"):
            scene.complete(node, unit)
    scene.now = wib(2026, 11, 2)
    for node in ("8", "9"):
        scene.complete(node, "pelayaran")
    scene.complete("8", "sekretariat")
    scene.send_back("10", "9", "keselamatan")
    return scene


def two_quarters(folder: Path) -> Scene:
    """The second quarter ran from Monday to Wednesday; of the third one unit has handed in."""
    return remembered("boards: two quarters", lambda: _two_quarters(folder))


def _two_quarters(folder: Path) -> Scene:
    scene = build(folder)
    scene.now = wib(2026, 6, 15, 8)
    scene.start("2026-TW2")
    scene.now = wib(2026, 6, 17, 8)
    scene.walk()
    scene.now = wib(2026, 9, 14, 8)
    scene.start("2026-TW3")
    scene.walk(until="8")
    scene.complete_all("7")
    for node in ("8", "9"):
        scene.complete(node, "angkutan")
    return scene
