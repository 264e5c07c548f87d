"""Keeping a file that the program itself has made."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from himpun.archive.models import StoredFile
from himpun.archive.queries import path_of
from himpun.archive.services import store_made
from himpun.office.rules import Refused

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.HIMPUN_UPLOAD_BYTES = 10
    return tmp_path / "files"


@pytest.mark.django_db
def test_it_keeps_the_content_once_whatever_its_kind_and_size(folder: Path) -> None:
    content = b"PK\x03\x04" + b"bukti" * 100
    first = store_made(content=BytesIO(content), media_type="application/zip", now=NOW)
    again = store_made(content=BytesIO(content), media_type="application/zip", now=NOW)
    assert first == again == StoredFile.objects.get()
    assert first.sha256 == hashlib.sha256(content).hexdigest()
    assert path_of(first.sha256).read_bytes() == content
    assert not list(folder.glob("draft-*"))


@pytest.mark.django_db
def test_it_refuses_an_empty_file() -> None:
    with pytest.raises(Refused):
        store_made(content=BytesIO(), media_type="application/zip", now=NOW)
