"""Destroying records: one proposes, another approves, and it is done with a berita acara. Only then
the content goes; the record and its hash stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from himpun.archive.models import Disposal, DisposalItem, Record, StoredFile
from himpun.archive.models.disposal import APPROVED, CANCELLED, DONE, PROPOSED, REJECTED
from himpun.archive.models.records import DESTROYED
from himpun.archive.queries.disposal import copies_of, judged, judged_in, records_in
from himpun.archive.queries.reach import why_not_approve
from himpun.archive.queries.uses import uses_of
from himpun.archive.rules.disposal import MOST_RECORDS, SAME_PERSON, STATES
from himpun.archive.rules.records import why_not_text
from himpun.archive.services._keeping import begin, in_turn, lock_archive, refuse
from himpun.archive.services.files import forget_content
from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.office.rules import Refused, long_date
from himpun.office.services.journal import write

NO_LONGER = "Usul musnah nomor {no} sudah tidak dapat {what}: {state}."


@in_turn
def propose_disposal(
    *,
    agency: Agency,
    records: Sequence[int],
    reason: str,
    appraisal: str = "",
    by: Person,
    now: datetime,
) -> Disposal:
    """Proposes to destroy records, by their numbers in the agency. Nothing is destroyed by it.

    Refuses who does not keep the archive; no record, or more than 500; and each record that may not
    be destroyed: retention not over, held, permanent, to be appraised anew without an appraisal, in
    another proposal.
    """
    counter, on = begin(by, agency, now)
    refuse(
        why_not_text("Alasan", reason),
        why_not_text("Hasil penilaian kembali", appraisal, must=False),
    )
    wanted = set(records)
    if not 1 <= len(wanted) <= MOST_RECORDS:
        raise Refused(f"Pilih 1 sampai {MOST_RECORDS} arsip untuk satu usul musnah.")
    found = judged(
        Record.objects.filter(agency=agency, no__in=wanted), on, appraised=bool(appraisal.strip())
    )
    if len(found) != len(wanted):
        raise Refused("Ada arsip yang tidak terdapat di instansi ini.")
    _refuse_any(found)
    counter.disposals += 1
    counter.save(update_fields=["disposals"])
    made = Disposal.objects.create(
        agency=agency, no=counter.disposals, reason=reason.strip(), appraisal=appraisal.strip(),
        proposed_at=now, proposed_by=by,
    )  # fmt: skip
    DisposalItem.objects.bulk_create(
        [DisposalItem(disposal=made, record=one.record) for one in found]
    )
    _journal(made, "DisposalProposed", by, now, reason=made.reason, records=sorted(wanted))
    return made


@in_turn
def decide_disposal(
    *, disposal: int, approve: bool, reason: str = "", by: Person, now: datetime
) -> Disposal:
    """Approves a proposal, or rejects it with a reason. Refuses whoever proposed it, who neither
    keeps the archive nor heads the agency, a proposal that is decided, and to approve one of whose
    records may no longer be destroyed."""
    row, on = _locked(disposal, now)
    refuse(
        SAME_PERSON if by.pk == row.proposed_by_id else None,
        why_not_approve(by, row.agency, on),
        _why_not_now(row, PROPOSED, "diputuskan"),
        why_not_text("Alasan penolakan" if not approve else "Catatan", reason, must=not approve),
    )
    if approve:
        _refuse_any(judged_in(row, on))
    row.state = APPROVED if approve else REJECTED
    row.decided_at, row.decided_by, row.decided_why = now, by, reason.strip()
    row.save(update_fields=["state", "decided_at", "decided_by", "decided_why"])
    if not approve:
        row.items.update(live=False)
    action = "DisposalApproved" if approve else "DisposalRejected"
    _journal(row, action, by, now, reason=row.decided_why)
    return row


@in_turn
def cancel_disposal(*, disposal: int, reason: str, by: Person, now: datetime) -> Disposal:
    """Gives up a proposal that is not carried out yet. Refuses who does not keep the archive, and
    an empty reason."""
    row, _ = _locked(disposal, now)
    begin(by, row.agency, now)
    refuse(why_not_text("Alasan", reason))
    if row.state not in (PROPOSED, APPROVED):
        refuse(_why_not_now(row, PROPOSED, "dibatalkan"))
    row.state, row.decided_why = CANCELLED, reason.strip()
    row.save(update_fields=["state", "decided_why"])
    row.items.update(live=False)
    _journal(row, "DisposalCancelled", by, now, reason=row.decided_why)
    return row


@in_turn
def carry_out_disposal(
    *,
    disposal: int,
    deed: str,
    deed_on: date,
    way: str,
    witnesses: str,
    by: Person,
    now: datetime,
) -> Disposal:
    """Destroys the content of an approved proposal's records, on the strength of a berita acara:
    its number and day, in which way, and who witnessed it. The records and their hashes stay; a
    stored file goes only where nothing else refers to it. What the records were filed from (a
    paper) lets go of its content too. A sealed package keeps its copy; the journal names it.

    Refuses who does not keep the archive, a proposal that is not approved, a deed without number or
    from a day before the approval or to come, and where a record may no longer be destroyed.
    """
    row, on = _locked(disposal, now)
    begin(by, row.agency, now)
    refuse(
        _why_not_now(row, APPROVED, "dilaksanakan"),
        why_not_text("Nomor berita acara", deed),
        why_not_text("Cara pemusnahan", way),
        why_not_text("Saksi", witnesses),
        _why_not_day(row, deed_on, on),
    )
    _refuse_any(judged_in(row, on))
    row.state, row.done_at, row.done_by = DONE, now, by
    row.deed, row.deed_on = deed.strip(), deed_on
    row.way, row.witnesses = way.strip(), witnesses.strip()
    row.save()
    gone = _destroy(row, list(records_in(row)), by, now)
    _journal(
        row, "DisposalCarriedOut", by, now, deed=row.deed, deed_on=deed_on.isoformat(),
        way=row.way, witnesses=row.witnesses, files=gone,
        records=[[r.no, r.sha256] for r in records_in(row)],
        copies=[[copy.package.pk, list(copy.records)] for copy in copies_of(row)],
    )  # fmt: skip
    for sha256 in gone:
        transaction.on_commit(partial(forget_content, sha256=sha256))
    return row


def _destroy(row: Disposal, records: Sequence[Record], by: Person, now: datetime) -> list[str]:
    """Takes the content off the records, and off what they are records of; the hashes of those
    files that nothing needs any more."""
    wanted = {record.file_id for record in records if record.file_id}
    Record.objects.filter(pk__in=[record.pk for record in records]).update(
        state=DESTROYED, destroyed_at=now, file=None
    )
    _let_go(row, {record.source for record in records if record.source}, by, now)
    needed = {use.file for use in uses_of(wanted)}
    unused = StoredFile.objects.filter(pk__in=wanted - needed)
    gone = sorted(unused.values_list("sha256", flat=True))
    unused.delete()
    return gone


def _let_go(row: Disposal, sources: set[str], by: Person, now: datetime) -> None:
    """Apps above, which hold what was filed from them, let go of it as well; unless another record
    still keeps a version of it."""
    kept = Record.objects.filter(agency=row.agency, source__in=sources).exclude(state=DESTROYED)
    gone = sources - set(kept.values_list("source", flat=True))
    for name in settings.HIMPUN_CONTENT_HOLDERS if gone else ():
        import_string(name)(sources=gone, deed=row.deed, by=by, now=now)


def _locked(disposal: int, now: datetime) -> tuple[Disposal, date]:
    found = Disposal.objects.filter(pk=disposal).select_related("agency").first()
    if found is None:
        raise Refused("Usul musnah ini tidak ada.")
    lock_archive(found.agency)
    found.refresh_from_db(fields=["state", "proposed_by", "decided_at", "appraisal"])
    return found, office.day_at(found.agency, now)


def _why_not_now(row: Disposal, state: str, what: str) -> str | None:
    if row.state == state:
        return None
    return NO_LONGER.format(no=row.no, what=what, state=STATES[row.state].lower())


def _why_not_day(row: Disposal, deed_on: date, on: date) -> str | None:
    assert row.decided_at is not None or row.state != APPROVED
    if deed_on > on:
        return f"Tanggal berita acara {long_date(deed_on)} belum tiba."
    if row.decided_at is not None and deed_on < office.day_at(row.agency, row.decided_at):
        return f"Berita acara {long_date(deed_on)} mendahului persetujuannya."
    return None


def _refuse_any(found: Sequence[object]) -> None:
    whys = [why for one in found if (why := getattr(one, "why_not", None))]
    if whys:
        more = f" Dan {len(whys) - 5} arsip lain." if len(whys) > 5 else ""
        raise Refused(" ".join(whys[:5]) + more)


def _journal(row: Disposal, action: str, by: Person, now: datetime, **body: object) -> None:
    write(
        agency=row.agency, by=by, now=now, action=action, subject=f"disposal/{row.no}",
        body=body,  # type: ignore[arg-type]
    )  # fmt: skip
