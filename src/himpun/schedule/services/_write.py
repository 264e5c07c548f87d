"""How every change of the schedule goes: in turn, refused or journalled."""

from __future__ import annotations

from himpun.kernel.messages import Rejected
from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn

__all__ = ["in_turn", "in_turn_of_a_worker"]

in_turn = InTurn(Refused)
in_turn_of_a_worker = InTurn(Rejected)
