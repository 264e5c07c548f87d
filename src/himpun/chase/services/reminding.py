"""The rungs that have come are done: one digest a person and day, and a row for each rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from himpun.chase.models import Digest, Told
from himpun.chase.models import Rung as Row
from himpun.chase.queries.cases import Case, cases_in
from himpun.chase.queries.people import People, called, people_of
from himpun.chase.rules.ladder import Act, office_is_open
from himpun.chase.rules.words import digest_subject
from himpun.chase.services._ledger import in_turn, row_of
from himpun.chase.services._saying import Item, link_of, said, to_be_called, whole_text
from himpun.notices.services import Still, tell
from himpun.office import queries as office
from himpun.office.services.journal import write
from himpun.runs.queries.owing import lock_runs

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Holder, Person

NOBODY = "Hari ini tidak ada pemegang tugas maupun pengelola SOP."
INSTEAD = "Hari ini tidak ada pemegang tugas; disampaikan kepada pengelola SOP."
STILL = "himpun.chase.queries.still.why_not_wanted"
WORDS = "himpun.chase.queries.still.words_now"
WAY = "himpun"


@dataclass
class _Round:
    """What is done in an agency at one moment. ``told``: who had today's digest already."""

    agency: Agency
    on: date
    now: datetime
    people: People
    told: frozenset[int]
    rows: list[tuple[Row, tuple[tuple[Holder, bool], ...], str]] = field(default_factory=list)
    items: dict[int, list[Item]] = field(default_factory=dict)
    persons: dict[int, Person] = field(default_factory=dict)

    def take(self, case: Case) -> None:
        """Takes up what has come for a case; what would tell somebody a second time today waits."""
        acts = _acts(case, self.now)
        whom = {act.rung.key: self.people.told(act.rung, case.owing) for act in acts}
        going = [act for act in acts if not act.skip]
        if any(one.person.pk in self.told for act in going for one, _ in whom[act.rung.key]):
            return
        for act in acts:
            self._note(case, act, () if act.skip else whom[act.rung.key])

    def _note(self, case: Case, act: Act, whom: tuple[tuple[Holder, bool], ...]) -> None:
        heads = self.people.as_(act.rung.to[0], case.owing) if act.rung.kind == "contact" else ()
        text = said(case, act.rung, self.now)
        state, result = self._state(case, act, whom)
        row = row_of(
            case, act.rung, state=state, now=self.now, meant_at=act.at, text=text, result=result
        )
        if act.rung.kind == "contact":
            text = to_be_called(case, act.rung, heads, self.now)
        self.rows.append((row, whom, text))
        for holder, copy in whom:
            self.persons[holder.person.pk] = holder.person
            mine = self.items.setdefault(holder.person.pk, [])
            mine.append(Item(case, act.rung, text, copy))

    def _state(
        self, case: Case, act: Act, whom: tuple[tuple[Holder, bool], ...]
    ) -> tuple[str, str]:
        if act.skip:
            return "skipped", act.skip
        if not whom:
            return "nobody", NOBODY
        if act.rung.kind == "contact":
            return "waiting", ""
        meant = [one for word in act.rung.to for one in self.people.as_(word, case.owing)]
        return "done", "" if meant else INSTEAD


def _acts(case: Case, now: datetime) -> list[Act]:
    return [act for act in case.acts(now) if act.rung.kind != "letter"]


@in_turn
def remind_owing(*, agency: Agency, now: datetime) -> int:
    """Does the reminders and direct requests that have come in an agency, and answers how many rows
    of the ledger that made.

    In office hours only. Each rung once for what is owed, one digest for each person and day; who
    has handed in meanwhile is not reminded, for what is owed is asked again under the lock of each
    run. Ledger, journal and notices are one transaction.
    """
    if not office_is_open(now, office.calendar_of(agency)):
        return 0
    coming = {case.owing.run.pk for case in cases_in(agency, now) if _acts(case, now)}
    if not coming:
        return 0
    going_on = lock_runs(coming)
    office.lock_journal(agency)
    doing = _round_of(agency, now)
    for case in cases_in(agency, now):
        if case.owing.run.pk in going_on:
            doing.take(case)
    if doing.rows:
        _keep(doing)
    return len(doing.rows)


def _round_of(agency: Agency, now: datetime) -> _Round:
    on = office.day_at(agency, now)
    told = Digest.objects.filter(agency=agency, on=on).values_list("person", flat=True)
    return _Round(agency, on, now, people_of(agency, on), frozenset(told))


def _keep(doing: _Round) -> None:
    rows = Row.objects.bulk_create([row for row, _, _ in doing.rows])
    key = f"chase/{doing.agency.pk}/{doing.on}"
    digests = {
        pk: Digest.objects.create(
            agency=doing.agency, person=person, on=doing.on, at=doing.now, notice_key=key
        )
        for pk, person in doing.persons.items()
    }
    Told.objects.bulk_create(
        Told(
            rung=row, person=holder.person, person_text=holder.person.name[:300],
            capacity=called(holder)[:300], copy=copy, way=WAY, notice_key=key,
            digest=digests[holder.person.pk], text=text,
        )
        for row, whom, text in doing.rows for holder, copy in whom
    )  # fmt: skip
    for pk, person in doing.persons.items():
        _tell(doing, person, doing.items[pk], digests[pk])
    write(
        agency=doing.agency, by=None, now=doing.now, action="OwingReminded",
        subject=f"chase/{doing.agency.code}",
        body={
            "on": doing.on.isoformat(), "people": sorted(doing.persons),
            "rungs": [[row.run_id, row.unit, row.round, row.key, row.state] for row in rows],
        },
    )  # fmt: skip


def _tell(doing: _Round, person: Person, items: Sequence[Item], digest: Digest) -> None:
    """One notice for all that a person owes or has to know today."""
    first = sorted(items, key=lambda item: item.copy)
    subject = digest_subject(
        [item.case.owing.unit_name for item in first], [item.rung.title for item in first]
    )
    tell(
        agency=doing.agency, people=[person], kind="reminder", subject=subject,
        text=whole_text(items), link=link_of(items), about=f"chase/{doing.agency.code}",
        key=digest.notice_key, by=None, now=doing.now,
        still=Still(STILL, str(digest.pk), words=WORDS),
    )  # fmt: skip
