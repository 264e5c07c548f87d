"""What a person does beside the ladder: reminds now, and notes to whom they have spoken."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.chase.models import Contact, Told
from himpun.chase.models import Rung as Row
from himpun.chase.queries.cases import Case, cases_of
from himpun.chase.queries.keeping import why_not_chase
from himpun.chase.queries.people import called
from himpun.chase.rules.contacts import why_not_contact
from himpun.chase.rules.shipped import by_hand
from himpun.chase.services._ledger import GONE, in_turn, row_of
from himpun.chase.services._saying import path_of, said
from himpun.notices.services import Still, tell
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.runs.queries.owing import lock_runs, owing_in_run

if TYPE_CHECKING:
    from himpun.office.queries import Person

STILL = "himpun.chase.queries.still.why_not_wanted"


def _locked(run_id: int, visit: int, by: Person, now: datetime) -> Case:
    """What is owed at a visit, with its run locked. Refuses who does not chase there, and what is
    owed no more."""
    lock_runs([run_id])
    owing = next((one for one in owing_in_run(run_id, now) if one.visit == visit), None)
    if owing is None:
        raise Refused(GONE)
    if why := why_not_chase(by, owing.run.agency, now):
        raise Refused(why)
    office.lock_journal(owing.run.agency)
    return cases_of(owing.run.agency, [owing])[0]


@in_turn
def remind_now(*, run_id: int, visit: int, by: Person, now: datetime) -> Row:
    """Reminds the holders of what is owed at a visit, outside the ladder and whatever the hour.

    Refuses who does not chase there, what is owed no more, a second time on one day, and a task
    that nobody holds today.
    """
    case = _locked(run_id, visit, by, now)
    owing = case.owing
    agency = owing.run.agency
    on = office.day_at(agency, now)
    late = owing.due_at is not None and owing.due_at < now
    rung = by_hand(f"langsung-{on.isoformat()}", late=late)
    before = Row.objects.filter(run=run_id, unit=owing.unit_code, key=rung.key, visit_no=visit)
    if known := before.first():
        raise Refused(f"{owing.unit_name} sudah diingatkan hari ini oleh {known.by_text}.")
    if not owing.holders:
        raise Refused(f"Hari ini tidak ada pemegang tugas di {owing.unit_name}.")
    key = f"chase-now/{run_id}/{visit}/{on.isoformat()}"
    text = said(case, rung, now)
    row = row_of(case, rung, state="done", now=now, by=by, text=text, round=f"v{visit}")
    row.save()
    Told.objects.bulk_create(
        Told(
            rung=row, person=holder.person, person_text=holder.person.name[:300],
            capacity=called(holder)[:300], way="himpun", notice_key=key,
        )
        for holder in owing.holders
    )  # fmt: skip
    tell(
        agency=agency, people=[holder.person for holder in owing.holders], kind="reminder",
        subject=f"{by.name} mengingatkan: data {owing.unit_name}", text=text, link=path_of(case),
        about=f"run/{run_id}", key=key, by=by, now=now, still=Still(STILL, f"{run_id}:{visit}"),
    )  # fmt: skip
    write(
        agency=agency, by=by, now=now, action="OwingRemindedByHand", subject=f"run/{run_id}",
        body={"unit": owing.unit_code, "visit": visit, "rung": row.pk},
    )  # fmt: skip
    return row


@in_turn
def note_contact(
    *,
    run_id: int,
    visit: int,
    way: str,
    whom: str,
    said: str,
    at: datetime,
    by: Person,
    now: datetime,
) -> Contact:
    """Notes a talk, call or message with whoever owes: when, with whom, what was said. A direct
    request of the ladder that waited for it is done with it.

    Refuses who does not chase there, what is owed no more, and what ``rules.contacts`` refuses.
    """
    case = _locked(run_id, visit, by, now)
    owing = case.owing
    agency = owing.run.agency
    if why := why_not_contact(way=way, whom=whom, said=said, at=at, now=now):
        raise Refused(why)
    waiting = Row.objects.filter(run=run_id, unit=owing.unit_code, state="waiting").first()
    title, capacity = office.post_text(by, agency, office.day_at(agency, now))
    row = Contact.objects.create(
        agency=agency, run=owing.run, unit=owing.unit_code, unit_name=owing.unit_name,
        visit_no=visit, at=at, way=way, whom=" ".join(whom.split()), said=said.strip(),
        rung=waiting, by=by, by_text=by.name,
        capacity=title if capacity in ("", "definitif") else f"{capacity} {title}", noted_at=now,
    )  # fmt: skip
    if waiting is not None:
        waiting.state, waiting.result = "done", f"Dihubungi: {row.whom}"
        waiting.save(update_fields=["state", "result"])
    write(
        agency=agency, by=by, now=now, action="ContactNoted", subject=f"run/{run_id}",
        body={"unit": owing.unit_code, "visit": visit, "way": way, "contact": row.pk},
    )  # fmt: skip
    return row
