"""The letterhead of an agency: with it, the agency's papers are made here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from himpun.archive.rules import JPEG, PNG
from himpun.letters.models import Letterhead
from himpun.letters.queries.keeping import letterhead_of, why_not_keep
from himpun.letters.rules.letterhead import why_not_letterhead
from himpun.office.rules import Body, Refused
from himpun.office.services.journal import write

if TYPE_CHECKING:
    from himpun.archive.queries import StoredFile
    from himpun.office.queries import Agency, Person

LOGOS = {PNG.media_type, JPEG.media_type}


@transaction.atomic
def set_letterhead(
    *,
    agency: Agency,
    lines: Sequence[str],
    contact: str,
    logo: StoredFile | None,
    paper: str,
    city: str,
    tone: Mapping[str, str],
    way: str,
    classification: str,
    by: Person | None,
    now: datetime,
) -> Letterhead:
    """Kop, paper size, city, fixed words and the way of signing of an agency's papers from now on;
    what was frozen before keeps its own.

    ``logo`` is a PNG or JPEG, or None. Refuses who does not keep the agency's papers, and what
    ``rules.letterhead`` refuses.
    """
    if why := why_not_keep(by, agency, now):
        raise Refused(why)
    kept = [line.strip() for line in lines if line.strip()]
    words = {key: text.strip() for key, text in tone.items() if text.strip()}
    if why := why_not_letterhead(
        lines=kept, contact=contact, paper=paper, city=city.strip(), way=way, tone=words
    ):
        raise Refused(why)
    if logo is not None and logo.media_type not in LOGOS:
        raise Refused("Logo harus berupa gambar PNG atau JPEG.")
    before = letterhead_of(agency)
    row, _ = Letterhead.objects.update_or_create(
        agency=agency,
        defaults={
            "lines": kept, "contact": contact.strip(), "logo": logo, "paper": paper,
            "city": city.strip(), "tone": words, "way": way,
            "classification": classification.strip(), "changed_at": now, "changed_by": by,
        },
    )  # fmt: skip
    body: Body = {"before": _words(before) if before else None, "after": _words(row)}
    write(agency=agency, by=by, now=now, action="LetterheadSet", subject="Kop naskah", body=body)
    return row


def _words(row: Letterhead) -> Body:
    return {
        "lines": row.lines, "contact": row.contact, "paper": row.paper, "city": row.city,
        "logo": row.logo.sha256 if row.logo else "", "tone": row.tone, "way": row.way,
        "classification": row.classification,
    }  # fmt: skip
