"""The ladder: which rung comes when, and which are to be done now.

A rung stands some working time before or after the moment at which something is due, or after the
SOP's own late limit. Counted in days it comes when the office opens on that working day; counted in
hours it comes so much office time from that moment. A ladder is finite, each rung is done once for
what is owed, and reminders are capped: nobody is reminded for ever.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal

from himpun.kernel.worktime import Calendar, Duration, due_at

Kind = Literal["reminder", "letter", "contact"]
Anchor = Literal["due", "limit"]
Unit = Literal["hari", "jam"]
To = Literal["holder", "head", "steward", "leader"]

KIND_WORDS: dict[Kind, str] = {
    "reminder": "Pengingat",
    "letter": "Surat peringatan",
    "contact": "Permintaan langsung",
}
TO_WORDS: dict[To, str] = {
    "holder": "pemegang tugas",
    "head": "kepala unit",
    "steward": "pengelola SOP",
    "leader": "pimpinan instansi",
}
ANCHOR_WORDS: dict[Anchor, str] = {"due": "batas waktu", "limit": "batas akhir menurut SOP"}
SUPERSEDED = "Dilewati: pengingat yang lebih baru sudah berlaku."
CAPPED = "Dilewati: sudah {most} kali diingatkan dalam SOP yang berjalan ini."
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung. ``amount`` in ``unit`` from the ``anchor``, negative for before it. ``to`` are told,
    ``cc`` for information; a contact's ``to`` is whom to call. ``text`` has names in braces."""

    key: str
    kind: Kind
    title: str
    text: str
    amount: int
    unit: Unit = "hari"
    anchor: Anchor = "due"
    to: tuple[To, ...] = ("holder",)
    cc: tuple[To, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs in the order in which a page lists them. ``most``: reminders that a unit gets in one
    run, however often its data come back."""

    rungs: tuple[Rung, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What the moments of rungs hang on. ``opened_at``: since when the holder has it; ``by_sop``:
    the SOP writes the warning letter itself."""

    opened_at: datetime
    due_at: datetime | None
    limit_at: datetime | None
    by_sop: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """A rung and its moment."""

    rung: Rung
    at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """A rung that has come: to be done, or skipped for the reason ``skip``."""

    rung: Rung
    at: datetime
    skip: str = ""


def moment_of(rung: Rung, anchor: datetime, calendar: Calendar) -> datetime:
    """When a rung comes. Refuses (CalendarUnknown) a year without holiday table."""
    if rung.unit == "jam":
        return _office_time_from(anchor, rung.amount * 60, calendar)
    on = _working_day(calendar.local(anchor).date(), rung.amount, calendar)
    opens = calendar.opens_at(on)
    assert opens is not None  # a working day opens
    return opens


def timed(ladder: Ladder, owed: Owed, calendar: Calendar) -> list[Timed]:
    """The rungs that may come for what is owed, soonest first. Left out are those whose anchor the
    SOP does not know, and those that would have come before the holder had it at all."""
    found = []
    for rung in ladder.rungs:
        anchor = owed.due_at if rung.anchor == "due" else owed.limit_at
        if anchor is not None:
            at = moment_of(rung, anchor, calendar)
            if at > owed.opened_at:
                found.append(Timed(rung, at))
    return sorted(found, key=lambda one: one.at)


def choose(
    rungs: Sequence[Timed],
    owed: Owed,
    *,
    now: datetime,
    done: Collection[str],
    reminded: int,
    most: int,
) -> list[Act]:
    """What to do now with the rungs that have come and are not ``done`` (by key), in their order.

    Of several reminders that were missed only the latest goes out; letters and contacts are never
    skipped for a later one, and a letter that the SOP writes itself is left to the SOP.
    ``reminded``: reminders that went out before to this unit in the run.
    """
    come = [one for one in rungs if one.at <= now and one.rung.key not in done]
    latest = next((one for one in reversed(come) if one.rung.kind == "reminder"), None)
    acts = []
    for one in come:
        if one.rung.kind == "letter" and owed.by_sop:
            continue
        skip = ""
        if one.rung.kind == "reminder" and one is not latest:
            skip = SUPERSEDED
        elif one is latest and reminded >= most:
            skip = CAPPED.format(most=most)
        acts.append(Act(one.rung, one.at, skip))
    return acts


def next_of(rungs: Sequence[Timed], done: Collection[str]) -> Timed | None:
    """The rung that is next: the latest that has come and waits to be done is found here too."""
    return next((one for one in rungs if one.rung.key not in done), None)


def office_is_open(now: datetime, calendar: Calendar) -> bool:
    """Whether it is office time now: nobody is chased in the evening."""
    spans = calendar.spans_on(calendar.local(now).date())
    return any(opens <= now < closes for opens, closes in spans)


def _working_day(anchor: date, amount: int, calendar: Calendar) -> date:
    """The working day so many working days from a day; by 0 the day itself, or the next one."""
    if amount >= 0:
        first = anchor if amount == 0 else anchor + ONE_DAY
        return next(islice(calendar.working_days_from(first), max(amount - 1, 0), None))
    on, left = anchor, -amount
    while left:
        on -= ONE_DAY
        left -= calendar.is_working_day(on)
    return on


def _office_time_from(anchor: datetime, minutes: int, calendar: Calendar) -> datetime:
    if minutes == 0:
        return calendar.local(anchor)
    if minutes > 0:
        return due_at(anchor, Duration(minutes, "menit", f"{minutes} menit"), calendar)
    return _office_time_before(calendar.local(anchor), timedelta(minutes=-minutes), calendar)


def _office_time_before(at: datetime, wanted: timedelta, calendar: Calendar) -> datetime:
    on = at.date()
    while True:
        for opens, closes in reversed(calendar.spans_on(on)):
            end = min(closes, at)
            if end <= opens:
                continue
            if wanted <= end - opens:
                return end - wanted
            wanted -= end - opens
        on -= ONE_DAY
