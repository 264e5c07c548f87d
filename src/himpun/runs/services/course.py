"""The course of a run as a whole: start, halt, go on, end, move to a newer version, time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from himpun.archive.services import index_text
from himpun.kernel import messages as m
from himpun.kernel.definition import Sop
from himpun.kernel.duty import Actor
from himpun.kernel.messages import Event, Rejected
from himpun.kernel.parse import fingerprint
from himpun.kernel.run import Unit
from himpun.kernel.worktime import Period, parse_period
from himpun.office import queries as office
from himpun.runs.models import Run
from himpun.runs.queries import units_taking_part
from himpun.runs.queries.finding import entry_of_run
from himpun.runs.rules.letter import OutsideLetter
from himpun.runs.services._act import Request, act, actor_of, perform
from himpun.runs.services._letter import Scan, keep_letter
from himpun.runs.services._turn import in_turn, repeatable
from himpun.sops import queries as sops

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person


@in_turn
def start_run(
    *,
    agency: Agency,
    sop_pk: int,
    period: str,
    units: Sequence[str],
    by: Person | None,
    now: datetime,
    key: str = "",
    letter: OutsideLetter | None = None,
    scan: Scan | None = None,
) -> int:
    """Begin a run of a published SOP version for a period ("2026-TW3") and return its number.

    ``units`` are codes of the agency's units that take part; ``by`` None is the program itself,
    for a rule of the schedule; ``letter`` the letter from outside that set it going, with its
    ``scan``. Refuses (Rejected) whoever is neither steward nor holder of the
    first step, an unknown unit, a period that has a run already, and one that the windows of the
    SOP do not know, and a letter that cannot be.
    """
    sop = sops.sop_of(sop_pk)
    code = _period_of(sop, period).code
    on = office.day_at(agency, now)
    actor = actor_of(by, agency, sop.id, now)
    if not actor.steward and not _begins(sop, actor):
        raise Rejected("Hanya pelaksana langkah pertama atau pengelola SOP yang dapat memulainya.")
    chosen = _chosen(units_taking_part(agency, sop, on), units)
    try:
        with transaction.atomic():
            run = Run.objects.create(
                agency=agency, sop_id=sop_pk, sop_key=sop.id, fingerprint=fingerprint(sop),
                period=code, state="new", started_at=now, started_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise Rejected(f"SOP ini sudah berjalan untuk {parse_period(code).label}.") from None
    act(Request(run.pk, lambda actor: m.StartRun(code, chosen, actor), by=by, now=now, key=key))
    if letter is not None:
        keep_letter(run, letter, scan, by, now)
    index_text(entries=[entry_of_run(run)])
    return run.pk


def _period_of(sop: Sop, text: str) -> Period:
    """The period of a code; of the kind that the windows of the SOP speak of, if it has any."""
    try:
        period = parse_period(text)
    except ValueError as unreadable:
        raise Rejected(str(unreadable)) from None
    kinds = {step.window.kind for step in sop.steps if step.window}
    if kinds and period.kind not in kinds:
        raise Rejected(f"Jadwal SOP ini dihitung per {' atau '.join(sorted(kinds))}.")
    return period


def _begins(sop: Sop, actor: Actor) -> bool:
    first = sop.steps[0]
    return any(mandate.performer in first.performers for mandate in actor.mandates)


def _chosen(known: Sequence[Unit], codes: Sequence[str]) -> tuple[Unit, ...]:
    by_code = {unit.id: unit for unit in known}
    unknown = [code for code in codes if code not in by_code]
    if unknown:
        raise Rejected(f"Unit “{unknown[0]}” tidak mempunyai tugas dalam SOP ini.")
    return tuple(by_code[code] for code in dict.fromkeys(codes))


def suspend_run(*, run_id: int, reason: str, by: Person, now: datetime) -> list[Event]:
    """Halt a run; its clocks stand still. Refuses (Rejected) without a reason."""
    return act(Request(run_id, lambda actor: m.Suspend(reason, actor), by=by, now=now))


def resume_run(*, run_id: int, by: Person, now: datetime) -> list[Event]:
    """Go on with a halted run; due times move by the working time that was lost."""
    return act(Request(run_id, m.Resume, by=by, now=now))


def cancel_run(*, run_id: int, reason: str, by: Person, now: datetime) -> list[Event]:
    """End a run before its end. Refuses (Rejected) without a reason."""
    return act(Request(run_id, lambda actor: m.Cancel(reason, actor), by=by, now=now))


@repeatable
def tell_time(*, run_id: int, now: datetime) -> list[Event]:
    """Tell a run that time has passed: overdue steps, units beyond their limit; each once."""
    return perform(Request(run_id, m.TimePassed, by=None, now=now))


@in_turn
def migrate_run(
    *, run_id: int, sop_pk: int, mapping: Mapping[str, str], by: Person, now: datetime
) -> list[Event]:
    """Move a run to a newer version of its SOP. ``mapping``: old step → new step.

    Refuses (Rejected) an open step that has no place in the new version, and an older version.
    """
    newer = sops.sop_of(sop_pk)
    events = act(
        Request(run_id, lambda actor: m.Migrate(mapping, actor), by=by, now=now, sop=newer)
    )
    Run.objects.filter(pk=run_id).update(sop_id=sop_pk, fingerprint=fingerprint(newer))
    return events
