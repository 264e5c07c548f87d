"""The laws of workbooks: nothing is lost on the way there and back; what was shown is saved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.signing import loads
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.performance.scene import OPINIONS, Scene
from tests.performance.workbooks import compared, downloaded, edited

from himpun.archive.queries.xlsx import read_book
from himpun.performance.models import Value
from himpun.performance.queries.forms import form_by_key
from himpun.performance.queries.sheet import definition_of, entry_of
from himpun.performance.queries.workbooks.form_paper import SALT
from himpun.performance.rules.entries import Entry, NotAnEntry, difference, typed
from himpun.performance.rules.form_difference import fields_shown
from himpun.performance.rules.form_sheet import FIELDS, stamp_of
from himpun.performance.rules.form_sheet_read import read_typed
from himpun.performance.services.workbook import apply_workbook

LINES = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufffe\uffff"), max_size=30
) | st.sampled_from(
    ["=1+1", "+62", "-", "@sum", "'x", "_x000D_", " a ", "1.5", "007", "TRUE", "a\nb"]
)
FIGURES = st.decimals(0, 100, places=4).map(lambda number: str(number).replace(".", ","))


@st.composite
def filled(draw: st.DrawFn) -> dict[str, str]:
    """Fields of a value as somebody may have typed them; some cannot be stored together."""
    texts: dict[str, st.SearchStrategy[str]] = {
        "realisation": FIGURES | st.sampled_from([x["code"] for x in OPINIONS] + ["0", ""]),
        "items.berfungsi": FIGURES, "items.terpasang": FIGURES, "no_value": LINES,
        "obstacles": LINES, "solutions": LINES, "follow_up": LINES, "follow_up_by": LINES,
        "follow_up_on": st.dates(date(2000, 1, 1)).map(str), "note": LINES,
        "budget": st.integers(0, 10**14).map(str),
    }  # fmt: skip
    return {name: draw(strategy) for name, strategy in texts.items() if draw(st.booleans())}


@settings(max_examples=25)
@given(st.lists(filled(), min_size=13, max_size=13), st.booleans())
def test_whatever_a_form_says_comes_back_as_it_was(
    scene: Scene, states: list[dict[str, str]], saved_by_another_program: bool
) -> None:
    values = scene.values()[:13]
    for value, fields in zip(values, states, strict=True):
        entry = Entry()
        for name, text in fields.items():
            try:
                entry = typed(entry, definition_of(value.version), {name: text})
            except NotAnEntry:
                continue
        for name, (_, kept) in difference(entry_of(value), entry).items():
            setattr(value, name, kept)
    Value.objects.bulk_update(values, [*Entry.__dataclass_fields__])
    content = downloaded(scene)
    if saved_by_another_program:
        # openpyxl takes the mark before what looks like one of Excel's escapes for its own.
        assume(not any("_x" in text for fields in states for text in fields.values()))
        content = edited(content, {})
    book = read_book(content)
    stamp = stamp_of(
        loads("".join(cell.text for _, cell in sorted(book.sheets[-1].cells.items())), salt=SALT)
    )
    back = read_typed(book, stamp).cells
    for value in scene.values()[:13]:
        computed = bool(value.version.expression)
        texts = {
            name: found.text
            for (key, name), found in back.items()
            if key == value.pk and not (computed and name == "realisation")
        }
        assert not difference(typed(Entry(), definition_of(value.version), texts), entry_of(value))
    assert compared(scene, content).difference.empty


@settings(max_examples=10)
@given(st.decimals(0, 100, places=3))
def test_a_figure_is_the_same_however_it_was_typed(scene: Scene, number: Decimal) -> None:
    key = f"v{scene.value(1).pk}"
    shown = str(number).replace(".", ",")
    found = [
        compared(scene, edited(downloaded(scene), {(key, "realisation"): text})).difference.changes
        for text in (shown, f" {shown} ", float(number), f"{shown} %")
    ]
    assert {change.new for (change,) in found} == {found[0][0].new}


ANYTHING = LINES | FIGURES | st.sampled_from(
    ["", "n/a", "-5", "1e9", "x" * 5000, "9" * 40, "WTP", "31/12/2026", "31/02/2026", "1.250.000"]
)  # fmt: skip


@settings(max_examples=20)
@given(
    st.dictionaries(st.tuples(st.integers(1, 13), st.sampled_from(FIELDS)), ANYTHING, max_size=8)
)
def test_exactly_what_was_shown_is_saved(scene: Scene, cells: dict[tuple[int, str], str]) -> None:
    """Example after example on the same form: what one leaves, the next one finds."""
    typed_ = {(f"v{scene.value(no).pk}", name): text for (no, name), text in cells.items()}
    found = compared(scene, edited(downloaded(scene), typed_))
    assert not found.difference.conflicts
    before = {value.pk: shown_fields(value) for value in scene.values()}
    form = form_by_key(scene.form().pk)
    assert form is not None
    outcomes = apply_workbook(
        form=form, offer=found.offer, chosen=(), by=scene.filler, now=scene.now
    )
    assert {outcome.status for outcome in outcomes} <= {"saved"}
    expected = before
    for change in found.difference.changes:
        expected[change.value][change.field] = change.new
    assert {value.pk: shown_fields(value) for value in scene.values()} == expected


def shown_fields(value: Value) -> dict[str, str]:
    return fields_shown(entry_of(value), definition_of(value.version))
