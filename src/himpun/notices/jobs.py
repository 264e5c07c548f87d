"""What the background worker does for notices: it makes the day's digests, and sends the mails."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from himpun.kernel.messages import Rejected
from himpun.kernel.worktime import CalendarUnknown
from himpun.notices.queries.digests import agencies_due, digest_turn, readers_of
from himpun.notices.services.digesting import make_digest, set_digest_clock
from himpun.notices.services.mails import send_next_mail
from himpun.office.queries import Agency, day_at
from himpun.office.services.ticks import left_undone

log = structlog.get_logger(__name__)
NOT_TAKEN = "Server surel tidak menerima sebuah surel; alasannya ada di daftar surel instansinya."
MOST = 50
"""Mails of one round; then the clock is looked at again."""


def send_mails(
    clock: Callable[[], datetime] | None = None, *, stop: Callable[[], bool] = lambda: False
) -> int:
    """Send what is due, one mail after the other, until there is none or ``stop`` says so; answers
    how many were taken by the server.

    Nothing is tried where no server is set. Any number of workers may run: a mail belongs to the
    one that claimed it, and what a killed one left is claimed anew.
    """
    if settings.HIMPUN_SMTP is None:
        return 0
    taken = 0
    for _ in range(MOST):
        outcome = None if stop() else send_next_mail(clock=clock or timezone.now)
        if outcome is None:
            break
        taken += outcome == "accepted"
        if outcome not in {"accepted", "dropped"}:
            log.warning("mail not taken", outcome=outcome)
            left_undone(what=NOT_TAKEN)
    return taken


def make_digests(now: datetime | None = None, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Write the digests that are due, agency by agency, until ``stop`` says so; answers how many.

    Safe with any number of workers and whenever one is killed: each digest is a transaction of its
    own and is made once. An agency whose year has no holiday table is named in the log, and the
    others go on.
    """
    now, made = now or timezone.now(), 0
    if settings.HIMPUN_SMTP is None:
        return 0
    for agency in list(agencies_due(now)):
        if stop():
            break
        try:
            made += _digests_of(agency, now, stop)
        except (CalendarUnknown, DatabaseError, Rejected) as raised:
            log.warning("no digests", agency=agency.code, why=str(raised))
            left_undone(what=f"Ringkasan harian {agency.name}: {raised}")
    return made


def _digests_of(agency: Agency, now: datetime, stop: Callable[[], bool]) -> int:
    turn, made = digest_turn(agency, now), 0
    for person in readers_of(agency, day_at(agency, now)) if turn.now else ():
        if stop():
            return made
        try:
            made += make_digest(person=person, agency=agency, now=now)
        except (DatabaseError, Rejected) as raised:
            log.warning("no digest", person=person.pk, why=str(raised))
            left_undone(what=f"Sebuah ringkasan harian {agency.name}: {raised}")
    set_digest_clock(agency=agency, next_at=turn.next_at, now=now)
    return made
