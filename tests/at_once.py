"""Runs commands at the same time:  python -m tests.at_once COMMAND --and COMMAND

What the first one prints is shown as it comes; what the others print, whole and after it. Where one
fails, all have failed; that pytest found nothing to run counts only where no other found any.
"""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import groupby
from tempfile import TemporaryFile

AND = "--and"
NOTHING_FOUND = 5
"""pytest's exit code."""

Command = Sequence[str]


def run(first: Command, *others: Command) -> int:
    """The exit code of all: 0, or that of one that failed."""
    with ExitStack() as until_all_ended:
        outputs = [until_all_ended.enter_context(TemporaryFile()) for _ in others]
        running = [
            subprocess.Popen(other, stdout=output, stderr=subprocess.STDOUT)
            for other, output in zip(others, outputs, strict=True)
        ]
        _say(first)
        codes = [subprocess.call(first)]
        for other, process, output in zip(others, running, outputs, strict=True):
            codes.append(process.wait())
            _say(other)
            output.seek(0)
            sys.stdout.buffer.write(output.read())
            sys.stdout.flush()
    failed = [code for code in codes if code not in {0, NOTHING_FOUND}]
    return failed[0] if failed else min(codes)


def _say(command: Command) -> None:
    sys.stdout.write(f"+ {' '.join(command)}\n")
    sys.stdout.flush()


def main(words: Sequence[str]) -> int:
    """Runs the commands between which ``--and`` stands."""
    parts = groupby(words, lambda word: word == AND)
    return run(*[list(command) for between, command in parts if not between])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
