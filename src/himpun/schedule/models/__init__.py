"""Tables of the schedule."""

from himpun.schedule.models.starts import Start, StartChange, StartRule

__all__ = ["Start", "StartChange", "StartRule"]
