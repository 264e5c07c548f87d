"""Legal holds: what may not be destroyed while a matter is open."""

from datetime import datetime

from himpun.archive.models import LegalHold, Record
from himpun.archive.models.records import DESTROYED
from himpun.archive.rules.records import why_not_text
from himpun.archive.services._keeping import begin, in_turn, refuse
from himpun.office.queries import Person
from himpun.office.rules import Refused
from himpun.office.services.journal import write


@in_turn
def place_hold(
    *, record: int, reason: str, basis: str = "", by: Person | None, now: datetime
) -> LegalHold:
    """Holds a record: it is not destroyed until the hold is lifted. ``basis`` is a letter or case
    number. Refuses who does not keep the archive, a record that is held or destroyed, and an empty
    reason."""
    row = _found(record)
    begin(by, row.agency, now)
    refuse(
        why_not_text("Alasan penahanan", reason),
        why_not_text("Dasar penahanan", basis, must=False),
    )
    row.refresh_from_db(fields=["state"])
    if row.state == DESTROYED:
        raise Refused("Arsip ini sudah dimusnahkan.")
    if row.holds.filter(lifted_at=None).exists():
        raise Refused("Arsip ini sudah ditahan.")
    made = LegalHold.objects.create(
        record=row, reason=reason.strip(), basis=basis.strip(), placed_at=now, placed_by=by
    )
    write(
        agency=row.agency, by=by, now=now, action="LegalHoldPlaced", subject=f"record/{row.no}",
        body={"reason": made.reason, "basis": made.basis},
    )  # fmt: skip
    return made


@in_turn
def lift_hold(*, record: int, reason: str, by: Person | None, now: datetime) -> LegalHold:
    """Ends a record's hold. Refuses who does not keep the archive, a record that is not held,
    and an empty reason."""
    row = _found(record)
    begin(by, row.agency, now)
    refuse(why_not_text("Alasan pencabutan", reason))
    hold = row.holds.filter(lifted_at=None).first()
    if hold is None:
        raise Refused("Arsip ini tidak sedang ditahan.")
    hold.lifted_at, hold.lifted_by, hold.lifted_why = now, by, reason.strip()
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    write(
        agency=row.agency, by=by, now=now, action="LegalHoldLifted", subject=f"record/{row.no}",
        body={"reason": hold.lifted_why},
    )  # fmt: skip
    return hold


def _found(record: int) -> Record:
    row = Record.objects.select_related("agency").filter(pk=record).first()
    if row is None:
        raise Refused("Arsip ini tidak ada.")
    return row
