"""What the tests of recaps share."""

from pathlib import Path

import pytest
from tests.performance.recap.filled import build_filled
from tests.performance.scene import Scene
from tests.runs.pages import Pages

from himpun.performance.queries.recap import Body, RunRow, live_recap, run_of_recap


@pytest.fixture
def filled(db: None, tmp_path: Path) -> Scene:
    """Four of five units filled in."""
    return build_filled(tmp_path)


@pytest.fixture
def run(filled: Scene) -> RunRow:
    return run_of_recap(filled.kasubag, filled.run_id, filled.now)


@pytest.fixture
def body(filled: Scene, run: RunRow) -> Body:
    found = live_recap(run, filled.now)
    assert found is not None
    return found


@pytest.fixture
def pages(filled: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The pages by the scene's clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: filled.now)
    return Pages(filled)
