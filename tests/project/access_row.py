"""Who asks for the addresses, and what a row of the table says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

HERE = "pesisir-selatan-dishub"
ANONYMOUS = "anonymous"
PEOPLE: Mapping[str, str] = {
    "holder": "pessel.kasi-keselamatan",
    "stand-in": "pessel.kasi-angkutan",
    "colleague": "pessel.kabid-angkutan",
    "operator": "pessel.operator",
    "administrator": "pessel.admin",
    "other": "balangan.staf",
    "other administrator": "balangan.admin",
    "reader": "inspektorat",
    "system": "admin.sistem",
}
SIGNED_IN = frozenset(PEOPLE)
EVERYONE = SIGNED_IN | {ANONYMOUS}
HOLDERS = frozenset({"holder", "stand-in", "operator"})
"""Who may do the step that is asked for."""
HOME = HOLDERS | {"colleague", "administrator"}
"""Who belongs to the agency."""
READERS = HOME | {"reader"}
OFFICE = READERS | {"system"}
ADMINISTRATORS = frozenset({"administrator", "system"})
KEEPERS = frozenset({"operator", "administrator"})
"""Who keeps the agency's indicators; so does the steward of its SOP, who is not among these."""
SYSTEM = frozenset({"system"})
CATALOGUE_KEEPERS = frozenset({"operator", "administrator"})
NOBODY: frozenset[str] = frozenset()

Made = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """`args` makes the parts of the address; `ask` None: the same people as `see`."""

    see: frozenset[str]
    ask: frozenset[str] | None = None
    args: Made = field(default=dict)

    @property
    def may_ask(self) -> frozenset[str]:
        return self.see if self.ask is None else self.ask


def agency() -> dict[str, Any]:
    return {"agency": HERE}


def of_agency(**parts: Any) -> Made:
    return lambda: {"agency": HERE, **parts}


def numbered(rows: Any, **where: Any) -> Made:
    """The number of a row of the agency."""
    return lambda: {"agency": HERE, "number": rows.objects.filter(**where).first().pk}
