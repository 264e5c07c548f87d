"""A mail that was given up is sent again when somebody entitled asks for it."""

import pytest
from tests.notices.outboxes import Clock
from tests.notices.post_office import PostOffice
from tests.office.scene import NOW, Scene

from himpun.notices.models import Mail, MailAttempt
from himpun.notices.services.mails import send_next_mail
from himpun.notices.services.outbox import send_anew
from himpun.office.rules import Refused


def test_it_goes_under_the_same_id_and_stands_in_the_journal(
    scene: Scene, dead: Mail, post: PostOffice, clock: Clock
) -> None:
    send_anew(mail=dead, by=scene.admin, now=NOW)
    assert scene.last().action == "MailSentAnew"
    assert scene.last().actor == scene.admin
    assert send_next_mail(clock=clock) == "accepted"
    assert post.ids == [dead.message_id]
    assert list(MailAttempt.objects.values_list("outcome", flat=True)) == ["never", "accepted"]


def test_it_begins_with_all_its_tries(
    scene: Scene, dead: Mail, post: PostOffice, clock: Clock
) -> None:
    send_anew(mail=dead, by=scene.colleague, now=NOW)
    post.answers += ["451 Later"] * 7
    tries = 0
    for _ in range(40):
        tries += send_next_mail(clock=clock) is not None
        clock.on(hours=1)
    assert tries == 7
    assert Mail.objects.get().state == "dead"


def test_it_refuses_others_and_what_was_not_given_up(scene: Scene, dead: Mail) -> None:
    for who in (scene.staff, scene.outsider):
        with pytest.raises(Refused, match="diurus oleh administrator"):
            send_anew(mail=dead, by=who, now=NOW)
    send_anew(mail=dead, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="tidak lagi berstatus gagal"):
        send_anew(mail=dead, by=scene.colleague, now=NOW)
    assert scene.actions().count("MailSentAnew") == 1
