"""The yearly evaluation as a paper."""

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
from himpun.monitoring.queries.evaluating import Evaluation, SopOfYear, YearView
from himpun.monitoring.rules.evaluating import QUESTIONS, Answer
from himpun.runs.rules.words import long_day

TITLE = "Evaluasi Penerapan SOP Administrasi Pemerintahan"
COLUMNS = (("No", 5), ("Penilaian", 45), ("Ya", 7), ("Tidak", 8), ("Catatan", 35))
CHECK, DOTS = "V", "………………………………"
NOT_YET = "SOP ini belum dievaluasi pada tahun {year}."


def evaluation_document(view: YearView, now: datetime) -> Document:
    """The evaluations of a year, to be signed by hand; an SOP that was not evaluated stands there
    with an empty form."""
    on = long_day(now.astimezone(ZONES[view.agency.zone]).date())
    body = [block for part in view.parts for block in _part(part, view.year)]
    return Document(
        kind="evaluasi-sop",
        layout="naskah",
        subject=TITLE,
        title=("FORMULIR", TITLE.upper()),
        head=(
            HeadField("Instansi", line(f"{view.agency.name}, {view.agency.region}")),
            HeadField("Tahun", line(str(view.year))),
            HeadField("Dicetak", line(on)),
        ),
        body=tuple(body),
        signatures=(Signature((line("Pimpinan instansi,"),), (line(DOTS),), mark=""),),
    )


def _part(part: SopOfYear, year: int) -> Iterator[Heading | Table | Paragraph]:
    number = f" ({part.number})" if part.number else ""
    kept = part.kept
    version = kept.sop_version if kept else part.version
    yield Heading(plain(f"SOP {part.name}{number}, versi {version}"), 2)
    answers = kept.said if kept else tuple(Answer(no, None) for no in QUESTIONS)
    yield Table(
        columns=tuple(Column(weight) for _, weight in COLUMNS),
        header=(tuple(name for name, _ in COLUMNS),),
        rows=tuple(_cells(answer) for answer in answers),
        small=True,
    )
    if kept is None:
        yield Paragraph(plain(NOT_YET.format(year=year)))
    else:
        yield Paragraph(plain(f"Keputusan: {kept.word}. Alasan: {kept.reason}"))
        yield Paragraph(plain(decided(kept)))


def decided(kept: Evaluation) -> str:
    """Who decided, in which capacity, when; and who wrote it down."""
    return (
        f"Diputuskan oleh {kept.decided_text} selaku {kept.capacity} pada "
        f"{long_day(kept.decided_on)}; dicatat oleh {kept.by_text}."
    )


def _cells(answer: Answer) -> tuple[Text, ...]:
    yes, no = (CHECK if answer.yes is said else "" for said in (True, False))
    return tuple(plain(text) for text in (str(answer.no), answer.question, yes, no, answer.note))
