"""The text of a paper is changed: always as a new version."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Paper, PaperVersion
from himpun.letters.queries.desk import why_not_edit
from himpun.letters.queries.documents import document_of
from himpun.letters.queries.edited import Edited, changed, edited_of, plain_edit
from himpun.letters.rules.kinds import SECURITIES, URGENCIES
from himpun.letters.services._papers import add_version, in_turn, lock_paper, tell, want_newest
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.office.queries import Person

LONGEST_SUBJECT, LONGEST_NOTE, MOST_NAMES = 300, 500, 300


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
    before = edited_of(newest)
    if before == plain_edit(edited):
        raise Refused("Tidak ada yang berubah.")
    kept, facts = changed(newest, edited)
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


def _settle(paper: Paper, edited: Edited) -> None:
    paper.subject = " ".join(edited.subject.split())
    paper.urgency, paper.security, paper.state = edited.urgency, edited.security, "draft"
    paper.save(update_fields=["subject", "urgency", "security", "state"])
