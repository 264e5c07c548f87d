"""Starting what a rule says is due: once for each period, whoever asks and however often."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.urls import reverse

from himpun.kernel.definition import Sop
from himpun.kernel.messages import Rejected
from himpun.kernel.worktime import Calendar, CalendarUnknown
from himpun.kernel.worktime.words import day_text
from himpun.notices.services import tell
from himpun.office import queries as office
from himpun.office.rules import Body, Refused
from himpun.office.services.journal import write
from himpun.runs import services as runs
from himpun.runs.queries import units_taking_part
from himpun.runs.queries.start import is_per_unit, live_run
from himpun.runs.queries.vacant import no_units_text, vacant_in_units
from himpun.schedule.models import Start, StartRule
from himpun.schedule.queries.rules import (
    FINAL,
    Planned,
    planned_starts,
    sop_in_force,
    when_of,
)
from himpun.schedule.services._write import in_turn_of_a_worker

RETRY = timedelta(minutes=10)
"""After which a start that could not be made is tried again."""
REST = timedelta(days=1)
"""After which a rule with nothing ahead is looked at again."""
NOT_PUBLISHED = "SOP ini belum diterbitkan."


@in_turn_of_a_worker
def start_by_rule(*, rule_id: int, now: datetime) -> int:
    """Starts the runs of a rule that are due, and notes what cannot be started; answers how many
    it started. A rule that another worker holds, or that is not due, is left alone.

    What became of a period stands in its own row, written in this transaction: a period is started
    once. A start that fails says why, is told to the stewards once, and is tried again; it holds no
    other period up.
    """
    locked = StartRule.objects.select_for_update(of=("self",), skip_locked=True)
    rule = locked.filter(pk=rule_id, active=True).select_related("agency").first()
    if rule is None or (rule.next_at is not None and rule.next_at > now):
        return 0
    found = sop_in_force(rule.agency, rule.sop_key)
    when = when_of(rule, found[1] if found else None)
    calendar = office.calendar_of(rule.agency)
    ahead: list[datetime] = [now + REST]
    started = 0
    for planned in planned_starts(rule, when, calendar, calendar.local(now).date()) if when else ():
        if planned.skipped or (planned.start and planned.start.state in FINAL):
            continue
        due_at = planned.due_at(calendar)
        if due_at > now:
            ahead.append(due_at)
            continue
        made = _make(rule, found, planned, calendar, now)
        started += made.state == "started"
        if made.state == "failed":
            ahead.append(now + RETRY)
    rule.next_at = min(ahead)
    rule.save(update_fields=["next_at"])
    return started


def _make(
    rule: StartRule, found: tuple[int, Sop] | None, planned: Planned, calendar: Calendar,
    now: datetime,
) -> Start:  # fmt: skip
    """Start one period, or say why it was not."""
    due_at = planned.due_at(calendar)
    days_late = (calendar.local(now).date() - calendar.local(due_at).date()).days
    known = live_run(rule.agency, rule.sop_key, planned.period.code)
    if known is not None:
        return _note(rule, planned, due_at, now, state="by hand", run_id=known)
    if days_late > rule.late_days:
        why = f"Lewat {days_late} hari dari {day_text(calendar.local(due_at).date())}; batasnya "
        return _tell_failed(
            rule, found,
            _note(rule, planned, due_at, now, state="missed", why=f"{why}{rule.late_days} hari."),
            planned, now,
        )  # fmt: skip
    why = str(planned.unknown or "") or _why_not_start(rule, found, now)
    if not why and found:
        try:
            with transaction.atomic():
                run_id = _start(rule, found, planned, now)
            late = days_late > 0
            start = _note(rule, planned, due_at, now, state="started", run_id=run_id, late=late)
            _tell_started(rule, found[1], start, planned, now)
        except (Rejected, Refused, CalendarUnknown) as refused:
            why = str(refused)
        else:
            return start
    start = _note(rule, planned, due_at, now, state="failed", why=why)
    return _tell_failed(rule, found, start, planned, now)


def _start(rule: StartRule, found: tuple[int, Sop], planned: Planned, now: datetime) -> int:
    units = units_taking_part(rule.agency, found[1], office.day_at(rule.agency, now))
    return runs.start_run(
        agency=rule.agency, sop_pk=found[0], period=planned.period.code,
        units=[unit.id for unit in units], by=None, now=now,
    )  # fmt: skip


def _why_not_start(rule: StartRule, found: tuple[int, Sop] | None, now: datetime) -> str:
    """Why the run would stand still from its beginning: nobody for its first step, or for a step of
    a unit; "" if nothing speaks against it."""
    if found is None:
        return NOT_PUBLISHED
    sop, on = found[1], office.day_at(rule.agency, now)
    holders = office.holders_by_performer(rule.agency, sop.id, on)
    first = sop.steps[0]
    if not first.per_unit and not any(holders.get((name, "")) for name in first.performers):
        titles = " atau ".join(sop.performers[name].title for name in first.performers)
        return f"Belum ada pemegang {titles} untuk langkah {first.key}."
    units = units_taking_part(rule.agency, sop, on)
    if is_per_unit(sop) and not units:
        return no_units_text(sop)
    held = {place for place, people in holders.items() if people}
    return next(vacant_in_units(sop, units, held), "")


def _note(
    rule: StartRule, planned: Planned, due_at: datetime, now: datetime, *, state: str,
    run_id: int | None = None, late: bool = False, why: str = "",
) -> Start:  # fmt: skip
    """What became of the period, with its row in the journal where that is new."""
    known = planned.start
    if known is not None and (known.state, known.why) == (state, why):
        return known
    start, _ = Start.objects.update_or_create(
        rule=rule, period=planned.period.code,
        defaults={
            "state": state, "planned_at": due_at, "run_id": run_id, "at": now, "late": late,
            "why": why[:1000],
        },
    )  # fmt: skip
    body: Body = {"period": planned.period.code, "run": run_id, "late": late, "why": why}
    write(
        agency=rule.agency, by=None, now=now, action=_ACTIONS[state],
        subject=f"sop/{rule.sop_key}", body=body,
    )  # fmt: skip
    return start


_ACTIONS = {
    "started": "RunStartedByRule",
    "by hand": "StartFoundByHand",
    "failed": "StartFailed",
    "missed": "StartMissed",
}


def _tell_started(rule: StartRule, sop: Sop, start: Start, planned: Planned, now: datetime) -> None:
    on = office.day_at(rule.agency, now)
    holders = office.holders_by_performer(rule.agency, sop.id, on)
    people = [h.person for name in sop.steps[0].performers for h in holders.get((name, ""), ())]
    text = f"Langkah {sop.steps[0].key} menunggu Anda. {_late_text(start, rule.agency)}".strip()
    tell(
        agency=rule.agency, people=people, kind="start", about=f"run/{start.run_id}", text=text,
        subject=f"{sop.name}, {planned.period.label}, dimulai menurut jadwal",
        link=reverse("runs:run", args=[start.run_id]),
        key=f"start/{rule.pk}/{start.period}", by=None, now=now,
    )  # fmt: skip


def _late_text(start: Start, agency: office.Agency) -> str:
    """That a start was made later than planned; "" where it was in time."""
    if not start.late:
        return ""
    planned = day_text(office.day_at(agency, start.planned_at))
    return f"Dimulai terlambat oleh Himpun: jadwalnya {planned}."


def _tell_failed(
    rule: StartRule, found: tuple[int, Sop] | None, start: Start, planned: Planned, now: datetime
) -> Start:
    """The stewards are told once of each reason."""
    name = found[1].name if found else rule.sop_key
    people = office.stewards_of(rule.agency, rule.sop_key, office.day_at(rule.agency, now))
    verb = "tidak dimulai" if start.state == "missed" else "belum dapat dimulai"
    tell(
        agency=rule.agency, people=people, kind="start", about=f"sop/{rule.sop_key}",
        subject=f"{name}, {planned.period.label}, {verb}", text=start.why,
        link=reverse("schedule:year", args=[rule.agency.code]),
        key=f"start/{rule.pk}/{start.period}/{_short(start.why)}", by=None, now=now,
    )  # fmt: skip
    return start


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
