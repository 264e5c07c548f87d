"""After an upgrade the server sees that style sheets and scripts are to be collected again."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import get_finders

from himpun.project.collected import MANIFEST, is_collected


@pytest.fixture
def manifest(tmp_path: Path, settings: Any) -> Path:
    """Everything was collected, as Django writes it down."""
    settings.STATIC_ROOT = tmp_path
    names = [name for finder in get_finders() for name, _ in finder.list([])]
    assert "frame.js" in names
    path = tmp_path / MANIFEST
    path.write_text(json.dumps({"paths": {name: name for name in names}}), encoding="utf-8")
    return path


def test_what_was_collected_is_not_collected_again(manifest: Path) -> None:
    assert is_collected()


def test_where_nothing_was_ever_collected_it_is_to_be(manifest: Path) -> None:
    manifest.unlink()
    assert not is_collected()


def test_a_file_that_a_new_version_brings_is_missed(manifest: Path) -> None:
    known = json.loads(manifest.read_text(encoding="utf-8"))
    del known["paths"]["frame.js"]
    manifest.write_text(json.dumps(known), encoding="utf-8")
    assert not is_collected()


def test_a_file_that_a_new_version_changed_is_noticed(manifest: Path) -> None:
    os.utime(manifest, (0, 0))
    assert not is_collected()
