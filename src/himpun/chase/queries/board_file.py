"""The chase board as a workbook."""

from __future__ import annotations

from datetime import datetime

from himpun.archive.queries.sheets_file import Sheet, sheets_file
from himpun.chase.queries.board import Board
from himpun.kernel.worktime import ZONES
from himpun.office.queries import Agency

COLUMNS = (
    ("Unit", 34), ("SOP", 34), ("Periode", 20), ("Langkah", 9), ("Pemegang", 40),
    ("Keadaan", 16), ("Batas waktu", 30), ("Sisa atau lewat", 20), ("Diminta sejak", 20),
    ("Lama", 20), ("Kontak terakhir", 40), ("Pada", 20), ("Berikutnya", 34), ("Waktunya", 26),
    ("Surat peringatan", 40),
)  # fmt: skip


def board_file(agency: Agency, board: Board, now: datetime) -> bytes:
    """The rows that the board shows."""
    rows = [
        [
            line.unit, line.sop, line.period, line.step, line.holder, line.word, line.due,
            line.left, line.since, line.took, line.last, line.last_at, line.following,
            line.following_at, line.letter.word if line.letter else "Belum ada",
        ]
        for line in board.lines
    ]  # fmt: skip
    made_at = now.astimezone(ZONES[agency.zone]).replace(tzinfo=None, microsecond=0)
    return sheets_file([Sheet("Penagihan", COLUMNS, rows)], f"Penagihan {agency.name}", made_at)
