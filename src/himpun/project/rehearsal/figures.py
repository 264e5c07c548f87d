"""What the simulated office does with data: it types, pastes and uploads them, two values come back
and one is corrected after the approval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from himpun.kernel.duty import Duty
from himpun.office.queries import Person
from himpun.performance.queries.correcting import value_seen_by
from himpun.performance.queries.duty import hands_of
from himpun.performance.queries.forms import form_by_key
from himpun.performance.queries.sheet import Sheet, sheet_of
from himpun.performance.queries.step_part import KEY, VALUES
from himpun.performance.queries.vouching import forms_of
from himpun.performance.queries.workbooks.form import form_workbook
from himpun.performance.rules.flow import DataFlow, approvers, checkers, data_flow
from himpun.performance.rules.flow import fillers as fillers_of
from himpun.performance.services import Change, Outcome
from himpun.performance.services.collecting import save_values
from himpun.performance.services.completing import complete_form
from himpun.performance.services.correction import ask_correction, decide_correction
from himpun.performance.services.outside import (
    approve_outside,
    return_outside,
    verify_outside,
)
from himpun.performance.services.workbook import apply_workbook, compare_workbook
from himpun.project.plausible import changes_of
from himpun.project.rehearsal.stage import Stage

TYPED, PASTED, UPLOADED = "ValuesTyped", "ValuesPasted", "ValuesUploaded"
WAYS = (TYPED, PASTED, UPLOADED)
RETURNED, CORRECTED = "ValuesReturned", "CorrectionApproved"
WHY_BACK = "Bukti dua nilai ini belum sesuai."
WHY_CORRECTED = "Salah ketik; lihat bukti dukung."
NOTE = "Dijelaskan kembali menurut bukti."
Tell = Callable[[str, str, str], None]


@dataclass
class Figures:
    """The data of a rehearsal. ``tell`` is given the kind of what happened, the unit, and words;
    ``done`` counts it by kind; ``lost`` are values that were not saved."""

    stage: Stage
    chance: Random
    tell: Tell
    done: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    @property
    def flow(self) -> DataFlow:
        """The way of the data through the SOP."""
        return data_flow(self.stage.sop)

    def hand_in(self, run_id: int, unit: str, *, by: Person, now: datetime) -> None:
        """Fill in what a unit's form ("": every form) still owes; each unit in its own way, and
        what came back by hand."""
        for form in forms_of(run_id, [unit] if unit else []):
            if form.complete_at is None:
                self._fill(form.pk, by=by, now=now)

    def _fill(self, form: int, *, by: Person, now: datetime) -> None:
        found = form_by_key(form)
        assert found is not None
        sheet = sheet_of(found)
        code = found.unit.code if found.unit else ""
        back = any(line.value.returned for line in sheet.lines.values())
        way = TYPED if back else WAYS[self.stage.units.index(code) % len(WAYS)]
        changes = [c for c in changes_of(sheet, self.chance) if _is_owed(sheet, c.value_id)]
        if way == UPLOADED:
            outcomes = self._upload(found, changes, by=by, now=now)
        else:
            source, size = ("grid", 1) if way == TYPED else ("paste", len(changes))
            outcomes = [
                outcome
                for at in range(0, len(changes), max(size, 1))
                for outcome in save_values(
                    form=form, changes=changes[at : at + size], source=source, by=by, now=now
                )
            ]
        self._count(way, code, outcomes)

    def _upload(
        self, form: Any, changes: list[Change], *, by: Person, now: datetime
    ) -> list[Outcome]:
        """The form's workbook goes down, is filled in, compared and taken over."""
        typed = {change.value_id: change.fields for change in changes}
        content = form_workbook(form, hands_of(by, form, now), now, typed=typed)
        found = compare_workbook(form=form, content=content, by=by, now=now)
        self.lost += [str(wrong) for wrong in found.difference.wrong]
        return apply_workbook(form=form, offer=found.offer, chosen=(), by=by, now=now)

    def _count(self, way: str, unit: str, outcomes: list[Outcome]) -> None:
        saved = sum(outcome.status == "saved" for outcome in outcomes)
        self.lost += [o.sentence for o in outcomes if o.status not in ("saved", "unchanged")]
        self.done[way] = self.done.get(way, 0) + saved
        self.tell(way, unit, f"{saved} nilai")

    def returns_at(self, step: str) -> bool:
        """Whether the values come back at this row: once, at the first that checks them."""
        return not self.done.get(RETURNED) and step in self.flow.verifies[:1]

    def chosen(self, run_id: int, unit: str) -> dict[str, Any]:
        """The content of the return that names two values of a unit."""
        named = self._two_values(run_id, unit)
        self.done[RETURNED] = len(named)
        self.tell(RETURNED, unit, f"{len(named)} nilai")
        return {KEY: {VALUES: [str(value) for value in named]}}

    def _two_values(self, run_id: int, unit: str) -> list[int]:
        form = forms_of(run_id, [unit]).get()
        rows = form.values.filter(asked=True, revision__gt=0).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:2])

    def walk_outside(self, run_id: int, now: datetime) -> None:
        """Where the SOP ends before data come back: hand in, send back, check, approve and freeze,
        all of it outside its steps."""
        checker, head = self._holder(checkers), self._holder(approvers)
        for unit in self.stage.units:
            self._hand_in_outside(run_id, unit, now)
        first = self.stage.units[0]
        named = self._two_values(run_id, first)
        return_outside(run_id=run_id, values=named, reason=WHY_BACK, by=checker, now=now)
        self.done[RETURNED] = len(named)
        self.tell(RETURNED, first, f"{len(named)} nilai")
        self._hand_in_outside(run_id, first, now)
        verify_outside(run_id=run_id, units=self.stage.units, by=checker, now=now)
        approve_outside(run_id=run_id, by=head, now=now)

    def _hand_in_outside(self, run_id: int, unit: str, now: datetime) -> None:
        by = self._filler(unit)
        self.hand_in(run_id, unit, by=by, now=now)
        for form in forms_of(run_id, [unit]):
            complete_form(form=form.pk, by=by, now=now)

    def correct(self, run_id: int, now: datetime) -> None:
        """Somebody asks to correct an approved value, and the approver agrees."""
        unit = self.stage.units[0]
        filler, head = self._filler(unit), self._holder(approvers)
        value = value_seen_by(filler, self._two_values(run_id, unit)[0], now)
        assert value is not None
        asked = ask_correction(
            value=value, fields={"realisation": "1"}, reason=WHY_CORRECTED, by=filler, now=now
        )
        decide_correction(correction=asked, approve=True, reason="", by=head, now=now)
        self.done[CORRECTED] = 1
        self.tell(CORRECTED, unit, value.indicator.code)

    def _filler(self, unit: str) -> Person:
        kind = "sekretariat" if unit == "sekretariat" else unit.rsplit("-", 1)[0]
        holders = self.stage.holders
        for name in fillers_of(self.stage.sop, kind):
            found = holders.get(Duty(name, unit)) or holders.get(Duty(name, ""))
            if found is not None:
                return found
        raise LookupError(f"nobody fills in the form of {unit}")

    def _holder(self, names: Callable[[Any], tuple[str, ...]]) -> Person:
        return self.stage.holders[Duty(names(self.stage.sop)[0], "")]


def _is_owed(sheet: Sheet, value: int) -> bool:
    line = sheet.lines[value]
    return bool(line.value.returned) or not line.entry.answered
