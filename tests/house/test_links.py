"""A link of the documents leads somewhere."""

from tests.house.documents import broken_links, documents
from tests.house.source import ROOT, shown


def test_every_relative_link_leads_to_a_file() -> None:
    assert not [
        f"{shown(path)} → {target}"
        for path in documents()
        for target in broken_links(path, path.read_text(encoding="utf-8"))
    ]


def test_a_link_that_leads_nowhere_is_caught() -> None:
    text = "[x](no/such.md) [y](LICENSE) [z](https://example.org/) `[w](no/such.md)`"
    assert list(broken_links(ROOT / "README.md", text)) == ["no/such.md"]
