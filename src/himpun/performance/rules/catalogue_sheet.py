"""The catalogue as a workbook: its sheets, and a definition as cells and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from himpun.performance.rules.across import COMPARISONS, SEVERITIES
from himpun.performance.rules.catalogue import INDICATOR_KINDS, OBJECTIVE_KINDS
from himpun.performance.rules.definition import QUARTERS, Definition, Item
from himpun.performance.rules.formulas import FORMULAS, POLARITIES
from himpun.performance.rules.keyed_table import Column
from himpun.performance.rules.measure import PERIOD_MODES, VALUE_KINDS, Grade, Measure
from himpun.performance.rules.numbers import Absent, NotANumber, read_number, show_number
from himpun.performance.rules.scales import SCALES, Scale
from himpun.performance.rules.targets import FIELD_WORDS, FIELDS

OBJECTIVES, INDICATORS, TARGETS, BUDGETS = "Sasaran", "Indikator", "Target", "Anggaran"
MEDIUM, RULES = "Jangka menengah", "Aturan antarnilai"
GUIDE, LISTS, SEAL = "Petunjuk", "Pilihan", "Himpun"
MARKS = {
    OBJECTIVES: "#sasaran", INDICATORS: "#indikator", TARGETS: "#target", BUDGETS: "#anggaran",
    MEDIUM: "#jangka-menengah", RULES: "#aturan",
}  # fmt: skip
OWN_SCALE = "(khusus)"
"""Stands for a scale that is none of the known ones; it stays as it is."""
YES, NO = "ya", "tidak"
NO_CAP = "tanpa batas"
FORMULA_NAMES = {key: formula.name for key, formula in FORMULAS.items()}
SCALE_NAMES = {key: scale.name for key, scale in SCALES.items()}
YES_OR_NO = {YES: YES, NO: NO}
CHOICES: dict[str, Mapping[Any, str]] = {
    "objective_kind": OBJECTIVE_KINDS,
    "indicator_kind": INDICATOR_KINDS,
    "value_kind": VALUE_KINDS,
    "polarity": POLARITIES,
    "period_mode": PERIOD_MODES,
    "formula": FORMULA_NAMES,
    "scale": SCALE_NAMES,
    "floor_at_zero": YES_OR_NO,
    "evidence_must": YES_OR_NO,
    "comparison": {sign: sign for sign in COMPARISONS},
    "severity": SEVERITIES,
}
"""Column → its words, by what is kept; the kinds go by two names."""


def _all_open(*columns: tuple[Any, ...]) -> tuple[Column, ...]:
    """Columns to fill in, from (key, title, width) or with a note behind."""
    return tuple(
        Column(key, title, width, note[0] if note else "", open=True)
        for key, title, width, *note in columns
    )


OBJECTIVE_COLUMNS = _all_open(
    ("code", "Kode", 12, "Sekali dalam instansi; tidak dapat diganti."),
    ("name", "Nama", 60),
    ("objective_kind", "Jenis", 16, "Pilih dari daftar; tidak dapat diganti."),
    ("parent", "Induk", 12, "Kode sasaran atau program di atasnya; kosong bila paling atas."),
    ("position", "Urutan", 9),
    ("until_on", "Berlaku sampai", 14, "Tanggal seperti 31/12/2026; kosong bila masih berlaku."),
)
INDICATOR_COLUMNS = _all_open(
    ("code", "Kode", 12, "Sekali dalam instansi; tidak dapat diganti."),
    ("name", "Nama indikator", 44),
    ("indicator_kind", "Jenis", 22, "Pilih dari daftar; tidak dapat diganti."),
    ("objective", "Sasaran atau program", 14, "Kodenya, seperti pada lembar Sasaran."),
    ("unit", "Unit", 16, "Kode unit; kosong untuk instansi secara keseluruhan."),
    ("position", "Urutan", 9),
    ("definition", "Definisi operasional", 44),
    ("formula_text", "Cara menghitung", 34, "Dengan kata-kata."),
    ("unit_of_measure", "Satuan", 12),
    ("value_kind", "Jenis nilai", 16, "Pilih dari daftar."),
    ("places", "Desimal", 9, "Angka di belakang koma yang ditampilkan."),
    ("polarity", "Arah", 22, "Pilih dari daftar."),
    ("period_mode", "Cara periode", 22, "Pilih dari daftar."),
    ("formula", "Rumus capaian", 30, "Pilih dari daftar."),
    ("tolerance", "Toleransi", 10, "Hanya untuk indikator yang dijaga tetap."),
    ("floor_at_zero", "Capaian negatif jadi 0", 12, "ya atau tidak"),
    ("cap", "Batas capaian (%)", 12, "Kosong: mengikuti pengaturan instansi; atau “tanpa batas”."),
    ("scale", "Skala", 26, "Pilih dari daftar; kosong: mengikuti pengaturan instansi."),
    ("ordinal", "Predikat", 34, "Kode = nilai = sebutan; dipisahkan titik koma."),
    ("minimum", "Nilai terendah", 10),
    ("maximum", "Nilai tertinggi", 10),
    ("percent_places", "Desimal capaian", 10),
    ("quarters", "Diisi triwulan", 10, "Angka triwulannya: 1234, 24, 4."),
    ("items", "Data mentah", 34, "kunci = nama (satuan); dipisahkan titik koma."),
    ("expression", "Rumus hitung", 30, "Dari kunci data mentah, misalnya baik / semua * 100."),
    ("source", "Sumber data", 26),
    ("in_charge", "Penanggung jawab", 18, "Kode jabatan."),
    ("evidence", "Bukti dukung", 26),
    ("evidence_must", "Bukti wajib", 9, "ya atau tidak"),
    ("from_period", "Berlaku sejak", 12, "Triwulan pertama, misalnya 2026-TW1."),
    ("reason", "Alasan perubahan", 34, "Wajib bila definisi diubah."),
    ("until_on", "Berlaku sampai", 14, "Tanggal seperti 31/12/2026; kosong bila masih berlaku."),
)  # fmt: skip
TARGET_COLUMNS = (
    Column("code", "Kode", 12, open=True),
    Column("name", "Indikator", 50),
    Column("unit_of_measure", "Satuan", 12),
    *(Column(field, FIELD_WORDS[field], 15, open=True) for field in FIELDS),
)
BUDGET_COLUMNS = (
    Column("code", "Kode", 12, open=True),
    Column("name", "Program atau kegiatan", 60),
    Column("amount", "Anggaran (Rp)", 22, "Rupiah utuh, misalnya 1.250.000.000.", open=True),
)
MEDIUM_COLUMNS = (
    Column("code", "Kode", 12, "Kode indikator; satu baris satu tahun.", open=True),
    Column("name", "Indikator", 50),
    Column("unit_of_measure", "Satuan", 12),
    Column("year", "Tahun", 9, "Tahun Renstra, misalnya 2029.", open=True),
    Column("figure", "Target", 15, "Mengosongkannya menghapus target tahun itu.", open=True),
)
RULE_COLUMNS = _all_open(
    ("code", "Nomor", 12, "Aturan baru: tulis kode apa saja yang belum ada di kolom ini."),
    ("left", "Sisi kiri", 34, "Kode indikator, misalnya [IKU-1] + [IKU-2]."),
    ("comparison", "Tanda", 9, "Pilih dari daftar."),
    ("right", "Sisi kanan", 34),
    ("severity", "Tingkat", 22, "Pilih dari daftar."),
    ("sentence", "Kalimat", 60, "Dibaca pengisi bila aturan tidak dipenuhi."),
    ("until_on", "Berlaku sampai", 14, "Tanggal seperti 31/12/2026; kosong bila masih berlaku."),
)
IDENTITY = {MEDIUM: ("code", "year")}
"""What tells a line from the others; the code where nothing is said."""
COLUMNS = {
    OBJECTIVES: OBJECTIVE_COLUMNS, INDICATORS: INDICATOR_COLUMNS, TARGETS: TARGET_COLUMNS,
    BUDGETS: BUDGET_COLUMNS, MEDIUM: MEDIUM_COLUMNS, RULES: RULE_COLUMNS,
}  # fmt: skip


class WrongCell(ValueError):
    """A cell that says nothing that can be kept; the text is the sentence, ``field`` the column."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def definition_cells(said: Definition) -> dict[str, str]:
    """A definition as the cells of its row, by their columns."""
    measure = said.measure
    known = measure.scale is None or SCALES.get(measure.scale.key) == measure.scale
    return {
        "name": said.name,
        "definition": said.definition,
        "formula_text": said.formula_text,
        "unit_of_measure": measure.unit_of_measure,
        "value_kind": VALUE_KINDS[measure.value_kind],
        "places": str(measure.places),
        "polarity": POLARITIES[measure.polarity],
        "period_mode": PERIOD_MODES[measure.period_mode],
        "formula": FORMULA_NAMES[measure.formula],
        "tolerance": _shown(measure.tolerance),
        "floor_at_zero": YES if measure.floor_at_zero else NO,
        "cap": NO_CAP if measure.uncapped else _shown(measure.cap),
        "scale": OWN_SCALE if not known else measure.scale.name if measure.scale else "",
        "ordinal": "; ".join(_grade_text(grade) for grade in measure.ordinal),
        "minimum": _shown(measure.minimum),
        "maximum": _shown(measure.maximum),
        "percent_places": str(measure.percent_places),
        "quarters": said.quarters,
        "items": "; ".join(_item_text(item) for item in said.items),
        "expression": said.expression,
        "source": said.source,
        "evidence": said.evidence,
        "evidence_must": YES if said.evidence_must else NO,
    }


