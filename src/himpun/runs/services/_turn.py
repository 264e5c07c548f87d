"""One transaction for each thing that is asked of a run; refused (Rejected) where others take too
long."""

from himpun.kernel.messages import Rejected
from himpun.office.services.turn import BUSY, InTurn

__all__ = ["BUSY", "in_turn", "repeatable"]

in_turn = InTurn(Rejected)
repeatable = InTurn(Rejected, repeatable=True)
