"""The warning letter of an SOP that has no late branch: drafted beside its rows, dropped when the
data come in."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from django.urls import reverse

from himpun.chase.models import Rung as Row
from himpun.chase.models import Told
from himpun.chase.queries.cases import Case, cases_of, letter_act
from himpun.chase.queries.keeping import why_not_chase
from himpun.chase.queries.ladders import writes_letter
from himpun.chase.queries.people import called, people_of
from himpun.chase.rules.ladder import Rung
from himpun.chase.services._ledger import GONE, in_turn, letter_rung, row_of
from himpun.chase.services._saying import said
from himpun.letters.queries.about_unit import WARNING, warnings_beside
from himpun.letters.services import draft_beside, drop_beside
from himpun.notices.services import tell
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.runs.queries.owing import halted_runs, lock_runs, owing_in, owing_in_run

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Holder, Person

DAYS_GIVEN = 3
"""Working days that a warning letter leaves."""
BY_ITSELF = "SOP ini membuat surat peringatannya sendiri pada langkahnya, begitu batasnya lewat."
HANDED_IN = "Data sudah masuk."


@in_turn
def draft_warning(*, run_id: int, visit: int, by: Person, now: datetime) -> Row:
    """Drafts the warning letter about what is owed at a visit, now and by hand.

    Refuses who does not chase there, what is owed no more, an SOP that writes the letter itself, an
    agency without letterhead, and a second letter while there is one.
    """
    case = _locked(run_id, visit, now)
    if why := why_not_chase(by, case.owing.run.agency, now):
        raise Refused(why)
    if writes_letter(case.owing.sop):
        raise Refused(BY_ITSELF)
    rung = letter_rung(case)
    known = (case.round_of(rung), rung.key) in case.done
    key = f"surat-{now.isoformat()}" if known else rung.key
    return _drafted(case, _named(rung, key), now, by)


def _named(rung: Rung, key: str) -> Rung:
    return Rung(
        key, rung.kind, rung.title, rung.text, rung.amount, rung.unit, rung.anchor, rung.to, rung.cc
    )


@in_turn
def warn_owing(*, run_id: int, visit: int, now: datetime) -> int:
    """Drafts the warning letter whose rung has come for what is owed at a visit; answers how many
    rows of the ledger that made. Where it cannot be drafted (no letterhead), the row says why."""
    case = _locked(run_id, visit, now)
    act = letter_act(case, now)
    if act is None:
        return 0
    try:
        _drafted(case, act.rung, now, None, act.at)
    except Refused as refused:
        row = row_of(
            case, act.rung, state="blocked", now=now, meant_at=act.at, result=str(refused)[:600]
        )
        row.save()
        _journal(row, None, now)
    return 1


def _locked(run_id: int, visit: int, now: datetime) -> Case:
    lock_runs([run_id])
    owing = next((one for one in owing_in_run(run_id, now) if one.visit == visit), None)
    if owing is None:
        raise Refused(GONE)
    office.lock_journal(owing.run.agency)
    return cases_of(owing.run.agency, [owing])[0]


def _drafted(
    case: Case, rung: Rung, now: datetime, by: Person | None, meant_at: datetime | None = None
) -> Row:
    owing = case.owing
    agency, on = owing.run.agency, office.day_at(owing.run.agency, now)
    people = people_of(agency, on)
    heads, stewards = people.heads.get(owing.unit_code, ()), people.stewards(owing.sop.id)
    version = draft_beside(
        run_id=owing.run.pk, kind=WARNING,
        unit=office.unit_in(agency, owing.unit_code) if owing.unit_code else None,
        addressed=[called(one) for one in heads[:1]] or list(owing.held_as),
        due_on=case.calendar.local(owing.due_at).date() if owing.due_at else None,
        until=_until(case, on), reader=by or next((one.person for one in stewards), None),
        by=by, now=now,
    )  # fmt: skip
    row = row_of(
        case, rung, state="drafted", now=now, meant_at=meant_at, by=by, paper_id=version.paper_id,
        text=said(case, rung, now), result="Konsep disusun; periksa, lalu ajukan untuk diparaf.",
    )  # fmt: skip
    row.save()
    _tell(case, row, stewards, by, now)
    _journal(row, by, now)
    return row


def _until(case: Case, on: date) -> date:
    days = case.calendar.working_days_from(on)
    return next(islice(days, DAYS_GIVEN, None))


def _tell(
    case: Case, row: Row, people: tuple[Holder, ...], by: Person | None, now: datetime
) -> None:  # fmt: skip
    """The stewards: there is a draft to look through."""
    agency, key = case.owing.run.agency, f"chase-letter/{row.pk}"
    Told.objects.bulk_create(
        Told(
            rung=row, person=one.person, person_text=one.person.name[:300],
            capacity=called(one)[:300], way="himpun", notice_key=key,
        )
        for one in people
    )  # fmt: skip
    tell(
        agency=agency, people=[one.person for one in people], kind="warning",
        subject=f"Konsep surat peringatan untuk {case.owing.unit_name}",
        text=f"{row.text} Periksa konsepnya, lalu ajukan untuk diparaf dan ditandatangani.",
        link=reverse("letters:paper", args=[agency.code, row.paper_id]),
        about=f"paper/{row.paper_id}", key=key, by=by, now=now,
    )  # fmt: skip


def _journal(row: Row, by: Person | None, now: datetime) -> None:
    write(
        agency=row.agency, by=by, now=now, action="OwingWarned", subject=f"run/{row.run_id}",
        body={"unit": row.unit, "state": row.state, "rung": row.pk, "paper": row.paper_id},
    )  # fmt: skip


@in_turn
def drop_warnings(*, agency: Agency, now: datetime) -> int:
    """Gives up the letters beside an agency's SOPs that are not signed and complain about data that
    have come in; answers how many."""
    if not warnings_beside(agency):
        return 0
    lock_runs(run for _, run, _ in warnings_beside(agency))
    office.lock_journal(agency)
    owed = {(one.run.pk, one.unit_code) for one in owing_in([agency.pk], now)}
    dropped = [
        paper
        for paper, run, unit in warnings_beside(agency)
        if (run, unit) not in owed and run not in halted_runs([agency.pk])
    ]
    for paper in dropped:
        drop_beside(paper_id=paper, reason=HANDED_IN, now=now)
    return len(dropped)
