"""The mails by which notices go to their readers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from himpun.notices.models import Mail, Notice
from himpun.notices.queries.wanted import why_not_wanted, words_of
from himpun.notices.rules.kinds import KINDS
from himpun.notices.rules.outbox import Source, Unwanted, Worded
from himpun.notices.rules.words import CHOICES, mail_text
from himpun.notices.services._outbox import new_mail


def write_mails(notices: Sequence[Notice], now: datetime) -> None:
    """A mail for each notice whose reader has an address; a reader who was told before under the
    same key gets none. Nothing is written where no mail server is set: else all of it would go out
    on the day on which one is."""
    if settings.HIMPUN_SMTP is None:
        return
    mails = [_mail(notice, now) for notice in notices if notice.person.email]
    if mails:
        Mail.objects.bulk_create(mails, ignore_conflicts=True)


def _mail(notice: Notice, now: datetime) -> Mail:
    person, once = notice.person, f"notice/{notice.person_id}/{notice.key}"
    return new_mail(
        agency=notice.agency, person=person, source="notice", argument=notice.key, about=once,
        once=once, to=person.email, name=person.name, link=notice.link, now=now,
        subject=_subject(notice.kind, notice.subject),
    )  # fmt: skip


def _text(mail: Mail, now: datetime) -> Worded | Unwanted:
    notice = Notice.objects.select_related("agency", "person__user").get(
        person=mail.person_id, key=mail.argument
    )
    # The words first: who hands in before the next question is then found there.
    subject, text = words_of(notice, now)
    if why := why_not_wanted(notice, now):
        return Unwanted(why)
    home = settings.HIMPUN_URL
    said = mail_text(
        name=mail.name, office=f"{notice.agency.name} {notice.agency.region}",
        subject=subject, text=text, url=f"{home}{notice.link}", choices=f"{home}{CHOICES}",
    )  # fmt: skip
    return Worded(_subject(notice.kind, subject), said)


def _subject(kind: str, subject: str) -> str:
    return f"{KINDS[kind].word}: {subject}"


NOTICE = Source(_text)
"""The row "notice" of the setting HIMPUN_MAIL_SOURCES."""
