"""How an indicator is measured, as data: everything that decides what a number means."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar

from himpun.performance.rules.formulas import FORMULAS, POLARITIES, Formula, Polarity
from himpun.performance.rules.numbers import exact_number, exact_text, show_number
from himpun.performance.rules.scales import (
    SCALES,
    Scale,
    scale_from_json,
    scale_to_json,
    why_not_scale,
)

ValueKind = Literal["number", "text", "ordinal"]
PeriodMode = Literal["sum", "last", "cumulative", "average"]

VALUE_KINDS: dict[ValueKind, str] = {
    "number": "angka",
    "text": "teks",
    "ordinal": "predikat atau opini",
}
PERIOD_MODES: dict[PeriodMode, str] = {
    "sum": "dijumlahkan antartriwulan",
    "last": "nilai triwulan terakhir",
    "cumulative": "isian kumulatif",
    "average": "rata-rata triwulan",
}
MOST_GRADES = 30
MOST_PLACES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Grade:
    """One code of an ordinal, what it is worth, and its name in full."""

    code: str
    score: Decimal
    name: str = ""


def _grades(*grades: tuple[str, int, str]) -> tuple[Grade, ...]:
    return tuple(Grade(code, Decimal(score), name) for code, score, name in grades)


ORDINALS: dict[str, tuple[Grade, ...]] = {
    "opini-bpk": _grades(
        ("WTP", 4, "Wajar Tanpa Pengecualian"),
        ("WDP", 3, "Wajar Dengan Pengecualian"),
        ("TW", 2, "Tidak Wajar"),
        ("TMP", 1, "Tidak Menyatakan Pendapat"),
    ),
    "predikat-akip": _grades(
        ("AA", 7, "Sangat Memuaskan"),
        ("A", 6, "Memuaskan"),
        ("BB", 5, "Sangat Baik"),
        ("B", 4, "Baik"),
        ("CC", 3, "Cukup"),
        ("C", 2, "Kurang"),
        ("D", 1, "Sangat Kurang"),
    ),
    "maturitas-spip": _grades(
        ("Level 5", 5, "Optimum"),
        ("Level 4", 4, "Terkelola dan terukur"),
        ("Level 3", 3, "Terdefinisi"),
        ("Level 2", 2, "Berkembang"),
        ("Level 1", 1, "Rintisan"),
    ),
    "akreditasi": _grades(("A", 3, "Unggul"), ("B", 2, "Baik Sekali"), ("C", 1, "Baik")),
}
"""Presets by key, best first. The scores are ranks; an agency may put others in their place."""


@dataclass(frozen=True, slots=True)
class Measure:
    """All that decides how an indicator is measured. Texts are Indonesian, numbers exact.

    ``tolerance`` is in the indicator's own unit, for "keep"; ``cap`` in percent, None for none of
    its own; ``uncapped``: the agency's cap does not hold either.
    ``floor_at_zero``: a negative achievement counts as 0. ``places`` are decimals of the value,
    ``percent_places`` of the achievement. ``minimum`` and ``maximum`` bound a realisation,
    both inclusive. ``scale`` None: no rating word.
    """

    value_kind: ValueKind = "number"
    unit_of_measure: str = ""
    places: int = 2
    polarity: Polarity = "up"
    period_mode: PeriodMode = "last"
    formula: str = "higher"
    tolerance: Decimal | None = None
    floor_at_zero: bool = False
    cap: Decimal | None = None
    uncapped: bool = False
    scale: Scale | None = SCALES["permendagri-86-2017"]
    ordinal: tuple[Grade, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    percent_places: int = 2

    @property
    def rule(self) -> Formula:
        """The formula by its key; KeyError for one that ``why_not_measure`` would refuse."""
        return FORMULAS[self.formula]


def why_not_measure(measure: Measure) -> tuple[str, ...]:
    """Every contradiction in a measure, each a sentence; empty when it can be used."""
    return (
        *_against_formula(measure),
        *_against_kind(measure),
        *_against_numbers(measure),
        *(why_not_scale(measure.scale) if measure.scale else ()),
    )


def _against_formula(measure: Measure) -> Iterator[str]:
    formula = FORMULAS.get(measure.formula)
    if formula is None:
        yield f"Rumus “{measure.formula}” tidak dikenal."
        return
    if (measure.value_kind == "text") != (formula.key == "equal"):
        yield f"Rumus “{formula.name}” tidak cocok untuk nilai {VALUE_KINDS[measure.value_kind]}."
    elif formula.polarity is not None and formula.polarity != measure.polarity:
        yield f"Rumus “{formula.name}” tidak cocok untuk arah “{POLARITIES[measure.polarity]}”."
    if measure.polarity == "keep" and measure.value_kind == "number":
        if measure.tolerance is None:
            yield "Indikator yang dijaga tetap memerlukan toleransi (boleh 0)."
    elif measure.tolerance is not None:
        yield "Toleransi hanya untuk indikator yang dijaga tetap."


def _against_kind(measure: Measure) -> Iterator[str]:
    if measure.value_kind == "ordinal":
        yield from _against_grades(measure.ordinal)
    elif measure.ordinal:
        yield "Daftar predikat hanya untuk nilai predikat atau opini."
    if measure.value_kind == "number":
        return
    if measure.period_mode != "last":
        yield (
            f"Nilai {VALUE_KINDS[measure.value_kind]} tidak dapat "
            f"{_NOT_FOR_WORDS[measure.period_mode]}; pakai nilai triwulan terakhir."
        )
    if measure.value_kind == "ordinal" and measure.polarity not in ("up", "down"):
        yield f"Predikat tidak dapat diukur dengan arah “{POLARITIES[measure.polarity]}”."
    if measure.minimum is not None or measure.maximum is not None:
        yield "Batas terendah dan tertinggi hanya untuk angka."


_NOT_FOR_WORDS: dict[PeriodMode, str] = {
    "sum": "dijumlahkan",
    "cumulative": "dikumulatifkan",
    "average": "dirata-ratakan",
    "last": "",
}


def _against_grades(grades: Sequence[Grade]) -> Iterator[str]:
    if not 2 <= len(grades) <= MOST_GRADES:
        yield f"Predikat memerlukan 2 sampai {MOST_GRADES} kode beserta nilainya."
    known = [text.casefold() for grade in grades for text in {grade.code, grade.name} if text]
    twice = sorted(text for text, times in Counter(known).items() if times > 1)
    if twice:
        yield f"Kode atau sebutan ganda: {', '.join(twice)}."
    if any(not grade.code.strip() for grade in grades):
        yield "Setiap predikat memerlukan kode."
    if any(grade.score < 0 for grade in grades):
        yield "Nilai predikat tidak boleh negatif."


def _against_numbers(measure: Measure) -> Iterator[str]:
    if not 0 <= measure.places <= MOST_PLACES_SHOWN:
        yield f"Angka desimal yang ditampilkan 0 sampai {MOST_PLACES_SHOWN}."
    if not 0 <= measure.percent_places <= MOST_PLACES_SHOWN:
        yield f"Angka desimal capaian 0 sampai {MOST_PLACES_SHOWN}."
    if measure.tolerance is not None and measure.tolerance < 0:
        yield "Toleransi tidak boleh negatif."
    if measure.cap is not None and measure.cap < 100:
        yield f"Batas capaian {show_number(measure.cap)} % tidak boleh di bawah 100 %."
    if measure.cap is not None and measure.uncapped:
        yield "Capaian tidak dapat dibatasi dan sekaligus tanpa batas."
    low, high = measure.minimum, measure.maximum
    if low is not None and high is not None and low >= high:
        yield (
            f"Nilai terendah {show_number(low)} harus di bawah nilai tertinggi {show_number(high)}."
        )


# ---- kept as JSON


def to_json(measure: Measure) -> dict[str, object]:
    """A measure as it is kept: decimals as texts, the scale and the grades in full.

    In full, so that a definition of last year keeps its meaning when a preset is corrected. What
    came later stands there only where it is used: frozen recaps hold what was known before.
    """
    uncapped = {"uncapped": True} if measure.uncapped else {}
    return uncapped | {
        "value_kind": measure.value_kind,
        "unit_of_measure": measure.unit_of_measure,
        "places": measure.places,
        "polarity": measure.polarity,
        "period_mode": measure.period_mode,
        "formula": measure.formula,
        "tolerance": _text(measure.tolerance),
        "floor_at_zero": measure.floor_at_zero,
        "cap": _text(measure.cap),
        "scale": scale_to_json(measure.scale) if measure.scale else None,
        "ordinal": [
            {"code": grade.code, "score": exact_text(grade.score), "name": grade.name}
            for grade in measure.ordinal
        ],
        "minimum": _text(measure.minimum),
        "maximum": _text(measure.maximum),
        "percent_places": measure.percent_places,
    }


def from_json(kept: Mapping[str, object]) -> Measure:
    """The measure that ``to_json`` wrote. Refuses (ValueError) all else, also contradictions."""
    try:
        measure = _measure(kept)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a kept measure: {error}") from error
    if why := why_not_measure(measure):
        raise ValueError(" ".join(why))
    return measure


def _measure(kept: Mapping[str, object]) -> Measure:
    scale, grades = kept["scale"], kept["ordinal"]
    if not (scale is None or isinstance(scale, Mapping)) or not isinstance(grades, list):
        raise TypeError("scale or ordinal")
    return Measure(
        value_kind=_one_of(VALUE_KINDS, kept["value_kind"]),
        unit_of_measure=_of_type(str, kept["unit_of_measure"]),
        places=_of_type(int, kept["places"]),
        polarity=_one_of(POLARITIES, kept["polarity"]),
        period_mode=_one_of(PERIOD_MODES, kept["period_mode"]),
        formula=_of_type(str, kept["formula"]),
        tolerance=_number(kept["tolerance"]),
        floor_at_zero=_of_type(bool, kept["floor_at_zero"]),
        cap=_number(kept["cap"]),
        uncapped=_of_type(bool, kept.get("uncapped", False)),
        scale=None if scale is None else scale_from_json(scale),
        ordinal=tuple(_grade(grade) for grade in grades),
        minimum=_number(kept["minimum"]),
        maximum=_number(kept["maximum"]),
        percent_places=_of_type(int, kept["percent_places"]),
    )


_T = TypeVar("_T")
_K = TypeVar("_K", bound=str)


def _one_of(known: Mapping[_K, str], word: object) -> _K:
    for key in known:
        if key == word:
            return key
    raise ValueError(f"not one of {list(known)}: {word!r}")


def _of_type(kind: type[_T], value: object) -> _T:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not of {kind.__name__}")
    return value


def _grade(kept: Mapping[str, object]) -> Grade:
    score = exact_number(_of_type(str, kept["score"]))
    return Grade(_of_type(str, kept["code"]), score, _of_type(str, kept["name"]))


def _number(kept: object) -> Decimal | None:
    return None if kept is None else exact_number(_of_type(str, kept))


def _text(number: Decimal | None) -> str | None:
    return None if number is None else exact_text(number)
