"""What may be asked of notices and mails: each function is one wish, whole or not at all."""

from himpun.notices.services.telling import Still, tell

__all__ = ["Still", "tell"]
