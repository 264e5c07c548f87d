"""What the tests of papers share."""

from pathlib import Path

import pytest
from tests.letters.desks import Desk, desk_in


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    """The desk of an agency's numbers; nothing is numbered yet."""
    return desk_in(tmp_path)
