"""The office hours that an agency, or one of its units, has set for itself."""

from datetime import date, datetime

from himpun.kernel.worktime import OfficeHours
from himpun.office.models import Agency, Person, Unit, WeekHours
from himpun.office.queries import lock_for_change
from himpun.office.rules import ONE_DAY, Body, Json, Refused, ending, long_date, overlaps
from himpun.office.rules.hours import week_to_json, why_not_week
from himpun.office.services._stamp import calendar_changed
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn

Weeks = tuple[OfficeHours, OfficeHours]


@InTurn(Refused)
def set_office_hours(
    *,
    agency: Agency,
    unit: Unit | None = None,
    weeks: Weeks | None,
    from_on: date,
    basis: str,
    by: Person | None,
    now: datetime,
) -> WeekHours | None:
    """From a day on an agency, or one unit, keeps these hours: (ordinary, those of Ramadan).

    None: the standard ones again (of a unit: the agency's). Hours that began before end the day
    before; those that would begin on the day or later are cancelled. Refuses who does not
    administer the agency, a unit of another agency, a week without work, a missing basis, and
    standard hours where no others would hold.
    """
    lock_for_change(by, agency, now)
    if why := _why_not_set(agency, unit, weeks, basis):
        raise Refused(why)
    before = _end(agency, unit, from_on, now)
    if weeks is None and not before:
        raise Refused("Sejak hari itu tidak ada jam kerja lain yang berlaku.")
    made = weeks and WeekHours.objects.create(
        agency=agency,
        unit=unit,
        week=week_to_json(weeks[0]),
        ramadan_week=week_to_json(weeks[1]),
        from_on=from_on,
        basis=basis,
    )
    body: Body = {
        "unit": unit.code if unit else None,
        "from_on": from_on.isoformat(),
        "basis": basis,
        "week": week_to_json(weeks[0]) if weeks else None,
        "ramadan_week": week_to_json(weeks[1]) if weeks else None,
        "ended": before,
    }
    action = "OfficeHoursSet" if weeks else "OfficeHoursEnded"
    subject = unit.name if unit else agency.name
    row = write(agency=agency, by=by, now=now, action=action, subject=subject, body=body)
    why = f"Jam kerja {subject} berubah sejak {long_date(from_on)}"
    calendar_changed(agency=agency, digest=row.hash, why=why, by=by, now=now)
    return made or None


def _why_not_set(agency: Agency, unit: Unit | None, weeks: Weeks | None, basis: str) -> str | None:
    if unit is not None and unit.agency_id != agency.pk:
        return "Unit harus dari instansi yang sama."
    if not basis.strip():
        return "Dasar (nomor keputusan atau edaran) harus diisi."
    return next(filter(None, map(why_not_week, weeks or ())), None)


def _end(agency: Agency, unit: Unit | None, from_on: date, now: datetime) -> list[Json]:
    """Ends what holds from that day on; the first days of the rows that were ended."""
    ended: list[Json] = []
    for row in WeekHours.objects.filter(agency=agency, unit=unit, cancelled_at=None):
        if not overlaps((from_on, None), (row.from_on, row.until_on)):
            continue
        row.until_on, row.cancelled_at = ending(
            from_on=row.from_on, until_on=row.until_on, last_on=from_on - ONE_DAY, now=now
        )
        row.save(update_fields=["until_on", "cancelled_at"])
        ended.append(row.from_on.isoformat())
    return ended
