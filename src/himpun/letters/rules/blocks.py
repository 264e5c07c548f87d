"""Tables and boxes of papers, made from what a run knows."""

from collections.abc import Collection, Mapping, Sequence

from himpun.kernel.definition import Sop
from himpun.letters.rules.document import Block, Check, Checks, Column, Table, plain

EXPECTED = (
    "Tanggapan dan saran", "Proses lebih lanjut", "Koordinasi/konfirmasi", "Siapkan bahan",
    "Untuk diketahui", "Untuk dilaksanakan",
)  # fmt: skip
"""What a disposition asks of whom it goes to."""
BY_HAND = 9
"""Millimetres of a row in which people sign."""

Rows = Sequence[Mapping[str, str]]


def boxes(items: Sequence[str], ticked: Collection[str], columns: int = 2) -> tuple[Block, ...]:
    """Boxes to tick; none where there is nothing to choose from."""
    checks = tuple(Check(plain(item), item in ticked) for item in items)
    return (Checks(checks, columns),) if checks else ()


def table_of_attendance(people: Sequence[str]) -> tuple[Block, ...]:
    """Who is asked to come, with room for their signatures."""
    rows = tuple((plain(str(i)), plain(who), (), ()) for i, who in enumerate(people, start=1))
    widths = (Column(1, "center"), Column(9), Column(5), Column(5))
    header = (("No.", "Nama/Jabatan", "Tanda tangan", "Keterangan"),)
    return (Table(widths, header, rows, height=BY_HAND),) if rows else ()


def table_of_follow_up(rows: Rows) -> tuple[Block, ...]:
    """What a meeting agreed on: ``text``, ``who``, ``on``."""
    return _counted(rows, (("Tindak lanjut", "text", 8), ("Penanggung jawab", "who", 6),
                           ("Paling lambat", "on", 4)))  # fmt: skip


def table_of_charge(rows: Rows) -> tuple[Block, ...]:
    """Who is in charge of which datum: ``datum``, ``who``, ``on``."""
    return _counted(rows, (("Data", "datum", 8), ("Penanggung jawab", "who", 6),
                           ("Batas waktu", "on", 4)))  # fmt: skip


def table_of_holders(offices: Sequence[str]) -> tuple[Block, ...]:
    """The offices that answer for the data of their units."""
    return _counted([{"who": office} for office in offices], (("Penanggung jawab", "who", 12),))


def table_of_papers(rows: Rows) -> tuple[Block, ...]:
    """Papers that are handed over or filed: ``kind``, ``number``, ``on``, ``subject``."""
    return _counted(rows, (("Naskah", "kind", 5), ("Nomor", "number", 5), ("Tanggal", "on", 4),
                           ("Uraian", "subject", 7)))  # fmt: skip


def table_of_missing(rows: Rows) -> tuple[Block, ...]:
    """What a unit has not handed in: ``datum``, ``unit``, ``on``."""
    return _counted(rows, (("Data", "datum", 8), ("Unit", "unit", 6),
                           ("Batas waktu", "on", 4)))  # fmt: skip


def table_of_steps(sop: Sop) -> tuple[Block, ...]:
    """The rows of an SOP: what, by whom, in what time."""
    rows = [
        {
            "activity": step.activity,
            "who": ", ".join(sop.performers[name].title for name in step.performers),
            "time": step.time.raw if step.time else "",
        }
        for step in sop.steps
    ]
    return _counted(rows, (("Kegiatan", "activity", 10), ("Pelaksana", "who", 5),
                           ("Waktu", "time", 3)))  # fmt: skip


def _counted(rows: Rows, columns: Sequence[tuple[str, str, int]]) -> tuple[Block, ...]:
    """A table with a number before each row; none without rows."""
    if not rows:
        return ()
    widths = (Column(1, "center"), *(Column(weight) for _, _, weight in columns))
    header = (("No.", *(title for title, _, _ in columns)),)
    body = tuple(
        (plain(str(i)), *(plain(row.get(key, "")) for _, key, _ in columns))
        for i, row in enumerate(rows, start=1)
    )
    return (Table(widths, header, body),)
