"""What a change of a calendar would do, before it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from himpun.office.models import Person
from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn


@dataclass(frozen=True, slots=True)
class Consequences:
    """What an app above tells of a change: its ``template`` is given ``context`` as ``told``.
    ``count``: how much would move, 0 where nothing needs to be asked."""

    template: str
    context: Mapping[str, Any]
    count: int


@InTurn(Refused)
def preview_calendar(
    *, change: Callable[[], object], by: Person | None, now: datetime
) -> Consequences | None:
    """Makes a change of a calendar, asks the function that the setting HIMPUN_CALENDAR_PREVIEW
    names (by, now) what came of it, and undoes all of it; None where nobody is to be asked.

    Refuses what the change itself refuses.
    """
    path = getattr(settings, "HIMPUN_CALENDAR_PREVIEW", None)
    if path is None:
        return None
    with transaction.atomic():
        change()
        told: Consequences = import_string(path)(by=by, now=now)
        transaction.set_rollback(True)
    return told
