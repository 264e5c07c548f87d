"""What the register's tests share."""

import pytest
from tests.office.scene import Scene, build
from tests.remembered import remembered


@pytest.fixture
def scene(db: None) -> Scene:
    return remembered("office", build)
