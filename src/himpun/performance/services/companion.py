"""What performance data do when a running SOP moves, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from himpun.kernel.decide.commands import goes_back
from himpun.kernel.definition import Step
from himpun.kernel.messages import Rejected, StepCompleted, StepOpened, StepReturned
from himpun.office.rules import Refused
from himpun.performance.queries.duty import why_over
from himpun.performance.queries.forms import unit_name_of
from himpun.performance.queries.recap import differs_from_frozen, run_of_recap
from himpun.performance.queries.step_part import KEY, VALUES
from himpun.performance.queries.vouching import forms_of, has_forms, unfinished, units_owning
from himpun.performance.rules.flow import APPROVED, DataFlow, collects_at, data_flow
from himpun.performance.services._closing import follow_due_times
from himpun.performance.services._completing import declare_complete, open_again
from himpun.performance.services._words import drop_words
from himpun.performance.services._write import lock_forms
from himpun.performance.services.checking import Stand, return_values, vouch
from himpun.performance.services.collecting import open_forms
from himpun.performance.services.recap import freeze_recap
from himpun.runs.services import Happened

if TYPE_CHECKING:
    from himpun.office.queries import Person
    from himpun.performance.models import Form

Ended = StepCompleted | StepReturned
UNREADABLE = "Nilai yang dipilih tidak dapat dibaca. Muat ulang halaman ini."
UNFINISHED = (
    "Formulir {names} belum dinyatakan lengkap, jadi datanya belum dapat diteruskan. Lengkapi "
    "formulirnya lebih dahulu."
)


def follow_step(*, happened: Happened) -> None:
    """Open forms, declare them complete, vouch for values, send them back, freeze the recap: as
    the SOP reads (``rules.flow``).

    A step that has nothing to do with data costs no query, one of a run without forms a single
    one. Refuses (Rejected) in the sentences of the services that it calls.
    """
    flow = data_flow(happened.sop)
    opened = [event for event in happened.events if isinstance(event, StepOpened)]
    asks = [event for event in opened if collects_at(happened.sop, event.node)]
    try:
        if _leaves(happened, flow):
            _leave(happened, flow, opened)
        if any(not event.back for event in asks):
            open_forms(run_id=happened.run_id, by=happened.by, now=happened.now)
        follow_due_times(happened)
    except Refused as refused:
        raise Rejected(str(refused)) from None


def _leaves(happened: Happened, flow: DataFlow) -> bool:
    """Did somebody end a step at which something happens to the data?"""
    if happened.visit is None or _end(happened) is None:
        return False
    return _row(happened).key in flow.concerns


def _end(happened: Happened) -> Ended | None:
    return next((event for event in happened.events if isinstance(event, Ended)), None)


def _leave(happened: Happened, flow: DataFlow, opened: Sequence[StepOpened]) -> None:
    step, back = _row(happened), _goes_back(happened)
    if step.key == flow.opens_after:
        if not back:
            open_forms(run_id=happened.run_id, by=happened.by, now=happened.now)
    elif has_forms(happened.run_id):
        if back:
            _send_back(happened, opened)
        elif step.key in flow.collects:
            _close(happened)
        else:
            _hand_on(happened, flow)


def _row(happened: Happened) -> Step:
    assert happened.visit is not None
    return happened.sop.step_at(happened.visit.node)


def _by(happened: Happened) -> Person:
    assert happened.by is not None
    return happened.by


def _goes_back(happened: Happened) -> bool:
    end = _end(happened)
    if not isinstance(end, StepCompleted):
        return True
    assert happened.visit is not None
    return goes_back(happened.sop, happened.visit.node, end.exit)


def _covered(happened: Happened) -> list[Form]:
    """The forms of the step that ended, locked: its unit's, or those of all units."""
    assert happened.visit is not None
    unit = happened.visit.unit
    return _locked(happened, [unit] if unit else [])


def _locked(happened: Happened, units: Sequence[str]) -> list[Form]:
    return lock_forms(list(forms_of(happened.run_id, units).values_list("pk", flat=True)))


def _close(happened: Happened) -> None:
    """Finishing a step that collects declares its forms complete."""
    assert happened.visit is not None
    for form in _covered(happened):
        # Behind the lock: a page may have been read before the closing and sent after it.
        if form.complete_at is None and (why := why_over(form, happened.now)):
            raise Refused(why)
        declare_complete(
            form, by=happened.by, capacity=happened.capacity, due_at=happened.visit.due.due_at,
            now=happened.now,
        )  # fmt: skip


def _hand_on(happened: Happened, flow: DataFlow) -> None:
    """Going forward vouches for what the step covers."""
    visit, step = happened.visit, _row(happened)
    assert visit is not None
    if owed := unfinished(_covered(happened)):
        names = ", ".join(unit_name_of(form) for form in owed)
        raise Refused(UNFINISHED.format(names=names))
    at = Stand(
        happened.run_id, step.key, visit.node, visit.id, visit.unit, flow.level_at(step.key),
        last=flow.is_last_check(step.key), checked=bool(flow.verifies),
    )  # fmt: skip
    vouch(at=at, by=_by(happened), capacity=happened.capacity, now=happened.now)
    if at.level == APPROVED and not visit.unit:
        _freeze(happened, step, visit.node)


def _freeze(happened: Happened, step: Step, node: str) -> None:
    """Freeze the recap. Approved a second time with nothing changed, it stays as it is frozen."""
    run = run_of_recap(_by(happened), happened.run_id, happened.now)
    if run is None or not differs_from_frozen(run, happened.now):
        return
    freeze_recap(
        run_id=happened.run_id, by=_by(happened), now=happened.now, node=node,
        reason=f"Disahkan pada langkah {step.key}.", capacity=happened.capacity,
    )  # fmt: skip


def _send_back(happened: Happened, opened: Sequence[StepOpened]) -> None:
    """Named values carry the reason; a form whose step is open again may be filled in again."""
    end, values = _end(happened), _chosen(happened)
    assert end is not None
    units = [event.unit for event in opened if event.unit]
    if values:
        return_values(
            run_id=happened.run_id, units=units, values=values, reason=end.reason,
            by=_by(happened), capacity=happened.capacity, now=happened.now,
        )  # fmt: skip
    asked = [event.unit for event in opened if collects_at(happened.sop, event.node)]
    if asked:
        _open_again(happened, asked, values, end.reason)


def _open_again(
    happened: Happened, units: Sequence[str], values: Sequence[int], reason: str
) -> None:
    """A step that collects for all units opens the forms of the named values only, if any are."""
    forms = _locked(happened, [] if "" in units else units)
    owners = units_owning(values)
    for form in forms:
        if "" in units and owners and form.unit_id not in owners:
            continue
        drop_words(
            values=list(form.values.values_list("pk", flat=True)), level=APPROVED,
            why=f"Formulir dikembalikan: {reason}", by=happened.by, now=happened.now,
        )  # fmt: skip
        if form.complete_at is not None:
            open_again(
                form, by=happened.by, capacity=happened.capacity, reason=reason, now=happened.now
            )


def _chosen(happened: Happened) -> list[int]:
    """The values that were named on the step's page."""
    part = happened.content.get(KEY)
    texts = part.get(VALUES) if isinstance(part, dict) else None
    found = texts if isinstance(texts, list) else []
    if not all(isinstance(text, str) and text.isascii() and text.isdigit() for text in found):
        raise Refused(UNREADABLE)
    return [int(str(text)) for text in found]
