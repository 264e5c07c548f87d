"""What may be asked of what the times tell."""

from himpun.monitoring.services.counting import count_times

__all__ = ["count_times"]
