"""An indicator computed from raw items: safe, exact, and honest about what is missing.

Written as officials write: ``jalan_mantap ÷ jalan × 100``, ``sum(tw1; tw2) − [IKU 1.2]``. Numbers
as everywhere (1.234,5), so arguments are separated by ``;``. ``:`` and ``÷`` divide like ``/``.
A name that is not plain letters, digits and ``_`` stands in brackets.

What was typed never reaches Python: it is cut into tokens first, names and numbers are replaced by
placeholders, and only then does simpleeval see an expression of ``x0``, ``+ - * /``, parentheses
and four functions. All arithmetic is on exact fractions. There is no rounding function on purpose:
rounding happens once, at the end.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import add, mul, neg, sub
from typing import TypeAlias

from simpleeval import SimpleEval

from himpun.performance.rules.numbers import (
    Absent,
    NotANumber,
    read_number,
    show_exact,
)
from himpun.performance.rules.values import Exact

MOST_CHARACTERS = 500
MOST_TOKENS = 200
MOST_DEPTH = 60
"""Of the parsed tree: a chain of 60 additions. Longer sums are written with sum(…)."""
MOST_NAME = 60
BIGGEST = 10**18
"""A result is below it, so that it can be kept with ten decimals in 28 digits."""

_TOKEN = re.compile(
    r"(?P<number>[0-9][0-9.,]*)|\[(?P<quoted>[^\[\]]*)\]|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>[-+*/()×÷:;−–·])|(?P<blank>\s+)|(?P<other>.)",
    re.DOTALL,
)
_PLAIN = {"×": "*", "·": "*", "÷": "/", ":": "/", "−": "-", "–": "-", ";": ","}


class NotAnExpression(ValueError):
    """A text that is no expression; the exception's text is the sentence for who wrote it."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression. ``items`` are the names it needs, in the order they appear.

    ``tree`` and ``literals`` use placeholders: ``x0`` is the first of ``items``, ``n0`` the first
    number. ``words`` are the pieces of the text, for putting numbers in.
    """

    text: str
    items: tuple[str, ...]
    tree: ast.expr = field(compare=False, repr=False)
    literals: Mapping[str, Fraction] = field(compare=False, repr=False)
    words: tuple[tuple[str, str], ...] = field(compare=False, repr=False)

    @property
    def places(self) -> Mapping[str, str]:
        """Placeholder → item."""
        return {f"x{number}": name for number, name in enumerate(self.items)}


@dataclass(frozen=True, slots=True)
class Computed:
    """What an expression gives. ``value`` is exact; None with ``missing`` items or a ``reason``.

    ``worked`` is the expression with the numbers put in, where there is a value.
    """

    value: Fraction | None = None
    missing: tuple[str, ...] = ()
    reason: str | None = None
    worked: str | None = None


class _DividedByZero(ArithmeticError):
    pass


def _divided(one: Fraction, other: Fraction) -> Fraction:
    if other == 0:
        raise _DividedByZero
    return one / other


def _total(*parts: Fraction) -> Fraction:
    return sum(parts, Fraction(0))


Operation: TypeAlias = Callable[..., Fraction]
OPERATORS: dict[type[ast.AST], Operation] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: _divided,
    ast.USub: neg,
}
# Name → what it does, how many arguments it needs at least.
FUNCTIONS: dict[str, tuple[Operation, int]] = {
    "min": (min, 2),
    "max": (max, 2),
    "sum": (_total, 1),
    "abs": (abs, 1),
}
_NODES = (ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Load)


@lru_cache(maxsize=2048)
def parse_expression(text: str) -> Expression:
    """An expression, or a refusal (NotAnExpression) that says what cannot be read.

    At most 500 characters, 200 tokens, a tree 60 deep.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotAnExpression(f"Rumus paling panjang {MOST_CHARACTERS} huruf.")
    tokens = tuple(_tokens(text))
    if not tokens:
        raise NotAnExpression("Rumus masih kosong.")
    if len(tokens) > MOST_TOKENS:
        raise NotAnExpression(f"Rumus paling banyak {MOST_TOKENS} unsur.")
    source, items, literals = _with_placeholders(tokens)
    tree = _tree(source)
    _refuse_foreign(tree, depth=0)
    return Expression(text.strip(), items, tree, literals, tokens)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """(kind, text) without blanks: number, item, function, sign."""
    found = [match for match in _TOKEN.finditer(text) if match.lastgroup != "blank"]
    for place, match in enumerate(found):
        kind, said = match.lastgroup or "", match.group()
        follows = found[place + 1].group() if place + 1 < len(found) else ""
        if kind == "quoted":
            yield "item", _name(match["quoted"])
        elif kind == "name" and follows == "(":
            yield "function", _function(said)
        elif kind == "name":
            yield "item", _name(said)
        elif kind == "other":
            raise NotAnExpression(_strange(said))
        else:
            yield kind, said


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > MOST_NAME:
        raise NotAnExpression(f"Nama butir 1 sampai {MOST_NAME} huruf.")
    return name


