"""What the tests of the schedule share."""

from pathlib import Path

import pytest
from tests.runs.pages import Pages
from tests.runs.scene import Scene, build, wib


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan in August 2026: its SOP starts in the third week of September."""
    return build(tmp_path, now=wib(2026, 8, 3, 9))


@pytest.fixture
def pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The pages by the scene's clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return Pages(scene)
