"""A paper that was edited in a word processor comes back as its next version."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.archive.services import store_file
from himpun.letters.models import PaperVersion
from himpun.letters.queries.desk import why_not_edit
from himpun.letters.queries.documents import document_of
from himpun.letters.services._papers import add_version, in_turn, lock_paper, tell, want_newest
from himpun.letters.typeset import read_docx
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.office.queries import Person

LONGEST_NAME = 200


@in_turn
def accept_docx(
    *, paper_id: int, seen: int, content: bytes, name: str, by: Person, now: datetime
) -> PaperVersion:
    """A version whose text is what an edited Word file says; the file itself is kept beside it.
    What stands around the body (head, recipients, signer) stays as it was.

    ``seen``: the version that was taken down. Refuses as ``edit_paper`` does, and a file with
    macros, links to outside, or anything that the paper could not hold.
    """
    paper = lock_paper(paper_id)
    if why := why_not_edit(paper, by, now):
        raise Refused(why)
    newest = want_newest(paper, seen)
    text = read_docx(content)
    if text.strip() == newest.text.strip():
        raise Refused("Isi berkas Word itu sama dengan versi yang ada.")
    file = store_file(content=content, name=name, now=now)
    note = f"Dari berkas Word {name[:LONGEST_NAME]}."
    version = add_version(
        paper, text=text, facts=newest.facts, origin="docx", note=note, by=by, now=now, docx=file
    )
    document_of(version, concept=True)  # refuses what cannot be read
    if paper.state != "draft":
        paper.state = "draft"
        paper.save(update_fields=["state"])
    tell(
        paper, "PaperEdited", by=by, now=now,
        body={"version": version.no, "note": note, "sha256": file.sha256},
    )  # fmt: skip
    return version
