"""The `himpun` command line: help, refusals and exit codes, and the reference made from it."""

import re
import subprocess
import sys
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import get_args

import pytest
from django.core.management import CommandError, call_command
from tests.house.source import ROOT
from tests.project.access_rows import ROWS

from himpun.kernel import messages
from himpun.kernel.definition import WORKS
from himpun.project import cli, step_kinds
from himpun.project.environment import VARIABLES
from himpun.project.reference import pages
from himpun.runs.forms import KINDS

TRACE = "Traceback"


def himpun(folder: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The installed command, as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "himpun.project.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env={"HIMPUN_VAR": str(folder), "PATH": "/usr/bin:/bin", **environment},
    )


def test_help_lists_the_commands_with_what_they_do(tmp_path: Path) -> None:
    said = himpun(tmp_path, "help")
    assert said.returncode == 0
    for name in ("sample", "serve", "work", "sops", "rehearse", "verify-journal", "docs"):
        assert re.search(rf"^  {name} +\w", said.stdout, re.M), name
    assert not said.stderr


def test_every_command_of_ours_says_what_it_does() -> None:
    for name, summary in cli.own_commands().items():
        assert len(summary) > 20, name
        assert summary.endswith("."), name


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        ((), 2, "himpun COMMAND"),
        (("srve",), 2, "Did you mean “serve”?"),
        (("nonsense",), 2, "`himpun help` lists them"),
        (("work", "--onze"), 2, "unrecognized arguments"),
        (("help", "nonsense"), 2, "There is no command"),
        (("serve", "--bind", "nowhere"), 2, "expected HOST:PORT"),
        (("sample",), 1, "HIMPUN_SAMPLE=ya"),
        (("verify-journal",), 1, "The database refused"),
        (("help", "verify-journal"), 0, "himpun verify-journal"),
        (("--version",), 0, "himpun 0."),
    ],
)
def test_it_answers_with_a_sentence_and_an_exit_code(
    tmp_path: Path, words: tuple[str, ...], code: int, hint: str
) -> None:
    said = himpun(tmp_path, *words)
    assert said.returncode == code, said.stderr
    assert hint in said.stdout + said.stderr
    assert TRACE not in said.stderr


def test_a_refused_setting_ends_in_one_sentence(tmp_path: Path) -> None:
    said = himpun(tmp_path, "work", "--once", HIMPUN_UPLOAD_MB="banyak")
    assert said.returncode == 1
    assert said.stderr.startswith("Himpun tidak dapat dijalankan. HIMPUN_UPLOAD_MB=banyak")
    assert said.stderr.count("\n") == 1


def test_a_database_that_is_away_is_told_in_a_sentence(tmp_path: Path) -> None:
    away = f"postgresql://nobody@/himpun?host={tmp_path}"
    said = himpun(tmp_path, "verify-journal", DATABASE_URL=away)
    assert said.returncode == 1
    assert TRACE not in said.stderr
    assert "database" in said.stderr


# ---- the reference


def test_the_reference_names_everything_there_is() -> None:
    made = pages()
    for variable in VARIABLES:
        assert f"`{variable.name}`" in made["settings.md"]
    for name in cli.own_commands():
        assert f"## himpun {name}\n" in made["commands.md"]
    for kind in WORKS:
        assert f"`{kind}`" in made["step-kinds.md"]
    for kind in (*get_args(messages.Event), *get_args(messages.Command)):
        assert f"`{kind.__name__}`" in made["events.md"]
        assert all(field.name in made["events.md"] for field in fields(kind))
    for name in ROWS:
        assert f"`{name}`" in made["addresses.md"]


def test_a_stale_or_missing_page_is_named_and_then_written(tmp_path: Path) -> None:
    folder = ["--folder", str(tmp_path)]
    with pytest.raises(CommandError, match=r"settings\.md"):
        call_command("docs", "--check", *folder)
    assert not list(tmp_path.iterdir())
    call_command("docs", *folder, stdout=StringIO())
    call_command("docs", "--check", *folder)
    (tmp_path / "words.md").write_text("changed", encoding="utf-8")
    with pytest.raises(CommandError, match=r"reference: words\.md\."):
        call_command("docs", "--check", *folder)


def test_the_format_s_own_page_names_every_key() -> None:
    written = (ROOT / "docs" / "reference" / "sop-format.md").read_text(encoding="utf-8")
    keys = re.findall(r"`(\w+)`", pages()["sop-keys.md"])
    assert len(keys) > 40
    assert not [key for key in keys if key not in written]


# ---- step kinds


def test_every_step_kind_has_a_row_and_a_form() -> None:
    assert tuple(step_kinds.STEP_KINDS) == WORKS
    assert set(KINDS) == set(WORKS)
    for kind in WORKS:
        assert step_kinds.heading_of(kind)
    labels = [row.label for row in step_kinds.STEP_KINDS.values()]
    assert len(set(labels)) == len(labels)
