"""Expressions over raw items: exact, safe, and honest about what is missing."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from himpun.performance.rules import (
    Absent,
    Exact,
    NotAnExpression,
    compute,
    denominators_of,
    keep_value,
    parse_expression,
    show_exact,
    why_not_expression,
)

GIVEN: dict[str, Exact] = {
    "a": Decimal(3),
    "b": Decimal(4),
    "c": Decimal("0.1"),
    "IKU 1.2": Decimal(6),
    "nol": Decimal(0),
    "utang": Decimal(-5),
}


@pytest.mark.parametrize(
    ("text", "value", "worked"),
    [
        ("a ÷ b × 100", "75", "3 ÷ 4 × 100"),
        ("a / b * 100", "75", "3 / 4 * 100"),
        ("a : b", "3/4", "3 : 4"),
        ("a+b-c", "69/10", "3 + 4 - 0,1"),
        ("a − b", "-1", "3 − 4"),
        ("a·b", "12", "3 · 4"),
        ("(a+b)×2", "14", "(3 + 4) × 2"),
        ("a+b×2", "11", "3 + 4 × 2"),
        ("a-b-c", "-11/10", "3 - 4 - 0,1"),
        ("a/b/c", "15/2", "3 / 4 / 0,1"),
        ("-a × -b", "12", "- 3 × - 4"),
        ("b - utang", "9", "4 - (-5)"),
        ("sum(a; b; [IKU 1.2])", "13", "sum(3; 4; 6)"),
        ("SUM(a)", "3", "sum(3)"),
        ("min(a; b) + max(a; b)", "7", "min(3; 4) + max(3; 4)"),
        ("abs(a - b)", "1", "abs(3 - 4)"),
        ("[IKU  1.2]", "6", "6"),
        ("1.234,5 × a", "7407/2", "1.234,5 × 3"),
        ("0,1 + 0,2", "3/10", "0,1 + 0,2"),
        ("a ÷ [IKU 1.2] ÷ a", "1/6", "3 ÷ 6 ÷ 3"),
    ],
)
def test_it_computes_exactly_and_shows_the_numbers(text: str, value: str, worked: str) -> None:
    result = compute(parse_expression(text), GIVEN)
    assert (result.value, result.worked) == (Fraction(value), worked)
    assert (result.reason, result.missing) == (None, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "masih kosong"),
        ("   ", "masih kosong"),
        ("a b", "tidak terbaca"),
        ("a +", "tidak terbaca"),
        ("(a", "tidak terbaca"),
        ("a)", "tidak terbaca"),
        ("a ** b", "tidak terbaca"),
        ("a // b", "tidak terbaca"),
        ("a - * b", "tidak terbaca"),
        ("a if b else c", "tidak terbaca"),
        ("not a", "tidak terbaca"),
        ("a and b", "tidak terbaca"),
        ("min(a; b", "tidak terbaca"),
        ("()", "Titik koma hanya"),
        ("(a; b)", "Titik koma hanya"),
        ("a; b", "Titik koma hanya"),
        ("sum(*a)", "Titik koma hanya"),
        ("+a", "tidak boleh berdiri sendiri"),
        ("a(b)", "Fungsi “a” tidak dikenal"),
        ("pow(a; b)", "Fungsi “pow” tidak dikenal"),
        ("round(a; 2)", "Fungsi “round” tidak dikenal"),
        ("__import__(a)", "Fungsi “__import__” tidak dikenal"),
        ("(a)(b)", "Sebelum kurung buka"),
        ("2(a)", "Sebelum kurung buka"),
        ("[a](b)", "Sebelum kurung buka"),
        ("min(a)", "paling sedikit 2"),
        ("min(1,5)", "paling sedikit 2"),
        ("sum()", "paling sedikit 1"),
        ("abs(a; b)", "tepat satu"),
        ("a, b", "Koma hanya untuk desimal"),
        ("a.b", "“.” tidak dikenal"),
        ("a < b", "“<” tidak dikenal"),
        ("a = 1", "“=” tidak dikenal"),
        ("a % b", "“%” tidak dikenal"),
        ("a ^ b", "“^” tidak dikenal"),
        ("'a'", "“'” tidak dikenal"),
        ("{a}", "“{” tidak dikenal"),
        ("a # b", "“#” tidak dikenal"),
        ("a\\b", "“\\” tidak dikenal"),
        ("[a", "“[” tidak dikenal"),
        ("[]", "1 sampai 60"),
        ("[" + "x" * 61 + "]", "1 sampai 60"),
        ("1.5 × a", "dua cara"),
        ("1e9", "tidak terbaca"),
        ("1,2,3", "titik memisahkan ribuan"),
        ("x" * 501, "paling panjang 500"),
        ("(" * 101 + "a" + ")" * 101, "paling banyak 200"),
        ("a" + "+a" * 70, "terlalu dalam"),
        ("-" * 80 + "a", "terlalu dalam"),
    ],
)
def test_it_refuses_what_is_no_arithmetic(text: str, said: str) -> None:
    with pytest.raises(NotAnExpression) as refused:
        parse_expression(text)
    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("name", ["lambda", "None", "True", "x0", "n0", "min", "__class__", "def"])
def test_a_word_of_the_machine_is_a_plain_name_here(name: str) -> None:
    result = compute(parse_expression(f"{name} + 1"), {name: Decimal(2)})
    assert result.value == 3


def test_a_placeholder_is_not_an_item() -> None:
    """A second item called n0 would otherwise read the first number of the formula."""
    expression = parse_expression("a + 5 + n0 + x0")
    assert expression.items == ("a", "n0", "x0")
    values: dict[str, Exact] = {"a": Decimal(1), "n0": Decimal(20), "x0": Decimal(300)}
    assert compute(expression, values).value == 326


@pytest.mark.parametrize("value", [None, Absent.EMPTY, Absent.NOT_AVAILABLE, "WTP"])
def test_a_missing_item_makes_the_result_missing(value: Exact) -> None:
    result = compute(parse_expression("sum(a; b) × 0"), {"a": Decimal(1), "b": value})
    assert (result.value, result.missing) == (None, ("b",))
    assert result.reason == "tak terhitung (belum ada b)"


def test_an_item_that_nobody_gave_is_missing_too() -> None:
    assert compute(parse_expression("a + z + y"), GIVEN).missing == ("z", "y")


@pytest.mark.parametrize("text", ["a ÷ nol", "nol ÷ nol", "1 ÷ (a - 3)", "a ÷ (b ÷ nol)"])
def test_a_zero_below_the_line_is_a_reason(text: str) -> None:
    result = compute(parse_expression(text), GIVEN)
    assert (result.value, result.reason) == (None, "tak terhitung (pembagi 0)")


def test_a_zero_above_the_line_is_a_zero() -> None:
    assert compute(parse_expression("nol ÷ a"), GIVEN).value == 0


def test_a_result_that_no_column_holds_is_a_reason() -> None:
    result = compute(parse_expression("a × 1000000000000000000"), GIVEN)
    assert result.reason == "tak terhitung (hasil terlalu besar)"


def test_a_result_without_end_is_kept_with_ten_decimals_and_shown_shortened() -> None:
    result = compute(parse_expression("1 ÷ a"), GIVEN)
    assert keep_value(result.value) == "0.3333333333"
    assert result.value is not None
    assert show_exact(result.value) == "≈0,3333"


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_a_sentence(text: str) -> None:
    assert _said(text).endswith(".")


@given(st.text(alphabet="ab10,;()[]+-*/×÷: sumin", max_size=40))
def test_any_text_of_its_own_signs_is_computed_or_refused(text: str) -> None:
    assert _said(text).endswith(".")


def _said(text: str) -> str:
    try:
        expression = parse_expression(text)
    except NotAnExpression as error:
        return str(error)
    result = compute(expression, dict.fromkeys(expression.items, Decimal(2)))
    assert (result.value is None) == (result.reason is not None)
    return "."


# ---- against a reference that knows nothing of tokens, trees or libraries

Node = tuple[object, ...]


def trees() -> SearchStrategy[Node]:
    leaf = st.sampled_from(["a", "b", "c", "nol"]).map(lambda name: ("item", name)) | st.decimals(
        min_value=0, max_value=1000, places=2, allow_nan=False
    ).map(lambda number: ("number", number))
    return st.recursive(
        leaf,
        lambda inner: (
            st.tuples(st.sampled_from("+-*/"), inner, inner)
            | st.tuples(st.just("neg"), inner)
            | st.tuples(st.sampled_from(["min", "max", "sum"]), inner, inner)
        ),
        max_leaves=12,
    )


def written(node: Node, signs: Mapping[str, str]) -> str:
    kind, *parts = node
    if kind == "item":
        return str(parts[0])
    if kind == "number":
        assert isinstance(parts[0], Decimal)
        return show_exact(parts[0])
    inner = [written(part, signs) for part in parts if isinstance(part, tuple)]
    if kind == "neg":
        return f"-({inner[0]})"
    if kind in ("min", "max", "sum"):
        return f"{kind}({inner[0]}; {inner[1]})"
    return f"({inner[0]}) {signs[str(kind)]} ({inner[1]})"


def reckoned(node: Node) -> Fraction:
    """By hand on fractions; ZeroDivisionError as Python has it."""
    kind, *parts = node
    if kind == "item":
        value = GIVEN[str(parts[0])]
        assert isinstance(value, Decimal)
        return Fraction(value)
    if kind == "number":
        assert isinstance(parts[0], Decimal)
        return Fraction(parts[0])
    inner = [reckoned(part) for part in parts if isinstance(part, tuple)]
    if kind == "neg":
        return -inner[0]
    one, other = inner
    if kind == "/":
        return one / other
    return {
        "+": one + other, "-": one - other, "*": one * other,
        "min": min(one, other), "max": max(one, other), "sum": one + other,
    }[str(kind)]  # fmt: skip


@given(trees(), st.sampled_from(["/", "÷", ":"]), st.sampled_from(["*", "×"]))
def test_it_agrees_with_fractions_reckoned_by_hand(tree: Node, by: str, times: str) -> None:
    text = written(tree, {"+": "+", "-": "-", "*": times, "/": by})
    if len(text) > 500:
        return
    result = compute(parse_expression(text), GIVEN)
    try:
        expected = reckoned(tree)
    except ZeroDivisionError:
        assert result.reason == "tak terhitung (pembagi 0)"
    else:
        assert result.value == (expected if abs(expected) < 10**18 else None)


# ---- units of measure

UNITS = {
    "hadir": "Orang", "pegawai": "orang", "mantap": "km", "jalan": "KM", "persen": "%",
    "persen_lain": "Persen", "mati": "jiwa", "lahir": "jiwa", "rasio": "", "biaya": "Rp",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("mantap ÷ jalan × 100", "%"),
        ("100 × mantap ÷ jalan", "persen"),
        ("mantap × 100 ÷ jalan", "%"),
        ("mantap ÷ jalan", "rasio"),
        ("mantap + jalan", "km"),
        ("sum(hadir; pegawai)", "orang"),
        ("100 - persen", "%"),
        ("(persen + persen_lain) ÷ 2", "%"),
        ("persen × pegawai ÷ 100", "orang"),
        ("mati ÷ lahir × 100.000", "per 100.000 kelahiran hidup"),
        ("biaya ÷ pegawai", "Rp/orang"),
        ("2 × hadir - pegawai", "orang"),
        ("-hadir", "orang"),
        ("1 - mantap ÷ jalan", ""),
        ("mantap ÷ jalan × (50 + 50)", "rasio"),
        ("(hadir ÷ pegawai × 100 + persen) ÷ 2", "%"),
    ],
)
def test_units_that_fit_are_accepted(text: str, result: str) -> None:
    assert why_not_expression(parse_expression(text), UNITS, result) == ()


@pytest.mark.parametrize(
    ("text", "result", "said"),
    [
        ("hadir + mantap", "orang", "tidak dapat digabung: orang dengan km"),
        ("sum(hadir; pegawai; biaya)", "orang", "orang dengan Rp"),
        ("max(hadir; persen)", "orang", "orang dengan %"),
        ("hadir ÷ pegawai + persen", "%", "tanpa satuan dengan %"),
        ("min(2; hadir)", "orang", "Angka tanpa satuan tidak dapat digabung dengan orang"),
        ("hadir + 5", "orang", "Angka tanpa satuan tidak dapat digabung dengan orang"),
        ("mantap ÷ jalan", "%", "berupa rasio; kalikan 100"),
        ("persen × 100", "%", "lebih dari sekali"),
        ("hadir ÷ mantap × 100", "%", "orang per km, bukan %"),
        ("hadir + pegawai", "km", "bersatuan orang, bukan km"),
        ("hadir + tamu", "orang", "Butir tidak dikenal: tamu"),
        ("2 + 3", "orang", "tidak memakai satu butir pun"),
    ],
)
def test_units_that_do_not_fit_are_refused_when_the_formula_is_written(
    text: str, result: str, said: str
) -> None:
    (why,) = why_not_expression(parse_expression(text), UNITS, result)
    assert said in why


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("a ÷ b × 100", ("b",)),
        ("a ÷ (b + c) - c ÷ a", ("a", "b", "c")),
        ("a × b", ()),
        ("1 ÷ (a ÷ b)", ("a", "b")),
    ],
)
def test_it_knows_what_an_expression_divides_by(text: str, below: tuple[str, ...]) -> None:
    assert denominators_of(parse_expression(text)) == below
