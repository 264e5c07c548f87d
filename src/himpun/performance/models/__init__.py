"""Tables of performance data. No business methods here, and no signals."""

from himpun.performance.models.agreement import Agreement, Budget, MediumTarget, Target
from himpun.performance.models.catalogue import (
    CrossRule,
    Indicator,
    IndicatorVersion,
    Objective,
    PerformanceSettings,
)
from himpun.performance.models.checking import (
    Approval,
    Correction,
    CorrectionProof,
    Query,
    QueryMessage,
)
from himpun.performance.models.collecting import Comment, Evidence, Form, Value, ValueChange
from himpun.performance.models.recap import Analysis, Recap

__all__ = [
    "Agreement",
    "Analysis",
    "Approval",
    "Budget",
    "Comment",
    "Correction",
    "CorrectionProof",
    "CrossRule",
    "Evidence",
    "Form",
    "Indicator",
    "IndicatorVersion",
    "MediumTarget",
    "Objective",
    "PerformanceSettings",
    "Query",
    "QueryMessage",
    "Recap",
    "Target",
    "Value",
    "ValueChange",
]
