"""Daftar berkas and daftar isi berkas: the lists by which records are looked up and inspected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, QuerySet
from django.utils.module_loading import import_string

from himpun.archive.models import Folder
from himpun.archive.queries.reach import readable, records_seen
from himpun.archive.queries.records import Line
from himpun.archive.queries.sheets_file import Sheet, Value, sheets_file
from himpun.archive.rules.security import Reach
from himpun.kernel.worktime import ZONES
from himpun.office.queries import Agency
from himpun.office.rules import long_date

CLOSED = "(tidak terbuka bagi Anda)"
FOLDER_COLUMNS = (
    ("Nomor berkas", 9), ("Kode klasifikasi", 14), ("Uraian informasi berkas", 60),
    ("Kurun waktu", 26), ("Jumlah", 10), ("Keterangan", 30),
)  # fmt: skip
ITEM_COLUMNS = (
    ("Nomor berkas", 9), ("Nomor item", 8), ("Kode klasifikasi", 14), ("Uraian informasi", 50),
    ("Nomor naskah", 24), ("Tanggal", 18), ("Jumlah", 10), ("Tingkat perkembangan", 14),
    ("Media", 18), ("Pencipta", 28), ("Lokasi simpan", 24), ("Keamanan", 14), ("Hak akses", 40),
    ("Aktif s.d.", 18), ("Inaktif s.d.", 18), ("Nasib akhir", 16), ("Nomor SRIKANDI", 18),
    ("Keadaan", 18), ("SHA-256", 66), ("Keterangan", 30),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A folder in the list; ``count`` and the days are of the items that the person may see.
    ``open``: the person may read one of them at least, and so knows what the folder is about."""

    folder: Folder
    count: int
    open: bool
    first_on: date | None
    last_on: date | None

    @property
    def title(self) -> str:
        """What it is about, to whoever may know."""
        return self.folder.title if self.open else CLOSED

    @property
    def span(self) -> str:
        """From when to when its items are, in words."""
        if self.first_on is None or self.last_on is None:
            return ""
        if self.first_on == self.last_on:
            return long_date(self.first_on)
        return f"{long_date(self.first_on)} – {long_date(self.last_on)}"


def folders_of(
    agency: Agency, reach: Reach, *, keeper: bool, year: int | None = None
) -> list[FolderLine]:
    """The folders of an agency with an item that a person may see, the newest first (two queries);
    of a year, if one is given: those with an item of it."""
    seen = records_seen(agency, reach, keeper=keeper)
    if year:
        seen = seen.filter(dated_on__year=year)
    rows = seen.order_by().values("folder").annotate(
        count=Count("pk"), shown=Count("pk", filter=readable(reach)), first=Min("dated_on"),
        last=Max("dated_on"),
    )  # fmt: skip
    found = {row["folder"]: row for row in rows}
    folders: QuerySet[Folder] = Folder.objects.filter(pk__in=found).order_by("-no")
    return [_folder_line(f, found[f.pk]) for f in folders]


def _folder_line(folder: Folder, found: Mapping[str, Any]) -> FolderLine:
    return FolderLine(folder, found["count"], bool(found["shown"]), found["first"], found["last"])


def folder_in(agency: Agency, no: int) -> Folder | None:
    """A folder of an agency by its number."""
    return Folder.objects.filter(agency=agency, no=no).first()


def open_folders(agency: Agency, reach: Reach) -> list[tuple[int, str]]:
    """(number, title) of the folders into which a keeper can put a further item, the newest first
    (two queries)."""
    return [(x.folder.no, x.title) for x in folders_of(agency, reach, keeper=True)]


def folder_rows(lines: Sequence[FolderLine]) -> list[list[Value]]:
    """The rows of the daftar berkas, as FOLDER_COLUMNS has them."""
    return [
        [x.folder.no, x.folder.code, x.title, x.span, f"{x.count} item", x.folder.origin]
        for x in lines
    ]


