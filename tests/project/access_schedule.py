"""The rows of the schedule."""

from collections.abc import Mapping
from typing import Any

from tests.project.access_row import (
    EVERYONE,
    HERE,
    KEEPERS,
    PEOPLE,
    READERS,
    SIGNED_IN,
    SYSTEM,
    Row,
    agency,
)
from tests.project.moments import NOW

from himpun.office.models import Agency, Person
from himpun.schedule import services as schedule
from himpun.schedule.models import CalendarChange, StartRule
from himpun.schedule.queries.year import sop_year


def an_sop() -> dict[str, Any]:
    return {"agency": HERE, "sop": HERE}


def a_start() -> dict[str, Any]:
    year = sop_year(Agency.objects.get(code=HERE), HERE, NOW)
    assert year is not None
    return {**an_sop(), "period": year.starts[-1].code}


def a_feed() -> str:
    """The secret address of a person of the agency."""
    person = Person.objects.get(user__username=PEOPLE["colleague"])
    return schedule.make_feed(person=person, unit=None, by=person, now=NOW)


def a_change() -> CalendarChange:
    """The local day off that the other rows have added while runs were under way."""
    return CalendarChange.objects.filter(agency__code=HERE)[0]


SCHEDULE: Mapping[str, Row] = {
    "schedule:home": Row(SIGNED_IN),
    "schedule:year": Row(READERS, args=agency),
    "schedule:changes": Row(READERS, args=agency),
    "schedule:change": Row(READERS, args=lambda: {**agency(), "number": a_change().pk}),
    "schedule:change_everywhere": Row(SYSTEM, args=lambda: {"number": a_change().pk}),
    "schedule:feeds": Row(SIGNED_IN),
    "schedule:feed": Row(EVERYONE, args=lambda: {"token": a_feed()}),
    "schedule:unit_feeds": Row(KEEPERS, args=agency),
    "schedule:rule": Row(KEEPERS, args=an_sop),
    "schedule:start": Row(KEEPERS, args=a_start),
}


def some_schedule(here: Agency) -> None:
    """A start rule, unless the sample has one."""
    if not StartRule.objects.filter(agency=here).exists():
        schedule.set_start_rule(
            agency=here, sop_key=HERE, when="", active=True, from_on=NOW.date(), until_on=None,
            late_days=14, by=None, now=NOW,
        )  # fmt: skip
