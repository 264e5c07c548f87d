"""Rules across values: two expressions over indicator codes, compared.

``[IKU.1] ≤ [IKU.2] + [IKU.3]``: the same expressions as in computed indicators; a code with dots
or blanks stands in brackets. A rule over a value that is missing says nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from himpun.performance.rules.checks import Finding, Severity
from himpun.performance.rules.expressions import (
    Computed,
    Expression,
    NotAnExpression,
    compute,
    parse_expression,
)
from himpun.performance.rules.numbers import show_exact
from himpun.performance.rules.values import Exact

COMPARISONS: dict[str, str] = {
    "=": "sama dengan",
    "≠": "tidak sama dengan",
    "<": "kurang dari",
    "≤": "paling banyak",
    ">": "lebih dari",
    "≥": "paling sedikit",
}
SEVERITIES: dict[Severity, str] = {
    "invalid": "menahan pengiriman",
    "warning": "meminta catatan",
}


@dataclass(frozen=True, slots=True)
class AcrossRule:
    """What must hold between values: ``left`` ``comparison`` ``right``.

    ``sentence`` says to people what must hold; ``severity`` "invalid" keeps a form from being
    handed in, "warning" asks for a note.
    """

    left: str
    comparison: str
    right: str
    severity: Severity
    sentence: str


def why_not_rule(rule: AcrossRule, codes: Iterable[str]) -> tuple[str, ...]:
    """Why a rule cannot be kept; ``codes`` are the indicators there are."""
    why = []
    if rule.comparison not in COMPARISONS:
        why.append(f"Tanda “{rule.comparison}” tidak dikenal; pakai {' '.join(COMPARISONS)}.")
    if rule.severity not in SEVERITIES:
        why.append(f"Tingkat “{rule.severity}” tidak dikenal.")
    if not rule.sentence.strip():
        why.append("Aturan memerlukan kalimat yang dibaca pengisi.")
    sides, refused = _sides(rule)
    used = [name for side in sides for name in side.items]
    known = {code.casefold() for code in codes}
    unknown = [name for name in used if name.casefold() not in known]
    if unknown:
        refused.append(f"Indikator tidak dikenal: {', '.join(dict.fromkeys(unknown))}.")
    if sides and not used and not refused:
        refused.append("Aturan tidak memakai satu indikator pun.")
    return (*why, *refused)


def _sides(rule: AcrossRule) -> tuple[list[Expression], list[str]]:
    """The sides that can be read, and why the others cannot."""
    read, refused = [], []
    for name, text in (("kiri", rule.left), ("kanan", rule.right)):
        try:
            read.append(parse_expression(text))
        except NotAnExpression as error:
            refused.append(f"Sisi {name}: {error}")
    return read, refused


def codes_in(rule: AcrossRule) -> tuple[str, ...]:
    """The indicator codes a rule looks at, once each. Refuses (NotAnExpression) a bad one."""
    sides = (parse_expression(rule.left), parse_expression(rule.right))
    return tuple(dict.fromkeys(name for side in sides for name in side.items))


def broken_rules(
    rules: Sequence[AcrossRule], values: Mapping[str, Exact]
) -> tuple[tuple[AcrossRule, Finding], ...]:
    """The rules that values break, each with its finding, whose sentence ends with the numbers.

    ``values``: indicator code → value, codes in any case. A rule with a missing value or a
    division by zero is left out, for nothing can be said about it yet.
    """
    folded = {code.casefold(): value for code, value in values.items()}
    found = ((rule, _finding(rule, folded)) for rule in rules)
    return tuple((rule, finding) for rule, finding in found if finding)


def _finding(rule: AcrossRule, values: Mapping[str, Exact]) -> Finding | None:
    left, right = _computed(rule.left, values), _computed(rule.right, values)
    if left.value is None or right.value is None:
        return None
    if _holds(left.value, rule.comparison, right.value):
        return None
    numbers = f"{show_exact(left.value)} seharusnya {COMPARISONS[rule.comparison]} "
    sentence = f"{rule.sentence.strip().rstrip('.')} ({numbers}{show_exact(right.value)})."
    return Finding(rule.severity, "across-values", sentence)


def _computed(text: str, values: Mapping[str, Exact]) -> Computed:
    expression = parse_expression(text)
    return compute(expression, {name: values.get(name.casefold()) for name in expression.items})


def _holds(left: Fraction, comparison: str, right: Fraction) -> bool:
    return {
        "=": left == right,
        "≠": left != right,
        "<": left < right,
        "≤": left <= right,
        ">": left > right,
        "≥": left >= right,
    }[comparison]
