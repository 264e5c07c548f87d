"""A mail that was given up is laid aside, with a reason."""

import pytest
from tests.notices.outboxes import Clock
from tests.office.scene import NOW, Scene

from himpun.notices.models import Mail
from himpun.notices.services.mails import send_next_mail
from himpun.notices.services.outbox import lay_aside
from himpun.office.rules import Refused


def test_it_does_not_go_any_more_and_the_reason_stands_in_the_journal(
    scene: Scene, dead: Mail, clock: Clock
) -> None:
    lay_aside(mail=dead, reason="Diserahkan  langsung", by=scene.admin, now=NOW)
    dead.refresh_from_db()
    assert (dead.state, dead.why) == ("dropped", "Diserahkan langsung")
    assert scene.last().body["reason"] == "Diserahkan langsung"
    clock.on(days=2)
    assert send_next_mail(clock=clock) is None


def test_it_refuses_others_no_reason_and_a_second_time(scene: Scene, dead: Mail) -> None:
    for who in (scene.staff, scene.outsider):
        with pytest.raises(Refused, match="diurus oleh administrator"):
            lay_aside(mail=dead, reason="Diserahkan langsung", by=who, now=NOW)
    for reason in ("", "  ya ", "x" * 501):
        with pytest.raises(Refused, match="Alasan harus diisi"):
            lay_aside(mail=dead, reason=reason, by=scene.admin, now=NOW)
    lay_aside(mail=dead, reason="Diserahkan langsung", by=scene.colleague, now=NOW)
    with pytest.raises(Refused, match="tidak lagi berstatus gagal"):
        lay_aside(mail=dead, reason="Diserahkan langsung", by=scene.admin, now=NOW)
    assert scene.actions().count("MailLaidAside") == 1
