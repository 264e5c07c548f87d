"""Mails that are not needed any more do not go, and the reason stands beside them."""

from tests.notices.outboxes import Clock, Desk, mail_in_outbox
from tests.notices.post_office import PostOffice
from tests.office.scene import NOW, Scene

from himpun.notices.models import Mail
from himpun.notices.services.mails import send_next_mail
from himpun.notices.services.outbox import drop_mails


def test_it_drops_what_waits_and_what_failed_about_that_thing_alone(
    scene: Scene, dead: Mail, post: PostOffice, clock: Clock
) -> None:
    mail_in_outbox(scene)
    mail_in_outbox(scene, about="thing/8", argument="8")
    assert drop_mails(about="thing/7", why="Diganti.", now=NOW) == 2
    assert send_next_mail(clock=clock) == "accepted"
    assert post.text().strip() == "Isi 8."
    rows = Mail.objects.order_by("pk").values_list("state", "why")
    assert list(rows) == [("dropped", "Diganti."), ("dropped", "Diganti."), ("sent", "")]


def test_what_was_sent_stays_sent(scene: Scene, desk: Desk, post: PostOffice, clock: Clock) -> None:
    mail_in_outbox(scene)
    send_next_mail(clock=clock)
    assert drop_mails(about="thing/7", why="Diganti.", now=NOW) == 0
    assert Mail.objects.get().state == "sent"
