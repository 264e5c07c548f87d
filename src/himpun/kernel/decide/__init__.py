"""``decide``: what a command does to a run, as events, or why it is refused. Changes nothing."""

from himpun.kernel.decide.commands import decide, outcome, why_not_complete, why_not_return
from himpun.kernel.decide.needs import Need, need_of

__all__ = ["Need", "decide", "need_of", "outcome", "why_not_complete", "why_not_return"]
