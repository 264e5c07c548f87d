"""Paraf and signature on a paper: bytes in, bytes out; no tables, no pages, no clock.

One paper goes through here so:

1. ``prepare(pdf, places)``: the typesetter's PDF/A gets blank fields where it left room, a
   signature field for each paraf and signature. Still no mark, and nothing printed.
2. ``initial(pdf, place="paraf-1", …)``: a paraf. The first mark also says what may happen to the
   paper from then on: fields filled, marks added, nothing else.
3. ``fill(pdf, {"nomor": …, "tanggal": …})``: the texts known only now. Earlier paraf stay valid.
4. ``sign(pdf, place="tanda-tangan", …)``: the signature. It locks every field.
5. ``validate(pdf, trust, at=…)`` → ``Verdict``: each mark with who, office, capacity and when,
   whole or broken, and what changed after it. Needs no network.

Every step only adds to the file: the bytes before stay where they are, the PDF/A metadata too.
Refusals are `himpun.office.rules.Refused`, a sentence in Indonesian. Who may sign, in which
capacity, is the caller's to check. The three ways of signing (local, by hand, by a service outside)
stand behind one interface in ``ways``; keys and the authority are made by ``authority``.

pyHanko takes a second to load, so it is loaded when a PDF is first worked on.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from himpun.letters.rules.places import Place
from himpun.letters.signing.authority import facts_of
from himpun.letters.signing.parts import (
    Certified,
    Facts,
    Root,
    TimeStamps,
    Trust,
    WayName,
    Who,
    moment,
)
from himpun.letters.signing.verdict import MarkSeen, Verdict

WRITING: Final = "tulisan-"
"""Before a mark's name: the text field in its rectangle, for a signature that is made elsewhere."""

__all__ = [
    "WRITING",
    "Certified",
    "Facts",
    "MarkSeen",
    "Place",
    "Root",
    "TimeStamps",
    "Trust",
    "Verdict",
    "WayName",
    "Who",
    "blanks_of",
    "facts_of",
    "fill",
    "initial",
    "is_altered",
    "is_signed",
    "pages_of",
    "prepare",
    "sign",
    "validate",
]


def prepare(pdf: bytes, places: Mapping[str, Place]) -> bytes:
    """The paper with blank fields: a text field for each blank (``nomor``, and ``nomor#2``, which
    is filled together with it), a signature field for each mark.

    Refuses what is no PDF, has fields already, or lacks the page or the room of a place.
    """
    from himpun.letters.signing import _fields

    return _fields.prepare(pdf, places)


def fill(pdf: bytes, texts: Mapping[str, str]) -> bytes:
    """The paper with these texts in its blank fields; an empty text leaves its field blank.

    A text that is too long for its place is set smaller, down to 5 points. Refuses a name that the
    paper has no place for, a text that does not fit, and a paper that is signed.
    """
    from himpun.letters.signing import _fields

    return _fields.fill(pdf, texts)


def blanks_of(pdf: bytes) -> frozenset[str]:
    """The names of a prepared paper's text fields, filled or not."""
    from himpun.letters.signing import _fields

    return _fields.blanks_of(pdf)


def is_signed(pdf: bytes) -> bool:
    """Whether a signature, not only a paraf, is in the paper; not whether it holds."""
    from himpun.letters.signing import _fields

    return _fields.is_signed(pdf)


def pages_of(pdf: bytes) -> int:
    """How many pages a paper has. Refuses what is no PDF."""
    from himpun.letters.signing import _fields

    return _fields.pages_of(pdf)


def initial(
    pdf: bytes, *, place: str, key: Certified, authority: bytes, who: Who, at: datetime
) -> bytes:
    """The paper with a paraf in the signature field ``place`` ("paraf-1" …).

    ``key`` is the person's, ``authority`` the certificate (DER) that issued it. Refuses a place
    that is missing or taken, a paper that is signed, a key that is not valid at ``at``.
    """
    from himpun.letters.signing import _marks

    lines = ("Diparaf dalam sistem", who.office_in_capacity, moment(at, who.zone))
    return _marks.mark(
        pdf,
        place=place,
        key=key,
        authority=authority,
        who=who,
        at=at,
        reason=f"Paraf sebagai {who.office_in_capacity}",
        lines=lines,
    )


def sign(
    pdf: bytes,
    *,
    place: str,
    key: Certified,
    authority: bytes,
    who: Who,
    at: datetime,
    stamps: TimeStamps | None = None,
    revocations: tuple[bytes, ...] = (),
) -> bytes:
    """The paper with the signature in the field ``place`` ("tanda-tangan").

    PAdES B-B; with ``stamps`` PAdES B-LTA: the moment is then attested by that service, and
    ``revocations`` (the authority's list, DER) is kept inside. Refuses as `initial` does, and when
    the service does not answer.
    """
    from himpun.letters.signing import _marks

    lines = (
        "Disetujui dalam sistem",
        who.name,
        who.office_in_capacity,
        moment(at, who.zone),
    )
    return _marks.mark(
        pdf,
        place=place,
        key=key,
        authority=authority,
        who=who,
        at=at,
        reason=f"Tanda tangan sebagai {who.office_in_capacity}",
        lines=lines,
        stamps=stamps,
        revocations=revocations,
    )


def is_altered(pdf: bytes) -> bool:
    """A quick look, a millisecond and no more: True means that a byte which a mark covers is not as
    it was; False says nothing of who made the marks, nor of what stands behind the last one."""
    from himpun.letters.signing import _bytes

    return _bytes.is_altered(pdf)


def validate(pdf: bytes, trust: Trust, *, at: datetime) -> Verdict:
    """What the marks of a PDF say, believed as far as ``trust`` goes. Never refuses: what is no
    PDF, is damaged, or has no marks is a problem in the verdict. ``at`` stands in for the moment
    of a mark that tells none."""
    from himpun.letters.signing import _validation

    return _validation.validate(pdf, trust, at)
