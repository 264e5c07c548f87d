"""Rating scales as data: half-open levels, so that every percentage has exactly one word.

Printed scales have holes ("76–90", "91–100": where is 90,5?). Each level here has a lower bound
and says whether the bound itself belongs to it; it ends where the next begins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal, get_args

from himpun.performance.rules.numbers import exact_number, exact_text, show_number

Tone = Literal["good", "fair", "poor"]
MOST_LEVELS = 12


@dataclass(frozen=True, slots=True)
class Level:
    """A word for percentages from ``lower`` (None: from everywhere) to the next level.

    ``included``: the bound itself belongs here; if not, to the level below.
    """

    word: str
    tone: Tone
    lower: Decimal | None = None
    included: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Levels from the lowest to the highest."""

    key: str
    name: str
    levels: tuple[Level, ...]
    source: str = ""

    def level_of(self, percent: Decimal) -> Level:
        """The one level a percentage falls in."""
        found = self.levels[0]
        for level in self.levels[1:]:
            assert level.lower is not None
            if percent > level.lower or (level.included and percent == level.lower):
                found = level
        return found

    def legend(self) -> tuple[tuple[Level, str], ...]:
        """Each level with its bounds in words, highest first: "> 75 s.d. 90"."""
        ends: tuple[Level | None, ...] = (*self.levels[1:], None)
        return tuple(
            (level, _bounds(level, end)) for level, end in zip(self.levels, ends, strict=True)
        )[::-1]


def _bounds(level: Level, end: Level | None) -> str:
    until = ""
    if end is not None and end.lower is not None:
        until = f"{'<' if end.included else '≤'} {show_number(end.lower)}"
    if level.lower is None:
        return until or "semua"
    start = f"{'≥' if level.included else '>'} {show_number(level.lower)}"
    return f"{start} dan {until}" if until else start


def why_not_scale(scale: Scale) -> tuple[str, ...]:
    """Every reason why levels do not cover each number exactly once with its own word."""
    levels = scale.levels
    if not levels or len(levels) > MOST_LEVELS:
        return (f"Skala memuat 1 sampai {MOST_LEVELS} tingkat.",)
    reasons = []
    if levels[0].lower is not None:
        reasons.append(f"Tingkat terendah, “{levels[0].word}”, tidak boleh berbatas bawah.")
    if any(level.lower is None for level in levels[1:]):
        reasons.append("Hanya tingkat terendah yang tidak berbatas bawah.")
    for one, other in pairwise(levels[1:]):
        if one.lower is not None and other.lower is not None and not one.lower < other.lower:
            reasons.append(f"Batas “{other.word}” harus lebih tinggi daripada “{one.word}”.")
    words = [level.word.strip().casefold() for level in levels]
    if len(set(words)) < len(words) or "" in words:
        reasons.append("Setiap tingkat memerlukan sebutan sendiri.")
    return tuple(reasons)


def scale_to_json(scale: Scale) -> dict[str, object]:
    """As it is kept: decimals as texts."""
    return {
        "key": scale.key,
        "name": scale.name,
        "source": scale.source,
        "levels": [
            {
                "word": level.word,
                "tone": level.tone,
                "lower": None if level.lower is None else exact_text(level.lower),
                "included": level.included,
            }
            for level in scale.levels
        ],
    }


def scale_from_json(kept: Mapping[str, object]) -> Scale:
    """Refuses (ValueError, KeyError, TypeError) what ``scale_to_json`` does not write."""
    levels = kept["levels"]
    if not isinstance(levels, Sequence) or isinstance(levels, str):
        raise TypeError("levels are a list")
    scale = Scale(
        str(kept["key"]), str(kept["name"]), tuple(map(_level, levels)), str(kept["source"])
    )
    if why := why_not_scale(scale):
        raise ValueError(" ".join(why))
    return scale


def _level(kept: Mapping[str, object]) -> Level:
    lower, tone, included = kept["lower"], kept["tone"], kept["included"]
    if tone not in get_args(Tone) or not isinstance(included, bool):
        raise ValueError(f"not a level: {kept!r}")
    bound = None if lower is None else exact_number(str(lower))
    known: Tone = "good" if tone == "good" else "fair" if tone == "fair" else "poor"
    return Level(str(kept["word"]), known, bound, included)


def _above(*levels: tuple[str, Tone, str]) -> tuple[Level, ...]:
    """Levels that begin above their bound; the lowest, first, has none."""
    return tuple(
        Level(word, tone, Decimal(lower) if lower else None) for word, tone, lower in levels
    )


# Permendagri prints "76 % ≤ 90 %", "≤ 50 %": the sign stands at the upper end, so 50,5 is not
# "≤ 50" and belongs to the next level.
SCALES: dict[str, Scale] = {
    scale.key: scale
    for scale in (
        Scale(
            "permendagri-86-2017",
            "Lima tingkat (Permendagri 86/2017)",
            _above(
                ("Sangat Rendah", "poor", ""),
                ("Rendah", "poor", "50"),
                ("Sedang", "fair", "65"),
                ("Tinggi", "good", "75"),
                ("Sangat Tinggi", "good", "90"),
            ),
            "Permendagri 86/2017, lampiran, skala nilai peringkat kinerja",
        ),
        Scale(
            "lima-baik",
            "Lima tingkat, Sangat Baik … Sangat Kurang",
            _above(
                ("Sangat Kurang", "poor", ""),
                ("Kurang", "poor", "50"),
                ("Cukup", "fair", "65"),
                ("Baik", "good", "75"),
                ("Sangat Baik", "good", "90"),
            ),
            "LKjIP Inspektorat Daerah Kabupaten Sampang 2019, tabel 3.1",
        ),
        Scale(
            "enam-tingkat",
            "Enam tingkat, Memuaskan … Kurang",
            _above(
                ("Kurang", "poor", ""),
                ("Agak Kurang", "poor", "30"),
                ("Cukup Baik", "fair", "50"),
                ("Baik", "fair", "65"),
                ("Sangat Baik", "good", "75"),
                ("Memuaskan", "good", "85"),
            ),
            "LKjIP Kabupaten Maluku Tengah 2021",
        ),
        Scale(
            "lampu-lalu-lintas",
            "Merah, kuning, hijau (Banjarnegara)",
            (
                Level("Merah", "poor"),
                Level("Kuning", "fair", Decimal(70), included=True),
                Level("Hijau", "good", Decimal(90)),
            ),
            "aplikasi e-SAKIP Kabupaten Banjarnegara: < 70, ≤ 90, > 90",
        ),
        Scale(
            "predikat-akip",
            "Predikat AKIP, D … AA",
            _above(
                ("D", "poor", ""),
                ("C", "poor", "30"),
                ("CC", "fair", "50"),
                ("B", "fair", "60"),
                ("BB", "good", "70"),
                ("A", "good", "80"),
                ("AA", "good", "90"),
            ),
            "PermenPANRB 88/2021, kategori hasil evaluasi AKIP",
        ),
    )
}
