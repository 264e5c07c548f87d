"""What stewards say about when SOPs start: the rule, and single periods."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from himpun.kernel.worktime import CalendarUnknown, Period, parse_period
from himpun.office import queries as office
from himpun.office.rules import Body, Refused, long_date
from himpun.office.services.journal import write
from himpun.runs.queries.start import live_run
from himpun.schedule.models import Start, StartChange, StartRule
from himpun.schedule.queries.keeping import why_not_plan
from himpun.schedule.queries.rules import FINAL, sop_in_force, when_of
from himpun.schedule.rules.starts import parse_when
from himpun.schedule.services._write import in_turn

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

MOST_LATE = 92
"""A quarter: whatever is later than that is another period's."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""A day outside these is a slip of the keyboard, and would switch the rule off in silence."""


@in_turn
def set_start_rule(
    *,
    agency: Agency,
    sop_key: str,
    when: str,
    active: bool,
    from_on: date,
    until_on: date | None,
    late_days: int,
    by: Person | None,
    now: datetime,
) -> StartRule:
    """Says when the runs of an SOP start: ``when`` as in ``rules.starts``, "" for the SOP's own
    first window; days inclusive; no start more than ``late_days`` behind its day.

    Refuses who does not take care of the agency, an SOP that is not published, a rule that cannot
    be read or is of another kind of period than the SOP's, days out of order, and more than a
    quarter of lateness.
    """
    kept = (from_on, until_on)
    why = why_not_plan(by, agency, now) or _why_not_rule(agency, sop_key, when, kept, late_days)
    if why:
        raise Refused(why)
    before = StartRule.objects.select_for_update().filter(agency=agency, sop_key=sop_key).first()
    rule, _ = StartRule.objects.update_or_create(
        agency=agency, sop_key=sop_key,
        defaults={
            "when": _clean(when), "active": active, "from_on": from_on, "until_on": until_on,
            "late_days": late_days, "next_at": None,
        },
    )  # fmt: skip
    body: Body = {"before": _words(before) if before else None, "after": _words(rule)}
    write(agency=agency, by=by, now=now, action="StartRuleSet", subject=f"sop/{sop_key}", body=body)
    return rule


def _why_not_rule(
    agency: Agency, sop_key: str, when: str, kept: tuple[date, date | None], late_days: int
) -> str | None:
    found = sop_in_force(agency, sop_key)
    if found is None:
        return "SOP ini belum diterbitkan, jadi belum dapat dijadwalkan."
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in kept if day):
        return f"Tahun berlakunya aturan harus antara {FIRST_YEAR} dan {LAST_YEAR}."
    if kept[1] is not None and kept[1] < kept[0]:
        return "Hari terakhir aturan mendahului hari pertamanya."
    if not 0 <= late_days <= MOST_LATE:
        return f"Batas terlambat harus antara 0 dan {MOST_LATE} hari."
    return _why_not_when(when, {s.window.kind for s in found[1].steps if s.window},
                         found[1].steps[0].window is not None)  # fmt: skip


def _why_not_when(when: str, kinds: set[str], has_window: bool) -> str | None:
    if not when.strip():
        return None if has_window else (
            "SOP ini tidak menyebut kapan ia dimulai. Tulis aturan mulai milik instansi."
        )  # fmt: skip
    try:
        kind = parse_when(when).kind
    except ValueError as unreadable:
        return str(unreadable)
    if kinds and kind not in kinds:
        return f"Jadwal SOP ini dihitung per {' atau '.join(sorted(kinds))}."
    return None


def _clean(when: str) -> str:
    return " ".join(when.lower().split())


def _words(rule: StartRule) -> Body:
    return {
        "when": rule.when,
        "active": rule.active,
        "from_on": rule.from_on.isoformat(),
        "until_on": rule.until_on.isoformat() if rule.until_on else None,
        "late_days": rule.late_days,
    }


@in_turn
def change_start(
    *, rule: StartRule, period: str, on: date | None, reason: str, by: Person | None, now: datetime
) -> StartChange:
    """Moves the start of one period to another day, or skips it (``on`` None).

    Refuses who does not take care of the agency, a missing reason, a period that the rule does not
    have or that was started already, a day off, a day that is over, and one that lies in a year
    without holidays.
    """
    locked = _locked(rule, by, now)
    if not reason.strip():
        raise Refused("Alasan harus diisi.")
    known = _period_of(locked, period)
    _want_not_made(locked, known)
    if on is not None and (why := _why_not_on(locked.agency, on, now)):
        raise Refused(why)
    _withdraw(locked, known.code, now)
    change = StartChange.objects.create(
        rule=locked, period=known.code, on=on, reason=reason.strip()[:300], by=by, at=now
    )
    _look_again(locked)
    body: Body = {"period": known.code, "on": on.isoformat() if on else None, "reason": reason}
    action = "StartMoved" if on else "StartSkipped"
    write(
        agency=locked.agency, by=by, now=now, action=action, subject=f"sop/{locked.sop_key}",
        body=body,
    )  # fmt: skip
    return change


@in_turn
def withdraw_start_change(
    *, rule: StartRule, period: str, by: Person | None, now: datetime
) -> None:
    """The start of a period follows the rule again.

    Refuses who does not take care of the agency, a period without such a change, and one that was
    started already.
    """
    locked = _locked(rule, by, now)
    known = _period_of(locked, period)
    _want_not_made(locked, known)
    if not _withdraw(locked, known.code, now):
        raise Refused(f"Hari mulai {known.label} sudah mengikuti aturan.")
    _look_again(locked)
    write(
        agency=locked.agency, by=by, now=now, action="StartChangeWithdrawn",
        subject=f"sop/{locked.sop_key}", body={"period": known.code},
    )  # fmt: skip


def _locked(rule: StartRule, by: Person | None, now: datetime) -> StartRule:
    locked = StartRule.objects.select_for_update(of=("self",)).select_related("agency")
    found = locked.get(pk=rule.pk)
    if why := why_not_plan(by, found.agency, now):
        raise Refused(why)
    return found


def _period_of(rule: StartRule, text: str) -> Period:
    try:
        period = parse_period(text)
    except ValueError as unreadable:
        raise Refused(str(unreadable)) from None
    found = sop_in_force(rule.agency, rule.sop_key)
    when = when_of(rule, found[1] if found else None)
    if when is None or when.kind != period.kind:
        raise Refused(f"Aturan mulai SOP ini tidak mengenal {period.label}.")
    return period


def _want_not_made(rule: StartRule, period: Period) -> None:
    made = Start.objects.filter(rule=rule, period=period.code, state__in=FINAL).exists()
    if made or live_run(rule.agency, rule.sop_key, period.code) is not None:
        raise Refused(f"{period.label} sudah dimulai atau sudah lewat, jadi tidak dapat digeser.")


def _why_not_on(agency: Agency, on: date, now: datetime) -> str | None:
    if on < office.day_at(agency, now):
        return f"{long_date(on)} sudah lewat."
    try:
        if office.calendar_of(agency).is_working_day(on):
            return None
    except CalendarUnknown as unknown:
        return str(unknown)
    return f"{long_date(on)} bukan hari kerja. Pilih hari kerja."


def _withdraw(rule: StartRule, period: str, now: datetime) -> int:
    rows = StartChange.objects.filter(rule=rule, period=period, withdrawn_at=None)
    return rows.update(withdrawn_at=now)


def _look_again(rule: StartRule) -> None:
    rule.next_at = None
    rule.save(update_fields=["next_at"])
