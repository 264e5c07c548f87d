"""Units with office hours of their own: what they are to do falls due by those."""

from datetime import date, datetime, time

import pytest
from tests.runs.scene import Scene

from himpun.kernel.worktime import OfficeHours
from himpun.office.models import Unit
from himpun.office.queries import calendars_of
from himpun.office.services import set_office_hours

EVENING = OfficeHours((((time(18), time(22)),),) * 7)


def due_clock(scene: Scene, unit: str) -> datetime:
    due = scene.visit("8", unit).due_at
    assert due is not None
    return calendars_of(scene.agency).agency.local(due)


@pytest.mark.parametrize("whole_agency", [True, False])
def test_a_step_falls_due_in_the_hours_of_its_unit(scene: Scene, whole_agency: bool) -> None:
    unit = None if whole_agency else Unit.objects.get(agency=scene.agency, code="keselamatan")
    set_office_hours(
        agency=scene.agency, unit=unit, weeks=(EVENING, EVENING), from_on=date(2026, 1, 1),
        basis="SE 4/2026", by=None, now=scene.now,
    )  # fmt: skip
    scene.start()
    scene.walk("7")
    scene.complete_all("7")
    assert due_clock(scene, "keselamatan").hour in range(18, 23)
    by_agency = due_clock(scene, "angkutan")
    assert (by_agency.hour >= 18) is whole_agency
    assert due_clock(scene, "keselamatan") != by_agency or whole_agency
