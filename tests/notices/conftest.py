"""What the tests of notices share."""

import pytest
from tests.office.scene import Scene, build
from tests.remembered import remembered


@pytest.fixture
def scene(db: None) -> Scene:
    """A small office, and another agency beside it."""
    return remembered("office", build)
