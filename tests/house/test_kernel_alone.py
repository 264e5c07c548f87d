"""The kernel runs where Django is not installed, and its tests prove it there."""

import os
import subprocess
import sys

from tests.house.source import ROOT

# Stands in for an environment in which none of these was ever installed.
WITHOUT_DJANGO = """
import sys
from importlib.abc import MetaPathFinder

class Absent(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "allauth", "environ", "psycopg", "structlog"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None

sys.meta_path.insert(0, Absent())
import pytest
plain = ["-p", "no:django", "-p", "no:playwright", "-p", "no:cacheprovider"]
options = ["-o", "addopts=--import-mode=importlib", "-q", "--disable-warnings"]
sys.exit(pytest.main([*plain, *options, *sys.argv[1:]]))
"""


def run_without_django(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *arguments],
        cwd=ROOT,
        env={**os.environ, "HYPOTHESIS_PROFILE": "few"},
        capture_output=True,
        check=False,
        text=True,
    )


def test_the_kernel_s_tests_pass_without_django() -> None:
    ran = run_without_django("tests/kernel")
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    assert " passed" in ran.stdout


def test_a_test_that_needs_django_fails_there() -> None:
    ran = run_without_django("tests/project/test_settings.py")
    assert ran.returncode != 0
    assert "No module named 'django'" in ran.stdout + ran.stderr
