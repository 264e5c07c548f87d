"""What the tests of papers share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.letters.desks import Desk, desk_in
from tests.notices.post_office import PostOffice, post_office
from tests.runs.pages import Pages
from tests.runs.scene import Scene, build


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    """The desk of an agency's numbers; nothing is numbered yet."""
    return desk_in(tmp_path)


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan with its SOP, no run yet, no letterhead."""
    return build(tmp_path)


@pytest.fixture
def pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The pages by the scene's clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: scene.now)
    return Pages(scene)


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server, which the installation uses."""
    with post_office() as office:
        yield office
