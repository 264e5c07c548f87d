"""Reading a feed as a calendar program does."""

from typing import Any

from icalendar import Calendar
from tests.runs.scene import Scene

from himpun.office.models import Person
from himpun.schedule.services import make_feed, refresh_feed


def token_of(scene: Scene, person: Person) -> str:
    return make_feed(person=person, unit=None, by=person, now=scene.now)


def events(scene: Scene, token: str) -> dict[str, Any]:
    """Title → entry."""
    text = refresh_feed(token=token, now=scene.now)
    assert text is not None
    calendar = Calendar.from_ical(text)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def tasks(scene: Scene, token: str) -> list[Any]:
    """The entries of open tasks."""
    return [event for title, event in events(scene, token).items() if title.startswith("Tenggat")]
