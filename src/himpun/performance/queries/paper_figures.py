"""Performance data for the papers of a run: tables, sums in words, and the same for a machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from himpun.archive.rules.package.bag import csv_text
from himpun.kernel.worktime import parse_period
from himpun.letters.queries.figures import Figures, Wanted
from himpun.letters.rules.document import Block, Column, Embedded, Table, Text, plain
from himpun.performance.models import IndicatorVersion
from himpun.performance.queries.catalogue import indicators_by_unit
from himpun.performance.queries.forms import form_seen_by
from himpun.performance.queries.package import TABLES
from himpun.performance.queries.recap import Body, live_recap, newest_recap, run_of_recap
from himpun.performance.queries.sheet import sheet_of
from himpun.performance.rules.entries import shown
from himpun.performance.rules.recap import body_text, fingerprint_of, show
from himpun.performance.rules.recap.shown import DASH, Group, Line, Shown

TO_FILL_IN = frozenset({"formulir-data-kinerja", "format-data-kinerja", "kertas-kerja"})
WITH_RECAP = frozenset({
    "draf-data-kinerja", "rekapitulasi-data-kinerja", "laporan-rekapitulasi", "hasil-analisis",
    "laporan-hasil-analisis", "laporan-data-kinerja", "lembar-persetujuan", "surat-peringatan",
    "notula",
})  # fmt: skip
WITH_DATA = WITH_RECAP - {"surat-peringatan", "notula", "lembar-persetujuan"}
"""Kinds whose PDF has the figures inside as data."""
QUARTERS = 4
SHORT_MARK = 16
"""Digits of a SHA-256 that a paper prints."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A column of a printed table."""

    title: str
    weight: int
    right: bool = False


FORM = (
    _Head("Kode", 3), _Head("Indikator", 12), _Head("Satuan", 4), _Head("Realisasi", 5),
    _Head("Kendala", 7), _Head("Tindak lanjut", 7), _Head("Bukti dukung", 6),
)  # fmt: skip
RECAP = (
    _Head("No.", 1), _Head("Indikator", 11), _Head("Satuan", 4), _Head("Target", 4, right=True),
    _Head("Realisasi", 4, right=True), _Head("Capaian (%)", 4, right=True), _Head("Penilaian", 4),
)  # fmt: skip
ANALYSIS = (
    _Head("Indikator", 9), _Head("Capaian (%)", 3, right=True), _Head("Kendala", 7),
    _Head("Solusi", 7), _Head("Tindak lanjut", 7),
)  # fmt: skip
MISSING = (_Head("Kode", 3), _Head("Data", 12), _Head("Keadaan", 5))


def paper_figures(wanted: Wanted) -> Figures:
    """What the data of a run say for a paper: forms to be filled in, or the recap, frozen if it is
    and live if not. Nothing for other kinds (no query) and where there are no data."""
    if wanted.kind in TO_FILL_IN:
        return _to_fill_in(wanted)
    return _of_recap(wanted) if wanted.kind in WITH_RECAP else Figures()


# ---- forms to be filled in


def _to_fill_in(wanted: Wanted) -> Figures:
    run = run_of_recap(wanted.by, wanted.run_id, wanted.now)
    if run is None:
        return Figures()
    period = parse_period(run.period)
    quarter = period.number if period.kind == "triwulan" else QUARTERS
    by_unit = indicators_by_unit(run.agency, period.year, quarter)
    found = [
        _asked(version)
        for unit, versions in by_unit.items()
        if wanted.unit in {"", unit}
        for version in versions
        if str(quarter) in version.quarters
    ]
    if not found:
        return Figures()
    filled = _filled_in(wanted)
    cells = [
        [r["code"], r["name"], r["measure"], *filled.get(r["code"], ("", "", "", ""))]
        for r in found
    ]
    for row in found:
        row["realisation"] = filled.get(row["code"], ("",))[0]
    text = csv_text(("code", "name", "unit", "measure", "realisation"), found)
    inside = Embedded("indikator.csv", "text/csv", text.encode(), "Indikator yang diminta")
    return Figures(blocks={"tabel_formulir": (_table(FORM, cells, height=9),)}, embedded=(inside,))


def _filled_in(wanted: Wanted) -> dict[str, tuple[str, str, str, str]]:
    """Code → what stands in the form of the unit that the paper is about: realisation or why there
    is none, obstacles, follow-up, evidence (six queries; none for a paper about the agency)."""
    if not wanted.unit:
        return {}
    form = form_seen_by(wanted.by, wanted.run_id, wanted.unit, wanted.now)
    if form is None:
        return {}
    found = {}
    for line in sheet_of(form).lines.values():
        said = shown(line.entry, line.definition)
        figure = said["realisation"] or line.entry.no_value
        proofs = "; ".join(e.name for e in line.evidence if not e.withdrawn_at)
        found[line.value.indicator.code] = (figure, said["obstacles"], said["follow_up"], proofs)
    return found


