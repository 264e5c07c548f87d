"""A recap's body as people read it. Page, workbook, document and print all show this, live or
frozen, so that what is frozen looks the same for ever wherever it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from himpun.office.rules import long_date
from himpun.performance.rules.measure import Measure
from himpun.performance.rules.numbers import exact_number, show_number
from himpun.performance.rules.recap.build import Body
from himpun.performance.rules.values import kept_value, show_value

STATE_WORDS = {
    "not_asked": "Tidak diminta",
    "empty": "Belum diisi",
    "no_value": "Tanpa nilai, beralasan",
    "returned": "Dikembalikan",
    "saved": "Tersimpan",
    "verified": "Terverifikasi",
    "approved": "Disetujui",
}
STANDING_WORDS = {
    "on_time": ("done", "Lengkap, tepat waktu"),
    "late": ("risk", "Lengkap, terlambat"),
    "open": ("now", "Belum lengkap"),
    "overdue": ("late", "Belum lengkap, lewat batas"),
}
"""Of a unit: (the state that is drawn, its word)."""
TONE_STATES = {"good": "done", "fair": "risk", "poor": "late", "": "idle"}
KIND_WORDS = {
    "tujuan": "Tujuan", "sasaran": "Sasaran", "program": "Program", "kegiatan": "Kegiatan",
    "sub-kegiatan": "Subkegiatan", "iku": "IKU", "ikk": "IKK",
}  # fmt: skip
DASH = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """A comparison as it is printed. ``number`` is "76,32" or "", ``state`` how it is drawn,
    ``fine`` the small print: the numbers put in, and what was capped or fixed."""

    target: str
    realisation: str
    number: str
    word: str
    state: str
    fine: str
    percent: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as it is printed; ``row`` is its part of the body for what stands as it is."""

    no: int
    row: Mapping[str, Any]
    unit_name: str
    satuan: str
    formula: str
    quarter: Cell
    to_date: Cell
    year: Cell
    medium: Cell | None
    medium_label: str
    trend: tuple[tuple[int, Cell], ...]
    earlier: tuple[tuple[str, Cell], ...]
    state_word: str
    follow_up: str

    @property
    def same_to_date(self) -> bool:
        """Whether what is realised to date is what the quarter says already."""
        told = ("target", "realisation", "percent")
        return all(self.row["quarter"][key] == self.row["to_date"][key] for key in told)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean as it is printed: "82,10" or "", and over how many: "23 dari 24 indikator"."""

    number: str
    over: str
    percent: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """An objective or programme with the indicators that stand directly at it."""

    row: Mapping[str, Any]
    kind_word: str
    depth: int
    quarter: Mean
    to_date: Mean
    year: Mean
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's completeness; ``share`` is the percentage of what is asked that is answered."""

    row: Mapping[str, Any]
    state: str
    word: str
    share: str
    answered: int
    complete: str
    closes: str
    quarter: Mean
    year: Mean


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A programme's money in rupiah, as it is printed."""

    code: str
    name: str
    amount: str
    quarter: str
    spent: str
    absorbed: str
    reached: str
    efficiency: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole recap."""

    body: Body
    title: str
    agreement: str
    groups: tuple[Group, ...]
    units: tuple[UnitLine, ...]
    money: tuple[MoneyLine, ...]
    total: MoneyLine | None
    quarter: Mean
    to_date: Mean
    year: Mean
    medium: Mean
    completeness: str
    ratings: tuple[tuple[str, str, int], ...]

    @property
    def lines(self) -> list[Line]:
        """Every indicator, in the order of the objectives."""
        return [line for group in self.groups for line in group.lines]


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a recap is marked: live at a moment, or frozen as a revision. ``at`` is in words,
    ``made_at`` the moment that files carry, without a zone; texts are "" where they do not apply.
    """

    no: int
    at: str
    made_at: datetime
    by: str = ""
    capacity: str = ""
    sha256: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """Revisi 1, dibekukan 5 Oktober 2026, 09.12 WIB oleh …; or that it is not frozen."""
        if not self.no:
            return f"Belum dibekukan; keadaan {self.at}"
        # In samples people are called like their posts.
        known = self.capacity and self.capacity != self.by
        who = f"{self.by}, {self.capacity}" if known else self.by
        return f"Revisi {self.no}, dibekukan {self.at} oleh {who}"


