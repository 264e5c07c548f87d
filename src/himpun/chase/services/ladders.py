"""An agency sets the ladder of one of its SOPs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.chase.models import LadderVersion
from himpun.chase.queries.keeping import why_not_chase
from himpun.chase.queries.ladders import ladder_for, writes_letter
from himpun.chase.rules.ladder import Ladder
from himpun.chase.rules.stored import dump, what_is_wrong
from himpun.chase.services._ledger import PROGRAM, in_turn
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write

if TYPE_CHECKING:
    from himpun.kernel.definition import Sop
    from himpun.office.queries import Agency, Person

NEWER = "Tangga ini sudah diubah orang lain (versi {no}). Buka kembali, lalu ulangi perubahan Anda."


@in_turn
def set_ladder(
    *, agency: Agency, sop: Sop, ladder: Ladder | None, seen: int, by: Person | None, now: datetime
) -> LadderVersion:
    """The ladder of an agency's SOP from now on, as its next version; None goes back to the shipped
    one. What was done before stays done: rungs keep their marks.

    ``seen``: the version that was changed. Refuses who does not chase there, a version that is not
    the newest, a ladder that ``rules.stored`` finds wrong, and going back to what holds already.
    """
    if why := why_not_chase(by, agency, now):
        raise Refused(why)
    if ladder is not None and (wrong := what_is_wrong(ladder, by_sop=writes_letter(sop))):
        raise Refused(" ".join(wrong))
    office.lock_journal(agency)
    rows = LadderVersion.objects.filter(agency=agency, sop_key=sop.id).order_by("-version")
    last = rows.values_list("version", flat=True).first() or 0
    if last != seen:
        raise Refused(NEWER.format(no=last))
    if ladder is None and not ladder_for(agency, sop).own:
        raise Refused("Tangga bawaan sedang berlaku, jadi tidak ada yang dikembalikan.")
    body = dump(ladder) if ladder is not None else None
    row = LadderVersion.objects.create(
        agency=agency, sop_key=sop.id, version=last + 1, body=body, by=by,
        by_text=by.name if by else PROGRAM, at=now,
    )  # fmt: skip
    write(
        agency=agency, by=by, now=now, action="LadderSet", subject=f"ladder/{sop.id}",
        body={"version": row.version, "ladder": body or {}},
    )  # fmt: skip
    return row
