"""What the tests of performance data share."""

from pathlib import Path

import pytest
from tests.performance.balangan import Balangan
from tests.performance.balangan import build as build_balangan
from tests.performance.keepers import NOW, Keepers
from tests.performance.keepers import build as build_keepers
from tests.performance.pages import Pages
from tests.performance.scene import Scene, build
from tests.performance.sites import Site


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    """Five units with 25 indicators each, their forms open at step 8."""
    return build(tmp_path)


@pytest.fixture
def balangan(db: None, tmp_path: Path) -> Balangan:
    """An SOP that is over, behind which the forms of two units are open."""
    return build_balangan(tmp_path)


@pytest.fixture
def keepers(db: None) -> Keepers:
    """A small catalogue of one agency, and those who may change it or not."""
    return build_keepers()


@pytest.fixture
def pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The pages by the scene's clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return Pages(scene)


@pytest.fixture
def site(keepers: Keepers, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The pages of that catalogue."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return Site(keepers)
