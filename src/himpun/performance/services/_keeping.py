"""One change of a catalogue at a time, by whoever keeps it."""

from datetime import date, datetime

from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.office.rules import Refused
from himpun.performance.models import PerformanceSettings
from himpun.performance.queries.keeping import why_not_keep


def lock_catalogue(agency: Agency) -> PerformanceSettings:
    """Lets one change of an agency's catalogue go on at a time: its settings are what everybody
    locks, in a statement of its own."""
    locked = PerformanceSettings.objects.select_for_update()
    found = locked.filter(agency=agency).first()
    if found is None:
        PerformanceSettings.objects.get_or_create(agency=agency)
        found = locked.get(agency=agency)
    return found


def begin(by: Person | None, agency: Agency, now: datetime) -> date:
    """Locks the catalogue and gives the day it is there. Refuses who does not keep it."""
    lock_catalogue(agency)
    if why := why_not_keep(by, agency, now):
        raise Refused(why)
    return office.day_at(agency, now)


def refuse_blank(label: str, text: str, most: int) -> None:
    """Refuses a text that is empty or too long."""
    if not text.strip():
        raise Refused(f"{label} harus diisi.")
    if len(text) > most:
        raise Refused(f"{label} paling panjang {most} huruf.")
