"""The retention schedule of an agency: what a file would change, then loading it as a whole; and
the agency's own classification codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, dumps, loads
from django.db.models import Q

from himpun.archive import rules as files
from himpun.archive.models import ClassificationCode, Record, RetentionRule, Schedule
from himpun.archive.models.records import KEPT
from himpun.archive.queries.reach import refuse_stranger
from himpun.archive.queries.schedule import rules_of, schedule_of, terms_of
from himpun.archive.queries.xlsx import MOST_BYTES, read_book
from himpun.archive.rules.classification import LONGEST_TITLE, why_not_classification
from himpun.archive.rules.records import why_not_text
from himpun.archive.rules.retention import kept_by, term_for
from himpun.archive.rules.schedule_sheet import (
    Change,
    Grid,
    Line,
    Unreadable,
    Wrong,
    changes,
    grid_of_csv,
    grid_of_sheet,
    lines_of,
)
from himpun.archive.rules.security import why_not_class
from himpun.archive.services._keeping import begin, in_turn, refuse
from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.office.rules import Json, Refused
from himpun.office.services.journal import write

SALT = "himpun.archive.schedule.offer"
OFFER_LASTS = timedelta(hours=4)
NOT_THIS_OFFER = "Perbandingan ini bukan untuk instansi ini. Unggah berkasnya sekali lagi."
EXPIRED = "Perbandingan ini sudah terlalu lama. Unggah berkasnya sekali lagi."
OVERTAKEN = "Jadwal retensi telah berubah sejak perbandingan itu. Unggah berkasnya sekali lagi."
NOT_TEXT = "Berkas ini bukan CSV dalam UTF-8. Simpan sebagai “CSV UTF-8”, lalu unggah lagi."
NOTHING_NEW = "Jadwal ini sama dengan yang berlaku."


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file would change. ``offer`` is what ``load_offered_schedule`` takes, "" where cells
    are wrong."""

    lines: int
    changes: Sequence[Change]
    wrong: Sequence[Wrong]
    records: int
    offer: str


def compare_schedule(
    *, agency: Agency, content: bytes, name: str, basis: str, by: Person, now: datetime
) -> Comparison:
    """What a schedule (XLSX or CSV) would change, and every cell that is wrong. Changes nothing.

    Refuses who does not keep the archive, an empty basis, and a file that is no such table.
    """
    refuse_stranger(by, agency, office.day_at(agency, now))
    refuse(why_not_text("Dasar jadwal", basis))
    grid, unread = _grid(content, name)
    try:
        lines, wrong = lines_of(grid, unread)
    except Unreadable as no:
        raise Refused(str(no)) from None
    schedule = schedule_of(agency)
    found = changes(_lines(schedule), lines)
    kept = {
        "agency": agency.pk, "by": by.pk, "until": (now + OFFER_LASTS).isoformat(),
        "no": schedule.no if schedule else 0, "basis": basis.strip(),
        "lines": [list(asdict(line).values()) for line in lines],
    }  # fmt: skip
    offer = "" if wrong else dumps(kept, salt=SALT, compress=True)
    touched = Record.objects.filter(agency=agency, state=KEPT).count()
    return Comparison(len(lines), found, wrong, touched, offer)


@in_turn
def load_offered_schedule(*, agency: Agency, offer: str, by: Person, now: datetime) -> Schedule:
    """Loads what ``compare_schedule`` offered. Refuses an offer that is older than four hours, to
    somebody else or for another agency, and one that another schedule has overtaken."""
    try:
        kept = loads(offer, salt=SALT)
    except BadSignature:
        raise Refused(NOT_THIS_OFFER) from None
    if (kept["agency"], kept["by"]) != (agency.pk, by.pk):
        raise Refused(NOT_THIS_OFFER)
    if now > datetime.fromisoformat(kept["until"]):
        raise Refused(EXPIRED)
    begin(by, agency, now)
    schedule = schedule_of(agency)
    if kept["no"] != (schedule.no if schedule else 0):
        raise Refused(OVERTAKEN)
    lines = [Line(*values) for values in kept["lines"]]
    return load_schedule(agency=agency, lines=lines, basis=kept["basis"], by=by, now=now)


