"""The tables of notices and mails. No business methods here, and no signals."""

from himpun.notices.models.digests import Digest, DigestClock
from himpun.notices.models.notices import Notice, Preference
from himpun.notices.models.outbox import Mail, MailAttempt

__all__ = ["Digest", "DigestClock", "Mail", "MailAttempt", "Notice", "Preference"]