def _function(name: str) -> str:
    if name.lower() not in FUNCTIONS:
        known = ", ".join(FUNCTIONS)
        raise NotAnExpression(
            f"Fungsi “{name[:MOST_NAME]}” tidak dikenal; yang ada: {known}. "
            "Untuk perkalian tulis × sebelum kurung."
        )
    return name.lower()


def _strange(sign: str) -> str:
    if sign == ",":
        return "Koma hanya untuk desimal; pisahkan isi fungsi dengan titik koma (;)."
    return f"Tanda “{sign}” tidak dikenal dalam rumus."


def _with_placeholders(
    tokens: tuple[tuple[str, str], ...],
) -> tuple[str, tuple[str, ...], dict[str, Fraction]]:
    """Python's own spelling with x0, x1 … for items and n0, n1 … for numbers."""
    items: dict[str, str] = {}
    literals: dict[str, Fraction] = {}
    words = []
    for kind, said in tokens:
        if kind == "item":
            words.append(items.setdefault(said, f"x{len(items)}"))
        elif kind == "number":
            name = f"n{len(literals)}"
            literals[name] = _literal(said)
            words.append(name)
        else:
            words.append(_PLAIN.get(said, said))
    return " ".join(words), tuple(items), literals


def _literal(said: str) -> Fraction:
    try:
        number = read_number(said)
    except NotANumber as error:
        raise NotAnExpression(str(error)) from error
    assert not isinstance(number, Absent)
    return Fraction(number)


def _tree(source: str) -> ast.expr:
    try:
        return ast.parse(source, mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise NotAnExpression(
            "Rumus tidak terbaca: periksa tanda kurung dan tanda hitung di antara dua butir."
        ) from error


def _refuse_foreign(node: ast.AST, depth: int) -> None:
    """Nothing but arithmetic on names, not deeper than the limit."""
    if depth > MOST_DEPTH:
        raise NotAnExpression("Rumus terlalu dalam; pakai sum(…; …) untuk penjumlahan panjang.")
    if isinstance(node, ast.operator | ast.unaryop):
        if type(node) not in OPERATORS:
            raise NotAnExpression("Tanda + tidak boleh berdiri sendiri di depan.")
        return
    if not isinstance(node, _NODES):
        raise NotAnExpression("Titik koma hanya di dalam fungsi, misalnya sum(a; b).")
    if isinstance(node, ast.Call):
        _refuse_call(node)
    for inner in ast.iter_child_nodes(node):
        _refuse_foreign(inner, depth + 1)


def _refuse_call(call: ast.Call) -> None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in FUNCTIONS:
        raise NotAnExpression("Sebelum kurung buka harus ada tanda hitung, misalnya ×.")
    least = FUNCTIONS[name][1]
    if call.keywords or len(call.args) < least or (name == "abs" and len(call.args) > 1):
        asked = "tepat satu" if name == "abs" else f"paling sedikit {least}"
        raise NotAnExpression(f"Fungsi {name} memerlukan {asked} isi, dipisahkan titik koma (;).")


class _Arithmetic(SimpleEval):  # type: ignore[misc]
    """simpleeval with nothing left but names, arithmetic and our functions."""

    def __init__(self, names: Mapping[str, Fraction]) -> None:
        super().__init__(
            operators=OPERATORS,
            functions={name: function for name, (function, _) in FUNCTIONS.items()},
            names=names,
        )
        self.nodes: dict[type[ast.AST], object] = {
            ast.BinOp: self._eval_binop,
            ast.UnaryOp: self._eval_unaryop,
            ast.Call: self._eval_call,
            ast.Name: self._eval_name,
        }


def compute(expression: Expression, values: Mapping[str, Exact]) -> Computed:
    """The exact value of an expression, its missing items, or why there is none.

    An item that is empty, "n/a", or not a number is missing; one missing item, anywhere, makes
    the whole result missing: a sum over half of the data is not the sum.
    """
    known = {name: _fraction(values.get(name)) for name in expression.items}
    missing = tuple(name for name, value in known.items() if value is None)
    if missing:
        return Computed(missing=missing, reason=f"tak terhitung (belum ada {', '.join(missing)})")
    names = dict(expression.literals)
    for place, name in expression.places.items():
        value = known[name]
        assert value is not None
        names[place] = value
    try:
        result = _Arithmetic(names).eval("", expression.tree)
    except _DividedByZero:
        return Computed(reason="tak terhitung (pembagi 0)")
    if abs(result) >= BIGGEST:
        return Computed(reason="tak terhitung (hasil terlalu besar)")
    return Computed(Fraction(result), worked=_worked(expression, values))


def _fraction(value: Exact) -> Fraction | None:
    return Fraction(value) if isinstance(value, Fraction | Decimal) else None


def _worked(expression: Expression, values: Mapping[str, Exact]) -> str:
    said = (_shown(values[text]) if kind == "item" else text for kind, text in expression.words)
    line = " ".join(said)
    return re.sub(r"(?<=\() | (?=[);])|(?<=min|max|sum|abs) (?=\()", "", line)


def _shown(value: Exact) -> str:
    assert isinstance(value, Fraction | Decimal)
    return f"({show_exact(value)})" if value < 0 else show_exact(value)
