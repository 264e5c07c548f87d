"""Rules across values: what must hold between indicators, said with the numbers."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from tests.performance.rules.samples import numbers

from himpun.performance.rules import (
    Absent,
    AcrossRule,
    Exact,
    broken_rules,
    codes_in,
    why_not_rule,
)

CODES = ("IKU.1", "IKU.2", "IKU.3", "kelas_a")
RULE = AcrossRule(
    "[IKU.1]", "≤", "[IKU.2] + [IKU.3]", "warning", "Jalan mantap tidak melebihi seluruh jalan."
)


def values(**given: str) -> dict[str, Exact]:
    return {f"IKU.{name[1:]}": Decimal(value) for name, value in given.items()}


def test_a_sound_rule_can_be_kept() -> None:
    assert why_not_rule(RULE, CODES) == ()
    assert codes_in(RULE) == ("IKU.1", "IKU.2", "IKU.3")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (replace(RULE, comparison="=="), "Tanda “==” tidak dikenal"),
        (replace(RULE, sentence="  "), "memerlukan kalimat"),
        (replace(RULE, left="[IKU.9]"), "Indikator tidak dikenal: IKU.9"),
        (replace(RULE, left="[IKU.1"), "Sisi kiri: "),
        (replace(RULE, right=""), "Sisi kanan: Rumus masih kosong"),
        (replace(RULE, left="1", right="2"), "tidak memakai satu indikator pun"),
        (replace(RULE, severity="fatal"), "Tingkat “fatal” tidak dikenal"),  # type: ignore[arg-type]
    ],
)
def test_it_names_what_is_wrong_with_a_rule(rule: AcrossRule, said: str) -> None:
    (why,) = why_not_rule(rule, CODES)
    assert said in why


def test_a_broken_rule_says_its_sentence_and_the_numbers() -> None:
    ((rule, found),) = broken_rules([RULE], values(_1="12.5", _2="4", _3="6"))
    assert rule is RULE
    assert (found.severity, found.code) == ("warning", "across-values")
    assert found.sentence == (
        "Jalan mantap tidak melebihi seluruh jalan (12,5 seharusnya paling banyak 10)."
    )


def test_a_rule_that_holds_says_nothing() -> None:
    assert broken_rules([RULE], values(_1="10", _2="4", _3="6")) == ()


@pytest.mark.parametrize("value", [None, Absent.EMPTY, Absent.NOT_AVAILABLE, "WTP"])
def test_a_rule_over_a_missing_value_says_nothing(value: Exact) -> None:
    assert broken_rules([RULE], {**values(_1="99", _2="1"), "IKU.3": value}) == ()
    assert broken_rules([RULE], values(_1="99", _2="1")) == ()


def test_a_rule_that_divides_by_zero_says_nothing() -> None:
    rule = replace(RULE, right="[IKU.2] ÷ [IKU.3]")
    assert broken_rules([rule], values(_1="99", _2="1", _3="0")) == ()


def test_a_code_is_known_in_any_case() -> None:
    rule = replace(RULE, left="[iku.1]", right="0")
    assert why_not_rule(rule, CODES) == ()
    assert len(broken_rules([rule], values(_1="5"))) == 1


@given(numbers(), numbers())
def test_of_three_comparisons_exactly_one_holds(one: Decimal, other: Decimal) -> None:
    given_values: dict[str, Exact] = {"a": one, "b": other}
    opposite = [("<", "≥"), (">", "≤"), ("=", "≠")]
    held = 0
    for sign, against in opposite:
        rules = [AcrossRule("a", each, "b", "invalid", "x.") for each in (sign, against)]
        ((broken, _),) = broken_rules(rules, given_values)
        held += broken.comparison == against
    assert held == 1
