"""How every process learns that a calendar has changed, and what follows from it above."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from himpun.office.models import Agency, CalendarStamp, Person


def calendar_changed(
    *, agency: Agency | None, digest: str, why: str, by: Person | None, now: datetime
) -> None:
    """Leaves the hash of the journal row that tells of the change, in the same transaction; then
    tells the functions that the setting HIMPUN_CALENDAR_COMPANIONS names, each with (agency, why,
    by, now). ``agency`` None: everywhere.

    A hash of the journal is never given twice, not even after a transaction was rolled back.
    """
    CalendarStamp.objects.update_or_create(id=1, defaults={"stamp": digest})
    for path in getattr(settings, "HIMPUN_CALENDAR_COMPANIONS", ()):
        import_string(path)(agency=agency, why=why, by=by, now=now)
