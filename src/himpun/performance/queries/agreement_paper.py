"""A performance agreement as a paper: its targets, budgets, version and approval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from himpun.kernel.worktime import ZONES
from himpun.kernel.worktime.words import moment_text
from himpun.letters.queries.own_paper import paper_pdf
from himpun.letters.rules.document import (
    Block,
    Column,
    Document,
    HeadField,
    Heading,
    Paragraph,
    Run,
    Table,
    Text,
    line,
    plain,
)
from himpun.performance.models import Agreement
from himpun.performance.queries.pledge import HEADS, PledgeGroup, PledgeLine, pledge_of
from himpun.performance.rules.definition import ROMAN
from himpun.runs.rules.words import long_day

COLUMNS = (
    Column(7), Column(27), Column(12), Column(9), *(Column(8, "right") for _ in HEADS),
)  # fmt: skip
HEADER = ("Kode", "Sasaran dan indikator", "Unit", "Satuan", *(words for _, words in HEADS))
NOTHING = "–"
BASIS = (
    "Tabel ini disusun Himpun dari perjanjian kinerja yang tersimpan. Yang ditandatangani adalah "
    "naskah perjanjiannya, dengan nomor dan tanggal di atas."
)


def agreement_pdf(agreement: Agreement, former: Agreement | None, at: datetime) -> bytes:
    """An agreement as PDF/A on the agency's letterhead, with what differs from ``former``; KONSEP
    stands across a draft (eight queries at most)."""
    document = agreement_document(agreement, former)
    return paper_pdf(agency=agreement.agency, document=document, at=at)


def version_text(agreement: Agreement) -> str:
    """Which version of its year it is."""
    return f"Perubahan ke-{agreement.no}" if agreement.no else "Murni"


def agreement_document(agreement: Agreement, former: Agreement | None) -> Document:
    """The same before it is set."""
    groups = pledge_of(agreement, former)
    return Document(
        kind="perjanjian-kinerja",
        layout="naskah",
        subject=f"Perjanjian Kinerja {agreement.year}",
        landscape=True,
        title=("PERJANJIAN KINERJA", f"TAHUN {agreement.year}"),
        head=tuple(_head(agreement, former)),
        body=tuple(_body(groups)),
        draft=agreement.state == "draft",
    )


def _head(agreement: Agreement, former: Agreement | None) -> Iterator[HeadField]:
    agency = agreement.agency
    yield HeadField("Instansi", line(f"{agency.name}, {agency.region}"))
    yield HeadField("Versi", line(version_text(agreement)))
    yield HeadField("Nomor", line(agreement.number or NOTHING))
    signed = long_day(agreement.signed_on) if agreement.signed_on else NOTHING
    yield HeadField("Ditandatangani", line(signed))
    since = f"Triwulan {ROMAN[agreement.from_quarter - 1]}"
    if former is not None:
        since += f"; triwulan sebelumnya memakai {former}"
    yield HeadField("Berlaku mulai", line(since))
    if agreement.reason:
        yield HeadField("Alasan perubahan", line(agreement.reason))
    yield HeadField("Persetujuan", line(_approval(agreement)))


def _approval(agreement: Agreement) -> str:
    approved = agreement.state == "approved"
    if agreement.decided_by is None or agreement.decided_at is None:
        return "Berlaku; penyetujunya tidak tercatat" if approved else "Belum disetujui"
    zone = agreement.agency.zone
    at = moment_text(agreement.decided_at.astimezone(ZONES[zone]))
    as_ = f" selaku {agreement.decided_as}" if agreement.decided_as else ""
    return f"Disetujui dalam sistem oleh {agreement.decided_by.name}{as_}, {at} {zone}"


def _body(groups: Sequence[PledgeGroup]) -> Iterator[Block]:
    yield Paragraph(plain(BASIS))
    rows = [row for group in groups if group.lines for row in _rows(group)]
    if rows:
        yield Table(columns=COLUMNS, header=(HEADER,), rows=tuple(rows), small=True)
    else:
        yield Paragraph(plain("Belum ada indikator."))
    budgets = [group for group in groups if group.budgeted]
    if budgets:
        yield Heading(plain("Anggaran"), 2)
        yield _budgets(budgets)


def _rows(group: PledgeGroup) -> Iterator[tuple[Text, ...]]:
    goal = group.objective
    yield (_bold(goal.code), _bold(goal.name), plain(""), plain(""), *(plain("") for _ in HEADS))
    for one in group.lines:
        unit = one.version.indicator.unit
        yield (
            plain(one.version.indicator.code), plain(one.definition.name),
            plain(unit.name if unit else "Instansi"),
            plain(one.definition.measure.unit_of_measure), *_figures(one),
        )  # fmt: skip


def _figures(one: PledgeLine) -> Iterator[Text]:
    for _, figure, was in one.cells:
        shown = figure or NOTHING
        yield plain(shown if was is None else f"{shown} (semula {was})")


def _budgets(groups: Sequence[PledgeGroup]) -> Table:
    total = sum(one.budget or 0 for one in groups if one.objective.kind == "program")
    rows = [
        (plain(one.objective.code), plain(one.objective.name), plain(_rupiah(one.budget)))
        for one in groups
    ]
    rows.append(((), plain("Jumlah program"), plain(_rupiah(total))))
    return Table(
        columns=(Column(12), Column(63), Column(25, "right")),
        header=(("Kode", "Program atau kegiatan", "Anggaran (Rp)"),), rows=tuple(rows), totals=1,
    )  # fmt: skip


def _rupiah(amount: int | None) -> str:
    return NOTHING if amount is None else f"{amount:,}".replace(",", ".")


def _bold(text: str) -> Text:
    return (Run(text, bold=True),) if text else ()
