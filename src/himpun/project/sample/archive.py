"""The sample's records: the recaps of finished quarters as they were frozen, some old papers whose
retention is over, and a schedule that is marked as a sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from himpun.archive import services as archive
from himpun.archive.queries.records import years_of
from himpun.archive.rules.classification import ACCOUNTABILITY
from himpun.kernel.worktime import parse_period
from himpun.office import queries as office
from himpun.office.queries import Agency
from himpun.performance.queries.recap.frozen import FrozenFile, frozen_documents

BEFORE = 8
"""Years from the old papers to now: the sample's schedule has let them go by then."""


@dataclass(frozen=True, slots=True)
class _Old:
    number: str
    subject: str
    code: str
    month: int


OLD = (
    _Old("065/01", "Laporan Akuntabilitas Kinerja (contoh)", ACCOUNTABILITY, 1),
    _Old("065/07", "Rekapitulasi data kinerja triwulan II (contoh)", ACCOUNTABILITY, 7),
    _Old("065/11", "Laporan berkala triwulan III (contoh)", "000.7.2.8", 10),
)


@transaction.atomic
def load_archive(*, now: datetime) -> int:
    """A schedule and some records for each sample agency that has no records yet; how many."""
    count = 0
    for agency in office.all_agencies():
        archive.load_sample_schedule(agency=agency, now=now)
        if years_of(agency):
            continue
        for said in _old(agency, now):
            place = archive.Place("1", str(said.dated_on.month), "")
            archive.file_record(agency=agency, said=said, file=None, place=place, by=None, now=now)
            count += 1
        for frozen in frozen_documents(agency):
            _file(agency, frozen, now)
            count += 1
    return count


def _old(agency: Agency, now: datetime) -> Iterator[archive.Description]:
    year = office.day_at(agency, now).year - BEFORE
    for old in OLD:
        yield archive.Description(
            code=old.code, subject=f"{old.subject} {year}", number=f"{old.number}/{year}",
            dated_on=date(year, old.month, 15), creator="Kasubag Perencanaan",
            folder=f"Laporan kinerja {year} (contoh)", origin=f"contoh/{year}", medium="tekstual",
            signature="basah", kind="laporan",
        )  # fmt: skip


def _file(agency: Agency, frozen: FrozenFile, now: datetime) -> None:
    label = parse_period(frozen.period).label
    name = f"rekapitulasi-{frozen.period.lower()}.docx"
    kept = archive.store_file(content=frozen.content, name=name, now=now)
    said = archive.Description(
        code=ACCOUNTABILITY, subject=f"Rekapitulasi data kinerja {label}",
        dated_on=office.day_at(agency, frozen.at), creator=frozen.capacity or frozen.by_text,
        creator_person=frozen.by_text, folder=f"Pengumpulan data kinerja {label}",
        origin=f"run/{frozen.run}", step=frozen.node, source=f"recap/{frozen.run}",
        version=frozen.no, period=frozen.period, kind="rekapitulasi-data-kinerja",
        security="biasa", signature="sistem", name=name,
    )  # fmt: skip
    archive.file_record(agency=agency, said=said, file=kept, by=None, now=now)
