"""Every mail goes through one outbox: written by its source at the last moment, or not at all."""

from tests.notices.outboxes import Clock, Desk, mail_in_outbox
from tests.notices.post_office import PostOffice
from tests.office.scene import Scene

from himpun.notices.models import Mail, MailAttempt
from himpun.notices.services.mails import send_next_mail


def test_its_source_writes_the_text_and_is_told_what_came_of_it(
    scene: Scene, desk: Desk, post: PostOffice, clock: Clock
) -> None:
    mail_in_outbox(scene, subject="Dua\r\nBcc: x@example.id")
    assert send_next_mail(clock=clock) == "accepted"
    assert send_next_mail(clock=clock) is None
    assert (post.text().strip(), desk.ended) == ("Isi 7.", [(True, "250 Taken")])
    (mail,) = post.taken
    assert (mail["Subject"], mail["Bcc"]) == ("Dua Bcc: x@example.id", None)
    assert mail["From"].startswith("Dinas Perhubungan <")


def test_a_mail_that_is_not_wanted_any_more_is_dropped_with_the_reason(
    scene: Scene, desk: Desk, post: PostOffice, clock: Clock
) -> None:
    mail_in_outbox(scene)
    desk.why = "Formulir sudah masuk."
    assert send_next_mail(clock=clock) == "dropped"
    mail = Mail.objects.get()
    assert (mail.state, mail.why, mail.attempts) == ("dropped", "Formulir sudah masuk.", 0)
    assert (post.taken, desk.ended) == ([], [])
    clock.on(days=2)
    assert send_next_mail(clock=clock) is None


def test_what_changes_while_the_server_is_being_called_still_counts(
    scene: Scene, desk: Desk, post: PostOffice, clock: Clock
) -> None:
    mail_in_outbox(scene)

    def hand_in() -> None:
        """Between choosing the mail and giving it away."""
        if desk.asked == 2:
            desk.why = "Formulir sudah masuk."

    desk.at_asking = hand_in
    assert send_next_mail(clock=clock) == "dropped"
    assert (desk.asked, post.taken) == (2, [])


def test_a_mail_that_cannot_be_written_is_given_up_and_holds_up_no_other(
    scene: Scene, desk: Desk, post: PostOffice, clock: Clock
) -> None:
    mail_in_outbox(scene)
    desk.broken = "no such form"
    assert send_next_mail(clock=clock) == "never"
    assert "no such form" in MailAttempt.objects.get().answer
    desk.broken = ""
    mail_in_outbox(scene, argument="8")
    assert send_next_mail(clock=clock) == "accepted"
    assert post.text().strip() == "Isi 8."


def test_a_mail_of_a_source_that_is_gone_is_given_up(
    scene: Scene, desk: Desk, post: PostOffice, clock: Clock
) -> None:
    mail_in_outbox(scene, source="long ago")
    assert send_next_mail(clock=clock) == "never"
    assert Mail.objects.get().state == "dead"
