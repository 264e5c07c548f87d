"""Tables of what the times tell."""

from himpun.monitoring.models.assessments import Assessment
from himpun.monitoring.models.boards import RunSummary
from himpun.monitoring.models.evaluations import Evaluation
from himpun.monitoring.models.evidence import EvidencePack
from himpun.monitoring.models.facts import Halt, StepTime

__all__ = ["Assessment", "Evaluation", "EvidencePack", "Halt", "RunSummary", "StepTime"]
