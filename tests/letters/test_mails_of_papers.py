"""The mails of papers are sent once by however many workers, tried again when the server is away,
and given up when it says no; a worker that is killed leaves nothing half done."""

import os
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from tests.letters.desks import Desk, desk_in
from tests.notices.post_office import SENDER, PostOffice
from tests.runs.crash_rivals import Wish, disconnected, in_processes

from himpun.letters.models import Recipient
from himpun.letters.queries.sending import recipients_of
from himpun.letters.services.sending import resend
from himpun.notices.jobs import send_mails
from himpun.notices.models import Mail, MailAttempt
from himpun.notices.queries.outbox import mails_of
from himpun.notices.services import mails
from himpun.notices.services.mails import send_next_mail
from himpun.project.environment import Smtp


class Clock:
    """A clock to move."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, **later: float) -> None:
        self.now += timedelta(**later)


@pytest.fixture
def clock(desk: Desk) -> Clock:
    return Clock(desk.now)


@pytest.fixture
def row(desk: Desk, post: PostOffice) -> Recipient:
    """A recipient whose mail waits."""
    paper = desk.signed(subject="Permintaan data\tkinerja – triwulan III")
    made = desk.to_mail(paper)
    desk.sent(paper)
    return made


def outcomes() -> list[str]:
    return list(MailAttempt.objects.order_by("pk").values_list("outcome", flat=True))


def test_it_says_who_sends_what_with_a_link_of_their_own(
    row: Recipient, post: PostOffice, clock: Clock
) -> None:
    assert send_next_mail(clock=clock) == "accepted"
    assert send_next_mail(clock=clock) is None
    (mail,) = post.taken
    assert post.envelopes == [(SENDER, "bupati@example.go.id")]
    assert mail["From"] == f"Dinas Perhubungan <{SENDER}>"
    assert mail["Subject"] == (
        "Surat permintaan data 000.8.6.3/001/DISHUB/IX/2026: Permintaan data kinerja – triwulan III"
    )
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Yth. Bupati" in post.text()
    assert f"/t/{row.pk}.1." in post.text()
    assert "berlaku sampai 14 Oktober 2026" in post.text()
    row.refresh_from_db()
    assert row.delivered_at == clock.now
    (line,) = recipients_of(row.paper, clock.now)
    assert (line.word, line.known) == (
        "Sampai", "Diterima server surel; belum tentu sudah dibaca",
    )  # fmt: skip


def test_a_name_cannot_write_heads_of_its_own(desk: Desk, row: Recipient, post: PostOffice) -> None:
    desk.agency.name = 'Dinas "A"\nBcc: x@example.id'
    desk.agency.save()
    send_next_mail(clock=lambda: desk.now)
    assert post.taken[0]["Bcc"] is None
    assert post.taken[0]["From"].addresses[0].addr_spec == SENDER


def test_what_the_server_does_not_want_now_is_tried_again_later_and_later(
    row: Recipient, post: PostOffice, clock: Clock
) -> None:
    post.at_rcpt.append("450 Busy")
    post.answers.append("451 Try later")
    assert send_next_mail(clock=clock) == "later"
    clock.on(seconds=59)
    assert send_next_mail(clock=clock) is None
    clock.on(seconds=1)
    assert send_next_mail(clock=clock) == "later"
    clock.on(minutes=5)
    assert send_next_mail(clock=clock) == "accepted"
    assert outcomes() == ["later", "later", "accepted"]
    assert MailAttempt.objects.all()[1].answer == "451 Try later"
    assert Mail.objects.get().state == "sent"


def test_what_the_server_refuses_is_given_up_at_once_and_shown(
    desk: Desk, row: Recipient, post: PostOffice, clock: Clock
) -> None:
    post.at_rcpt.append("550 No such user")
    assert send_next_mail(clock=clock) == "never"
    (line,) = recipients_of(row.paper, clock.now)
    assert (line.word, line.tries) == ("Gagal dikirim", ["Ditolak: 550 No such user"])
    assert [mail.to for mail in mails_of(desk.agency, "dead")] == ["bupati@example.go.id"]
    assert desk.told("MailGivenUp")[0]["answer"] == "550 No such user"
    resend(recipient=row, by=desk.keeper, now=clock.now)
    assert list(mails_of(desk.agency, "dead")) == []
    assert send_next_mail(clock=clock) == "accepted"
    assert recipients_of(row.paper, clock.now)[0].word == "Sampai"


def test_a_server_that_is_away_is_tried_seven_times_in_a_day(row: Recipient, clock: Clock) -> None:
    away = Smtp("127.0.0.1", 1, "", "", "none")
    with override_settings(HIMPUN_SMTP=away):
        tries = 0
        for _ in range(40):
            tries += send_next_mail(clock=clock) is not None
            clock.on(hours=1)
    assert tries == 7
    assert Mail.objects.get().state == "dead"
    assert "ConnectionRefusedError" in MailAttempt.objects.all()[0].answer


def test_a_server_without_tls_gets_no_letter_that_was_to_be_enciphered(
    row: Recipient, post: PostOffice, clock: Clock
) -> None:
    with override_settings(HIMPUN_SMTP=Smtp("127.0.0.1", post.port, "a", "b", "start")):
        assert send_next_mail(clock=clock) == "later"
    assert post.taken == []
    assert "STARTTLS" in MailAttempt.objects.get().answer


def test_a_server_that_hangs_up_without_a_word_is_asked_again_under_the_same_id(
    row: Recipient, post: PostOffice, clock: Clock
) -> None:
    post.answers.append("")
    assert send_next_mail(clock=clock) == "unknown"
    clock.on(minutes=1)
    assert send_next_mail(clock=clock) == "accepted"
    assert len(post.taken) == 2
    assert len(set(post.ids)) == 1, "a reader can tell the second copy"
    assert bytes(post.taken[0]) == bytes(post.taken[1])
    assert outcomes() == ["unknown", "accepted"]


def test_without_a_server_nothing_is_tried(row: Recipient) -> None:
    with override_settings(HIMPUN_SMTP=None):
        assert send_mails() == 0
    assert not MailAttempt.objects.exists()


def test_a_worker_that_was_held_up_does_not_send_what_another_took_over(
    row: Recipient, post: PostOffice, clock: Clock
) -> None:
    slow = mails._claim(clock.now)
    assert slow is not None
    clock.on(minutes=6)
    assert send_next_mail(clock=clock) == "accepted"
    reply = mails._hand_over(slow, clock)
    assert (reply.outcome, len(post.taken)) == ("later", 1)
    mails._record(slow, reply, clock.now)
    assert Mail.objects.get().state == "sent"


# ---- in processes of their own


@pytest.fixture
def shared(transactional_db: None, tmp_path: Path) -> Desk:
    """In tables that every process sees."""
    return desk_in(tmp_path)


def waiting(desk: Desk, count: int) -> None:
    paper = desk.signed()
    for no in range(count):
        desk.to_mail(paper, f"penerima-{no}@example.go.id")
    desk.sent(paper)


def test_several_workers_send_each_mail_once(shared: Desk, post: PostOffice) -> None:
    waiting(shared, 12)

    def work(ready: Wish) -> int:
        ready()
        return send_mails(lambda: shared.now)

    assert sum(in_processes(work, work, work)) == 12
    assert sorted(post.envelopes) == sorted({(SENDER, to) for _, to in post.envelopes})
    assert len(set(post.ids)) == len(post.taken) == 12
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


def killed_at(moment: str, desk: Desk) -> None:
    """A worker is ended by SIGKILL at the moment that is named."""
    name = {"after the claim": "_hand_over", "before the answer is kept": "_record"}[moment]

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with disconnected():
        child = os.fork()
        if child == 0:
            setattr(mails, name, die)
            send_mails(lambda: desk.now)
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


@pytest.mark.parametrize(
    ("moment", "copies", "said"),
    [
        ("after the claim", 1, ["later", "accepted"]),
        # The server has it, and nobody is left who knows: what SMTP allows at best.
        ("before the answer is kept", 2, ["unknown", "accepted"]),
    ],
)
def test_what_a_killed_worker_left_is_sent_by_the_next(
    shared: Desk, post: PostOffice, moment: str, copies: int, said: list[str]
) -> None:
    waiting(shared, 1)
    killed_at(moment, shared)
    clock = Clock(shared.now)
    assert send_mails(clock) == 0, "it may live still"
    clock.on(minutes=5)
    assert send_mails(clock) == 1
    assert (len(post.taken), len(set(post.ids))) == (copies, 1)
    assert outcomes() == said
    clock.on(days=2)
    assert send_mails(clock) == 0


def test_the_worker_s_command_sends_them(
    row: Recipient, post: PostOffice, monkeypatch: pytest.MonkeyPatch, clock: Callable[[], datetime]
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", clock)
    out = StringIO()
    call_command("work", "--once", stdout=out)
    assert "1 mails sent\n" in out.getvalue()
    assert len(post.taken) == 1
