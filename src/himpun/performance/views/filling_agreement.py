"""Filling a draft in: the whole table of targets and budgets in one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from himpun.office.rules import Refused
from himpun.performance import services
from himpun.performance.queries import Agreement
from himpun.performance.queries.pledge import HEADS, PledgeGroup, PledgeLine, pledge_of
from himpun.performance.rules import Absent, NotANumber, read_number, show_number
from himpun.performance.rules.targets import FIELDS, Field
from himpun.performance.services import CellsRefused, WrongCell
from himpun.performance.views.agreement import crumbs, draft_of, no_draft
from himpun.performance.views.asked import AskedHere, keeper

MOST = 60
MONEY = "budget"


@dataclass(frozen=True)
class Cell:
    """An input of the table: its name, its label for who hears it, what stands in it, what is
    wrong with it."""

    name: str
    label: str
    text: str
    wrong: str


@require_http_methods(["GET", "POST"])
@keeper
def agreement_fill(ask: AskedHere, year: int) -> HttpResponse:
    """The table of a draft; cells that cannot be kept are named, and then nothing is kept."""
    draft = draft_of(ask, year)
    if draft is None:
        return no_draft(ask, year)
    groups = pledge_of(draft)
    status, wrong, said = 200, {}, ""
    if ask.posted is not None:
        try:
            changed = _save(ask, draft, groups)
        except CellsRefused as refused:
            status, said = 400, str(refused)
            wrong = {(cell.key, cell.field): cell.sentence for cell in refused.cells}
        except Refused as refused:
            status, said = 409, str(refused)
        else:
            messages.success(ask.request, f"Tersimpan: {changed} isian berubah.")
            return redirect(ask.url("agreement_fill", year))
    return ask.render(
        "agreement/fill", status=status, year=year, draft=draft, heads=HEADS, said=said,
        crumb_row=crumbs(ask, year), table=[_group(ask, group, wrong) for group in groups],
    )  # fmt: skip


Wrong = Mapping[tuple[int, str], str]


def _group(
    ask: AskedHere, group: PledgeGroup, wrong: Wrong
) -> tuple[PledgeGroup, Cell | None, list[tuple[PledgeLine, list[Cell]]]]:
    money = _money_cell(ask, group, wrong) if group.budgeted else None
    return group, money, [(line, _cells(ask, line, wrong)) for line in group.lines]


def _cells(ask: AskedHere, line: PledgeLine, wrong: Wrong) -> list[Cell]:
    key = line.version.indicator_id
    return [
        Cell(
            _name(key, field), f"{line.version.indicator.code}, {words}",
            _typed(ask, _name(key, field), line.figures[field]), wrong.get((key, field), ""),
        )
        for field, words in HEADS
    ]  # fmt: skip


def _money_cell(ask: AskedHere, group: PledgeGroup, wrong: Wrong) -> Cell:
    key = group.objective.pk
    kept = "" if group.budget is None else f"{group.budget:,}".replace(",", ".")
    label = f"Anggaran {group.objective.code}, rupiah"
    return Cell(f"b{key}", label, _typed(ask, f"b{key}", kept), wrong.get((key, MONEY), ""))


def _name(key: int, field: Field) -> str:
    return f"t{key}-{field}"


def _typed(ask: AskedHere, name: str, kept: str) -> str:
    return ask.sent(name, MOST + 1) if name in ask.request.POST else kept


@transaction.atomic
def _save(ask: AskedHere, draft: Agreement, groups: list[PledgeGroup]) -> int:
    sent = ask.request.POST
    targets = {
        line.version.indicator_id: {
            field: ask.sent(_name(line.version.indicator_id, field), MOST + 1)
            for field in FIELDS
            if _name(line.version.indicator_id, field) in sent
        }
        for group in groups
        for line in group.lines
    }
    budgets = {
        group.objective.pk: _money(group, ask.sent(f"b{group.objective.pk}", MOST + 1))
        for group in groups
        if f"b{group.objective.pk}" in sent
    }
    changed = services.set_targets(agreement=draft, targets=targets, **ask.by)
    return changed + services.set_budgets(agreement=draft, budgets=budgets, **ask.by)


def _money(group: PledgeGroup, text: str) -> int | None:
    """Whole rupiah as typed. Refuses by CellsRefused."""
    try:
        number = read_number(text)
    except NotANumber as error:
        raise CellsRefused([_wrong_money(group, str(error))]) from error
    if isinstance(number, Absent):
        return None
    if number != int(number):
        shown = show_number(number)
        raise CellsRefused([_wrong_money(group, f"{shown} bukan rupiah bulat.")])
    return int(number)


def _wrong_money(group: PledgeGroup, why: str) -> WrongCell:
    return WrongCell(group.objective.pk, MONEY, f"Anggaran {group.objective.code}: {why}")
