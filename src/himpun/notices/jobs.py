"""What the background worker does for notices: it sends the mails that wait."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.conf import settings
from django.utils import timezone

from himpun.notices.services.mails import send_next_mail
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
