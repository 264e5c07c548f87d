"""What chasing does when a running SOP moves, in the same transaction."""

from __future__ import annotations

from himpun.chase.models import Told
from himpun.chase.queries.cases import Case, cases_of
from himpun.chase.queries.people import called, people_of
from himpun.chase.services._ledger import letter_rung, row_of
from himpun.chase.services._saying import path_of, said
from himpun.kernel.messages import LimitPassed
from himpun.notices.services import Still, tell
from himpun.office import queries as office
from himpun.runs.queries.owing import owing_in_run
from himpun.runs.services import Happened

STILL = "himpun.chase.queries.still.why_not_wanted"
BY_THE_SOP = "SOP membuat surat peringatan pada langkah {row}; penagihan hanya mencatatnya."


def follow_limits(*, happened: Happened) -> None:
    """Notes in the ledger that the SOP itself writes a warning letter to a unit whose limit has
    passed, and tells whom the rung names. Anything else costs nothing."""
    passed = {event.unit: event.step for event in happened.events if isinstance(event, LimitPassed)}
    if not passed:
        return
    owed = [one for one in owing_in_run(happened.run_id, happened.now) if one.unit_code in passed]
    for case in cases_of(happened.agency, owed):
        _note(case, passed[case.owing.unit_code], happened)


def _note(case: Case, step: str, happened: Happened) -> None:
    rung, now = letter_rung(case), happened.now
    if (case.round_of(rung), rung.key) in case.done:
        return
    late = case.owing.sop.by_key[step].late
    text, first = said(case, rung, now), late.steps[0].key if late else step
    row = row_of(
        case, rung, state="drafted", now=now, meant_at=case.owing.limit_at, text=text,
        result=BY_THE_SOP.format(row=first),
    )  # fmt: skip
    row.save()
    people = people_of(happened.agency, office.day_at(happened.agency, now))
    whom, key = people.told(rung, case.owing), f"chase-limit/{row.pk}"
    Told.objects.bulk_create(
        Told(
            rung=row, person=one.person, person_text=one.person.name[:300],
            capacity=called(one)[:300], copy=copy, way="himpun", notice_key=key,
        )
        for one, copy in whom
    )  # fmt: skip
    run, visit = case.owing.run.pk, case.owing.visit
    tell(
        agency=happened.agency, people=[one.person for one, _ in whom], kind="warning",
        subject=f"Batas akhir lewat: {case.owing.unit_name}", text=text, link=path_of(case),
        about=f"run/{run}", key=key, by=None, now=now, still=Still(STILL, f"{run}:{visit}"),
    )  # fmt: skip