def show(body: Body) -> Shown:
    """A body as it is read."""
    units = {unit["code"]: unit["name"] for unit in body["units"]}
    summary = body["summary"]
    return Shown(
        body=body,
        title=f"Rekapitulasi Data Kinerja {body['head']['period_text']}",
        agreement=_agreement(body["agreement"]),
        groups=_groups(body, units),
        units=tuple(_unit(row, body["head"]["zone"]) for row in body["units"]),
        money=tuple(_money(row) for row in body["budgets"]),
        total=_money({**body["money"], "code": "", "name": "Jumlah", "quarter": None})
        if body["budgets"]
        else None,
        quarter=_mean(summary["quarter"]),
        to_date=_mean(summary["to_date"]),
        year=_mean(summary["year"]),
        medium=_mean(summary["medium"]),
        completeness=_share(summary["filled"] + summary["reasoned"], summary["asked"]),
        ratings=tuple(
            (row["word"], TONE_STATES[row["tone"]], row["count"]) for row in summary["ratings"]
        ),
    )


def _agreement(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "Belum ada perjanjian kinerja yang disetujui"
    number = f", nomor {row['number']}" if row["number"] else ""
    signed = f", {day_text(row['signed_on'])}" if row["signed_on"] else ""
    return f"{row['title']}{number}{signed}"


def day_text(iso: str) -> str:
    """ "2026-01-20" as 20 Januari 2026; "" for none."""
    return long_date(date.fromisoformat(iso)) if iso else ""


def moment_text(iso: str, zone: str) -> str:
    """A local ISO moment as 5 Oktober 2026, 09.12 WIB; "" for none."""
    if not iso:
        return ""
    at = datetime.fromisoformat(iso)
    return f"{long_date(at.date())}, {at:%H.%M} {zone}"


def money_text(amount: int | None) -> str:
    """Whole rupiah with their dots; "" for none."""
    return "" if amount is None else f"{amount:,}".replace(",", ".")


def percent_text(kept: str | None, places: int = 2) -> str:
    """A kept percentage as 76,32; "" where there is none."""
    return "" if kept is None else show_number(exact_number(kept), places)


def figure_shown(kept: str, value_kind: str) -> str:
    """A kept figure as it is read: 1.850,5; 80 – 90; WTP; "" for none."""
    kind = Measure(value_kind="number" if value_kind == "number" else "text")
    return show_value(kept_value(kind, kept))


def _share(part: int, whole: int) -> str:
    """Rounded down, so that 100 is only said when nothing is missing."""
    return f"{part * 100 // whole} %" if whole else DASH


def _mean(row: Mapping[str, Any]) -> Mean:
    over = f"{row['counted']} dari {row['of']} indikator terhitung"
    return Mean(percent_text(row["percent"]), over, row["percent"])


def _groups(body: Body, units: Mapping[str, str]) -> tuple[Group, ...]:
    at: Mapping[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in body["indicators"]:
        at[row["objective"]].append(row)
    found, no = [], 0
    for objective in body["objectives"]:
        rows = at[objective["code"]]
        lines = tuple(_line(row, no + n, units) for n, row in enumerate(rows, start=1))
        no += len(lines)
        found.append(
            Group(
                row=objective,
                kind_word=KIND_WORDS.get(objective["kind"], objective["kind"]),
                depth=min(objective["depth"], 4),
                quarter=_mean(objective["quarter"]),
                to_date=_mean(objective["to_date"]),
                year=_mean(objective["year"]),
                lines=lines,
            )
        )
    return tuple(found)


def _line(row: Mapping[str, Any], no: int, units: Mapping[str, str]) -> Line:
    measure = row["measure"]
    cap = f"; batas {percent_text(measure['cap'], 0)}" if measure["cap"] else ""
    year = row["medium_year"]
    return Line(
        no=no,
        row=row,
        unit_name=units.get(row["unit"], row["unit"]),
        satuan=measure["unit"],
        formula=f"{measure['formula']}{cap}",
        quarter=_cell(row, row["quarter"]),
        to_date=_cell(row, row["to_date"]),
        year=_cell(row, row["year"]),
        medium=_cell(row, row["medium"]) if row["medium"] else None,
        medium_label=f"target {year}" if year else "target jangka menengah",
        trend=tuple((cell["quarter"], _cell(row, cell)) for cell in row["trend"]),
        earlier=tuple((cell["no_year"], _cell(row, cell)) for cell in row["earlier"]),
        state_word=STATE_WORDS[row["state"]],
        follow_up=_follow_up(row),
    )


def _cell(row: Mapping[str, Any], cell: Mapping[str, Any]) -> Cell:
    kind, places = row["measure"]["value_kind"], row["measure"]["percent_places"]
    return Cell(
        target=figure_shown(cell["target"], kind),
        realisation=figure_shown(cell["realisation"], kind),
        number=percent_text(cell["percent"], places),
        word=cell["word"],
        state=TONE_STATES[cell["tone"]],
        fine="; ".join(part for part in (cell["worked"], *cell["notes"]) if part),
        percent=cell["percent"],
    )


def _follow_up(row: Mapping[str, Any]) -> str:
    what = str(row["follow_up"]).rstrip(". ")
    parts = (what, row["follow_up_by"], day_text(row["follow_up_on"]))
    return "; ".join(part for part in parts if part)


def _unit(row: Mapping[str, Any], zone: str) -> UnitLine:
    state, word = STANDING_WORDS[row["standing"]]
    answered = row["filled"] + row["reasoned"]
    return UnitLine(
        row=row,
        state=state,
        word=word,
        share=_share(answered, row["asked"]),
        answered=answered,
        complete=moment_text(row["complete_at"], zone),
        closes=moment_text(row["closes_at"], zone),
        quarter=_mean(row["quarter"]),
        year=_mean(row["year"]),
    )


def _money(row: Mapping[str, Any]) -> MoneyLine:
    return MoneyLine(
        code=row["code"],
        name=row["name"],
        amount=money_text(row["amount"]),
        quarter=money_text(row["quarter"]),
        spent=money_text(row["spent"]),
        absorbed=percent_text(row["absorbed"]),
        reached=percent_text(row["year"]["percent"]),
        efficiency=percent_text(row["efficiency"]),
    )


# ---- what charts are drawn from: tables, as (head, rows)

Table = tuple[Sequence[str], Sequence[Sequence[str]]]
ROMAN = ("", "I", "II", "III", "IV")

MOST_BARS = 30
"""Bars of one chart; of more indicators the lowest are drawn."""


def charted(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The indicators of a chart of this quarter, and how many with a percentage are left out."""
    counted = [line for line in lines if line.quarter.number]
    if len(counted) <= MOST_BARS:
        return counted, 0
    lowest = sorted(counted, key=lambda line: exact_number(line.quarter.percent or "0"))[:MOST_BARS]
    return lowest, len(counted) - MOST_BARS


def bar_table(lines: Sequence[Line]) -> Table:
    """Achievement of the quarter by indicator, those without a percentage left out."""
    rows = [(line.row["code"], line.quarter.number) for line in lines if line.quarter.number]
    return ("Indikator", "Capaian"), rows


def trend_table(shown: Shown) -> Table:
    """The mean of each quarter so far."""
    rows = [
        (f"TW {ROMAN[row['quarter']]}", percent_text(row["percent"]) or DASH)
        for row in shown.body["trend"]
    ]
    return ("Triwulan", "Rata-rata capaian"), rows


def heat_table(shown: Shown) -> Table:
    """Units against the place of an indicator in its unit; cells are this quarter's achievement."""
    at = {row["code"]: no for no, row in enumerate(shown.body["indicators"])}
    of_unit: Mapping[str, list[Line]] = defaultdict(list)
    for line in sorted(shown.lines, key=lambda line: at[line.row["code"]]):
        of_unit[line.row["unit"]].append(line)
    most = max((len(lines) for lines in of_unit.values()), default=0)
    rows = [
        (
            unit.row["name"],
            *(line.quarter.number or DASH for line in of_unit[unit.row["code"]]),
            *[""] * (most - len(of_unit[unit.row["code"]])),
        )
        for unit in shown.units
    ]
    return ("Unit", *(str(no) for no in range(1, most + 1))), rows
