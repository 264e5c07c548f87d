"""What may be asked of notices and mails: each function is one wish, whole or not at all."""

from himpun.notices.services.choosing import choose_ways
from himpun.notices.services.reading import mark_read
from himpun.notices.services.telling import Still, tell

__all__ = ["Still", "choose_ways", "mark_read", "tell"]
