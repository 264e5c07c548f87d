"""Who may read what is in a package: nobody reads there what is closed to them elsewhere."""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from himpun.archive.models import Package, PackedFile
from himpun.archive.models.packages import OWN
from himpun.archive.queries.package.packages import pieces_of
from himpun.archive.queries.reach import reach_of
from himpun.archive.rules.security import CLASSES, LIMITED, ORDINARY
from himpun.office import queries as office

PAPERS = "data/naskah/naskah.jsonl"
OPEN = {CLASSES[key].title for key in (ORDINARY, LIMITED)}


def may_read_package(package: Package, person: office.Person, now: datetime) -> bool:
    """Whether somebody who sees the package may read it whole.

    Of a run of this installation the apps above know, each by a function of
    HIMPUN_PACKAGE_READERS: (run_id, person, now) → whether they may. A package that was brought is
    read by those who read what is secret in the agency, where there is a secret paper in it.
    """
    if package.origin == OWN:
        run = int(package.run)
        asked = (import_string(path) for path in getattr(settings, "HIMPUN_PACKAGE_READERS", ()))
        return all(may_read(run, person, now) for may_read in asked)
    if not any(map(_closes, _papers_in(package))):
        return True
    on = office.day_at(package.agency, now)
    return f"r{package.agency_id}" in reach_of(person, on).keys


def _papers_in(package: Package) -> list[bytes]:
    """What a package says of each paper in it."""
    listed = PackedFile.objects.filter(package=package, path=PAPERS).first()
    if listed is None:
        return []
    try:
        return b"".join(pieces_of(package, listed)).splitlines()
    except FileNotFoundError:
        return []


def _closes(line: bytes) -> bool:
    """Whether a paper's class closes it to most; it does where that cannot be read, for others may
    have made the package."""
    try:
        return str(json.loads(line)["security"]) not in OPEN
    except (ValueError, TypeError, KeyError, RecursionError):
        return True
