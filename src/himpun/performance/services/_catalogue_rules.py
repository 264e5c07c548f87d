"""The sheet of rules across values: new ones are added, known ones only ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.archive.rules.cells import read_day
from himpun.office.rules import Refused
from himpun.performance.models import CrossRule
from himpun.performance.queries.catalogue import cross_rule_in
from himpun.performance.queries.workbooks.catalogue import rule_lines
from himpun.performance.rules.catalogue_sheet import COLUMNS, RULES, choice
from himpun.performance.services._catalogue_parts import Grant, Plan
from himpun.performance.services._catalogue_rows import Row, Rows
from himpun.performance.services.settings import add_cross_rule, close_cross_rule

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

SAID = ("left", "comparison", "right", "severity", "sentence")
STAYS = "Aturan yang sudah ada tidak diubah. Isi Berlaku sampai, lalu tambahkan aturan baru."
NOT_AGAIN = "Aturan yang sudah diakhiri tidak dibuka lagi; tambahkan aturan baru."


def rules_into(plan: Plan, rows: Rows) -> None:
    """Adds which rules the rows would add and end."""
    known = {line["code"]: line for line in rule_lines(plan.agency)}
    for row in rows.rows.get(RULES, ()):
        if before := known.get(row.code):
            _known(plan, row, before)
        else:
            _new(plan, row)


def _new(plan: Plan, row: Row) -> None:
    texts = row.texts
    said = {}
    for key in ("comparison", "severity"):
        try:
            said[key] = choice(key, texts[key])
        except ValueError as no:
            plan.wrong.append(row.wrong(key, str(no)))
            return

    def grant(by: Person, now: datetime) -> object:
        made = add_cross_rule(
            agency=plan.agency, left=texts["left"], right=texts["right"],
            sentence=texts["sentence"], by=by, now=now, **said,
        )  # fmt: skip
        return _end(made, texts["until_on"], by, now) if texts["until_on"] else made

    plan.tell(row, "baru", {}, *(column.key for column in COLUMNS[RULES]))
    plan.wish(row, grant, "left")


def _known(plan: Plan, row: Row, before: Mapping[str, str]) -> None:
    for key in SAID:
        if row.texts[key] != before[key]:
            plan.wrong.append(row.wrong(key, STAYS))
            return
    if plan.tell(row, "diakhiri", before, "until_on"):
        plan.wish(row, _closing(plan.agency, row), "until_on")


def _closing(agency: Agency, row: Row) -> Grant:
    def grant(by: Person, now: datetime) -> object:
        rule = cross_rule_in(agency, int(row.code))
        if rule is None:
            raise Refused(f"Aturan nomor {row.code} tidak ada.")
        return _end(rule, row.texts["until_on"], by, now)

    return grant


def _end(rule: CrossRule, text: str, by: Person, now: datetime) -> object:
    day = read_day(text)
    if day is None:
        raise Refused(NOT_AGAIN)
    return close_cross_rule(rule=rule, until_on=day, by=by, now=now)
