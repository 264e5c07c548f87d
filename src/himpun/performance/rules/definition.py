"""The definition of an indicator: what one version of it says, and how two versions differ."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from himpun.performance.rules.expressions import NotAnExpression, parse_expression
from himpun.performance.rules.formulas import POLARITIES
from himpun.performance.rules.measure import (
    PERIOD_MODES,
    VALUE_KINDS,
    Measure,
    why_not_measure,
)
from himpun.performance.rules.numbers import show_number

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_ITEMS = 20
MOST_NAME = 500
QUARTERS = "1234"
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Item:
    """A raw datum that is collected for an indicator: its name in the expression, its words."""

    key: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a version of an indicator says. ``quarters`` are the digits of those in which it is
    asked; ``expression`` computes the realisation from the keys of ``items``, and is empty where
    there are none."""

    name: str
    measure: Measure
    definition: str = ""
    formula_text: str = ""
    quarters: str = QUARTERS
    items: tuple[Item, ...] = ()
    expression: str = ""
    source: str = ""
    evidence: str = ""
    evidence_must: bool = False


def why_not_definition(said: Definition) -> tuple[str, ...]:
    """Every reason why a definition cannot be used, each a sentence."""
    return (
        *_against_words(said),
        *why_not_measure(said.measure),
        *_against_quarters(said.quarters),
        *_against_items(said),
    )


def _against_words(said: Definition) -> Iterator[str]:
    if not said.name.strip():
        yield "Nama indikator harus diisi."
    for label, text in (
        ("Nama indikator", said.name),
        ("Sumber data", said.source),
        ("Bukti dukung", said.evidence),
    ):
        if len(text) > MOST_NAME:
            yield f"{label} paling panjang {MOST_NAME} huruf."
    if not said.measure.unit_of_measure.strip():
        yield "Satuan harus diisi."
    if said.evidence_must and not said.evidence.strip():
        yield "Sebutkan bukti dukung yang wajib dilampirkan."


def _against_quarters(quarters: str) -> Iterator[str]:
    if not quarters or quarters != "".join(q for q in QUARTERS if q in quarters):
        yield "Pilih paling sedikit satu triwulan saat indikator ini diisi."


def _against_items(said: Definition) -> Iterator[str]:
    if bool(said.items) != bool(said.expression.strip()):
        yield "Data mentah dan rumus hitung harus diisi bersama-sama."
        return
    if not said.items:
        return
    if said.measure.value_kind != "number":
        yield "Hanya indikator berupa angka yang dapat dihitung dari data mentah."
    if len(said.items) > MOST_ITEMS:
        yield f"Data mentah paling banyak {MOST_ITEMS} butir."
    yield from _against_keys([item.key for item in said.items])
    if any(not item.label.strip() for item in said.items):
        yield "Setiap butir data mentah memerlukan nama."
    yield from _against_expression(said)


def _against_keys(keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        if not KEY.fullmatch(key):
            yield (
                f"Kode butir “{key}” tidak dapat dipakai: mulai dengan huruf kecil, lalu huruf "
                "kecil, angka, atau garis bawah, paling panjang 40."
            )
    if len(set(keys)) < len(keys):
        yield "Kode butir data mentah tidak boleh sama."


def _against_expression(said: Definition) -> Iterator[str]:
    try:
        used = parse_expression(said.expression).items
    except NotAnExpression as error:
        yield f"Rumus hitung: {error}"
        return
    keys = {item.key for item in said.items}
    if unknown := [name for name in used if name not in keys]:
        yield f"Rumus hitung memakai butir yang tidak ada: {', '.join(unknown)}."
    if unused := [key for key in sorted(keys) if key not in used]:
        yield f"Butir data mentah yang tidak dipakai rumus hitung: {', '.join(unused)}."


# ---- kept, and in words


def items_to_json(items: Sequence[Item]) -> list[dict[str, str]]:
    """As they are kept."""
    return [{"key": item.key, "label": item.label, "unit": item.unit} for item in items]


def items_from_json(kept: Sequence[Mapping[str, str]]) -> tuple[Item, ...]:
    """What ``items_to_json`` wrote."""
    return tuple(Item(item["key"], item["label"], item["unit"]) for item in kept)


def quarters_words(quarters: str) -> str:
    """In words: setiap triwulan; triwulan IV; triwulan II dan IV."""
    if quarters == QUARTERS:
        return "setiap triwulan"
    names = [ROMAN[int(digit) - 1] for digit in quarters]
    head, last = names[:-1], names[-1]
    return f"triwulan {', '.join(head)} dan {last}" if head else f"triwulan {last}"


def in_words(said: Definition) -> dict[str, str]:
    """Each part of a definition as the card shows it, label → words, "" where there is nothing."""
    measure = said.measure
    return {
        "Nama": said.name,
        "Definisi operasional": said.definition,
        "Cara menghitung": said.formula_text,
        "Satuan": measure.unit_of_measure,
        "Jenis nilai": VALUE_KINDS[measure.value_kind],
        "Arah": POLARITIES[measure.polarity] if measure.value_kind != "text" else "",
        "Cara periode": PERIOD_MODES[measure.period_mode],
        "Rumus capaian": measure.rule.words,
        "Toleransi": _shown(measure.tolerance),
        "Batas capaian": _cap_words(measure),
        "Capaian negatif": "dijadikan 0" if measure.floor_at_zero else "",
        "Skala": measure.scale.name if measure.scale else "",
        "Predikat": ", ".join(
            f"{grade.code} = {show_number(grade.score)}" for grade in measure.ordinal
        ),
        "Nilai terendah": _shown(measure.minimum),
        "Nilai tertinggi": _shown(measure.maximum),
        "Desimal": str(measure.places) if measure.value_kind == "number" else "",
        "Diisi": quarters_words(said.quarters),
        "Data mentah": "; ".join(
            f"{item.key}: {item.label}" + (f" ({item.unit})" if item.unit else "")
            for item in said.items
        ),
        "Rumus hitung": said.expression,
        "Sumber data": said.source,
        "Bukti dukung": f"{said.evidence} (wajib)" if said.evidence_must else said.evidence,
    }


def _cap_words(measure: Measure) -> str:
    if measure.uncapped:
        return "tanpa batas"
    return "" if measure.cap is None else f"{show_number(measure.cap)} %"


def _shown(number: Decimal | None) -> str:
    return "" if number is None else show_number(number)


def differences(before: Definition, after: Definition) -> list[tuple[str, str, str]]:
    """What changed between two versions: (label, before, after), in the order of the card."""
    old, new = in_words(before), in_words(after)
    return [(label, old[label], new[label]) for label in new if old[label] != new[label]]
