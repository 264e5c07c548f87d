"""The daily digests of an agency's people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError

from himpun.kernel.messages import Rejected
from himpun.notices.models import Digest, DigestClock, Notice
from himpun.notices.queries.digests import (
    UNDER_WAY,
    lines_of,
    new_tasks,
    pending,
    waiting_for,
)
from himpun.notices.rules.digest import digest_text
from himpun.notices.rules.outbox import Source, Unwanted
from himpun.notices.rules.words import CHOICES, HOME, day_words
from himpun.notices.services._outbox import new_mail
from himpun.office import queries as office
from himpun.office.services.turn import InTurn

if TYPE_CHECKING:
    from himpun.notices.models import Mail
    from himpun.office.queries import Agency, Person

in_turn = InTurn(Rejected)
DONE = "Semua isinya sudah dibaca, selesai, atau tidak diperlukan lagi."


def make_digest(*, person: Person, agency: Agency, now: datetime) -> bool:
    """Writes a person's digest of the day into the outbox, if there is anything to tell and they
    have not had one; answers whether.

    It is a transaction of its own, and there is one row for a person and a day: whatever is killed,
    restarted or set back, nobody gets two. Where no mail server is set none is made.
    """
    if settings.HIMPUN_SMTP is None:
        return False
    on, until = office.day_at(agency, now), now - UNDER_WAY
    tasks = new_tasks(person, on, until)
    numbers = list(waiting_for(person, on).values_list("pk", flat=True))
    if not tasks and not numbers:
        return False
    try:
        _write(Digest(person=person, on=on, until=until, tasks=tasks), numbers, agency, now)
    except IntegrityError:
        return False  # they have had one
    return True


@in_turn
def _write(digest: Digest, numbers: list[int], agency: Agency, now: datetime) -> None:
    digest.save(force_insert=True)
    Notice.objects.filter(pending(), pk__in=numbers).update(digest=digest)
    person, once = digest.person, f"digest/{digest.person_id}/{digest.on}"
    new_mail(
        agency=agency, person=person, source="digest", argument=str(digest.pk), about=once,
        once=once, to=person.email, name=person.name, link=HOME, now=now,
        subject=f"Ringkasan Himpun, {day_words(digest.on)}",
    ).save(force_insert=True)  # fmt: skip


@in_turn
def set_digest_clock(*, agency: Agency, next_at: datetime, now: datetime) -> None:
    """Notes when an agency's digests are to be looked at next."""
    DigestClock.objects.update_or_create(
        agency=agency, defaults={"set_at": now, "next_at": next_at}
    )


def _text(mail: Mail, now: datetime) -> str | Unwanted:
    """The digest as it stands when it goes. What the server may have got already is repeated as it
    was, so that the second copy can be told."""
    digest = Digest.objects.select_related("person__user").get(pk=int(mail.argument))
    if not digest.person.user.is_active:
        return Unwanted("Akun penerimanya ditutup.")
    lines = lines_of(digest, now)
    if not lines:
        return Unwanted(DONE)
    if digest.text and mail.tries.filter(outcome="unknown").exists():
        return digest.text
    home = settings.HIMPUN_URL
    text = digest_text(
        name=mail.name, day=day_words(digest.on), lines=lines, home=f"{home}{HOME}",
        choices=f"{home}{CHOICES}", office=f"{mail.agency.name} {mail.agency.region}",
    )  # fmt: skip
    if text != digest.text:
        Digest.objects.filter(pk=digest.pk).update(text=text)
    return text


DIGEST = Source(_text)
"""The row "digest" of the setting HIMPUN_MAIL_SOURCES."""
