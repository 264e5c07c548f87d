"""Papers that are signed by hand: printed with everything on them, signed, scanned back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.archive.services import store_file
from himpun.letters.models import Mark, Paper, PaperVersion, Scan
from himpun.letters.queries.desk import Desk, course_of, desk_of
from himpun.letters.queries.documents import content_of
from himpun.letters.queries.keeping import letterhead_of
from himpun.letters.queries.registers import number_of_paper
from himpun.letters.queries.signer import signer_by_hand, signer_for, waiting_at
from himpun.letters.rules.course import Course
from himpun.letters.rules.marks import NOT_YOURS, Signer
from himpun.letters.services import _signing
from himpun.letters.services._beside import tell_next
from himpun.letters.services._freezing import close_signed, frozen_version, keep_pdf, texts_of
from himpun.letters.services._papers import in_turn, lock_paper, tell
from himpun.letters.services.numbers import reserve_number, take_number
from himpun.office import queries as office
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.office.queries import Person

NOT_BY_HAND = "Naskah ini ditandatangani dalam sistem, bukan di atas kertas."
NOT_READY = "Naskah ini belum disiapkan untuk dicetak."
WAITS = "Naskah ini masih menunggu {who}."


@dataclass(frozen=True)
class _Sheet:
    """A paper that goes to be signed by hand: who will sign, and as what."""

    paper: Paper
    course: Course
    desk: Desk
    version: PaperVersion
    mark: Mark
    person: Person
    signer: Signer


@in_turn
def ready_papers(*, papers: Sequence[int], by: Person, now: datetime) -> list[PaperVersion]:
    """Makes papers ready to be printed and signed by hand: number, date and signer stand on them,
    the number is set aside until the scan comes back. Ready ones stay as they are.

    By the step's holder or an operator for them. Refuses others, a paper that waits for a paraf,
    one that is signed in the system, and an office that nobody holds that day.
    """
    return [_ready(_sheet(lock_paper(pk), by, now), by, now) for pk in sorted(set(papers))]


@in_turn
def accept_scan(
    *, paper_id: int, content: bytes, name: str, by: Person, now: datetime
) -> Mark:  # fmt: skip
    """The scan or photograph of a paper that was signed by hand; it is bound to the version by the
    code in its foot, and the paper is signed with it.

    Refuses whoever could not make it ready, a paper that is not ready, and a scan without a code,
    of another paper or version, short of pages, or unreadable.
    """
    sheet = _sheet(lock_paper(paper_id), by, now)
    if not sheet.mark.printed:
        raise Refused(NOT_READY)
    assert sheet.version.pdf is not None
    _signing.signed_by_hand(
        content_of(sheet.version.pdf), content, token=sheet.paper.token, version=sheet.version.no,
        signer=sheet.signer, agency=sheet.paper.agency, now=now,
    )  # fmt: skip
    file = store_file(content=content, name=name, now=now)
    Scan.objects.create(
        version=sheet.version, file=file, name=name[:300], found=sheet.paper.token, by=by, at=now
    )
    if sheet.course.kind.registered:
        take_number(paper=sheet.paper, by=by, now=now)
    mark = _marked(sheet, file.sha256, now)
    close_signed(sheet.paper, now)
    _tell(sheet, "PaperSigned", by, now, scan=file.sha256)
    tell_next(sheet.paper, by=by, now=now)
    return mark


def _sheet(paper: Paper, by: Person, now: datetime) -> _Sheet:
    if paper.way != "wet":
        raise Refused(NOT_BY_HAND)
    if paper.state in {"signed", "sent", "cancelled"}:
        raise Refused("Naskah ini sudah ditandatangani atau dibatalkan.")
    course, desk, letterhead = course_of(paper), desk_of(paper, by, now), None
    letterhead = letterhead_of(paper.agency)
    station = course.station_at(desk.step.key) if course and desk else None
    if course is None or desk is None or letterhead is None or station is None:
        raise Refused(NOT_YOURS.format(title="penanda tangannya"))
    waiting = waiting_at(paper, course, station[0])
    if waiting.role != "sign" or waiting.before:
        raise Refused(WAITS.format(who=", ".join(waiting.before) or waiting.title))
    on = office.day_at(paper.agency, now)
    found = signer_by_hand(letterhead, desk.sop.id, desk.duty, on)
    signer = signer_for(found[1], letterhead, course) if found else None
    if found is None or signer is None:
        raise Refused(f"Hari ini tidak ada pemangku jabatan {station[1].title}.")
    version = frozen_version(paper, course, by=by, now=now)
    mark = version.marks.get(order=station[0])
    return _Sheet(paper, course, desk, version, mark, found[0], signer)


def _ready(sheet: _Sheet, by: Person, now: datetime) -> PaperVersion:
    if sheet.mark.printed:
        return sheet.version
    paper, version = sheet.paper, sheet.version
    assert version.pdf is not None
    texts = texts_of(paper, sheet.signer, _number(sheet, by, now), now)
    pdf = _signing.ready_by_hand(
        content_of(version.pdf), texts, token=paper.token, version=version.no
    )
    version.pdf = keep_pdf(paper, pdf, now)
    version.save(update_fields=["pdf"])
    sheet.mark.way, sheet.mark.printed = "wet", list(sheet.signer.lines)
    sheet.mark.save(update_fields=["way", "printed"])
    _tell(sheet, "PaperReady", by, now)
    return version


def _number(sheet: _Sheet, by: Person, now: datetime) -> str:
    """The number that is set aside for the paper; "" for one without."""
    if not sheet.course.kind.registered:
        return ""
    had = number_of_paper(sheet.paper)
    if had is None:
        paper = sheet.paper
        had = reserve_number(
            agency=paper.agency, kind=paper.kind, subject=paper.subject, unit=paper.unit,
            paper=paper, by=by, now=now,
        )  # fmt: skip
    return had.text


def _marked(sheet: _Sheet, scan: str, now: datetime) -> Mark:
    mark, signer = sheet.mark, sheet.signer
    assert sheet.version.pdf is not None
    mark.sha256_before, mark.sha256_after = sheet.version.pdf.sha256, scan
    mark.state, mark.person, mark.person_text = "done", sheet.person, sheet.person.name
    mark.office, mark.capacity, mark.basis = signer.office, signer.capacity, signer.basis
    mark.at, mark.way, mark.file = now, "wet", sheet.version.pdf
    mark.save()
    return mark


def _tell(sheet: _Sheet, action: str, by: Person, now: datetime, **more: str) -> None:
    signer = sheet.signer
    tell(
        sheet.paper, action, by=by, now=now,
        body={
            "version": sheet.version.no, "way": "wet", "office": signer.office,
            "capacity": signer.capacity, **more,
        },
    )  # fmt: skip
