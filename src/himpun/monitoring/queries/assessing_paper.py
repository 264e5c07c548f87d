"""The six-monthly form as a paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from himpun.kernel.worktime import ZONES
from himpun.letters.rules.document import (
    Column,
    Document,
    HeadField,
    Heading,
    Paragraph,
    Signature,
    Table,
    Text,
    line,
    plain,
)
from himpun.monitoring.queries.assessing import FormPart, FormRow, FormView
from himpun.monitoring.rules.assessing import NOT_WELL, WELL, WELL_SHARE
from himpun.runs.rules.words import long_day

TITLE = "Monitoring Pelaksanaan SOP Administrasi Pemerintahan"
COLUMNS = (
    ("No", 4), ("Prosedur", 22), (WELL, 8), (NOT_WELL, 8), ("Catatan hasil penilaian", 28),
    ("Tindakan yang harus diambil", 20), ("Paraf penilai", 10),
)  # fmt: skip
BASIS = (
    "Catatan disusun dari waktu nyata pelaksanaan SOP di Himpun, dalam jam kantor. Penilaian yang "
    f"belum diubah penilai adalah usulan: baik bila sedikitnya {WELL_SHARE} % pekerjaan selesai "
    "dalam waktu baku. Ambang ini tidak diatur PermenPANRB 35/2012."
)
CHECK, DOTS = "V", "………………………………"


def form_document(view: FormView, now: datetime) -> Document:
    """The form of a half-year, to be initialled row by row and signed by hand."""
    on = long_day(now.astimezone(ZONES[view.agency.zone]).date())
    body = [block for part in view.parts for block in _part(part)]
    return Document(
        kind="monitoring-sop",
        layout="naskah",
        subject=TITLE,
        landscape=True,
        title=("FORMULIR", TITLE.upper()),
        head=(
            HeadField("Instansi", line(f"{view.agency.name}, {view.agency.region}")),
            HeadField("Masa penilaian", line(view.period.label)),
            HeadField("Dicetak", line(on)),
        ),
        body=(*body, Paragraph(plain(BASIS))),
        signatures=(Signature((line("Penilai,"),), (line(DOTS),), mark=""),),
    )


def _part(part: FormPart) -> Iterator[Heading | Table]:
    number = f" ({part.number})" if part.number else ""
    yield Heading(plain(f"SOP {part.name}{number}"), 2)
    yield Table(
        columns=tuple(Column(weight) for _, weight in COLUMNS),
        header=(tuple(name for name, _ in COLUMNS),),
        rows=tuple(_cells(row) for row in part.rows),
        small=True,
    )


def _cells(row: FormRow) -> tuple[Text, ...]:
    return tuple(
        plain(text)
        for text in (
            row.no, row.procedure, CHECK if row.well is True else "",
            CHECK if row.well is False else "", row.note, row.action, "",
        )
    )  # fmt: skip
