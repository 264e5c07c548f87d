"""What the tests of chasing share: Pesisir Selatan, whose units owe their data."""

from pathlib import Path

import pytest
from tests.remembered import remembered
from tests.runs.scene import Scene, build, wib


@pytest.fixture
def owing(db: None, tmp_path: Path) -> Scene:
    """Every unit owes at step 8 since Thursday, 17 September 2026, 09.00; due on Wednesday the
    23rd at 16.00."""
    return remembered("owing", lambda: _owing(tmp_path))


def _owing(folder: Path) -> Scene:
    scene = build(folder)
    scene.start()
    scene.now = wib(2026, 9, 17, 9)
    scene.walk("7")
    scene.complete_all("7")
    return scene
