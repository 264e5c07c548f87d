"""A database that exists for one rehearsal only, whatever database the installation has."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections


@contextmanager
def scratch_database() -> Iterator[None]:
    """The default connection leads to an empty, migrated SQLite file that is gone afterwards."""
    own = connections.settings["default"]
    connections["default"].close()
    with tempfile.TemporaryDirectory(prefix="himpun-gladi-") as folder:
        _lead_to(own | _sqlite(Path(folder) / "gladi.sqlite3"))
        try:
            # Where migrations are switched off, as in tests, the tables come from the models.
            call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
            yield
        finally:
            connections["default"].close()
            _lead_to(own)


def _lead_to(settings: dict[str, Any]) -> None:
    del connections["default"]
    connections.settings["default"] = settings


def _sqlite(path: Path) -> dict[str, Any]:
    # Nothing here outlives the process, so nothing has to survive a power cut.
    pragmas = "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": pragmas},
        "CONN_HEALTH_CHECKS": False,
    }
