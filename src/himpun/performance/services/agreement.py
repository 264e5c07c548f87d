"""The performance agreement of a year: drafted, filled in, approved, revised, given up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from himpun.kernel.worktime.periods import FIRST_YEAR, LAST_YEAR
from himpun.office.queries import Agency, Person
from himpun.office.rules import Body, Json, Refused
from himpun.office.services.journal import write
from himpun.performance.models import Agreement, Budget, Indicator, Objective, Target
from himpun.performance.queries.agreement import agreement_for, budgets_of, targets_of
from himpun.performance.queries.catalogue import definition_of
from himpun.performance.queries.pledge import versions_in
from himpun.performance.rules import NotANumber
from himpun.performance.rules.catalogue import BUDGETED
from himpun.performance.rules.definition import ROMAN, Definition
from himpun.performance.rules.targets import FIELD_WORDS, FIELDS, Field, read_target_text
from himpun.performance.services._keeping import begin, refuse_blank

REASON = 2_000
MOST_MONEY = 10**15


@dataclass(frozen=True)
class WrongCell:
    """A cell that cannot be kept: of which indicator or programme, which field, and why."""

    key: int
    field: str
    sentence: str


class CellsRefused(Refused):
    """Cells that cannot be kept; nothing was changed."""

    def __init__(self, cells: Sequence[WrongCell]) -> None:
        super().__init__("Belum tersimpan. " + " ".join(cell.sentence for cell in cells[:5]))
        self.cells = tuple(cells)


@transaction.atomic
def draft_agreement(
    *,
    agency: Agency,
    year: int,
    from_quarter: int = 1,
    reason: str = "",
    sample: bool = False,
    by: Person | None,
    now: datetime,
) -> Agreement:
    """A draft of a year's agreement: the first ("murni"), or a revision ("perubahan") that begins
    as a copy of the version in force, for the quarters from ``from_quarter`` on.

    Refuses who does not keep the catalogue, a second draft of the year, a revision without reason
    or for quarters before the last revision's.
    """
    begin(by, agency, now)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"Tahun {year} di luar jangkauan.")
    if from_quarter not in range(1, 5):
        raise Refused("Pilih triwulan mulai berlaku, I sampai IV.")
    if Agreement.objects.filter(agency=agency, year=year, state="draft").exists():
        raise Refused(
            f"Perjanjian kinerja {year} sudah mempunyai konsep. Selesaikan itu lebih dahulu."
        )
    last = agreement_for(agency, year, 4)
    if last is not None:
        _refuse_revision(last, from_quarter, reason)
    made = Agreement.objects.create(
        agency=agency, year=year, no=last.no + 1 if last else 0, reason=reason, sample=sample,
        from_quarter=from_quarter if last else 1, made_by=by, made_at=now,
    )  # fmt: skip
    if last is not None:
        _copy(last, made)
    _prepared(made, by)
    body: Body = {"no": made.no, "from_quarter": made.from_quarter, "reason": reason}
    _tell(made, "AgreementDrafted", body, by=by, now=now)
    return made


def _refuse_revision(last: Agreement, from_quarter: int, reason: str) -> None:
    refuse_blank("Alasan perubahan", reason, REASON)
    if from_quarter < last.from_quarter:
        raise Refused(
            f"{last} berlaku sejak triwulan {ROMAN[last.from_quarter - 1]}; perubahan berikutnya "
            "tidak dapat berlaku lebih awal."
        )


def _copy(last: Agreement, made: Agreement) -> None:
    targets = list(Target.objects.filter(agreement=last))
    for target in targets:
        target.pk, target.agreement = None, made
    Target.objects.bulk_create(targets)
    budgets = list(Budget.objects.filter(agreement=last))
    for budget in budgets:
        budget.pk, budget.agreement = None, made
    Budget.objects.bulk_create(budgets)


@transaction.atomic
def set_targets(
    *,
    agreement: Agreement,
    targets: Mapping[int, Mapping[Field, str]],
    by: Person | None,
    now: datetime,
) -> int:
    """Targets of a draft as typed: key of an indicator → field → text, "" for none. Fields and
    indicators that are not named keep theirs. Gives the number of cells that changed.

    What contradicts itself may be kept in a draft; it cannot be approved. Refuses who does not
    keep the catalogue, an agreement that is no draft, and (CellsRefused) cells that an indicator's
    measure cannot be; then nothing is changed.
    """
    begin(by, agreement.agency, now)
    draft = _draft(agreement)
    definitions = {row.indicator_id: definition_of(row) for row in versions_in(draft)}
    wrong, kept = [], {}
    for key, cells in targets.items():
        if key not in definitions:
            raise Refused("Ada indikator yang tidak termasuk perjanjian kinerja ini.")
        for field, text in cells.items():
            figure = _read(definitions[key], key, field, text)
            if isinstance(figure, WrongCell):
                wrong.append(figure)
            else:
                kept[key, field] = figure
    if wrong:
        raise CellsRefused(wrong)
    changed = _keep_targets(draft, kept)
    if changed:
        codes = dict(Indicator.objects.filter(pk__in=targets).values_list("pk", "code"))
        told: list[Json] = [
            {"code": codes[key], "field": field, "before": old, "after": new}
            for key, field, old, new in changed
        ]
        _prepared(draft, by)
        _tell(draft, "TargetsSet", {"cells": told}, by=by, now=now)
    return len(changed)


def _read(said: Definition, key: int, field: Field, text: str) -> str | WrongCell:
    try:
        return read_target_text(said.measure, text)
    except NotANumber as error:
        return WrongCell(key, field, f"{said.name}, {FIELD_WORDS[field]}: {error}")


def _keep_targets(
    draft: Agreement, kept: Mapping[tuple[int, Field], str]
) -> list[tuple[int, Field, str, str]]:
    """What changed: (indicator, field, before, after)."""
    rows = dict(targets_of(draft))
    changed = []
    touched: dict[int, Target] = {}
    for (key, field), figure in kept.items():
        row = rows.setdefault(key, Target(agreement=draft, indicator_id=key))
        before = getattr(row, field)
        if before != figure:
            setattr(row, field, figure)
            touched[key] = row
            changed.append((key, field, before, figure))
    known = {key for key, row in touched.items() if row.pk}
    Target.objects.bulk_update([touched[key] for key in known], list(FIELDS))
    Target.objects.bulk_create([row for key, row in touched.items() if key not in known])
    return changed


@transaction.atomic
def set_budgets(
    *, agreement: Agreement, budgets: Mapping[int, int | None], by: Person | None, now: datetime
) -> int:
    """Budgets of a draft: key of a programme → whole rupiah, None for none; programmes that are
    not named keep theirs. Gives the number that changed.

    Refuses who does not keep the catalogue, an agreement that is no draft, what is no programme of
    the agency, and an amount below 0 or beyond 1.000 trillion.
    """
    begin(by, agreement.agency, now)
    draft = _draft(agreement)
    known = Objective.objects.filter(agency=draft.agency, kind__in=BUDGETED)
    codes = dict(known.values_list("pk", "code"))
    before = budgets_of(draft)
    changed = []
    for key, amount in budgets.items():
        if key not in codes:
            raise Refused("Anggaran hanya untuk program dan kegiatan instansi ini.")
        if amount is not None and not 0 <= amount <= MOST_MONEY:
            raise Refused(f"Anggaran {codes[key]} harus antara 0 dan 1.000 triliun rupiah.")
        if before.get(key) == amount:
            continue
        _keep_budget(draft, key, amount)
        changed.append({"code": codes[key], "before": before.get(key), "after": amount})
    if changed:
        _prepared(draft, by)
        _tell(draft, "BudgetsSet", {"budgets": changed}, by=by, now=now)
    return len(changed)


def _keep_budget(draft: Agreement, key: int, amount: int | None) -> None:
    if amount is None:
        Budget.objects.filter(agreement=draft, objective_id=key).delete()
        return
    Budget.objects.update_or_create(agreement=draft, objective_id=key, defaults={"amount": amount})


@transaction.atomic
def cancel_agreement(
    *, agreement: Agreement, reason: str, by: Person | None, now: datetime
) -> Agreement:
    """Gives up a draft; what it said stays on record.

    Refuses who does not keep the catalogue, a missing reason, and an agreement that is no draft:
    an approved one is only replaced by a revision.
    """
    begin(by, agreement.agency, now)
    refuse_blank("Alasan pembatalan", reason, REASON)
    draft = _draft(agreement)
    draft.state, draft.decision, draft.decided_by, draft.decided_at = "cancelled", reason, by, now
    draft.save(update_fields=["state", "decision", "decided_by", "decided_at"])
    _tell(draft, "AgreementCancelled", {"reason": reason}, by=by, now=now)
    return draft


def _draft(agreement: Agreement) -> Agreement:
    """The row as it stands now. Refuses one that is no draft any more."""
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    row.agency = agreement.agency
    if row.state != "draft":
        raise Refused(f"{row} bukan konsep lagi, sehingga tidak dapat diubah.")
    return row


def _prepared(agreement: Agreement, by: Person | None) -> None:
    if by is not None:
        agreement.preparers.add(by)


def _tell(
    agreement: Agreement, action: str, body: Body, *, by: Person | None, now: datetime
) -> None:
    said: Body = {"agreement": str(agreement), **body}
    subject = f"agreement/{agreement.pk}"
    write(agency=agreement.agency, by=by, now=now, action=action, subject=subject, body=said)
