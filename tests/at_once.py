"""Runs commands at the same time:  python -m tests.at_once COMMAND --and COMMAND --then COMMAND

What ``--and`` parts runs at once, what ``--then`` parts runs one after another. What the first ones
print is shown as it comes; what the others print, whole and after it. Where one fails, all have
failed; that pytest found nothing to run counts only where no other found any.
"""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import groupby
from tempfile import TemporaryFile
from typing import IO

AND, THEN = "--and", "--then"
NOTHING_FOUND = 5
"""pytest's exit code."""

Command = Sequence[str]
Chain = Sequence[Command]
"""Commands that run one after another, each whatever became of those before it."""


def run(first: Chain, *others: Chain) -> int:
    """The exit code of all: 0, or that of one that failed."""
    with ExitStack() as until_all_ended:
        outputs = [until_all_ended.enter_context(TemporaryFile()) for _ in others]
        threads = until_all_ended.enter_context(ThreadPoolExecutor(len(others) or 1))
        running = [
            threads.submit(_one_after_another, other, output)
            for other, output in zip(others, outputs, strict=True)
        ]
        codes = _one_after_another(first)
        for process, output in zip(running, outputs, strict=True):
            codes += process.result()
            output.seek(0)
            sys.stdout.buffer.write(output.read())
            sys.stdout.flush()
    failed = [code for code in codes if code not in {0, NOTHING_FOUND}]
    return failed[0] if failed else min(codes)


def _one_after_another(chain: Chain, output: IO[bytes] | None = None) -> list[int]:
    """Their exit codes. Without ``output``, they print to where this program does."""
    codes = []
    for command in chain:
        into = output or sys.stdout.buffer
        into.write(f"+ {' '.join(command)}\n".encode())
        into.flush()
        codes.append(subprocess.call(command, stdout=output, stderr=output and subprocess.STDOUT))
    return codes


def _parts(words: Sequence[str], between: str) -> list[list[str]]:
    return [list(part) for found, part in groupby(words, between.__eq__) if not found]


def main(words: Sequence[str]) -> int:
    """Runs the commands between which ``--and`` and ``--then`` stand."""
    return run(*[_parts(chain, THEN) for chain in _parts(words, AND)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
