"""What the tests of what the times tell share."""

from pathlib import Path

import pytest
from tests.runs.pages import Pages
from tests.runs.scene import Scene, build, read_sop

from himpun.kernel.definition import Sop


@pytest.fixture
def agency_sop() -> Sop:
    """An SOP without units in its first steps, whose third may be sent back to the second."""
    return read_sop("balangan-dpuprperkim")


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan, whose SOP has everything. No run yet."""
    return build(tmp_path)


@pytest.fixture
def running(scene: Scene) -> Scene:
    """The same with a run of the third quarter of 2026, at its first step."""
    scene.start()
    return scene


@pytest.fixture
def pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The pages by the scene's clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return Pages(scene)
