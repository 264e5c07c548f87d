"""What the tests of notices share."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings
from tests.notices import outboxes
from tests.notices.outboxes import SETTING, Clock, Desk, mail_in_outbox
from tests.notices.post_office import PostOffice, post_office
from tests.office.scene import NOW, Scene, build
from tests.remembered import remembered

from himpun.notices.models import Mail
from himpun.notices.services.mails import send_next_mail


@pytest.fixture
def scene(db: None) -> Scene:
    """A small office, and another agency beside it."""
    return remembered("office", build)


@pytest.fixture
def desk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Who writes the mails of the source "test"."""
    settings.HIMPUN_MAIL_SOURCES = {**settings.HIMPUN_MAIL_SOURCES, **SETTING}
    monkeypatch.setattr(outboxes, "DESK", Desk())
    return outboxes.DESK


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server, which the installation uses."""
    with post_office() as office:
        yield office


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dead(scene: Scene, desk: Desk, post: PostOffice) -> Mail:
    """A mail that the server refused for good."""
    mail = mail_in_outbox(scene)
    post.at_rcpt.append("550 No such user")
    assert send_next_mail(clock=lambda: NOW) == "never"
    mail.refresh_from_db()
    return mail


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
