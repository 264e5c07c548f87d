"""Steps that are open, with the people whom they wait for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from himpun.kernel.definition import Sop
from himpun.kernel.duty import duties_of
from himpun.office import queries as office
from himpun.runs.models import Visit
from himpun.runs.queries.seen import kernel_visit
from himpun.runs.queries.tasks import marking_for, units_of_runs
from himpun.runs.rules import row_id
from himpun.runs.rules.words import period_text, task_text


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """An open step in words, and everybody who may do it on that day: the one to whom it was given,
    else all its holders."""

    visit: int
    subject: str
    people: tuple[office.Person, ...]


def opened_tasks(
    agency: office.Agency, sop: Sop, run_id: int, visits: Iterable[int], on: date
) -> list[OpenedTask]:
    """Some visits of a run, by the kernel's numbers, that are open (four queries at most)."""
    keys = [row_id(run_id, visit) for visit in visits]
    rows = Visit.objects.filter(pk__in=keys, state="open").select_related("assignee", "run")
    found = list(rows.defer("content").order_by("pk"))
    units = units_of_runs(found)
    held = office.holders_by_performer(agency, sop.id, on) if found else {}
    tasks = []
    for row in found:
        unit = units.get((row.run_id, row.unit))
        words = (task_text(sop, sop.step_at(row.node)), unit.name if unit else "")
        duties = duties_of(sop, marking_for(row, units), kernel_visit(row))
        people = {
            holder.person.pk: holder.person
            for duty in duties
            for holder in held.get((duty.performer, duty.unit), ())
        }
        subject = ", ".join(part for part in (*words, period_text(row.run.period)) if part)
        given = (row.assignee,) if row.assignee else tuple(people.values())
        tasks.append(OpenedTask(row.number, subject, given))
    return tasks
