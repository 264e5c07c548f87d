"""How late a form is: taken all the same, and marked."""

from __future__ import annotations

from datetime import datetime

from himpun.kernel.definition import StepNode
from himpun.office import queries as office
from himpun.performance.models import Form
from himpun.performance.queries.duty import Hands, why_over
from himpun.performance.rules.filling import collects
from himpun.runs.queries.due import last_due
from himpun.runs.queries.seen import sop_of
from himpun.runs.rules.words import lateness, long_moment


def late_text(form: Form, hands: Hands, now: datetime) -> str:
    """In a sentence: by how much working time a form was complete after its step was due, or how
    long ago that was; "" in time, and once it is closed (no query in time)."""
    if form.complete_at is not None:
        return _was_late(form, hands)
    if hands.due_at is None or now <= hands.due_at or why_over(form, now):
        return ""
    calendar = office.calendar_of(form.agency)
    return (
        f"Tenggatnya {long_moment(hands.due_at, calendar)}, sudah lewat "
        f"{lateness(hands.due_at, now, calendar)}. Isian tetap diterima dan ditandai terlambat."
    )


def _was_late(form: Form, hands: Hands) -> str:
    if not form.late or form.first_complete_at is None:
        return ""
    sop = sop_of(form.run)
    steps = [key for key, at in sop.places.items() if isinstance(at.node, StepNode)]
    nodes = [node for node in steps if collects(sop, node)]
    due = hands.due_at or last_due(form.run_id, nodes, form.unit.code if form.unit else "")
    if due is None or form.first_complete_at <= due:
        return "Terlambat."
    return f"Terlambat {lateness(due, form.first_complete_at, office.calendar_of(form.agency))}."
