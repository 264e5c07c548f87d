"""What the services of chasing share: one change at a time, a row of the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from himpun.chase.models import Rung as Row
from himpun.chase.queries.cases import Case
from himpun.chase.rules.ladder import Rung
from himpun.chase.rules.shipped import LETTER
from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn

if TYPE_CHECKING:
    from himpun.office.queries import Person

in_turn = InTurn(Refused)
PROGRAM = "Sistem"
LATE = Rung("surat", "letter", "Surat peringatan", LETTER, 0, "jam", "limit")
"""What the ledger notes where a ladder without that rung meets a letter."""
GONE = "Data itu tidak ditunggu lagi: sudah diserahkan, atau SOP-nya berhenti."


def row_of(
    case: Case,
    rung: Rung,
    *,
    state: str,
    now: datetime,
    meant_at: datetime | None = None,
    by: Person | None = None,
    **more: Any,
) -> Row:
    """A row of the ledger, not saved yet."""
    owing = case.owing
    return Row(
        agency=owing.run.agency, run=owing.run, unit=owing.unit_code, unit_name=owing.unit_name,
        visit_no=owing.visit, step=owing.step.key, round=more.pop("round", case.round_of(rung)),
        key=rung.key, kind=rung.kind, title=rung.title, ladder=case.in_force.version,
        due_at=owing.due_at, meant_at=meant_at or now, at=now, state=state, by=by,
        by_text=by.name if by else PROGRAM, **more,
    )  # fmt: skip


def letter_rung(case: Case) -> Rung:
    """The ladder's own warning letter."""
    rungs = case.in_force.ladder.rungs
    return next((rung for rung in rungs if rung.kind == "letter"), LATE)
