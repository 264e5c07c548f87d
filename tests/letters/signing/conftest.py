"""The service outside, as long as a test needs it."""

from collections.abc import Iterator

import pytest
from tests.letters.signing import esign


@pytest.fixture
def stand_in() -> Iterator[esign.StandIn]:
    """BSrE's service on this machine."""
    with esign.running() as one:
        yield one
