"""A paper beside the rows of an SOP: drafted, handed in for its marks, sent back, given up."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from himpun.letters.models import Letterhead, Number, Paper, PaperVersion
from himpun.letters.queries.desk import Desk, course_of, desk_of, why_not_edit
from himpun.letters.queries.documents import letterhead_facts, template_of
from himpun.letters.queries.facts import head_of
from himpun.letters.queries.figures import Wanted, figures_for
from himpun.letters.queries.keeping import letterhead_of, why_not_keep
from himpun.letters.queries.papers import latest_of
from himpun.letters.rules.beside import course_beside
from himpun.letters.rules.blocks import table_of_missing
from himpun.letters.rules.composing import Draft, Facts, draft
from himpun.letters.rules.content import long_day
from himpun.letters.rules.course import Course
from himpun.letters.rules.letterhead import tone_of
from himpun.letters.services._beside import tell_next, tell_returned
from himpun.letters.services._freezing import frozen_version
from himpun.letters.services._papers import add_version, in_turn, lock_paper, tell
from himpun.letters.services.numbers import cancel_number_of
from himpun.letters.services.sending import add_recipient
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.runs.queries.seen import run_by_key, sop_of
from himpun.runs.rules.words import period_text

if TYPE_CHECKING:
    from himpun.office.queries import Person, Unit

TOKEN_BYTES, LONGEST_REASON = 18, 500
NO_LETTERHEAD = "Instansi ini belum mempunyai kop, jadi suratnya belum dibuat di sini."
THERE = "Surat peringatan untuk {unit} sudah ada."


@dataclass(frozen=True)
class _Wish:
    """What a paper beside an SOP is made from."""

    run_id: int
    unit: Unit | None
    course: Course
    letterhead: Letterhead
    addressed: Sequence[str]
    due_on: date | None
    until: date
    reader: Person | None
    now: datetime


@in_turn
def draft_beside(
    *,
    run_id: int,
    unit: Unit | None,
    kind: str,
    addressed: Sequence[str],
    due_on: date | None,
    until: date,
    reader: Person | None,
    by: Person | None,
    now: datetime,
) -> PaperVersion:
    """The draft of a paper about a unit of a run (None: the agency), which no row of the SOP makes.

    ``addressed``: the offices it goes to; ``due_on``: when the data were due; ``until``: by when
    they are asked for now; ``reader``: whose eyes the data of the unit are read with. Refuses who
    does not keep the agency's papers, a kind that belongs to the rows, an agency without
    letterhead, and a second one while there is one.
    """
    run = run_by_key(run_id)
    if run is None or run.state != "running":
        raise Refused("SOP ini tidak sedang berjalan.")
    if why := why_not_keep(by, run.agency, now):
        raise Refused(why)
    letterhead, course = letterhead_of(run.agency), course_beside(sop_of(run), kind)
    if letterhead is None:
        raise Refused(NO_LETTERHEAD)
    if course is None:
        raise Refused("SOP ini tidak menyebut siapa yang menandatangani surat.")
    office.lock_journal(run.agency)
    code = unit.code if unit else ""
    there = Paper.objects.filter(run=run_id, unit=code, kind=kind).exclude(state="cancelled")
    if there.exists():
        raise Refused(THERE.format(unit=unit.name if unit else run.agency.name))
    wish = _Wish(run_id, unit, course, letterhead, addressed, due_on, until, reader, now)
    made, facts = _composed(wish)
    paper = Paper.objects.create(
        agency=run.agency, run_id=run_id, unit=code, kind=kind, urgency="Segera",
        subject=(made.frame.subject.strip() or course.kind.title)[:300], way=letterhead.way,
        classification=letterhead.classification, token=secrets.token_urlsafe(TOKEN_BYTES),
        created_at=now, created_by=by,
    )  # fmt: skip
    note = "Disusun di luar langkah SOP, dari penagihan data."
    version = add_version(
        paper, text=made.text, facts=facts, origin="drafted", note=note, by=by, now=now
    )
    tell(paper, "PaperDrafted", by=by, now=now, body={"version": version.no})
    if unit is not None:
        add_recipient(paper=paper, way="app", unit=unit, by=by, now=now)
    return version


def _composed(wish: _Wish) -> tuple[Draft, dict[str, Any]]:
    agency, course = wish.letterhead.agency, wish.course
    made = draft(template_of(agency, course.kind), _facts(wish))
    facts = {
        "frame": made.as_json(),
        "letterhead": letterhead_facts(wish.letterhead),
        "page": wish.letterhead.paper,
        "signed": True,
        "initials": [s.title for s in course.stations if s.role == "initial"],
        "embedded": [],
    }
    return made, facts


def _facts(wish: _Wish) -> Facts:
    run = run_by_key(wish.run_id)
    assert run is not None
    agency, tone = wish.letterhead.agency, tone_of(wish.letterhead.tone)
    unit = wish.unit.name if wish.unit else agency.name
    texts = {
        "instansi": agency.name, "pemerintah": f"Pemerintah {agency.region}",
        "kota": wish.letterhead.city, "pimpinan": head_of(wish.letterhead),
        "pembuka": tone["opening"], "penutup": tone["closing"],
        "periode": period_text(run.period), "sop": sop_of(run).name, "unit": unit,
        "sifat": "Segera", "keamanan": "Biasa", "lampiran": "-",
        "batas_waktu": long_day(wish.until.isoformat()), **_letter(wish.run_id),
    }  # fmt: skip
    row = {
        "datum": f"Data kinerja {period_text(run.period)}", "unit": unit,
        "on": long_day(wish.due_on.isoformat()) if wish.due_on else "",
    }  # fmt: skip
    blocks = {"tabel_belum": table_of_missing([row])}
    if wish.reader is not None and wish.unit is not None:
        wanted = Wanted(wish.course.kind.key, wish.run_id, wish.unit.code, wish.reader, wish.now)
        blocks |= {name: tuple(b) for name, b in figures_for(wanted).blocks.items() if b}
    lists = {"penerima": wish.addressed, "tembusan": (), "belum": (unit,), "kurang": ()}
    return Facts(texts=texts, lists=lists, blocks=blocks)


def _letter(run_id: int) -> dict[str, str]:
    """The newest numbered paper of the run, to which a warning refers."""
    rows = Number.objects.filter(paper__run=run_id, state="given").exclude(
        paper__kind="surat-peringatan"
    )
    found = rows.select_related("paper__agency").order_by("-at", "-id").first()
    if found is None or found.paper is None:
        return {}
    return {
        "surat_dari": found.paper.agency.name, "surat_nomor": found.text,
        "surat_tanggal": long_day(found.on.isoformat()), "surat_hal": found.paper.subject,
    }  # fmt: skip


@in_turn
def submit_beside(*, paper_id: int, by: Person, now: datetime) -> PaperVersion:
    """Hands a draft beside the SOP in for its marks: from now on it has its PDF, and whoever marks
    it first is told. Refuses who does not keep the agency's papers, and what is no draft."""
    paper = lock_paper(paper_id)
    course = course_of(paper)
    if paper.step or course is None:
        raise Refused("Naskah ini diajukan lewat langkah SOP-nya.")
    if why := why_not_edit(paper, by, now):
        raise Refused(why)
    version = frozen_version(paper, course, by=by, now=now)
    tell_next(paper, by=by, now=now)
    return version


