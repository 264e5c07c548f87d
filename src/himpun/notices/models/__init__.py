"""The tables of notices and mails. No business methods here, and no signals."""

from himpun.notices.models.notices import Notice, Preference

__all__ = ["Notice", "Preference"]
