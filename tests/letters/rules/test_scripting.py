"""The light text form: what is typed is what is printed, and comes back from it unchanged."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.house.source import ROOT

from himpun.letters.rules.document import (
    Attachment,
    Check,
    Checks,
    Column,
    Fields,
    Heading,
    Item,
    Listing,
    PageBreak,
    Paragraph,
    Row,
    Ruled,
    Run,
    Table,
    plain,
)
from himpun.letters.rules.script_reading import read, reading
from himpun.letters.rules.scripting import Script, normal, write
from himpun.office.rules import Refused

LETTER = """# A. Dasar

Sehubungan dengan **surat** kami, *mohon* perhatian.

Hari, tanggal :: Senin, 5 Oktober 2026
Menimbang ::
  a. bahwa data perlu dihimpun;
  b. bahwa untuk itu:
    1. ditunjuk pemegang data;

1. Satu
2. Dua
  - rinci

[kotak: 2]
[ ] Segera
[x] Rahasia

[garis: 3]

[tabel: tinggi 9, kecil]
| No | Target | < |
| ^ | TW I | TW II |
|-:|--|:--:|
| 1 | a\\|b | **tebal** |
|==|==|==|
| Jumlah | 2 | 3 |

> di tengah

---

=== Daftar [mendatar] [bertanda tangan]

- satu
"""


def test_a_letter_is_read_as_it_was_typed() -> None:
    script = read(LETTER)
    assert [type(block).__name__ for block in script.body] == [
        "Heading", "Paragraph", "Fields", "Listing", "Checks", "Ruled", "Table", "Paragraph",
        "PageBreak",
    ]  # fmt: skip
    assert script.body[1] == Paragraph(
        (
            Run("Sehubungan dengan "), Run("surat", bold=True), Run(" kami, "),
            Run("mohon", italic=True), Run(" perhatian."),
        )
    )  # fmt: skip
    assert script.body[6] == Table(
        columns=(Column(1, "right"), Column(2), Column(2, "center")),
        header=(("No", "Target", "<"), ("^", "TW I", "TW II")),
        rows=(
            (plain("1"), plain("a|b"), (Run("tebal", bold=True),)),
            (plain("Jumlah"), plain("2"), plain("3")),
        ),
        totals=1, height=9, small=True,
    )  # fmt: skip
    assert script.attachments == (
        Attachment("Daftar", (Listing((Item(plain("satu")),), "bullet"),), (), True, True),
    )
    assert write(script) == LETTER


def test_what_a_hand_types_is_forgiven() -> None:
    typed = "1. Satu\r\n\r\n2. Dua\r\n4. Tiga\r\n\r\n2 * 3 = 6\r\n| a | b |\r\n| c | d\r\ndr. Ahli"
    items = Listing((Item(plain("Satu")), Item(plain("Dua")), Item(plain("Tiga"))))
    table = Table(
        (Column(), Column()),
        rows=((plain("a"), plain("b")), (plain("c"), plain("d"))),
    )
    assert read(typed).body == (
        items, Paragraph(plain("2 * 3 = 6")), table, Paragraph(plain("dr. Ahli")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("| a | b |\n|-|-|\n| c |", "Baris 3: baris tabel memiliki 1 kolom, seharusnya 2."),
        ("Awal\n[garis: 99]", "Baris 2: banyaknya garis antara 1 dan 40."),
        ("[tabel: merah]\n| a |", "Baris 1: pilihan tabel “merah” tidak dikenal"),
        ("1. a\n  a. b\n  1. c", "Baris 3: tanda “1.” tidak sama dengan butir-butir sebelumnya."),
        ("1. a\n  1. b\n    1. c\n      1. d", "Baris 4: daftar hanya dapat bertingkat 3."),
    ],
)
def test_a_mistake_is_told_with_its_line(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=r"^Baris \d") as refused:
        read(typed)
    assert said in str(refused.value)


def test_only_the_first_mistakes_are_spelled_out() -> None:
    with pytest.raises(Refused, match="Dan 3 kesalahan lain"):
        read("| a | b |\n|-|-|\n" + "| c |\n" * 8)


def test_the_guide_s_examples_can_be_typed() -> None:
    guide = (ROOT / "docs" / "how-to" / "menyunting-naskah.md").read_text(encoding="utf-8")
    examples = re.findall(r"```\n(.*?)```", guide, re.DOTALL)
    assert len(examples) == 2
    assert [[type(block) for block in read(example).body] for example in examples] == [
        [Fields], [Table],
    ]  # fmt: skip


# ---- laws

characters = st.characters(codec="utf-8", exclude_characters="\0")
WORDS = ("a. ", "1. ", "- ", "# ", "> ", "---", "=== ", "[x] ", "|", "*", "**", "\\", " :: ", "::",
         "[garis: 3]", "[mendatar]", "\n", "\t", " ", "n", "kata", "<", "^", "dr. ")  # fmt: skip
strings = st.lists(st.sampled_from(WORDS) | st.text(characters, max_size=3), max_size=5).map(
    "".join
)
texts = st.lists(st.builds(Run, strings, st.booleans(), st.booleans()), max_size=3).map(tuple)
STYLES = st.sampled_from(("number", "letter", "bullet"))


def lists(depth: int) -> st.SearchStrategy[Listing]:
    inner = st.none() | lists(depth - 1) if depth > 1 else st.none()
    items = st.lists(st.builds(Item, texts, inner), min_size=1, max_size=3).map(tuple)
    return st.builds(Listing, items, STYLES)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = st.builds(Column, st.integers(1, 40), st.sampled_from(("left", "right", "center")))
    width = draw(st.lists(columns, min_size=1, max_size=3))
    n = len(width)
    header = draw(st.lists(st.tuples(*[strings] * n), max_size=2))
    rows = draw(st.lists(st.tuples(*[texts] * n), max_size=3))
    return Table(
        tuple(width), tuple(header), tuple(rows), draw(st.integers(0, len(rows))),
        draw(st.integers(0, 60)), draw(st.booleans()),
    )  # fmt: skip


blocks = st.one_of(
    st.builds(Paragraph, texts, st.booleans()),
    st.builds(Heading, texts, st.integers(1, 2)),
    lists(4),
    st.builds(
        Fields,
        st.lists(st.builds(Row, strings, texts, st.none() | lists(3)), max_size=3).map(tuple),
    ),
    tables(),
    st.builds(
        Checks,
        st.lists(st.builds(Check, texts, st.booleans()), max_size=3).map(tuple),
        st.integers(1, 4),
    ),
    st.builds(Ruled, st.integers(1, 40)),
    st.just(PageBreak()),
)
bodies = st.lists(blocks, max_size=5).map(tuple)
scripts = st.builds(
    Script,
    bodies,
    st.lists(
        st.builds(Attachment, strings, bodies, st.just(()), st.booleans(), st.booleans()),
        max_size=2,
    ).map(tuple),
)


@given(scripts)
def test_what_is_written_is_read_again(script: Script) -> None:
    expected = normal(script)
    assert reading(write(expected)) == (expected, ())
    assert normal(expected) == expected


@given(st.lists(st.sampled_from((*WORDS, "  ")) | st.text(characters, max_size=4), max_size=30))
def test_whatever_is_typed_is_read_and_settles(pieces: list[str]) -> None:
    script, _ = reading("".join(pieces))
    typed = write(normal(script))
    again, mistakes = reading(typed)
    assert not mistakes
    assert write(again) == typed
