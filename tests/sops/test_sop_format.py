"""The reference of the format is true: its example is read, and it names every key."""

import re
from pathlib import Path

import pytest
from tests.kernel.documents import SOPS

from himpun.kernel.check import check
from himpun.kernel.definition import WORKS
from himpun.kernel.parse import parse_text
from himpun.kernel.parse.document import FREQUENCIES, IDENTITY_KEYS, PERFORMER_KEYS, TOP_KEYS
from himpun.kernel.parse.rows import LATE_KEYS, MARKS, MODES, PARTS, ROW_KEYS

PAGE = (Path(SOPS).parent / "docs" / "reference" / "sop-format.md").read_text(encoding="utf-8")


def example() -> str:
    found = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_example_is_a_sound_sop() -> None:
    sop = parse_text(example())
    assert [node.id for node in sop.body.nodes] == ["1", "unit:2", "5", "par:akhir"]
    assert check(sop) == []


@pytest.mark.parametrize(
    "key", sorted({*TOP_KEYS, *IDENTITY_KEYS, *PERFORMER_KEYS, *ROW_KEYS, *LATE_KEYS} - {"steps"})
)
def test_the_example_shows_every_key(key: str) -> None:
    shown = rf"(?m)^\[+(\w+\.)*{key}\b|^{key} = |\{{ .*\b{key} = "
    assert re.search(shown, example()), key


@pytest.mark.parametrize("word", [*WORKS, *MARKS, *MODES, *PARTS, *FREQUENCIES, "steps"])
def test_the_page_names_every_word_of_a_closed_list(word: str) -> None:
    assert re.search(rf"[`\"]{word}[`\"]", PAGE)
