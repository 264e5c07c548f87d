"""A function can be read at once, a file in one sitting."""

import ast

from tests.house.source import parsed, python_files, shown

FUNCTION = 60
FILE = 400
# One file by its purpose: it leaves the house alone, to be read by strangers from its first line to
# its last (docs/decisions/0017-the-sealed-package.md).
ALONE = {"src/himpun/archive/seed/periksa.py": 700}


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        shown(path): lines
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > ALONE.get(shown(path), FILE)
    }
    assert not long


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION
    ]
    assert not long
