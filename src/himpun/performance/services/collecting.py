"""Forms: opened for a run, filled in, declared complete, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.performance.models import Form, IndicatorVersion, Value
from himpun.performance.queries.agreement import agreement_for
from himpun.performance.queries.catalogue import indicators_by_unit
from himpun.performance.queries.duty import Hands, hands_of
from himpun.performance.queries.forms import form_by_key
from himpun.performance.queries.opening import Quarter, closing_moment, quarter_of
from himpun.performance.queries.sheet import Sheet, settings_of, sheet_of
from himpun.performance.services._save import SOURCES, Change, Outcome, Writer, save
from himpun.performance.services._write import in_turn
from himpun.runs import queries as runs

if TYPE_CHECKING:
    from himpun.office.queries import Person, Unit

# A change and its outcome are the words in which this service is asked and answers.
__all__ = ["Block", "Change", "Outcome", "open_forms", "save_block", "save_values"]

NO_RUN = "SOP yang berjalan ini tidak ada."
NO_FORM = "Formulir ini tidak ada."
MOST_CHANGES = 1_000
"""Values in one call: more than any unit has indicators, and one statement can write them."""


@in_turn
def open_forms(*, run_id: int, by: Person | None, now: datetime) -> list[Form]:
    """The forms of a run: one for each of its units that has indicators, and one for the agency as
    a whole if it has; each with the values of its indicators, untouched.

    Asked again it adds what is missing and changes nothing else. Refuses a run that is not there.
    """
    run = runs.run_by_key(run_id)
    if run is None:
        raise Refused(NO_RUN)
    _, marking = runs.open_part_of(run)
    units = {unit.id for unit in marking.units.values() if not unit.excused} | {""}
    quarter = quarter_of(run.period)
    known = indicators_by_unit(run.agency, quarter.year, quarter.number)
    versions = {code: rows for code, rows in known.items() if code in units}
    there = set(Form.objects.filter(run=run).values_list("unit", flat=True))
    shared = {
        "agency": run.agency, "run": run, "period": run.period, "year": quarter.year,
        "quarter": quarter.number, "opened_at": now,
        "agreement": agreement_for(run.agency, quarter.year, quarter.number),
    }  # fmt: skip
    own = settings_of(run.agency_id)
    closes = closing_moment(run.agency, quarter, own.closes_after_days if own else None)
    missing = [
        Form(unit=unit, closes_at=closes, **shared)
        for unit in _units(versions)
        if (unit.pk if unit else None) not in there
    ]
    # Of two who open the forms at once, the second finds them there.
    Form.objects.bulk_create(missing, ignore_conflicts=True)
    forms = list(Form.objects.filter(run=run).select_related("unit"))
    added = _add_values(forms, versions, quarter)
    if missing or added:
        opened = [form.pk for form in forms if form.unit_id not in there]
        write(
            agency=run.agency, by=by, now=now, action="FormsOpened", subject=f"run/{run.pk}",
            body={"run": run.pk, "forms": opened, "values": added},
        )  # fmt: skip
    return forms


def _units(versions: dict[str, list[IndicatorVersion]]) -> list[Unit | None]:
    return [rows[0].indicator.unit for rows in versions.values()]


def _add_values(
    forms: Sequence[Form], versions: dict[str, list[IndicatorVersion]], quarter: Quarter
) -> int:
    """A value for every indicator that a form lacks, unless it is complete; how many."""
    known = set(Value.objects.filter(form__in=forms).values_list("form", "indicator"))
    values = [
        Value(
            form=form,
            indicator_id=version.indicator_id,
            version=version,
            asked=str(quarter.number) in version.quarters,
        )
        for form in forms
        if form.complete_at is None
        for version in versions.get(form.unit.code if form.unit else "", ())
        if (form.pk, version.indicator_id) not in known
    ]
    Value.objects.bulk_create(values, ignore_conflicts=True)
    return len(values)


@dataclass(frozen=True, slots=True)
class Block:
    """What became of a block of changes, with the lines that it was about as they were before it,
    and how the writer stands to the form."""

    outcomes: list[Outcome]
    sheet: Sheet
    hands: Hands


def save_values(
    *, form: int, changes: Sequence[Change], source: str, by: Person, now: datetime
) -> list[Outcome]:
    """Save what was typed into a form ("grid", "paste", "undo", "phone", "workbook"): what became
    of each change, in their order. All that can be stored is stored in one transaction.

    Refuses a form that is not there, and more than 1,000 changes at once. A change that is invalid,
    of a stale revision or of a locked value is answered, not stored; so is every change of whoever
    may not fill in the form now.
    """
    return save_block(form=form, changes=changes, source=source, by=by, now=now).outcomes


def save_block(
    *, form: int, changes: Sequence[Change], source: str, by: Person, now: datetime
) -> Block:
    """As ``save_values``, for a page that shows the lines afterwards: they are handed back."""
    found = form_by_key(form)
    if found is None:
        raise Refused(NO_FORM)
    if source not in SOURCES or len(changes) > MOST_CHANGES:
        raise Refused("Paling banyak 1.000 nilai dalam satu kiriman.")
    hands = hands_of(by, found, now)
    sheet = sheet_of(found, [change.value_id for change in changes], to_judge=True)
    if not hands.fills:
        locked = [Outcome(change.value_id, "locked", hands.why_not) for change in changes]
        return Block(locked, sheet, hands)
    writer = Writer(by, hands.capacity, source, now)
    return Block(_save(sheet, changes, writer), sheet, hands)


_save = in_turn(save)
