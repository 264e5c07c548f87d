"""What may be asked of what the times tell."""

from himpun.monitoring.services.assessing import assess_procedure
from himpun.monitoring.services.counting import count_times
from himpun.monitoring.services.evaluating import evaluate_sop
from himpun.monitoring.services.evidence import (
    Interrupted,
    make_next_evidence,
    order_evidence,
)
from himpun.monitoring.services.summaries import sum_up_runs

__all__ = [
    "Interrupted",
    "assess_procedure",
    "count_times",
    "evaluate_sop",
    "make_next_evidence",
    "order_evidence",
    "sum_up_runs",
]
