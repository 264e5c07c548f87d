"""Forms close as the agency says for their SOP, and follow the due times that move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.chase.queries.closing import closing, closing_days
from himpun.kernel.messages import Event, StepOpened, UnitExtended
from himpun.office.services.journal import write
from himpun.performance.queries.vouching import forms_of
from himpun.performance.rules.filling import collecting_visits
from himpun.performance.rules.flow import collects_at
from himpun.performance.services._write import lock_forms
from himpun.runs import queries as runs

if TYPE_CHECKING:
    from himpun.performance.models import Form
    from himpun.runs.services import Happened


def follow_due_times(happened: Happened) -> None:
    """Where a step that collects was opened, or due times moved, its forms close anew: so many
    working days after they are due now, and never before the end of an extension.

    Costs no query where neither happened, one for whether the SOP closes forms at all.
    """
    given = {e.unit: e.until for e in happened.events if isinstance(e, UnitExtended)}
    units = {unit for event in happened.events for unit in _whose_due_moves(happened, event)}
    if not units:
        return
    if not given and closing_days(happened.agency, happened.sop.id) is None:
        return
    wanted = () if "" in units else units
    rows = list(forms_of(happened.run_id, wanted).values_list("pk", flat=True))
    forms = lock_forms(rows) if rows else []
    if moved := _moved(happened, forms, given):
        _write(happened, moved)


def _whose_due_moves(happened: Happened, event: Event) -> tuple[str, ...]:
    """Codes of the units whose forms are due at another moment; "" for all of the run."""
    if isinstance(event, UnitExtended):
        return (event.unit,)
    if isinstance(event, StepOpened):
        return (event.unit,) if collects_at(happened.sop, event.node) else ()
    return ("",) if getattr(event, "dues", None) else ()


def _moved(
    happened: Happened, forms: list[Form], given: Mapping[str, datetime]
) -> list[tuple[Form, datetime]]:
    """The forms that close at another moment now, and when."""
    closes = closing(happened.agency, happened.sop.id, _dues(happened, forms))
    moved = []
    for form in forms:
        unit = _code(form)
        after = closes.get(unit, form.closes_at)
        if after is not None and unit in given:
            after = max(after, given[unit])
        if after is not None and after != form.closes_at:
            moved.append((form, after))
    return moved


def _dues(happened: Happened, forms: list[Form]) -> dict[str, datetime | None]:
    """Code of a unit with a form → when its open step is due, the last of several."""
    run = runs.run_by_key(happened.run_id)
    assert run is not None
    sop, marking = runs.open_part_of(run)
    found: dict[str, datetime | None] = {}
    for form in forms:
        unit = _code(form)
        visits = collecting_visits(sop, marking, unit)
        found[unit] = max((v.due.due_at for v in visits if v.due.due_at), default=None)
    return found


def _code(form: Form) -> str:
    return form.unit.code if form.unit else ""


def _write(happened: Happened, moved: list[tuple[Form, datetime]]) -> None:
    for form, closes_at in moved:
        before, form.closes_at = form.closes_at, closes_at
        form.save(update_fields=["closes_at"])
        write(
            agency=form.agency, by=happened.by, now=happened.now, action="FormClosingMoved",
            subject=f"form/{form.pk}", capacity=happened.capacity, post_title="",
            body={
                "form": form.pk, "before": before.isoformat() if before else "",
                "after": closes_at.isoformat(),
            },
        )  # fmt: skip
