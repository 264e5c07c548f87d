"""The sheets of targets and budgets, beside the draft of the performance agreement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from himpun.office.rules import Refused
from himpun.performance.models import Agreement, Indicator, Objective
from himpun.performance.queries.workbooks.catalogue import catalogue_book
from himpun.performance.rules.catalogue_sheet import BUDGETS, TARGETS, whole
from himpun.performance.rules.targets import FIELDS
from himpun.performance.services import agreement as agreements
from himpun.performance.services._catalogue_parts import Plan, Wish
from himpun.performance.services._catalogue_rows import Row, Rows

if TYPE_CHECKING:
    from himpun.office.queries import Person

NO_DRAFT = "Belum ada konsep Perjanjian Kinerja yang dapat diisi; buat konsepnya dahulu."
OTHER_AGREEMENT = (
    "Lembar ini diunduh ketika Perjanjian Kinerja yang lain yang berlaku. Unduh katalog yang baru."
)
KEYS = {TARGETS: FIELDS, BUDGETS: ("amount",)}


def pledge_into(plan: Plan, rows: Rows) -> None:
    """Adds what the rows would change in the draft of the agreement. Cells that differ where there
    is no draft, or another agreement than in the workbook, are wrong."""
    book = catalogue_book(plan.agency)
    for name in (TARGETS, BUDGETS):
        known = {line["code"]: line for line in book.sheets.get(name, ())}
        changed = {
            row.code: row
            for row in rows.rows.get(name, ())
            if plan.tell(row, "diubah", known.get(row.code, {}), *KEYS[name])
        }
        if not changed:
            continue
        why = _why_not(book.agreement, rows.agreement)
        if why or book.agreement is None:
            plan.wrong.extend(row.wrong("code", why) for row in changed.values())
        elif name == TARGETS:
            plan.wishes.append(Wish(_targets(book.agreement, changed, known), changed))
        elif amounts := _amounts(plan, changed):
            plan.wishes.append(Wish(_budgets(book.agreement, amounts), changed))


def _why_not(agreement: Agreement | None, then: str) -> str:
    if agreement is None or agreement.state != "draft":
        return NO_DRAFT
    return OTHER_AGREEMENT if then and then != str(agreement.pk) else ""


def _targets(
    draft: Agreement, rows: Mapping[str, Row], known: Mapping[str, Mapping[str, str]]
) -> Any:
    def grant(by: Person, now: datetime) -> object:
        found = Indicator.objects.filter(agency=draft.agency, code__in=rows)
        keys = dict(found.values_list("code", "pk"))
        _refuse_unknown("Indikator", rows, keys)
        targets: dict[int, dict[Any, str]] = {
            keys[code]: {
                field: row.texts[field]
                for field in FIELDS
                if row.texts[field] != known.get(code, {}).get(field, "")
            }
            for code, row in rows.items()
        }
        return agreements.set_targets(agreement=draft, targets=targets, by=by, now=now)

    return grant


def _amounts(plan: Plan, rows: Mapping[str, Row]) -> dict[str, int | None]:
    """Code → whole rupiah; what is none is told."""
    found: dict[str, int | None] = {}
    for code, row in rows.items():
        text = row.texts["amount"]
        try:
            found[code] = whole(text, agreements.MOST_MONEY) if text else None
        except ValueError as no:
            plan.wrong.append(row.wrong("amount", str(no)))
    return found


def _budgets(draft: Agreement, amounts: Mapping[str, int | None]) -> Any:
    def grant(by: Person, now: datetime) -> object:
        found = Objective.objects.filter(agency=draft.agency, code__in=amounts)
        keys = dict(found.values_list("code", "pk"))
        _refuse_unknown("Program", amounts, keys)
        budgets = {keys[code]: amount for code, amount in amounts.items()}
        return agreements.set_budgets(agreement=draft, budgets=budgets, by=by, now=now)

    return grant


def _refuse_unknown(what: str, wanted: Mapping[str, object], keys: Mapping[str, int]) -> None:
    missing = sorted(code for code in wanted if code not in keys)
    if missing:
        raise Refused(f"{what} {', '.join(missing[:5])} tidak ada.")
