"""A scratch installation in sample mode, for processes that are killed:

python -m tests.runs.crash_scratch lay          its tables, the agencies and their SOPs
python -m tests.runs.crash_scratch look RUN     what is stored of a run, as JSON
"""

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg

SETTINGS = "tests.runs.crash_settings"


@contextmanager
def environment_of(var: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation of its own: a folder, and on PostgreSQL a database."""
    (var / "static").mkdir(parents=True)
    own = {
        "HIMPUN_VAR": str(var),
        "HIMPUN_SAMPLE": "ya",
        "HIMPUN_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": SETTINGS,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HIMPUN_")}
    if url := os.environ.get("DATABASE_URL"):
        with _database_beside(url) as beside:
            yield kept | own | {"DATABASE_URL": beside}
    else:
        yield kept | own


@contextmanager
def _database_beside(url: str) -> Iterator[str]:
    """The address of a new database on the same server, dropped at the end."""
    name = f"himpun_killed_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def counting_events(environment: Mapping[str, str]) -> Iterator[Callable[[], int]]:
    """How many events an installation has stored, asked past the program, from any thread."""
    if url := environment.get("DATABASE_URL"):
        found: Any = psycopg.connect(url, autocommit=True)
    else:
        path = Path(environment["HIMPUN_VAR"]) / "himpun.sqlite3"
        found = sqlite3.connect(path, timeout=60, check_same_thread=False)
    with closing(found):
        yield lambda: int(found.execute("SELECT COUNT(*) FROM runs_event").fetchone()[0])


def lay() -> None:
    """Tables, sample agencies and published SOPs; and days off for whatever year it is."""
    from django.core.management import call_command
    from django.utils import timezone

    from himpun.office.services import seed_holidays
    from himpun.project.sample import load_offices

    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    now = timezone.now()
    load_offices(now=now, indicators=False)
    years = [
        {"year": now.year + ahead, "decree": "Untuk pengujian", "holiday": [], "ramadan": []}
        for ahead in range(3)
    ]
    seed_holidays(document={"year": years}, by=None, now=now)


def look(run_id: int) -> Mapping[str, Any]:
    """What is stored of a run, and everything in the installation that does not hold together."""
    from tests.runs.crash_rivals import broken

    from himpun.archive.queries import check_store
    from himpun.office import queries as office
    from himpun.runs.models import Attachment, Draft, Event, Run, Visit

    events = Event.objects.filter(run_id=run_id).order_by("no")
    done = events.filter(kind="StepCompleted").values_list("visit_no", flat=True)
    visits = {visit.number: visit for visit in Visit.objects.filter(run_id=run_id)}
    attached = Attachment.objects.filter(visit__run_id=run_id).select_related("visit", "file")
    return {
        "runs": Run.objects.count(),
        "state": Run.objects.get(pk=run_id).state,
        "completed": [[visits[no].node, visits[no].unit] for no in done if no],
        "states": sorted({visit.state for visit in visits.values()}),
        "drafts": Draft.objects.filter(visit__run_id=run_id).count(),
        "files": [
            [each.visit.number, each.name, each.file.sha256] for each in attached.order_by("pk")
        ],
        "broken": broken(*office.all_agencies()),
        "damaged": [str(damage) for damage in check_store()],
    }


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "lay":
        lay()
    else:
        sys.stdout.write(json.dumps(look(int(sys.argv[2]))))
