"""The registers of a year as an Excel file, with the proof that none has a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from himpun.archive.queries.sheets_file import Sheet, Value, sheets_file
from himpun.kernel.worktime import ZONES
from himpun.letters.models import Number
from himpun.letters.queries.registers import RegisterView, shown_subject
from himpun.letters.rules.kinds import KINDS, REGISTERS
from himpun.letters.rules.registers import STATE_WORDS
from himpun.office.queries import Agency
from himpun.office.rules import long_date

NUMBER_COLUMNS = (
    ("Register", 22), ("Nomor urut", 10), ("Nomor naskah", 36), ("Tanggal", 20), ("Jenis", 26),
    ("Unit", 18), ("Hal", 50), ("Keadaan", 12), ("Diberikan oleh", 28), ("Pada", 18),
    ("Alasan batal", 36), ("Dibatalkan oleh", 28),
)  # fmt: skip
REGISTER_COLUMNS = (
    ("Register", 24), ("Tahun", 8), ("Pola nomor", 48), ("Nomor awal", 10), ("Nomor akhir", 10),
    ("Terpakai", 10), ("Dipesan", 10), ("Batal", 10), ("Pemeriksaan urutan", 50),
)  # fmt: skip


def register_file(
    agency: Agency, views: Sequence[RegisterView], numbers: Iterable[Number], now: datetime
) -> bytes:
    """Two sheets: every number, and what the registers say of their order. A secret paper is named
    by its number only."""
    zone = ZONES[agency.zone]
    rows = [_cells(number, number.at.astimezone(zone)) for number in numbers]
    sheets = (
        Sheet("Nomor", NUMBER_COLUMNS, rows),
        Sheet("Register", REGISTER_COLUMNS, [_register_cells(view) for view in views]),
    )
    made = now.astimezone(zone).replace(tzinfo=None)
    return sheets_file(sheets, f"Register nomor {agency.name}", made)


def _cells(number: Number, at: datetime) -> list[Value]:
    kind = KINDS.get(number.kind)
    group = number.register.group
    return [
        REGISTERS.get(group, group), number.no, number.text, long_date(number.on),
        kind.title if kind else number.kind, number.unit, shown_subject(number),
        STATE_WORDS[number.state], number.by_text, at.strftime("%d-%m-%Y %H.%M"), number.reason,
        number.cancelled_by_text,
    ]  # fmt: skip


def _register_cells(view: RegisterView) -> list[Value]:
    last = view.last if view.count else None
    return [
        view.title, view.year, view.pattern, view.first, last, view.given, view.reserved,
        view.cancelled, order_text(view),
    ]  # fmt: skip


def order_text(view: RegisterView) -> str:
    """What can be said of a register's order, in a sentence."""
    if view.gaps:
        return " ".join(gap.sentence for gap in view.gaps)
    if not view.count:
        return "Belum ada nomor."
    return f"Utuh: nomor {view.first} sampai {view.last}, masing-masing sekali."
