"""A version is frozen: it has its PDF, and waits for the marks that the SOP asks for."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.archive.services import store_file
from himpun.letters import signing
from himpun.letters.models import Mark, Paper, PaperVersion
from himpun.letters.queries.documents import document_of, embedded_of
from himpun.letters.queries.papers import latest_of
from himpun.letters.rules.content import long_day
from himpun.letters.rules.course import Course
from himpun.letters.rules.document import DATE, blanks_in
from himpun.letters.rules.marks import Signer
from himpun.letters.services._papers import add_version, tell
from himpun.letters.typeset import printed
from himpun.office import queries as office

if TYPE_CHECKING:
    from himpun.archive.queries import StoredFile
    from himpun.office.queries import Person


def frozen_version(
    paper: Paper, course: Course, *, by: Person | None, now: datetime
) -> PaperVersion:
    """The newest version of a locked paper, frozen; a version that was refused is frozen anew as
    the next one. A paper that nobody marks is finished with it."""
    newest = latest_of(paper)
    if newest.frozen_at is not None and not _refused(newest):
        return newest
    if newest.frozen_at is not None:
        note = f"Diajukan kembali sesudah versi {newest.no} dikembalikan."
        newest = add_version(
            paper, text=newest.text, facts=newest.facts, origin="edited", note=note, by=by, now=now
        )
    return freeze(paper, newest, course, by=by, now=now)


def _refused(version: PaperVersion) -> bool:
    return any(mark.state == "refused" for mark in version.marks.all())


def freeze(
    paper: Paper, version: PaperVersion, course: Course, *, by: Person | None, now: datetime
) -> PaperVersion:
    """The PDF of a version with its blank fields, and its marks, waiting. Refuses (Refused) what
    cannot be set."""
    made = printed(
        document_of(version, concept=False), at=now, embedded=embedded_of(version),
        author=paper.agency.name,
    )  # fmt: skip
    pdf = signing.prepare(made.pdf, made.places) if _has_fields(version) else made.pdf
    if not course.stations and DATE in blanks_in(document_of(version, concept=False)):
        day = office.day_at(paper.agency, now).isoformat()
        pdf = signing.fill(pdf, {DATE: long_day(day)})
    version.pdf, version.sha256, version.frozen_at = keep_pdf(paper, pdf, now), _sha(pdf), now
    version.save(update_fields=["pdf", "sha256", "frozen_at"])
    Mark.objects.bulk_create(
        Mark(
            version=version, order=order, role=station.role, step=station.step,
            performer=station.performer, title=station.title,
        )
        for order, station in enumerate(course.stations, start=1)
    )  # fmt: skip
    paper.state = "circulating" if course.stations else "signed"
    paper.signed_at = None if course.stations else now
    paper.save(update_fields=["state", "signed_at"])
    tell(
        paper, "PaperSubmitted", by=by, now=now,
        body={"version": version.no, "sha256": version.sha256},
    )  # fmt: skip
    return version


def _has_fields(version: PaperVersion) -> bool:
    document = document_of(version, concept=False)
    marks = any(signature.mark for signature in document.signatures) or document.initials
    return bool(blanks_in(document) or marks)


def keep_pdf(paper: Paper, pdf: bytes, now: datetime) -> StoredFile:
    """A PDF of a paper in the file store."""
    return store_file(content=pdf, name=f"{paper.kind}.pdf", now=now)


def _sha(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def texts_of(paper: Paper, signer: Signer, number: str, now: datetime) -> dict[str, str]:
    """What is filled in at the signature, by the names of the blanks."""
    day = office.day_at(paper.agency, now).isoformat()
    return {
        "nomor": number,
        "tanggal": long_day(day),
        "jabatan": "\n".join(signer.lines),
        "nama": signer.name,
    }


def close_signed(paper: Paper, now: datetime) -> None:
    """A paper whose signature is made."""
    paper.state, paper.signed_at = "signed", now
    paper.save(update_fields=["state", "signed_at"])
