"""Paraf and signature: by whoever holds the step, in the capacity of that day, after they have
proved once more who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Letterhead, Mark, Paper, PaperVersion
from himpun.letters.queries.desk import Desk, course_of, desk_of
from himpun.letters.queries.documents import content_of, unfilled_of
from himpun.letters.queries.keeping import letterhead_of
from himpun.letters.queries.signer import held_by, signer_for, waiting_at
from himpun.letters.rules.course import Course
from himpun.letters.rules.marks import NO_OFFICE, VERBS, Role, Signer, why_not_mark
from himpun.letters.services import _signing
from himpun.letters.services._beside import tell_next
from himpun.letters.services._freezing import close_signed, frozen_version, keep_pdf, texts_of
from himpun.letters.services._papers import in_turn, lock_paper, tell
from himpun.letters.services.numbers import take_number
from himpun.letters.signing.remote import Credentials
from himpun.office import queries as office
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.office.queries import Person

NOT_PROVEN = "Buktikan sekali lagi bahwa ini Anda: isi kata sandi atau kode autentikator Anda."
MOST = 20
"""Papers that are marked with one act."""


@dataclass(frozen=True)
class _Act:
    """A mark that is being made. ``proof``: how the person has proved who they are."""

    paper: Paper
    version: PaperVersion
    mark: Mark
    course: Course
    desk: Desk
    letterhead: Letterhead
    signer: Signer
    by: Person
    now: datetime
    proof: str
    credentials: Credentials | None = None


@in_turn
def initial_papers(*, papers: Sequence[int], by: Person, now: datetime, proof: str) -> list[Mark]:
    """The paraf of a step's holder on one paper or on a whole bundle, all or none.

    ``proof``: how the person has just proved who they are ("password", "totp", "webauthn").
    Refuses an operator, whoever does not hold the step that day, a paper whose turn it is not, and
    one that was changed outside.
    """
    return _mark_all("initial", papers, by, now, proof)


@in_turn
def sign_papers(
    *,
    papers: Sequence[int],
    by: Person,
    now: datetime,
    proof: str,
    nik: str = "",
    passphrase: str = "",
) -> list[Mark]:
    """The signature, with which each paper gets its number, date and signer; all or none.

    ``nik`` and ``passphrase``: what the signer types in for a service outside, where the agency's
    papers are signed by one; they are passed on and never kept. The journal names what is left open
    in a paper (``rules.unfilled``). Refuses as ``initial_papers`` does,
    a paper that still waits for a paraf, one that is signed by hand (``ready_papers``), and what
    the service outside refuses.
    """
    credentials = Credentials(nik, passphrase) if nik or passphrase else None
    return _mark_all("sign", papers, by, now, proof, credentials=credentials)


def _mark_all(
    role: Role,
    papers: Sequence[int],
    by: Person,
    now: datetime,
    proof: str,
    *,
    credentials: Credentials | None = None,
) -> list[Mark]:
    if not proof:
        raise Refused(NOT_PROVEN)
    if not 0 < len(papers) <= MOST:
        raise Refused("Pilih naskah yang akan diparaf atau ditandatangani.")
    made = []
    for pk in sorted(set(papers)):
        act = _act_of(lock_paper(pk), role, by, now, proof)
        made.append(
            _initial(act) if role == "initial" else _sign(replace(act, credentials=credentials))
        )
        tell_next(act.paper, by=by, now=now)
    return made


def _act_of(paper: Paper, role: Role, by: Person, now: datetime, proof: str) -> _Act:
    course, desk = course_of(paper), desk_of(paper, by, now)
    letterhead = letterhead_of(paper.agency)
    if paper.state in {"signed", "sent", "cancelled"}:
        raise Refused("Naskah ini sudah ditandatangani atau dibatalkan.")
    station = course.station_at(desk.step.key) if course and desk else None
    waiting = waiting_at(paper, course, station[0]) if course and station else None
    if why := why_not_mark(waiting, role, desk.capacity if desk else None):
        raise Refused(why)
    assert course is not None
    assert desk is not None
    assert station is not None
    if letterhead is None:
        raise Refused("Instansi ini belum mempunyai kop.")
    signer = _signer(role, letterhead, desk, course, by=by, now=now)
    version = frozen_version(paper, course, by=by, now=now)
    mark = version.marks.get(order=station[0])
    if mark.state != "waiting":
        raise Refused("Naskah ini sudah Anda paraf atau tanda tangani.")
    return _Act(paper, version, mark, course, desk, letterhead, signer, by, now, proof)


def _signer(
    role: Role, letterhead: Letterhead, desk: Desk, course: Course, *, by: Person, now: datetime
) -> Signer:
    on = office.day_at(letterhead.agency, now)
    held = held_by(by, letterhead, desk.sop.id, desk.duty, on)
    signer = signer_for(held, letterhead, course, role) if held else None
    if signer is None:
        raise Refused(NO_OFFICE.format(verb=VERBS[role]))
    return signer


def _initial(act: _Act) -> Mark:
    before = _pdf(act)
    after = _signing.initialled(
        before, place=f"paraf-{act.mark.order}", signer=act.signer, by=act.by,
        agency=act.paper.agency, now=act.now,
    )  # fmt: skip
    return _keep(act, after.pdf, way="local", serial=after.serial)


def _sign(act: _Act) -> Mark:
    way = act.paper.way
    if way == "wet":
        raise Refused("Naskah ini tidak ditandatangani dalam sistem, tetapi di atas kertas.")
    before = _pdf(act)
    number = ""
    if act.course.kind.registered:
        number = take_number(paper=act.paper, by=act.by, now=act.now).text
    texts = texts_of(act.paper, act.signer, number, act.now)
    agency = act.paper.agency
    if way == "remote":
        after = _signing.signed_outside(
            before, texts=texts, signer=act.signer, agency=agency, now=act.now,
            credentials=act.credentials,
        )  # fmt: skip
    else:
        after = _signing.signed(
            before, texts=texts, signer=act.signer, by=act.by, agency=agency, now=act.now
        )
    mark = _keep(act, after.pdf, way=way, serial=after.serial)
    close_signed(act.paper, act.now)
    return mark


def _pdf(act: _Act) -> bytes:
    assert act.version.pdf is not None
    return content_of(act.version.pdf)


def _keep(act: _Act, after: bytes, *, way: str, serial: str) -> Mark:
    mark, signer = act.mark, act.signer
    file = keep_pdf(act.paper, after, act.now)
    assert act.version.pdf is not None
    mark.sha256_before, mark.sha256_after = act.version.pdf.sha256, file.sha256
    mark.state, mark.person, mark.person_text = "done", act.by, act.by.name
    mark.office, mark.capacity, mark.basis = signer.office, signer.capacity, signer.basis
    mark.printed, mark.at, mark.way, mark.serial = list(signer.lines), act.now, way, serial
    mark.file = file
    mark.save()
    act.version.pdf = file
    act.version.save(update_fields=["pdf"])
    left = unfilled_of(act.paper, act.version)
    tell(
        act.paper, "PaperInitialled" if mark.role == "initial" else "PaperSigned", by=act.by,
        now=act.now, capacity=" ".join(signer.lines).rstrip(","),
        body={
            "version": act.version.no, "sha256": mark.sha256_after, "serial": serial,
            "office": signer.office, "capacity": signer.capacity, "proof": act.proof,
            **({"unfilled": list(left)} if left else {}),
        },
    )  # fmt: skip
    return mark
