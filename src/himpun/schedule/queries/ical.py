"""A feed as iCalendar (RFC 5545). The same bytes as long as nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from himpun.schedule.models import FeedEntry

PLACES = {"WIB": ("Asia/Jakarta", 7), "WITA": ("Asia/Makassar", 8), "WIT": ("Asia/Jayapura", 9)}
# Since 1 January 1988 the zones are as they are now; before it nothing is told.
SINCE = datetime(1988, 1, 1)  # noqa: DTZ001 - the clock of the zone itself
POLL = "PT1H"


def calendar_text(name: str, entries: Iterable[FeedEntry]) -> bytes:
    """The entries as a calendar with this name, with the time zones that they use."""
    said = list(entries)
    calendar = Calendar()
    calendar.add("prodid", "-//Himpun//Jadwal SOP//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", POLL)
    for zone in sorted({str(entry.said["zone"]) for entry in said}):
        calendar.add_component(_timezone(zone))
    for entry in said:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _timezone(zone: str) -> Timezone:
    place, hours = PLACES[zone]
    found = Timezone()
    found.add("tzid", place)
    standard = TimezoneStandard()
    standard.add("dtstart", SINCE)
    standard.add("tzoffsetfrom", timedelta(hours=hours))
    standard.add("tzoffsetto", timedelta(hours=hours))
    standard.add("tzname", zone)
    found.add_component(standard)
    return found


def _event(entry: FeedEntry) -> Event:
    place = ZoneInfo(PLACES[entry.said["zone"]][0])
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("summary", entry.said["title"])
    for name, key in (("dtstart", "starts_at"), ("dtend", "ends_at")):
        event.add(name, datetime.fromisoformat(entry.said[key]).astimezone(place))
    event.add("url", entry.said["url"])
    event.add("status", "CANCELLED" if entry.cancelled_at else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
