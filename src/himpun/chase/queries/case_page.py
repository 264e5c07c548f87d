"""The page of one thing that is owed: its ladder, what was done about it, and the words to send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from himpun.chase.models import Contact, Told
from himpun.chase.models import Rung as Row
from himpun.chase.queries.board import Line, lines_of
from himpun.chase.queries.cases import Case, cases_of
from himpun.chase.queries.ladders import writes_letter
from himpun.chase.queries.people import people_of
from himpun.chase.rules.contacts import WAY_WORDS
from himpun.chase.rules.ladder import KIND_WORDS
from himpun.chase.rules.shipped import CONTACT
from himpun.chase.rules.words import filled, left_text, when_text
from himpun.notices.queries.reached import reached
from himpun.office import queries as office
from himpun.runs.queries.owing import owing_in_run
from himpun.runs.rules.words import long_moment, period_text, short_moment

STATE_WORDS = {
    "done": "Disampaikan",
    "skipped": "Dilewati",
    "waiting": "Menunggu dihubungi",
    "drafted": "Surat disusun",
    "blocked": "Belum dapat dibuat",
    "nobody": "Tidak ada penerima",
}
STATE_MARKS = {
    "done": "done", "skipped": "idle", "waiting": "now", "drafted": "wait", "blocked": "late",
    "nobody": "late",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder as the page draws it: what it is, when, whether it was done."""

    title: str
    kind: str
    when: str
    at: str
    word: str
    mark: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done: when, what, to whom (person and capacity), with which result."""

    at: datetime
    moment: str
    title: str
    word: str
    mark: str
    people: Sequence[str]
    text: str
    by: str
    paper_id: int | None = None


@dataclass(frozen=True)
class CasePage:
    """All of it. ``call``: whom to call, with telephone numbers; ``message``: what to send them;
    ``by_sop``: the SOP writes its warning letter itself."""

    line: Line
    steps: Sequence[Step]
    entries: Sequence[Entry]
    call: Sequence[tuple[str, str]]
    message: str
    by_sop: bool


def case_page(agency: office.Agency, run_id: int, visit: int, now: datetime) -> CasePage | None:
    """The page of what is owed at a visit; None for what is owed no more, or elsewhere."""
    owing = next((one for one in owing_in_run(run_id, now) if one.visit == visit), None)
    if owing is None or owing.run.agency_id != agency.pk:
        return None
    (case,) = cases_of(agency, [owing])
    heads = people_of(agency, office.day_at(agency, now)).heads.get(owing.unit_code, ())
    people = {one.person.pk: one for one in (*heads, *owing.holders)}.values()
    return CasePage(
        line=lines_of([case], now)[0],
        steps=_steps(case, now),
        entries=entries_of(case, now),
        call=[(one.person.name, one.person.phone) for one in people],
        message=message_of(case, now),
        by_sop=writes_letter(owing.sop),
    )


def message_of(case: Case, now: datetime) -> str:
    """What to send by a chat: by the ladder's own direct request, else the shipped words."""
    own = next((r for r in case.in_force.ladder.rungs if r.kind == "contact"), None)
    owing, calendar = case.owing, case.calendar
    link = reverse("runs:step", args=[owing.run.pk, owing.visit])
    return filled(own.text if own else CONTACT, {
        "unit": owing.unit_name, "instansi": owing.run.agency.name, "sop": owing.sop.name,
        "periode": period_text(owing.run.period), "langkah": owing.step.key,
        "kegiatan": owing.step.activity, "tautan": f"{settings.HIMPUN_URL}{link}",
        "batas": long_moment(owing.due_at, calendar) if owing.due_at else "tanpa batas waktu",
        "sisa": left_text(owing.due_at, now, calendar),
    })  # fmt: skip


def _steps(case: Case, now: datetime) -> list[Step]:
    rows = Row.objects.filter(run=case.owing.run, unit=case.owing.unit_code)
    done = {(row.round, row.key): row for row in rows}
    found = []
    for one in case.rungs:
        row = done.get((case.round_of(one.rung), one.rung.key))
        coming = "Menunggu jam kerja" if one.at <= now else "Belum"
        found.append(
            Step(
                title=one.rung.title, kind=KIND_WORDS[one.rung.kind], when=when_text(one.rung),
                at=short_moment(row.at if row else one.at, now, case.calendar),
                word=STATE_WORDS[row.state] if row else coming,
                mark=STATE_MARKS[row.state] if row else "idle",
            )
        )  # fmt: skip
    return found


def entries_of(case: Case, now: datetime) -> list[Entry]:
    """The ledger of a unit in a run, the newest first (five queries)."""
    at = {"run": case.owing.run, "unit": case.owing.unit_code}
    told = Prefetch("told", Told.objects.order_by("copy", "pk"))
    rows = Row.objects.filter(**at).prefetch_related(told)
    notes = Contact.objects.filter(**at)
    ways = reached({told.notice_key for row in rows for told in row.told.all()})
    entries = [_of_row(row, case, now, ways) for row in rows]
    entries += [_of_note(note, case, now) for note in notes]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _of_row(row: Row, case: Case, now: datetime, ways: Mapping[tuple[int, str], str]) -> Entry:
    return Entry(
        at=row.at, moment=short_moment(row.at, now, case.calendar), title=row.title,
        word=STATE_WORDS[row.state], mark=STATE_MARKS[row.state],
        people=[_person(told, ways) for told in row.told.all()], text=row.result or row.text,
        by=row.by_text, paper_id=row.paper_id,
    )  # fmt: skip


def _person(told: Told, ways: Mapping[tuple[int, str], str]) -> str:
    """Who was told, as what, and how far it has come."""
    office_ = "" if told.capacity in told.person_text else f", {told.capacity}"
    known = ["tembusan"] * told.copy
    known += [way] if (way := ways.get((told.person_id, told.notice_key), "")) else []
    said = f" ({', '.join(known)})" if known else ""
    return f"{told.person_text}{office_}{said}"


def _of_note(note: Contact, case: Case, now: datetime) -> Entry:
    return Entry(
        at=note.at, moment=short_moment(note.at, now, case.calendar), title=WAY_WORDS[note.way],
        word="Dicatat", mark="done", people=[note.whom], text=note.said, by=note.by_text,
    )  # fmt: skip
