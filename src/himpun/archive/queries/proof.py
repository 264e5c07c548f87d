"""Whether records still are what was recorded: their digests, which the journal holds too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from himpun.archive.models import Record
from himpun.archive.rules.records import digest_of
from himpun.office.queries import Agency
from himpun.office.queries.attested import rows_about
from himpun.office.rules import Json


@dataclass(frozen=True, slots=True)
class Altered:
    """A record that is not as it was recorded: its number, and a sentence."""

    no: int
    sentence: str


def recorded(row: Record) -> Mapping[str, Json]:
    """What a record's digest is taken over."""
    own: dict[str, Any] = {
        name: getattr(row, name) for name in (f.attname for f in row._meta.concrete_fields)
    }
    return {
        **own, "agency": row.agency_id, "folder": row.folder_id, "recipients": row.recipients,
        "dated_on": row.dated_on.isoformat(), "filed_at": row.filed_at.astimezone(UTC).isoformat(),
    }  # fmt: skip


def verify_records(agency: Agency) -> Iterator[Altered]:
    """Every record of an agency whose words were changed, that is missing, or that the journal does
    not know (one pass over the journal's rows about records, one over the records)."""
    told = {
        row.subject: str(row.body["digest"])
        for row in rows_about(agency, "record/")
        if row.action == "RecordFiled"
    }
    for row in Record.objects.filter(agency=agency).order_by("no").iterator(chunk_size=1000):
        digest = told.pop(f"record/{row.no}", None)
        if digest is None:
            yield Altered(row.no, f"Arsip nomor {row.no} tidak tercatat dalam jurnal.")
        elif digest != row.digest or digest_of(recorded(row)) != digest:
            yield Altered(row.no, f"Catatan arsip nomor {row.no} telah diubah.")
    for subject in told:
        no = int(subject.partition("/")[2])
        yield Altered(no, f"Arsip nomor {no} tidak ada lagi.")
