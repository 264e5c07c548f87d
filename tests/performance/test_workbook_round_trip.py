"""The law of workbooks: nothing is lost on the way there and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.signing import loads
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.performance.scene import OPINIONS, Scene
from tests.performance.workbooks import compared, downloaded, edited

from himpun.performance.models import Value
from himpun.performance.queries.sheet import definition_of, entry_of
from himpun.performance.queries.workbooks.form_paper import SALT
from himpun.performance.rules.entries import Entry, NotAnEntry, difference, typed
from himpun.performance.rules.form_sheet import stamp_of
from himpun.performance.rules.form_sheet_read import read_typed
from himpun.performance.services._xlsx import read_book

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
