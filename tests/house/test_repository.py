"""The repository speaks of the product only, and gives away nobody's name, number or machine."""

import re
from importlib.metadata import version

import pytest
from tests.house.source import ROOT, shown, tracked

# A letter in brackets keeps a pattern from matching itself: this file is looked through as well.
MACHINE = re.compile(r"/wor[k]/|/roo[t]\b|/hom[e]/\w+|/tm[p]/\w|/op[t]/pypi")
REGISTRY = re.compile(r"pyp[i]\.org|pythonhoste[d]\.org|registry\.npmj[s]|artifactor[y]")
CIVIL_SERVANT_NUMBER = re.compile(
    r"(?<![\w.])(19|20)\d{6}[ .]?(19|20)\d{4}[ .]?[12][ .]?\d{3}(?!\w)"
)
TITLED_NAME = re.compile(
    r"\b(Drs?|Ir|Hj?)\. [A-Z][a-z]{2,}|[A-Z][a-z]{2,}, (S|M|A|Dr)\.(T|E|H|Si|Sos|IP|Pd|Kom|AP|M)\b"
)
TEXT = {
    "", ".cfg", ".css", ".csv", ".html", ".ini", ".js", ".json", ".md", ".py", ".sh", ".svg",
    ".toml", ".txt", ".typ", ".yaml", ".yml",
}  # fmt: skip


def places_of(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{shown(path)}:{number} {found.group()}"
        for path in tracked()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1)
        if (found := pattern.search(line))
    ]


@pytest.mark.parametrize(
    ("pattern", "caught", "let_through"),
    [
        (MACHINE, "see /wor{}k/x", "the network/x"),
        (REGISTRY, "https://pyp{}i.org/simple", "a registry"),
        (CIVIL_SERVANT_NUMBER, "19700101 {}199001 1 001", "00.8.3.34/SOP/DISHUB/2023"),
        (CIVIL_SERVANT_NUMBER, "19700101199{}0011001", "sha256:197001011990{}011001ab"),
        (TITLED_NAME, "Drs. {}Contoh", "Dinas PUPR"),
        (TITLED_NAME, "Contoh, {}S.T", "Kepala Dinas, Sekretaris"),
    ],
)
def test_each_pattern_catches_what_it_is_for(
    pattern: re.Pattern[str], caught: str, let_through: str
) -> None:
    """The braces keep the samples themselves from being caught."""
    assert pattern.search(caught.format(""))
    assert not pattern.search(let_through.format(""))


def test_no_file_names_a_folder_of_somebody_s_machine() -> None:
    assert not places_of(MACHINE)


def test_no_file_names_a_package_registry() -> None:
    assert not places_of(REGISTRY)


def test_no_file_holds_a_civil_servant_s_number() -> None:
    assert not places_of(CIVIL_SERVANT_NUMBER)


def test_no_file_holds_a_name_with_a_title() -> None:
    assert not places_of(TITLED_NAME)


def test_no_migration_is_called_auto() -> None:
    assert not [
        shown(path)
        for path in tracked()
        if "migrations" in path.parts and re.match(r"\d{4}_(auto|alter)_?\d*", path.name)
    ]


def test_the_version_is_the_newest_heading_of_the_changelog() -> None:
    headings = re.findall(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert headings[0] == version("himpun")
    assert headings == sorted(headings, key=lambda text: [*map(int, text.split("."))], reverse=True)