def _asked(version: IndicatorVersion) -> dict[str, str]:
    indicator = version.indicator
    return {
        "code": indicator.code,
        "name": version.name,
        "unit": indicator.unit.name if indicator.unit else "",
        "measure": str(version.measure["unit_of_measure"]),
    }


# ---- the recap


def _of_recap(wanted: Wanted) -> Figures:
    run = run_of_recap(wanted.by, wanted.run_id, wanted.now)
    if run is None:
        return Figures()
    frozen = newest_recap(run)
    body = frozen.body if frozen else live_recap(run, wanted.now)
    if body is None:
        return Figures()
    no = frozen.row.no if frozen else 0
    return _figures(wanted, body, no)


def _figures(wanted: Wanted, body: Body, no: int) -> Figures:
    shown = show(body)
    missing = [line for line in shown.lines if _is_missing(line, wanted.unit)]
    texts = {
        "capaian": _achievement(shown),
        "kelengkapan": _completeness(shown),
        "versi": _version(body, no),
    }
    blocks: dict[str, Sequence[Block]] = {
        "tabel_rekapitulasi": (_recap(shown),),
        "tabel_analisis": (_analysis(shown),),
        "tabel_belum": (_missing(missing),) if missing else (),
    }
    owing = [unit.row["name"] for unit in shown.units if not unit.row["complete_at"]]
    lists = {} if wanted.unit else {"belum": owing}
    inside = _inside(body) if wanted.kind in WITH_DATA else ()
    return Figures(texts, lists, blocks, inside)


def _achievement(shown: Shown) -> str:
    if not shown.quarter.number:
        return "belum ada capaian yang terhitung"
    return f"rata-rata capaian {shown.quarter.number} persen ({shown.quarter.over})"


def _completeness(shown: Shown) -> str:
    summary = shown.body["summary"]
    answered = summary["filled"] + summary["reasoned"]
    return (
        f"{summary['complete']} dari {summary['units']} unit menyatakan lengkap, {answered} dari "
        f"{summary['asked']} indikator terjawab"
    )


def _version(body: Body, no: int) -> str:
    mark = fingerprint_of(body_text(body))[:SHORT_MARK]
    return f"revisi {no}, sidik {mark}" if no else f"belum dibekukan, sidik {mark}"


def _recap(shown: Shown) -> Table:
    rows = []
    for group in shown.groups:
        if group.lines:
            rows.append(["", _named(group), "", "", "", group.quarter.number or DASH, ""])
        rows += [_recap_row(line) for line in group.lines]
    rows.append(["", "Rata-rata", "", "", "", shown.quarter.number or DASH, ""])
    return _table(RECAP, rows, totals=1)


def _named(group: Group) -> str:
    return f"{group.kind_word} {group.row['code']}: {group.row['name']}"


def _recap_row(line: Line) -> list[str]:
    cell = line.quarter
    return [
        str(line.no), f"{line.row['code']} {line.row['name']}", line.satuan, cell.target or DASH,
        cell.realisation or DASH, cell.number or DASH, cell.word or DASH,
    ]  # fmt: skip


def _analysis(shown: Shown) -> Table:
    rows = [
        [
            f"{line.row['code']} {line.row['name']}", line.quarter.number or DASH,
            line.row["obstacles"] or DASH, line.row["solutions"] or DASH, line.follow_up or DASH,
        ]
        for line in shown.lines
        if line.row["asked"]
    ]  # fmt: skip
    return _table(ANALYSIS, rows)


def _is_missing(line: Line, unit: str) -> bool:
    return line.row["state"] == "empty" and (not unit or line.row["unit"] == unit)


def _missing(lines: Sequence[Line]) -> Table:
    rows = [[line.row["code"], line.row["name"], line.state_word] for line in lines]
    return _table(MISSING, rows)


def _table(
    heads: Sequence[_Head], rows: Sequence[Sequence[str]], *, totals: int = 0, height: int = 0
) -> Table:
    columns = tuple(Column(head.weight, "right" if head.right else "left") for head in heads)
    body: tuple[tuple[Text, ...], ...] = tuple(tuple(map(plain, row)) for row in rows)
    header = (tuple(head.title for head in heads),)
    return Table(columns, header, body, totals=totals, height=height, small=True)


def _inside(body: Body) -> tuple[Embedded, ...]:
    _, columns = TABLES["indicators"]
    text = csv_text(columns, body["indicators"])
    return (
        Embedded("rekapitulasi.json", "application/json", body_text(body).encode(), "Rekapitulasi"),
        Embedded("indikator.csv", "text/csv", text.encode(), "Indikator dengan capaiannya"),
    )