@in_turn
def load_schedule(
    *,
    agency: Agency,
    lines: Sequence[Line],
    basis: str,
    sample: bool = False,
    by: Person | None,
    now: datetime,
) -> Schedule:
    """Puts a whole schedule in force; every record that is kept takes its days and fate from it.

    Refuses who does not keep the archive, an empty basis, a schedule without lines or with a code
    twice, and one that is the same as the one in force.
    """
    counter, _ = begin(by, agency, now)
    refuse(why_not_text("Dasar jadwal", basis))
    if not lines or len({line.code for line in lines}) != len(lines):
        raise Refused("Jadwal harus memuat paling sedikit satu kode, masing-masing sekali.")
    before = schedule_of(agency)
    found = changes(_lines(before), lines)
    if before is not None and not found and before.basis == basis.strip():
        raise Refused(NOTHING_NEW)
    counter.schedules += 1
    counter.save(update_fields=["schedules"])
    made = Schedule.objects.create(
        agency=agency, no=counter.schedules, basis=basis.strip(), sample=sample, loaded_at=now,
        loaded_by=by,
    )  # fmt: skip
    RetentionRule.objects.bulk_create(
        [RetentionRule(schedule=made, **asdict(line)) for line in lines], batch_size=500
    )
    touched = _apply(agency)
    write(
        agency=agency, by=by, now=now, action="RetentionScheduleLoaded",
        subject=f"schedule/{made.no}",
        body={
            "basis": made.basis, "lines": len(lines), "records": touched,
            "changes": [list(asdict(change).values()) for change in found[:500]],
        },
    )  # fmt: skip
    return made


def _grid(content: bytes, name: str) -> tuple[Grid, list[Wrong]]:
    if files.ending_of(name) == ".xlsx":
        return grid_of_sheet(read_book(content).sheets[0])
    if files.ending_of(name) != ".csv":
        raise Refused("Jadwal diunggah sebagai .xlsx atau .csv.")
    if len(content) > MOST_BYTES:
        raise Refused(files.why_too_large(MOST_BYTES))
    try:
        return grid_of_csv(content.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        raise Refused(NOT_TEXT) from None
    except Unreadable as no:
        raise Refused(str(no)) from None


def _lines(schedule: Schedule | None) -> list[Line]:
    return [
        Line(r.code, r.title, r.active, r.inactive, r.fate, r.basis) for r in rules_of(schedule)
    ]


def _apply(agency: Agency) -> int:
    """Days and fate of every record that is kept, anew: one statement for each code and year."""
    terms, touched = terms_of(agency), 0
    rows = Record.objects.filter(agency=agency, state=KEPT)
    for code, year in rows.order_by().values_list("code", "finished_year").distinct():
        kept = asdict(kept_by(term_for(code, terms), year))
        kept["basis"] = kept["basis"][:300]
        touched += rows.filter(Q(code=code, finished_year=year) & ~Q(**kept)).update(**kept)
    return touched


@in_turn
def set_classification(
    *,
    agency: Agency,
    code: str,
    title: str,
    security: str = "",
    closed: bool = False,
    by: Person | None,
    now: datetime,
) -> ClassificationCode:
    """A code of the agency's own, or its own title and security class for one that there is;
    ``closed`` ones are no longer offered for new records.

    Refuses who does not keep the archive, what is no code, an empty title, a class that there is
    not, and what is already so.
    """
    begin(by, agency, now)
    refuse(
        why_not_classification(code),
        why_not_text("Uraian", title, LONGEST_TITLE),
        why_not_class(security) if security else None,
    )
    new: dict[str, Json] = {"title": title.strip(), "security": security, "closed": closed}
    row = ClassificationCode.objects.filter(agency=agency, code=code).first()
    old = {name: getattr(row, name) for name in new} if row else {}
    if old == new:
        raise Refused(f"Kode {code} sudah begitu.")
    made = ClassificationCode.objects.update_or_create(agency=agency, code=code, defaults=new)[0]
    write(
        agency=agency, by=by, now=now, action="ClassificationSet", subject=f"classification/{code}",
        body={"before": old, "after": new},
    )  # fmt: skip
    return made
