"""Steps that are open, with the people whom they wait for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from himpun.kernel.definition import Sop
from himpun.kernel.duty import Duty, duties_of
from himpun.office import queries as office
from himpun.office.queries.heads import stewards_of
from himpun.runs.models import Run, Visit
from himpun.runs.queries.seen import kernel_visit
from himpun.runs.queries.tasks import Units, marking_for, units_of_runs
from himpun.runs.rules import row_id
from himpun.runs.rules.words import period_text, task_text


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """An open step in words, and everybody who may do it on that day: the one to whom it was given,
    else all its holders."""

    visit: int
    subject: str
    people: tuple[office.Person, ...]


Held = Mapping[tuple[str, str], tuple[office.Holder, ...]]


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
        subject = ", ".join(part for part in (*words, period_text(row.run.period)) if part)
        tasks.append(OpenedTask(row.number, subject, _people(sop, row, units, held)))
    return tasks


def people_of_run(
    agency: office.Agency, sop: Sop, run_id: int, visits: Iterable[int], on: date
) -> list[office.Person]:
    """Whom the course of a run concerns, each once: whoever holds one of its open steps or one of
    some ``visits`` (those that were just closed with it), the SOP's stewards, and whoever started
    it (nine queries)."""
    keys = [row_id(run_id, visit) for visit in visits]
    there = Q(run=run_id, state="open") | Q(pk__in=keys)
    rows = Visit.objects.filter(there).select_related("assignee", "run").defer("content")
    found = list(rows.order_by("pk"))
    units = units_of_runs(found)
    held = office.holders_by_performer(agency, sop.id, on)
    people = [person for row in found for person in _people(sop, row, units, held)]
    people += [holder.person for holder in stewards_of(agency, sop.id, on)]
    starter = Run.objects.select_related("started_by__user").get(pk=run_id).started_by
    if starter is not None:
        people.append(starter)
    return list({person.pk: person for person in people}.values())


def _people(sop: Sop, row: Visit, units: Units, held: Held) -> tuple[office.Person, ...]:
    if row.assignee:
        return (row.assignee,)
    duties: Sequence[Duty] = duties_of(sop, marking_for(row, units), kernel_visit(row))
    people = {
        holder.person.pk: holder.person
        for duty in duties
        for holder in held.get((duty.performer, duty.unit), ())
    }
    return tuple(people.values())
