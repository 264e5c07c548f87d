"""Two databases are tried at once: nothing that either run says, and no failure, is lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.at_once import main
from tests.house.source import ROOT


def command(says: str, code: int = 0) -> list[str]:
    return [sys.executable, "-c", f"print({says!r}); raise SystemExit({code})"]


def test_each_command_is_shown_whole_and_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([*command("7 passed"), "--and", *command("5 passed")]) == 0
    said = [line for line in capfd.readouterr().out.splitlines() if not line.startswith("+ ")]
    assert said == ["7 passed", "5 passed"]


def test_what_comes_after_another_waits_for_its_end_and_not_for_its_success(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    there = str(tmp_path / "there")
    make = [sys.executable, "-c", f"open({there!r}, 'x').close(); raise SystemExit(3)"]
    find = [sys.executable, "-c", f"open({there!r}).close(); print('found')"]
    assert main([*command("7 passed"), "--and", *make, "--then", *find]) == 3
    assert capfd.readouterr().out.splitlines()[-1] == "found"


def test_the_whole_suite_leaves_nothing_out_and_tries_the_journeys_on_both_databases() -> None:
    asked = ["make", "-n", "-o", "setup", "-o", "bundles", "-o", "chromium", "test", "T=tests"]
    # Of the make that may have started this one, nothing: not which part it was asked for.
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFL"))
    }
    said = subprocess.run(
        asked, cwd=ROOT, env=own, capture_output=True, text=True, check=True
    ).stdout
    (line,) = (each for each in said.splitlines() if "tests.at_once" in each)
    runs = [each.split() for each in re.split("--and|--then", line)]
    found = sorted(
        (run[-1], "tests.postgres" in run, "--ignore=tests/journeys" in run) for run in runs
    )
    assert found == [
        ("tests", False, True), ("tests", True, True),
        ("tests/journeys", False, False), ("tests/journeys", True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "all_"),
    [(0, 0, 0), (1, 0, 1), (0, 1, 1), (0, 2, 2), (5, 0, 0), (0, 5, 0), (5, 5, 5), (5, 1, 1)],
)
def test_one_that_fails_makes_all_fail_and_one_that_found_nothing_does_not(
    first: int, second: int, all_: int
) -> None:
    assert main([*command("", first), "--and", *command("", second)]) == all_


def test_one_that_a_signal_ended_makes_all_fail() -> None:
    killed = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    assert main([*killed, "--and", *command("5 passed")]) != 0
