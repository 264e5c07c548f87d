"""Which items an expression divides by."""

import ast
from collections.abc import Iterator

from himpun.performance.rules.expressions import Expression


def denominators_of(expression: Expression) -> tuple[str, ...]:
    """Every item that stands anywhere below a division, once, in the expression's order."""
    below = set(_divisors(expression.tree))
    return tuple(name for place, name in expression.places.items() if place in below)


def _divisors(tree: ast.expr) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield from (inner.id for inner in ast.walk(node.right) if isinstance(inner, ast.Name))
