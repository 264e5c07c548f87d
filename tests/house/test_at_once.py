"""Two databases are tried at once: nothing that either run says, and no failure, is lost."""

import sys

import pytest
from tests.at_once import main


def command(says: str, code: int = 0) -> list[str]:
    return [sys.executable, "-c", f"print({says!r}); raise SystemExit({code})"]


def test_each_command_is_shown_whole_and_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([*command("7 passed"), "--and", *command("5 passed")]) == 0
    said = [line for line in capfd.readouterr().out.splitlines() if not line.startswith("+ ")]
    assert said == ["7 passed", "5 passed"]


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
