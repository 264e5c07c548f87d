"""A mail is written with the change that wants it."""

import pytest
from django.db import transaction
from tests.notices.outboxes import Clock, Desk, mail_in_outbox
from tests.notices.post_office import PostOffice
from tests.office.scene import Scene

from himpun.notices.models import Mail
from himpun.notices.services.mails import send_next_mail


def test_it_waits_for_the_worker_under_a_name_of_its_own(scene: Scene) -> None:
    first, second = mail_in_outbox(scene), mail_in_outbox(scene)
    assert {first.state, second.state} == {"waiting"}
    assert first.message_id != second.message_id


def test_it_goes_with_the_change_that_wants_it(
    scene: Scene, desk: Desk, post: PostOffice, clock: Clock
) -> None:
    def change() -> None:
        with transaction.atomic():
            mail_in_outbox(scene)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert not Mail.objects.exists()
    assert send_next_mail(clock=clock) is None