def item_rows(lines: Sequence[Line]) -> list[list[Value]]:
    """The rows of the daftar isi berkas, as ITEM_COLUMNS has them. Of what a person may not read
    no more than its numbers, days and class."""
    return [_item(line) for line in lines]


def _item(line: Line) -> list[Value]:
    row, shown = line.record, line.open
    return [
        row.folder.no, row.item, row.code, line.subject, row.number if shown else "",
        long_date(row.dated_on), row.amount, line.copy, line.medium, row.creator if shown else "",
        line.place, line.security, line.access, _day(row.active_until), _day(row.inactive_until),
        line.fate, row.srikandi, line.state_word, row.sha256, row.note if shown else "",
    ]  # fmt: skip


def _day(on: date | None) -> str:
    return long_date(on) if on else ""


def folders_file(agency: Agency, lines: Sequence[FolderLine], now: datetime) -> bytes:
    """The daftar berkas as an Excel file."""
    sheet = Sheet("Daftar berkas", FOLDER_COLUMNS, folder_rows(lines))
    return sheets_file([sheet], f"Daftar berkas {agency.name}", _local(agency, now))


def items_file(agency: Agency, lines: Sequence[Line], now: datetime) -> bytes:
    """A daftar isi berkas as an Excel file."""
    sheet = Sheet("Daftar isi berkas", ITEM_COLUMNS, item_rows(lines))
    return sheets_file([sheet], f"Daftar isi berkas {agency.name}", _local(agency, now))


def _local(agency: Agency, now: datetime) -> datetime:
    return now.astimezone(ZONES[agency.zone]).replace(tzinfo=None)


PDF_ITEMS = (
    ("Item", 3), ("Kode klasifikasi", 6), ("Uraian informasi", 17), ("Tanggal", 7),
    ("Jumlah", 5), ("Tingkat perkembangan", 6), ("Lokasi simpan", 8), ("Keamanan", 6),
    ("Nasib akhir", 8), ("Keterangan", 8),
)  # fmt: skip
PDF_FOLDERS = (
    ("Nomor berkas", 4), ("Kode klasifikasi", 7), ("Uraian informasi berkas", 30),
    ("Kurun waktu", 14), ("Jumlah", 6), ("Keterangan", 10),
)  # fmt: skip


def folders_pdf(agency: Agency, lines: Sequence[FolderLine], now: datetime) -> bytes:
    """The daftar berkas as PDF/A. Refuses (Refused) one that is too long to be printed."""
    rows = [[str(cell) for cell in row] for row in folder_rows(lines)]
    return _pdf(agency=agency, title=("Daftar berkas",), columns=PDF_FOLDERS, rows=rows, at=now)


def items_pdf(
    agency: Agency,
    title: str,
    head: Sequence[tuple[str, str]],
    lines: Sequence[Line],
    now: datetime,
) -> bytes:
    """Records as PDF/A. Refuses (Refused) a list that is too long to be printed."""
    rows = [_pdf_item(line) for line in lines]
    return _pdf(agency=agency, title=(title,), head=head, columns=PDF_ITEMS, rows=rows, at=now)


def _pdf_item(line: Line) -> list[str]:
    row = line.record
    fate = f"{line.fate} sesudah {row.inactive_until:%Y}" if row.inactive_until else line.fate
    named = f"{line.subject} ({row.number})" if line.open and row.number else line.subject
    return [
        f"{row.folder.no}/{row.item}", row.code, named, long_date(row.dated_on), row.amount,
        line.copy, line.place, line.security, fate, f"{line.medium}; {line.state_word.lower()}",
    ]  # fmt: skip


def _pdf(*, head: Sequence[tuple[str, str]] = (), **said: Any) -> bytes:
    """What the app that sets papers makes of a list."""
    made: bytes = import_string(settings.HIMPUN_LIST_PDF)(head=head, **said)
    return made