@in_turn
def return_beside(*, paper_id: int, reason: str, by: Person, now: datetime) -> Paper:
    """Whoever should mark a paper beside the SOP next sends it back with a reason; it is a draft
    again, and whoever made it is told. Refuses everybody else, an operator, and a missing reason.
    """
    paper = lock_paper(paper_id)
    desk = desk_of(paper, by, now)
    if paper.step or desk is None or desk.on_behalf:
        raise Refused("Naskah ini tidak sedang menunggu paraf atau tanda tangan Anda.")
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise Refused(f"Sebut alasan pengembalian, paling panjang {LONGEST_REASON} huruf.")
    _refuse(paper, desk, said, by, now)
    tell_returned(paper, said, by=by, now=now)
    return paper


def _refuse(paper: Paper, desk: Desk, reason: str, by: Person, now: datetime) -> None:
    version = latest_of(paper)
    version.marks.filter(step=desk.step.key, state="waiting").update(
        state="refused", reason=reason, at=now, person=by, person_text=by.name,
        office=desk.sop.performers[desk.duty.performer].title[:300],
    )  # fmt: skip
    paper.state = "draft"
    paper.save(update_fields=["state"])
    tell(paper, "PaperReturned", by=by, now=now, body={"version": version.no, "reason": reason})


@in_turn
def drop_beside(*, paper_id: int, reason: str, now: datetime) -> Paper:
    """The program gives up a paper beside the SOP that is not signed, for a reason that it knows
    (the data came in). Refuses one that is signed, sent or cancelled."""
    paper = lock_paper(paper_id)
    if paper.step or paper.state not in {"draft", "circulating"}:
        raise Refused("Naskah ini tidak dapat dihentikan lagi.")
    paper.state, paper.cancelled_at, paper.cancelled_why = "cancelled", now, reason
    paper.save(update_fields=["state", "cancelled_at", "cancelled_why"])
    cancel_number_of(paper=paper, reason=reason, by=None, now=now)
    tell(paper, "PaperCancelled", by=None, now=now, body={"reason": reason})
    return paper
