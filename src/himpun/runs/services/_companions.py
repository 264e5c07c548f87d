"""What apps above do when a run has moved, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from himpun.kernel.definition import Sop
from himpun.kernel.messages import Event
from himpun.kernel.run import Visit
from himpun.kernel.wire import Json

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Calendars, Person


@dataclass(frozen=True, slots=True)
class Happened:
    """What a wish made of a run. ``visit`` is the step that it was about, as it was before (None
    for a wish about the run as a whole); ``by`` None is the program itself; ``content`` is what the
    holder filled in; ``calendars`` are those of the agency and its units at that moment."""

    run_id: int
    agency: Agency
    sop: Sop
    period: str
    events: Sequence[Event]
    visit: Visit | None
    by: Person | None
    capacity: str
    content: Mapping[str, Json]
    now: datetime
    calendars: Calendars


def tell_companions(happened: Happened) -> None:
    """Ask every function that the setting HIMPUN_STEP_COMPANIONS names, with ``happened``.

    Each runs in the transaction of the wish; what it refuses (Rejected) undoes all of it. The lock
    on the run is held meanwhile, so a companion asks the database only about steps that concern it.
    """
    for path in getattr(settings, "HIMPUN_STEP_COMPANIONS", ()):
        import_string(path)(happened=happened)
