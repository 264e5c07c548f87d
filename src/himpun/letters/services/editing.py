"""The text of a paper is changed: always as a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Paper, PaperVersion
from himpun.letters.queries.desk import why_not_edit
from himpun.letters.queries.documents import document_of, draft_kept
from himpun.letters.rules.composing import Draft
from himpun.letters.rules.kinds import SECURITIES, URGENCIES
from himpun.letters.rules.placeholders import braced
from himpun.letters.services._papers import add_version, in_turn, lock_paper, tell, want_newest
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.office.queries import Person

LONGEST_SUBJECT, LONGEST_NOTE, MOST_NAMES = 300, 500, 300


@dataclass(frozen=True, slots=True)
class Edited:
    """A paper as somebody wants it: its text in the light form, and what stands around it."""

    text: str
    subject: str
    urgency: str
    security: str
    recipients: Sequence[str]
    copies: Sequence[str]


@in_turn
def edit_paper(
    *, paper_id: int, seen: int, edited: Edited, note: str, by: Person, now: datetime
) -> PaperVersion:
    """A new version of a paper. Marks that an earlier version has stay on that one and no longer
    count: the paper is a draft again.

    ``seen``: the number of the version that the person changed. Refuses whoever has it not on the
    table, a signed or cancelled paper, a text that cannot be read (with its lines), a stale wish,
    and one that changes nothing.
    """
    paper = lock_paper(paper_id)
    if why := why_not_edit(paper, by, now) or _why_not(edited, note):
        raise Refused(why)
    newest = want_newest(paper, seen)
    before = _edited_of(newest)
    if before == _plain(edited):
        raise Refused("Tidak ada yang berubah.")
    kept = _changed(draft_kept(newest), edited)
    facts = {**newest.facts, "frame": kept.as_json()}
    version = add_version(
        paper, text=kept.text, facts=facts, origin="edited", note=note.strip(), by=by, now=now
    )
    _settle(paper, edited)
    document_of(version, concept=True)  # refuses what cannot be read
    tell(paper, "PaperEdited", by=by, now=now, body={"version": version.no, "note": note.strip()})
    return version


def _why_not(edited: Edited, note: str) -> str | None:
    if not 0 < len(edited.subject.strip()) <= LONGEST_SUBJECT:
        return f"Hal naskah harus diisi, paling panjang {LONGEST_SUBJECT} huruf."
    if edited.urgency not in URGENCIES or edited.security not in SECURITIES:
        return "Pilih sifat dan tingkat keamanan yang ada dalam daftar."
    if len(note) > LONGEST_NOTE:
        return f"Catatan perubahan paling panjang {LONGEST_NOTE} huruf."
    if max(len(edited.recipients), len(edited.copies)) > MOST_NAMES:
        return f"Penerima dan tembusan paling banyak {MOST_NAMES}."
    return None


def _plain(edited: Edited) -> Edited:
    return replace(
        edited, text=_lines(edited.text), subject=edited.subject.strip(),
        recipients=tuple(edited.recipients), copies=tuple(edited.copies),
    )  # fmt: skip


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def _edited_of(version: PaperVersion) -> Edited:
    """A version as its page shows it for editing."""
    paper, frame = version.paper, version.facts["frame"]
    return _plain(
        Edited(
            version.text, paper.subject, paper.urgency, paper.security,
            [_unbraced(name) for name in frame.get("recipients", ())],
            [_unbraced(name) for name in frame.get("copies", ())],
        )
    )  # fmt: skip


def _unbraced(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


def _changed(kept: Draft, edited: Edited) -> Draft:
    frame = kept.frame
    subject = braced(" ".join(edited.subject.split()))
    head = tuple(_row(row, frame.subject, subject, edited) for row in frame.head)
    frame = replace(
        frame, subject=subject, head=head,
        recipients=tuple(map(braced, edited.recipients)), copies=tuple(map(braced, edited.copies)),
    )  # fmt: skip
    return Draft(frame, _lines(edited.text) + "\n")


def _row(row: tuple[str, str], old: str, subject: str, edited: Edited) -> tuple[str, str]:
    """The rows at the head say the same as the paper's own fields."""
    label, value = row
    if label == "Sifat":
        return label, edited.urgency
    if label in {"Hal", "Perihal"} or value == old:
        return label, subject
    return row


def _settle(paper: Paper, edited: Edited) -> None:
    paper.subject = " ".join(edited.subject.split())
    paper.urgency, paper.security, paper.state = edited.urgency, edited.security, "draft"
    paper.save(update_fields=["subject", "urgency", "security", "state"])
