"""What may be asked of what the times tell."""

from himpun.monitoring.services.assessing import assess_procedure
from himpun.monitoring.services.counting import count_times
from himpun.monitoring.services.summaries import sum_up_runs

__all__ = ["assess_procedure", "count_times", "sum_up_runs"]
