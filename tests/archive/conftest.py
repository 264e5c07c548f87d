"""What the archive's tests share."""

from pathlib import Path
from typing import Any

import pytest
from tests.archive.scene import Scene, build
from tests.office.scene import NOW
from tests.remembered import remembered


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """The store of one test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def scene(db: None) -> Scene:
    return remembered("archive", build)


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
