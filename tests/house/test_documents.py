"""The documents name only what there is."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from tests.house.documents import (
    commands_in,
    documents,
    guides,
    is_on_a_page,
    labels_in,
    targets_in,
)
from tests.house.source import ROOT, shown

WITHOUT_ARGUMENTS = ("help", "version")


def why_not_a_command(line: str) -> str | None:
    """Why a command line of a document could not be typed; None if it could."""
    name, *rest = shlex.split(line)
    if name in WITHOUT_ARGUMENTS:
        return None
    module = name.replace("-", "_")
    app = get_commands().get(module)
    if app is None:
        return "no such command"
    parser = load_command_class(str(app), module).create_parser("himpun", name)
    try:
        # A command named without its arguments is spoken of, not shown.
        parser.parse_args(rest) if rest else None
    except (CommandError, SystemExit) as refused:
        return str(refused)
    return None


def test_every_command_can_be_typed_as_it_stands() -> None:
    named = [
        (shown(path), line)
        for path in documents()
        for line in commands_in(path.read_text(encoding="utf-8"))
    ]
    assert len(named) > 20
    assert not [
        f"{path}: himpun {line}: {why}" for path, line in named if (why := why_not_a_command(line))
    ]


def test_every_make_target_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z-]+):", makefile))
    named = {
        target for path in documents() for target in targets_in(path.read_text(encoding="utf-8"))
    }
    assert named
    assert not named - targets


@pytest.mark.parametrize("path", guides(), ids=lambda path: path.stem)
def test_every_name_in_bold_stands_on_a_page(path: Path) -> None:
    labels = labels_in(path.read_text(encoding="utf-8"))
    assert labels
    assert not [label for label in labels if not is_on_a_page(label)]


def test_what_is_not_there_is_caught() -> None:
    """The rules above would say nothing if they found nothing."""
    text = "`himpun nosuch` `himpun rehearse a --nosuch`\n```sh\nmake nosuch\n```"
    assert [why_not_a_command(line) is None for line in commands_in(text)] == [False, False]
    assert targets_in(text) == ["nosuch"]
    assert not is_on_a_page("Tugas kita")
    assert is_on_a_page("Tugas saya")
