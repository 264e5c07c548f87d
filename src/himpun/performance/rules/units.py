"""Units of measure in an expression: what is refused when the formula is written, not at year end.

Adding orang to km is refused; dividing orang by orang gives a ratio; a ratio × 100 is a percentage.
Other factors (1.000, 100.000: "per 100.000 kelahiran hidup") leave the unit as it is.
"""

import ast
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from himpun.performance.rules.expressions import Expression

PERCENT = frozenset({"%", "persen", "prosen"})
PLAIN = frozenset({"", "rasio"})
SPELT = {"rp": "Rp", "kwh": "kWh", "mw": "MW"}


class UnitsDiffer(ValueError):
    """An expression that mixes units; the exception's text is the sentence."""


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """``parts``: (unit, power), sorted; ``hundreds``: how often it was multiplied by 100.

    A percentage is a ratio that was multiplied by 100 once. ``literal``: a number of the formula.
    """

    parts: tuple[tuple[str, int], ...] = ()
    hundreds: int = 0
    literal: bool = False

    def __str__(self) -> str:
        """orang per km; %; tanpa satuan."""
        named = [(SPELT.get(name, name), power) for name, power in self.parts]
        above = " × ".join(spelt for spelt, power in named for _ in range(power))
        below = " × ".join(spelt for spelt, power in named for _ in range(-power))
        if not self.parts:
            return {0: "tanpa satuan", 1: "%"}.get(
                self.hundreds, f"rasio × 100 pangkat {self.hundreds}"
            )
        return f"{above or '1'} per {below}" if below else above


def unit_called(text: str) -> UnitOfMeasure:
    """The unit that an official writes: "%", "Persen", "Orang", "" for a ratio."""
    name = " ".join(text.split()).casefold()
    if name in PERCENT:
        return UnitOfMeasure(hundreds=1)
    return UnitOfMeasure() if name in PLAIN else UnitOfMeasure(((name, 1),))


def why_not_expression(
    expression: Expression, units: Mapping[str, str], result: str
) -> tuple[str, ...]:
    """Why an expression cannot compute an indicator; empty when it can.

    ``units``: item → its unit of measure, for every item there is; ``result``: the indicator's.
    """
    unknown = [name for name in expression.items if name not in units]
    if unknown:
        return (f"Butir tidak dikenal: {', '.join(unknown)}.",)
    if not expression.items:
        return ("Rumus tidak memakai satu butir pun.",)
    try:
        found = unit_of(expression, units)
    except UnitsDiffer as error:
        return (str(error),)
    why = _why_not_result(found, unit_called(result), result)
    return (why,) if why else ()


def unit_of(expression: Expression, units: Mapping[str, str]) -> UnitOfMeasure:
    """The unit an expression gives. Refuses (UnitsDiffer) to add what does not belong together."""
    named = {place: unit_called(units[name]) for place, name in expression.places.items()}
    hundreds = {name for name, value in expression.literals.items() if value == 100}
    return _Walk(named, hundreds).of(expression.tree)


@dataclass(frozen=True, slots=True)
class _Walk:
    named: Mapping[str, UnitOfMeasure]
    hundreds: set[str]

    def of(self, node: ast.expr) -> UnitOfMeasure:
        if isinstance(node, ast.Name):
            return self.named.get(node.id) or UnitOfMeasure(literal=True)
        if isinstance(node, ast.UnaryOp):
            return self.of(node.operand)
        if isinstance(node, ast.Call):
            return _same([self.of(argument) for argument in node.args])
        assert isinstance(node, ast.BinOp)
        if isinstance(node.op, ast.Add | ast.Sub):
            return _same([self.of(node.left), self.of(node.right)])
        return self._product(node, power=1 if isinstance(node.op, ast.Mult) else -1)

    def _product(self, node: ast.BinOp, power: int) -> UnitOfMeasure:
        left, right = self.of(node.left), self.of(node.right)
        parts = Counter(dict(left.parts))
        for name, times in right.parts:
            parts[name] += power * times
        kept = tuple(sorted((name, times) for name, times in parts.items() if times))
        hundreds = left.hundreds + self._factor(node.left, left)
        hundreds += power * (right.hundreds + self._factor(node.right, right))
        both = left.literal and right.literal
        return UnitOfMeasure(kept, 0 if both else hundreds, both)

    def _factor(self, node: ast.expr, unit: UnitOfMeasure) -> int:
        return int(unit.literal and isinstance(node, ast.Name) and node.id in self.hundreds)


def _same(found: Sequence[UnitOfMeasure]) -> UnitOfMeasure:
    """The one unit of what is added or compared. A number of the formula fits what has no unit."""
    units = [unit for unit in found if not unit.literal]
    if not units:
        return UnitOfMeasure(literal=True)
    first = units[0]
    for other in units[1:]:
        if (other.parts, other.hundreds) != (first.parts, first.hundreds):
            raise UnitsDiffer(f"Satuan berbeda tidak dapat digabung: {first} dengan {other}.")
    if first.parts and len(units) < len(found):
        raise UnitsDiffer(f"Angka tanpa satuan tidak dapat digabung dengan {first}.")
    return first


def _why_not_result(found: UnitOfMeasure, wanted: UnitOfMeasure, said: str) -> str | None:
    if wanted == UnitOfMeasure(hundreds=1):
        if found.parts:
            return f"Hasil rumus bersatuan {found}, bukan %."
        if found.hundreds == 0:
            return "Hasil rumus berupa rasio; kalikan 100 agar menjadi %."
        if found.hundreds != 1:
            return "Hasil rumus dikalikan 100 lebih dari sekali; tidak menjadi %."
        return None
    plain = [power for _, power in found.parts] == [1]
    if plain and wanted.parts and found.parts != wanted.parts:
        return f"Hasil rumus bersatuan {found}, bukan {said.strip()}."
    return None
