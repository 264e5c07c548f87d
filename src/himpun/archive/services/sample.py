"""The sample schedule: to try the archive out, marked as a sample wherever it is shown."""

from datetime import datetime
from pathlib import Path

from himpun.archive.models import Schedule
from himpun.archive.queries.schedule import schedule_of
from himpun.archive.rules.schedule_sheet import grid_of_csv, lines_of
from himpun.archive.services.schedule import load_schedule
from himpun.office.queries import Agency

SAMPLE = Path(__file__).parent.parent / "samples" / "jra.csv"
BASIS = "Contoh, bukan peraturan: masa retensi seperti pada JRA sebuah kabupaten"


def load_sample_schedule(*, agency: Agency, now: datetime) -> Schedule:
    """Puts the shipped sample in force at an agency that has no schedule; else the one in force."""
    schedule = schedule_of(agency)
    if schedule is not None:
        return schedule
    lines, _ = lines_of(grid_of_csv(SAMPLE.read_text("utf-8")))
    return load_schedule(agency=agency, lines=lines, basis=BASIS, sample=True, by=None, now=now)
