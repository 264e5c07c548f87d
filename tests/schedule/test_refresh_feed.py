"""What calendar programs are told."""

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar
from tests.runs.scene import Scene, wib
from tests.schedule.calendars import events, tasks, token_of
from tests.schedule.moving import day_off, gathering
from tests.schedule.starts import set_rule

from himpun.office.models import Unit
from himpun.office.services import set_account_open
from himpun.schedule.models import FeedEntry
from himpun.schedule.services import change_start, make_feed, refresh_feed


def test_an_open_task_stands_there_with_its_due_time(scene: Scene) -> None:
    gathering(scene)
    token = token_of(scene, scene.person("kasi-angkutan"))
    (task,) = tasks(scene, token)
    assert task["DTEND"].dt == wib(2026, 9, 24, 16)
    assert task["DTEND"].params["TZID"] == "Asia/Jakarta"
    assert (task["SEQUENCE"], task["STATUS"]) == (0, "CONFIRMED")
    number = scene.visit("8", "angkutan").number
    assert str(task["URL"]).endswith(f"/jalan/{scene.run_id}/langkah/{number}/")


def test_nothing_but_titles_times_and_links_is_told(scene: Scene) -> None:
    gathering(scene)
    text = refresh_feed(token=token_of(scene, scene.person("kasi-angkutan")), now=scene.now)
    assert text is not None
    lines = {
        line.split(b":")[0].split(b";")[0] for line in text.replace(b"\r\n ", b"").splitlines()
    }
    assert not lines & {b"DESCRIPTION", b"ATTENDEE", b"ORGANIZER", b"LOCATION", b"COMMENT"}
    assert {b"SUMMARY", b"DTSTART", b"DTEND", b"URL", b"UID", b"SEQUENCE"} <= lines


def test_the_time_zone_is_told_as_the_office_keeps_it(scene: Scene) -> None:
    gathering(scene)
    text = refresh_feed(token=token_of(scene, scene.person("kasi-angkutan")), now=scene.now)
    assert text is not None
    zone: Any
    standard: Any
    (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
    (standard,) = zone.walk("STANDARD")
    assert (zone["TZID"], standard["TZNAME"]) == ("Asia/Jakarta", "WIB")
    assert standard["TZOFFSETTO"].td == standard["TZOFFSETFROM"].td == timedelta(hours=7)


def test_a_due_time_that_moves_keeps_its_uid_and_gets_a_higher_sequence(scene: Scene) -> None:
    gathering(scene)
    token = token_of(scene, scene.person("kasi-angkutan"))
    (before,) = tasks(scene, token)
    day_off(scene)
    (after,) = tasks(scene, token)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTEND"].dt == wib(2026, 9, 25, 16, 30)


def test_where_nothing_changes_the_bytes_are_the_same_and_nothing_is_written(
    scene: Scene,
) -> None:
    gathering(scene)
    token = token_of(scene, scene.person("kasi-angkutan"))
    first = refresh_feed(token=token, now=scene.now)
    kept = list(FeedEntry.objects.values())
    assert refresh_feed(token=token, now=scene.now + timedelta(minutes=5)) == first
    assert list(FeedEntry.objects.values()) == kept


def test_a_task_that_is_done_is_cancelled_for_two_weeks_and_then_gone(scene: Scene) -> None:
    gathering(scene)
    token = token_of(scene, scene.person("kasi-angkutan"))
    assert len(tasks(scene, token)) == 1
    scene.complete("8", "angkutan")
    (gone,) = tasks(scene, token)
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)
    scene.now += timedelta(days=14)
    assert tasks(scene, token) == []


def test_starts_to_come_are_told_and_move_with_their_day(scene: Scene) -> None:
    rule = set_rule(scene)
    token = token_of(scene, scene.person("kasubag"))
    title = "Mulai Pengumpulan Data Kinerja, Triwulan III 2026"
    assert events(scene, token)[title]["DTSTART"].dt == wib(2026, 9, 14, 7, 30)
    change_start(
        rule=rule, period="2026-TW3", on=date(2026, 9, 9), reason="Lebih awal", by=None,
        now=scene.now,
    )  # fmt: skip
    moved = events(scene, token)[title]
    assert (moved["DTSTART"].dt, moved["SEQUENCE"]) == (wib(2026, 9, 9, 7, 30), 1)


def test_a_unit_is_told_its_own_steps_only(scene: Scene) -> None:
    gathering(scene)
    unit = Unit.objects.get(agency=scene.agency, code="angkutan")
    token = make_feed(person=None, unit=unit, by=scene.person("kasubag"), now=scene.now)
    (task,) = tasks(scene, token)
    assert str(task["URL"]).endswith(f"/langkah/{scene.visit('8', 'angkutan').number}/")


def test_a_closed_account_and_a_wrong_token_open_nothing(scene: Scene) -> None:
    person = scene.person("kasi-angkutan")
    token = token_of(scene, person)
    assert refresh_feed(token=f"{token}x", now=scene.now) is None
    set_account_open(person=person, is_open=False, by=scene.person("admin"), now=scene.now)
    assert refresh_feed(token=token, now=scene.now) is None
