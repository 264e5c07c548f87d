"""A form is declared complete by whoever fills it in, and opened again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from himpun.kernel.worktime import ZONES
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.performance.models import Form
from himpun.performance.queries.duty import hands_of, why_over
from himpun.performance.rules.filling import STEWARD
from himpun.performance.services._completing import declare_complete, open_again
from himpun.performance.services._write import in_turn, lock_form

if TYPE_CHECKING:
    from himpun.office.queries import Person

MOST_REASON = 1_000


@in_turn
def complete_form(*, form: int, by: Person, now: datetime) -> Form:
    """Declare a form complete; asked again, nothing changes.

    Refuses whoever may not fill it in now, after its closing, and what the agency's policy lacks,
    by name.
    """
    found = lock_form(form)
    hands = hands_of(by, found, now)
    if not hands.fills:
        raise Refused(hands.why_not)
    if why := why_over(found, now):
        raise Refused(why)
    declare_complete(found, by=by, capacity=hands.capacity, due_at=hands.due_at, now=now)
    return found


@in_turn
def reopen_form(
    *, form: int, reason: str, by: Person, now: datetime, until_on: date | None = None
) -> Form:
    """Open a complete form again, or give a closed one time until the end of a day.

    Whoever fills it in may open it again while its step is open; another closing day is given by
    those who manage the run. Refuses others, a missing reason, a day that is past, and a form that
    is open as it is.
    """
    found = lock_form(form)
    reason = reason.strip()[:MOST_REASON]
    hands = hands_of(by, found, now)
    if not (hands.fills or hands.steward):
        raise Refused(hands.why_not)
    if until_on is not None and not hands.steward:
        raise Refused(
            "Perpanjangan diberikan oleh pengelola SOP, operator, atau administrator instansi."
        )
    if not reason:
        raise Refused("Tulis alasan formulir dibuka kembali.")
    closes_at = _end_of(until_on, found, now) if until_on else None
    if closes_at is None:
        _want_shut(found, now)
    open_again(
        found, by=by, capacity=hands.capacity or STEWARD, reason=reason, now=now,
        closes_at=closes_at,
    )  # fmt: skip
    return found


def _end_of(day: date, form: Form, now: datetime) -> datetime:
    if day < office.day_at(form.agency, now):
        raise Refused("Perpanjangan tidak dapat berakhir pada hari yang sudah lewat.")
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZONES[form.agency.zone])


def _want_shut(form: Form, now: datetime) -> None:
    if why := why_over(form, now):
        raise Refused(why)
    if form.complete_at is None:
        raise Refused("Formulir ini masih terbuka.")
