"""An SOP as BPMN 2.0, for other modellers and engines, and for the engine that tests ours.

``to_bpmn(sop)`` gives one XML document, valid against the schema of the standard and with its
diagram. Lanes are the performers; a fan-out is a sub-process with parallel multi-instance over
``units``, parallel rows a sub-process with one inner sub-process a branch (so that no loop ever
meets a join), exits are exclusive gateways on the variable ``exit_<task>``.
"""

from himpun.kernel.bpmn.document import to_bpmn
from himpun.kernel.bpmn.graph import (
    UNITS,
    Profile,
    element_id,
    exit_variable,
    limit_variable,
    unit_variable,
)

__all__ = [
    "UNITS", "Profile", "element_id", "exit_variable", "limit_variable", "to_bpmn",
    "unit_variable",
]  # fmt: skip
