"""What may be asked of performance data: one function each, atomic, with its journal."""

from himpun.performance.services._save import Change, Outcome
from himpun.performance.services.agreement import (
    CellsRefused,
    WrongCell,
    cancel_agreement,
    draft_agreement,
    set_budgets,
    set_targets,
)
from himpun.performance.services.analysis import write_analysis
from himpun.performance.services.approving import approve_agreement
from himpun.performance.services.indicators import (
    add_indicator,
    close_indicator,
    move_indicator,
    revise_indicator,
)
from himpun.performance.services.medium import set_medium_targets
from himpun.performance.services.objectives import (
    add_objective,
    change_objective,
    close_objective,
)
from himpun.performance.services.recap import freeze_recap
from himpun.performance.services.sample import load_sample_indicators
from himpun.performance.services.settings import (
    add_cross_rule,
    close_cross_rule,
    set_performance_settings,
)

__all__ = [
    "CellsRefused",
    "Change",
    "Outcome",
    "WrongCell",
    "add_cross_rule",
    "add_indicator",
    "add_objective",
    "approve_agreement",
    "cancel_agreement",
    "change_objective",
    "close_cross_rule",
    "close_indicator",
    "close_objective",
    "draft_agreement",
    "freeze_recap",
    "load_sample_indicators",
    "move_indicator",
    "revise_indicator",
    "set_budgets",
    "set_medium_targets",
    "set_performance_settings",
    "set_targets",
    "write_analysis",
]
