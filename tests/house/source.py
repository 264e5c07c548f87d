"""What the rules of the house look at: the repository's files, and what each file imports."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "himpun"
APPS = (
    "office", "archive", "sops", "runs", "notices", "schedule", "letters", "chase", "performance",
    "monitoring",
)  # fmt: skip
OURS = ("src", "tests", "bench", "tools", ".ci")


@cache
def tracked() -> tuple[Path, ...]:
    """The files under version control that are there; all files where there is no repository."""
    if not (ROOT / ".git").exists():
        return tuple(path for top in OURS for path in (ROOT / top).rglob("*") if path.is_file())
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def python_files() -> Iterator[Path]:
    """Our own Python, as it lies in the work tree; migrations are Django's."""
    for top in OURS:
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports, also inside functions.

    `from a.b import c` gives `a.b.c`, for `c` may be a module.
    """
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def module_path(path: Path) -> tuple[str, ...]:
    """Where a file stands in the package: runs/services/steps.py gives runs, services, steps."""
    return path.relative_to(PACKAGE).with_suffix("").parts
