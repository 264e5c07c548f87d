"""What the register's tests share."""

import pytest
from tests.office.scene import Scene, build


@pytest.fixture
def scene(db: None) -> Scene:
    return build()
