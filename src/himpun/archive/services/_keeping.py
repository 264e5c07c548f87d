"""One change of an agency's archive at a time, by whoever keeps it."""

from datetime import date, datetime

from himpun.archive.models import ArchiveCounter
from himpun.archive.queries.reach import refuse_stranger
from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn

in_turn = InTurn(Refused)


def lock_archive(agency: Agency) -> ArchiveCounter:
    """Lets one change of an agency's archive go on at a time: its counters are what everybody
    locks, in a statement of its own."""
    ArchiveCounter.objects.get_or_create(agency=agency)
    return ArchiveCounter.objects.select_for_update().get(agency=agency)


def begin(by: Person | None, agency: Agency, now: datetime) -> tuple[ArchiveCounter, date]:
    """Locks the archive; its counters, and the day it is there. Refuses who does not keep it."""
    counter, on = lock_archive(agency), office.day_at(agency, now)
    refuse_stranger(by, agency, on)
    return counter, on


def refuse(*reasons: str | None) -> None:
    """Refuses with the first reason that there is."""
    for why in reasons:
        if why:
            raise Refused(why)
