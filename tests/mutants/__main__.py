"""`make mutants`: do the kernel's tests notice when the kernel is wrong?

Copies the kernel and its tests, seeds one fault at a time in the copy, and runs the tests there
until the first that fails. Says which test caught which fault; ends with 1 if one got through.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.faults import FAULTS, Fault

ROOT = Path(__file__).resolve().parent.parent.parent
WORKERS = max(1, min(4, os.cpu_count() or 1))
# Tests of reading and drawing definitions know nothing of runs.
SLOW_OR_BESIDE = re.compile(r"test_(parse|check|bpmn)")
LAST = "test_oracle_spiff.py"
# No shrinking: that a fault is caught is all that is asked. The same examples each time.
PROFILE = """
from hypothesis import HealthCheck, Phase, settings
settings.register_profile(
    "mutants", max_examples=100, phases=[Phase.explicit, Phase.generate], derandomize=True,
    deadline=None, database=None, suppress_health_check=list(HealthCheck),
)
"""
PLAIN = (
    "-p",
    "no:django",
    "-p",
    "no:playwright",
    "-p",
    "no:cacheprovider",
    "-p",
    "mutants_profile",
)
OPTIONS = ("-o", "addopts=--import-mode=importlib", "-x", "-q", "--tb=no", "--disable-warnings")


def copy_to(folder: Path) -> None:
    """A copy of the kernel, its tests and the SOPs that it needs nothing else to run."""
    plain = shutil.ignore_patterns("__pycache__", "*.pyc")
    for part in ("src/himpun/kernel", "tests/kernel", "sops"):
        shutil.copytree(ROOT / part, folder / part, ignore=plain)
    for part in ("src/himpun/__init__.py", "tests/conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / part, folder / part)
    (folder / "mutants_profile.py").write_text(PROFILE, encoding="utf-8")


def tests_in(folder: Path) -> list[str]:
    """The test files to run, the slow comparison with the other engine after all others."""
    files = sorted((folder / "tests" / "kernel").glob("test_*.py"), key=lambda f: (f.name == LAST, f.name))
    return [str(f.relative_to(folder)) for f in files if not SLOW_OR_BESIDE.match(f.name)]


def run_tests(folder: Path) -> str:
    """The first test that failed, or "" when all passed."""
    search = os.pathsep.join((str(folder / "src"), str(folder)))
    # Its own sources before those that the environment knows.
    environment = {
        **os.environ,
        "PYTHONPATH": search,
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "mutants",
        "ORACLE_DEFINITIONS": "60",
        "CI": "1",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *PLAIN, *OPTIONS, "-rfE", *tests_in(folder)],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=600,
    )
    if ran.returncode == 0:
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) \S*?(test_\w+\.py)(?:::(\w+))?", ran.stdout, re.M)
    if failed is None:
        raise RuntimeError(f"the tests did not run:\n{ran.stdout}\n{ran.stderr}")
    return "::".join(part for part in failed.groups() if part)


def seed(fault: Fault, folder: Path) -> None:
    """Make the copy wrong. Refuses an edit whose place is not there, or there twice."""
    path = folder / "src" / "himpun" / "kernel" / fault.file
    text = path.read_text(encoding="utf-8")
    if text.count(fault.sound) != 1:
        raise SystemExit(f"“{fault.name}”: its place in {fault.file} must be looked up again")
    path.write_text(text.replace(fault.sound, fault.faulty), encoding="utf-8")


def in_a_copy(change: Callable[[Path], None]) -> str:
    """The first test that fails in a changed copy."""
    with tempfile.TemporaryDirectory(prefix="himpun-mutants-") as name:
        folder = Path(name)
        copy_to(folder)
        change(folder)
        return run_tests(folder)


def tried(fault: Fault) -> tuple[Fault, str]:
    return fault, in_a_copy(lambda folder: seed(fault, folder))


def main() -> int:
    """Print the table; 0 when every fault was caught."""
    broken = in_a_copy(lambda folder: None)
    if broken:
        print(f"The kernel itself is not right: {broken}")
        return 1
    width = max(len(fault.name) for fault in FAULTS)
    missed = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        for fault, caught_by in pool.map(tried, FAULTS):
            missed += not caught_by
            print(f"{fault.name:<{width}}  {caught_by or 'NOT CAUGHT'}", flush=True)
    print(f"{len(FAULTS) - missed} of {len(FAULTS)} faults were caught.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
