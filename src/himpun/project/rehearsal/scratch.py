"""A database that exists for one rehearsal only, whatever database the installation has."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from himpun.archive.rules.search_table import statements


@contextmanager
def scratch_database() -> Iterator[None]:
    """The default connection leads to an empty SQLite file with all tables, the store of files to
    an empty folder; both are gone afterwards."""
    own, store = connections.settings["default"], settings.MEDIA_ROOT
    connections["default"].close()
    with tempfile.TemporaryDirectory(prefix="himpun-gladi-") as folder:
        _lead_to(own | _sqlite(Path(folder) / "gladi.sqlite3"))
        settings.MEDIA_ROOT = Path(folder) / "files"
        try:
            _make_tables()
            yield
        finally:
            connections["default"].close()
            _lead_to(own)
            settings.MEDIA_ROOT = store


def _make_tables() -> None:
    """The tables of the models, without the way there: to go through all migrations takes longer
    than the rehearsal. That both lead to the same tables is tested."""
    modules = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    finally:
        settings.MIGRATION_MODULES = modules
    with connection.cursor() as cursor:
        for sql in statements(connection.vendor):
            cursor.execute(sql)


def _lead_to(database: dict[str, Any]) -> None:
    del connections["default"]
    connections.settings["default"] = database


def _sqlite(path: Path) -> dict[str, Any]:
    # Nothing here outlives the process, so nothing has to survive a power cut.
    pragmas = "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": pragmas},
        "CONN_HEALTH_CHECKS": False,
    }
