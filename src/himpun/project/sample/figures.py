"""What the sample's people hand in: their forms, filled in through the services."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from random import Random

from himpun.office.queries import Person
from himpun.performance.queries.sheet import Sheet, sheet_of
from himpun.performance.queries.step_part import KEY, VALUES
from himpun.performance.queries.vouching import forms_of
from himpun.performance.services import Change
from himpun.performance.services.collecting import save_values
from himpun.performance.services.evidence import add_evidence
from himpun.performance.services.remarks import open_query
from himpun.project.plausible import changes_of, typed_into

RETURNED = 2
"""Values that a return of the sample names, of each unit."""
TENFOLD = Decimal(10)
LINK = "https://data.contoh.go.id/bukti/{form}/{code}.pdf"
QUESTION = "Mohon disebutkan sumber angkanya; laporan bulan lalu menyebut angka lain."


def fill_forms(run_id: int, unit: str, *, by: Person, now: datetime, chance: Random) -> None:
    """Fill in every value of a unit's form ("": of all forms) that is still empty or returned."""
    for form in forms_of(run_id, [unit] if unit else []).select_related("run"):
        if form.complete_at is None:
            sheet = sheet_of(form)
            changes = [c for c in changes_of(sheet, chance) if _is_owed(sheet, c.value_id)]
            _prove(sheet, by=by, now=now)
            save_values(form=form.pk, changes=changes, source="grid", by=by, now=now)


def _prove(sheet: Sheet, *, by: Person, now: datetime) -> None:
    """A link stands beside each value that wants evidence."""
    for line in sheet.lines.values():
        if line.version.evidence_must and line.value.asked and not line.proofs:
            code = line.value.indicator.code
            add_evidence(
                value=line.value.pk, link=LINK.format(form=sheet.form.pk, code=code),
                name=f"Bukti dukung {code} (contoh)", by=by, now=now,
            )  # fmt: skip


def begin_forms(
    run_id: int, unit: str, *, by: Person, asker: Person, now: datetime, chance: Random
) -> None:  # fmt: skip
    """Fill in the first half of a unit's form without evidence, one figure of it ten times too
    high; ``asker`` asks about its first value."""
    for form in forms_of(run_id, [unit]).select_related("run"):
        sheet = sheet_of(form)
        changes = changes_of(sheet, chance)
        some = changes[: len(changes) // 2]
        slips = [
            change for change in some if "realisation" in change.fields and _free(sheet, change)
        ]
        if slips:
            slip = slips[-1]
            line = sheet.lines[slip.value_id]
            some[some.index(slip)] = Change(slip.value_id, slip.revision, typed_into(line, TENFOLD))
        save_values(form=form.pk, changes=some, source="grid", by=by, now=now)
        open_query(value=some[0].value_id, text=QUESTION, assignee=None, by=asker, now=now)


def chosen_values(run_id: int, units: tuple[str, ...]) -> dict[str, dict[str, list[str]]]:
    """The content of a return that names the first values of some units."""
    named = [
        str(value.pk)
        for form in forms_of(run_id, units)
        for value in form.values.filter(asked=True, revision__gt=0).order_by("pk")[:RETURNED]
    ]
    return {KEY: {VALUES: named}} if named else {}


def _is_owed(sheet: Sheet, value: int) -> bool:
    line = sheet.lines[value]
    return bool(line.value.returned) or not line.entry.answered


def _free(sheet: Sheet, change: Change) -> bool:
    """Whether a measure lets a figure be ten times too high."""
    measure = sheet.lines[change.value_id].definition.measure
    return measure.value_kind == "number" and measure.maximum is None