def _shown(number: Decimal | None) -> str:
    return "" if number is None else show_number(number)


def _grade_text(grade: Grade) -> str:
    parts = [grade.code, show_number(grade.score), *([grade.name] if grade.name else [])]
    return " = ".join(parts)


def _item_text(item: Item) -> str:
    return f"{item.key} = {item.label}" + (f" ({item.unit})" if item.unit else "")


def definition_of_cells(
    texts: Mapping[str, str], before: Definition | None
) -> tuple[Definition | None, list[WrongCell]]:
    """The definition that a row's cells say; None with every cell that is wrong. A scale of one's
    own, which no cell can say, is the one before. Whether the parts agree is asked elsewhere."""
    if before is not None and all(
        texts[key] == text for key, text in definition_cells(before).items()
    ):
        # What was written by the cells' own hand need not be read: nothing is lost on the way.
        return before, []
    wrong: list[WrongCell] = []

    def read(key: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(texts[key].strip())
        except ValueError as no:
            wrong.append(WrongCell(key, str(no)))
            return None

    measure = {
        "value_kind": read("value_kind", _choice("value_kind")),
        "places": read("places", _places),
        "polarity": read("polarity", _choice("polarity")),
        "period_mode": read("period_mode", _choice("period_mode")),
        "formula": read("formula", _choice("formula")),
        "tolerance": read("tolerance", _number),
        "floor_at_zero": read("floor_at_zero", _yes),
        "uncapped": (uncapped := is_uncapped(texts["cap"])),
        "cap": None if uncapped else read("cap", _number),
        "scale": read("scale", lambda text: _scale(text, before)),
        "ordinal": read("ordinal", _grades),
        "minimum": read("minimum", _number),
        "maximum": read("maximum", _number),
        "percent_places": read("percent_places", _places),
    }
    quarters, items = read("quarters", _quarters), read("items", _items)
    must = read("evidence_must", _yes)
    if wrong:
        return None, wrong
    plain = {
        key: texts[key].strip()
        for key in ("name", "definition", "formula_text", "expression", "source", "evidence")
    }
    of = Measure(unit_of_measure=texts["unit_of_measure"].strip(), **measure)
    return (
        Definition(measure=of, quarters=quarters, items=items, evidence_must=must, **plain),
        [],
    )


# ---- one cell


def choice(column: str, text: str) -> Any:
    """What is kept for a word of a column. Refuses (ValueError) others, naming those there are."""
    wanted = " ".join(text.split()).casefold()
    words = CHOICES[column]
    for key, word in words.items():
        if wanted in (word.casefold(), str(key).casefold()):
            return key
    raise ValueError(f"“{text[:60]}” tidak dikenal. Pilih: {'; '.join(words.values())}.")


def _choice(column: str) -> Callable[[str], Any]:
    return lambda text: choice(column, text)


def _yes(text: str) -> bool:
    return bool(text) and choice("floor_at_zero", text) == YES


def _number(text: str) -> Decimal | None:
    number = read_number(text)
    if number is Absent.NOT_AVAILABLE:
        raise NotANumber(f"“{text}” bukan angka. Kosongkan bila tidak ada.")
    return None if isinstance(number, Absent) else number


def whole(text: str, most: int = 100_000) -> int:
    """A whole number from 0 to ``most``. Refuses (ValueError) others."""
    number = _number(text)
    if number is None or number != number.to_integral_value() or not 0 <= number <= most:
        shown = show_number(Decimal(most))
        raise ValueError(f"“{text[:40]}” bukan bilangan bulat dari 0 sampai {shown}.")
    return int(number)


def is_uncapped(text: str) -> bool:
    """Does the cell of the cap say that there is none, not even the agency's?"""
    return " ".join(text.split()).casefold() == NO_CAP


def _places(text: str) -> int:
    return whole(text) if text else 2


def _scale(text: str, before: Definition | None) -> Scale | None:
    if text == OWN_SCALE:
        if before is None:
            raise ValueError("Skala khusus dibuat pada halaman indikator; pilih skala dari daftar.")
        return before.measure.scale
    return SCALES[choice("scale", text)] if text else None


def _quarters(text: str) -> str:
    digits = re.sub(r"[\s,;dan]+", "", text)
    if not digits:
        return QUARTERS
    if not re.fullmatch("[1-4]{1,4}", digits) or len(set(digits)) != len(digits):
        raise ValueError(f"“{text[:40]}” bukan triwulan. Tulis angkanya, misalnya 1234 atau 24.")
    return "".join(sorted(digits))


def _grades(text: str) -> tuple[Grade, ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        code, score, *name = (word.strip() for word in part.split("=", 2)) if "=" in part else (
            part, "",
        )  # fmt: skip
        number = read_number(score)
        if not code or isinstance(number, Absent):
            raise ValueError(f"“{part[:60]}” bukan predikat. Tulis seperti WTP = 4 = Wajar.")
        found.append(Grade(code, number, name[0] if name else ""))
    return tuple(found)


_ITEM = re.compile(r"(?P<key>[^=]+?)\s*=\s*(?P<label>.+?)(?:\s*\((?P<unit>[^()]*)\))?")


def _items(text: str) -> tuple[Item, ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _ITEM.fullmatch(part)
        if match is None:
            raise ValueError(f"“{part[:60]}” bukan data mentah. Tulis seperti baik = Jalan (km).")
        found.append(Item(match["key"].strip(), match["label"], match["unit"] or ""))
    return tuple(found)
