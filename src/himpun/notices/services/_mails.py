"""The mails by which notices go to their readers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from himpun.notices.models import Mail, Notice
from himpun.notices.queries.wanted import why_not_wanted
from himpun.notices.rules.kinds import KINDS
from himpun.notices.rules.outbox import Source, Unwanted
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
        subject=f"{KINDS[notice.kind].word}: {notice.subject}",
    )  # fmt: skip


def _text(mail: Mail, now: datetime) -> str | Unwanted:
    notice = Notice.objects.select_related("agency", "person__user").get(
        person=mail.person_id, key=mail.argument
    )
    if why := why_not_wanted(notice, now):
        return Unwanted(why)
    home = settings.HIMPUN_URL
    return mail_text(
        name=mail.name, office=f"{notice.agency.name} {notice.agency.region}",
        subject=notice.subject, text=notice.text, url=f"{home}{notice.link}",
        choices=f"{home}{CHOICES}",
    )  # fmt: skip


NOTICE = Source(_text)
"""The row "notice" of the setting HIMPUN_MAIL_SOURCES."""
