"""What may be asked of the outbox: mails that are to go, that are not needed, that failed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from himpun.notices.models import Mail
from himpun.notices.queries.outbox import why_not_care
from himpun.notices.services._outbox import new_mail
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

in_turn = InTurn(Refused)
SHORTEST, LONGEST = 5, 500
"""Letters of a reason."""


@in_turn
def write_mail(
    *,
    agency: Agency,
    source: str,
    argument: str,
    about: str,
    to: str,
    name: str,
    subject: str,
    link: str,
    now: datetime,
) -> Mail:
    """A mail to somebody outside, sent by the worker after the caller's transaction has ended.

    ``source`` is a row of the setting HIMPUN_MAIL_SOURCES: who writes the text from ``argument``
    when the mail goes out, and is told what came of it. The caller writes the journal.
    """
    mail = new_mail(
        agency=agency, source=source, argument=argument, about=about, to=to, name=name,
        subject=subject, link=link, now=now,
    )  # fmt: skip
    mail.save(force_insert=True)
    return mail


@in_turn
def drop_mails(*, about: str, why: str, now: datetime) -> int:
    """Mails about something that wait or have failed are not needed any more; ``why`` is shown.
    Answers how many there were."""
    rows = Mail.objects.filter(Q(state="waiting") | Q(state="dead"), about=about)
    return rows.update(state="dropped", next_at=None, ended_at=now, why=why)


@in_turn
def send_anew(*, mail: Mail, by: Person | None, now: datetime) -> Mail:
    """A mail that was given up is tried again from the beginning, under the same Message-ID.

    Refuses who does not take care of the agency's things, and a mail that was not given up.
    """
    row = _given_up(mail, by, now)
    row.state, row.attempts, row.next_at, row.ended_at, row.handing_at = (
        "waiting",
        0,
        now,
        None,
        None,
    )
    row.save()
    _tell(row, "MailSentAnew", "", by, now)
    return row


@in_turn
def lay_aside(*, mail: Mail, reason: str, by: Person | None, now: datetime) -> Mail:
    """A mail that was given up is not to be sent any more, for a reason.

    Refuses who does not take care of the agency's things, a mail that was not given up, and a
    reason that is none.
    """
    row = _given_up(mail, by, now)
    why = " ".join(reason.split())
    if not SHORTEST <= len(why) <= LONGEST:
        raise Refused(f"Alasan harus diisi, {SHORTEST} sampai {LONGEST} huruf.")
    row.state, row.why, row.ended_at = "dropped", why, now
    row.save()
    _tell(row, "MailLaidAside", why, by, now)
    return row


def _given_up(mail: Mail, by: Person | None, now: datetime) -> Mail:
    row = Mail.objects.select_for_update(of=("self",)).select_related("agency").get(pk=mail.pk)
    if why := why_not_care(by, row.agency, now):
        raise Refused(why)
    if row.state != "dead":
        raise Refused("Surel ini tidak lagi berstatus gagal. Muat ulang halaman ini.")
    return row


def _tell(row: Mail, action: str, reason: str, by: Person | None, now: datetime) -> None:
    write(
        agency=row.agency, by=by, now=now, action=action, subject=f"mail/{row.pk}",
        body={"about": row.about, "name": row.name, "subject": row.subject, "reason": reason},
    )  # fmt: skip
