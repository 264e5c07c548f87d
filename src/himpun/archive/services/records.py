"""Filing records, and the little about them that may change later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from himpun.archive.models import ArchiveCounter, Folder, Record, RecordKey
from himpun.archive.models.files import StoredFile
from himpun.archive.queries.proof import recorded
from himpun.archive.queries.reach import refuse_stranger
from himpun.archive.queries.schedule import open_codes, terms_of
from himpun.archive.queries.searching import entry_of
from himpun.archive.rules.records import (
    COPIES,
    LONGEST_PLACE,
    LONGEST_SRIKANDI,
    MEDIA,
    SIGNATURES,
    digest_of,
    why_not_known,
    why_not_text,
)
from himpun.archive.rules.retention import kept_by, term_for
from himpun.archive.rules.security import keys_of, why_not_class
from himpun.archive.services._keeping import begin, in_turn, lock_archive, refuse
from himpun.archive.services.searching import index_text
from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.office.rules import Refused, long_date
from himpun.office.services.journal import write

UNKNOWN_CODE = (
    "Kode klasifikasi {code} tidak ada dalam daftar {agency}. Tambahkan kode itu, atau muat JRA "
    "yang memuatnya."
)
OTHER_CONTENT = (
    "Arsip dari {source} versi {version} sudah tercatat (nomor {no}) dengan isi lain. Isi yang "
    "berbeda dicatat sebagai versi baru."
)
NOT_AHEAD = "Tanggal arsip {day} belum tiba."


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is recorded of an item; all of it stays as it is for ever.

    ``code`` a classification code; ``creator`` the office that made it, ``creator_person`` who held
    it; ``recipients`` as texts; ``people`` and ``units`` are the numbers of those who made or
    received it: from "rahasia" on they may read it. ``origin`` ("run/12"), ``step`` ("9") and
    ``source`` ("paper/34", once for each ``version``) say where it comes from. ``folder`` is the
    title of the file of records that ``origin`` opens; without an origin, ``folder_no`` names one
    that is there. ``finished_year``: from whose end retention counts, the year of ``dated_on``
    where it is not given. ``medium``, ``copy``, ``signature``: keys of rules.records.
    """

    code: str
    subject: str
    dated_on: date
    creator: str
    folder: str = ""
    folder_no: int | None = None
    kind: str = ""
    number: str = ""
    security: str = ""
    creator_person: str = ""
    creator_unit: str = ""
    recipients: Sequence[str] = ()
    people: Sequence[int] = ()
    units: Sequence[int] = ()
    origin: str = ""
    step: str = ""
    source: str = ""
    version: int = 1
    period: str = ""
    medium: str = "elektronik"
    copy: str = "asli"
    amount: str = "1 berkas"
    signature: str = "tanpa"
    name: str = ""
    finished_year: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the paper lies."""

    shelf: str = ""
    box: str = ""
    binder: str = ""


TEXTS = {
    "subject": "Uraian", "creator": "Pencipta", "creator_person": "Nama pencipta",
    "creator_unit": "Unit pencipta", "number": "Nomor naskah", "note": "Keterangan",
    "amount": "Jumlah", "name": "Nama berkas", "folder": "Judul berkas",
}  # fmt: skip
MUST = {"subject", "creator"}
SHORT = {"amount": 60, "name": 255}


@in_turn
def file_record(
    *,
    agency: Agency,
    said: Description,
    file: StoredFile | None,
    place: Place = Place(),
    by: Person | None,
    now: datetime,
    trusted: bool = False,
) -> Record:
    """Files an item, as the next number of its agency and of its folder, and makes it findable.

    ``file`` is its content; None where only paper is kept. The same source in the same version is
    filed once: asked again with the same content, the record that is there is the answer.
    ``trusted``: the caller has asked whether ``by`` may (a step of an SOP); else who does not keep
    the archive is refused. Refuses also a code or a class that there is not, a day to come, texts
    that cannot be kept, and another content for a source and version that is filed.
    """
    counter, on = lock_archive(agency), office.day_at(agency, now)
    if not trusted:
        refuse_stranger(by, agency, on)
    if there := _already(agency, said, file):
        return there
    _refuse_wrong(agency, said, on)
    folder = _folder(counter, said, now)
    row = _row(counter, folder, said, file, place)
    row.filed_at, row.filed_by = now, by
    row.filed_by_text = by.name if by else "Sistem"
    row.digest = digest_of(recorded(row))
    row.save()
    keys = keys_of(agency.pk, row.security, said.people, said.units)
    RecordKey.objects.bulk_create([RecordKey(record=row, key=key) for key in keys])
    index_text(entries=[entry_of(row, keys)])
    write(
        agency=agency, by=by, now=now, action="RecordFiled", subject=f"record/{row.no}",
        body={
            "digest": row.digest, "sha256": row.sha256, "code": row.code, "source": row.source,
            "version": row.version, "security": row.security,
        },
    )  # fmt: skip
    return row


def _already(agency: Agency, said: Description, file: StoredFile | None) -> Record | None:
    if not said.source:
        return None
    rows = Record.objects.select_related("agency", "folder")
    there = rows.filter(agency=agency, source=said.source, version=said.version).first()
    if there is not None and there.sha256 != (file.sha256 if file else ""):
        raise Refused(OTHER_CONTENT.format(source=said.source, version=said.version, no=there.no))
    return there


def _refuse_wrong(agency: Agency, said: Description, on: date) -> None:
    refuse(
        *(
            why_not_text(label, getattr(said, name), SHORT.get(name, 300), must=name in MUST)
            for name, label in TEXTS.items()
        ),
        *(why_not_text("Penerima", text) for text in said.recipients),
        why_not_known("Media", said.medium, MEDIA),
        why_not_known("Tingkat perkembangan", said.copy, COPIES),
        why_not_known("Jenis tanda tangan", said.signature, SIGNATURES),
        why_not_class(said.security) if said.security else None,
        NOT_AHEAD.format(day=long_date(said.dated_on)) if said.dated_on > on else None,
    )
    if said.code not in open_codes(agency):
        raise Refused(UNKNOWN_CODE.format(code=said.code[:40], agency=agency.name))


def _folder(counter: ArchiveCounter, said: Description, now: datetime) -> Folder:
    """The folder that is meant; one that an origin opens is opened when its first item comes."""
    agency = counter.agency
    if said.folder_no is not None:
        found = Folder.objects.filter(agency=agency, no=said.folder_no).first()
        if found is None:
            raise Refused(f"Berkas nomor {said.folder_no} tidak ada.")
        return found
    if said.origin:
        found = Folder.objects.filter(agency=agency, origin=said.origin).first()
        if found is not None:
            return found
    counter.folders += 1
    counter.save(update_fields=["folders"])
    return Folder.objects.create(
        agency=agency, no=counter.folders, code=said.code, title=said.folder or said.subject,
        origin=said.origin, opened_at=now,
    )  # fmt: skip


def _row(
    counter: ArchiveCounter,
    folder: Folder,
    said: Description,
    file: StoredFile | None,
    place: Place,
) -> Record:
    agency = counter.agency
    counter.records += 1
    counter.save(update_fields=["records"])
    year = said.finished_year or said.dated_on.year
    kept = kept_by(term_for(said.code, terms_of(agency)), year)
    left_out = {"folder", "folder_no", "people", "units", "finished_year", "security", "recipients"}
    plain = {f.name: getattr(said, f.name) for f in fields(said) if f.name not in left_out}
    return Record(
        **plain, agency=agency, no=counter.records, folder=folder,
        item=folder.records.count() + 1, recipients=list(said.recipients), finished_year=year,
        security=said.security or open_codes(agency)[said.code].security or "biasa",
        file=file, sha256=file.sha256 if file else "", size=file.size if file else None,
        media_type=file.media_type if file else "", active_until=kept.active_until,
        inactive_until=kept.inactive_until, fate=kept.fate, basis=kept.basis[:300],
        **_placed(place),
    )  # fmt: skip


def _placed(place: Place) -> dict[str, str]:
    words = {"Rak": place.shelf, "Boks": place.box, "Folder": place.binder}
    refuse(*(why_not_text(k, text, LONGEST_PLACE, must=False) for k, text in words.items()))
    return {
        "shelf": place.shelf.strip(), "box": place.box.strip(), "binder": place.binder.strip(),
    }  # fmt: skip


@in_turn
def change_place(*, record: int, place: Place, by: Person | None, now: datetime) -> Record:
    """Says where the paper of a record lies now. Refuses who does not keep the archive, and a place
    that is the same."""
    row = _held_for_change(record, by, now)
    new = _placed(place)
    old = {name: getattr(row, name) for name in new}
    if new == old:
        raise Refused("Tempat simpannya sudah begitu.")
    Record.objects.filter(pk=row.pk).update(**new)
    write(
        agency=row.agency, by=by, now=now, action="RecordMoved", subject=f"record/{row.no}",
        body={"before": old, "after": new},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@in_turn
def set_srikandi_number(*, record: int, number: str, by: Person | None, now: datetime) -> Record:
    """Notes the number that SRIKANDI gave a record. Refuses who does not keep the archive, and a
    number that is the same."""
    row = _held_for_change(record, by, now)
    refuse(why_not_text("Nomor SRIKANDI", number, LONGEST_SRIKANDI, must=False))
    if number.strip() == row.srikandi:
        raise Refused("Nomor SRIKANDI-nya sudah begitu.")
    before, row.srikandi = row.srikandi, number.strip()
    row.save(update_fields=["srikandi"])
    index_text(entries=[entry_of(row, [key.key for key in row.keys.all()])])
    write(
        agency=row.agency, by=by, now=now, action="SrikandiNumberSet", subject=f"record/{row.no}",
        body={"before": before, "after": row.srikandi},
    )  # fmt: skip
    return row


def _held_for_change(record: int, by: Person | None, now: datetime) -> Record:
    row = Record.objects.select_related("agency", "folder").filter(pk=record).first()
    if row is None:
        raise Refused("Arsip ini tidak ada.")
    begin(by, row.agency, now)
    row.refresh_from_db(fields=["shelf", "box", "binder", "srikandi", "state", "file"])
    return row
