"""The achievement formulas in use, as data: what is printed, and for which polarity.

The same agency's software was found using two of the "lower is better" formulas on two of its
pages (sakip-notes §2.4); so the formula is a visible property of each indicator. The arithmetic
itself stands once, in ``achievement``; a test holds it against the patterns here.
"""

from dataclasses import dataclass
from typing import Literal

Polarity = Literal["up", "down", "range", "keep"]

POLARITIES: dict[Polarity, str] = {
    "up": "makin tinggi makin baik",
    "down": "makin rendah makin baik",
    "range": "di dalam rentang",
    "keep": "dijaga tetap",
}


@dataclass(frozen=True, slots=True)
class Formula:
    """One way to measure achievement. ``pattern`` has {T} for target and {R} for realisation.

    ``above`` is the pattern above a range where it differs from the one below; ``note`` says what
    is fixed by definition, not computed.
    """

    key: str
    name: str
    polarity: Polarity | None
    pattern: str
    source: str
    above: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """The formula as it is printed beside a number: realisasi ÷ target × 100."""
        if not self.pattern:
            return self.note
        if self.polarity != "range":
            said = _in_words(self.pattern, "target")
            return f"{said}; {self.note}" if self.note else said
        below = _in_words(self.pattern, "batas bawah")
        above = _in_words(self.above or self.pattern, "batas atas")
        return f"100 di dalam rentang; di bawahnya {below}; di atasnya {above}"


def _in_words(pattern: str, target: str) -> str:
    return pattern.format(T=target, R="realisasi")


_A = "(2 × {T} − {R}) ÷ {T} × 100"
_RATIO = "{R} ÷ {T} × 100"
_INVERSE = "{T} ÷ {R} × 100"
_PANRB = "PermenPANRB tentang Sistem Manajemen Kinerja PNS, lampiran hlm. 100"

FORMULAS: dict[str, Formula] = {
    formula.key: formula
    for formula in (
        Formula("higher", "Makin tinggi makin baik", "up", _RATIO, "lazim di semua LKjIP"),
        Formula(
            "lower-a", "Makin rendah makin baik, varian A", "down", _A,
            "LKjIP Kabupaten Maluku Tengah 2021; LKj Provinsi Lampung 2015",
        ),
        Formula(
            "lower-b", "Makin rendah makin baik, varian B", "down", _INVERSE,
            "LKjIP Kabupaten Manggarai Timur 2019; aplikasi monev triwulan",
            note="realisasi 0 ditetapkan 100",
        ),
        Formula(
            "lower-c", "Makin rendah makin baik, varian C", "down", "({T} − {R}) ÷ {T} × 100",
            "aplikasi evaluasi SAKIP, hitungan tahunan",
            note="tepat pada target bernilai 0",
        ),
        Formula("range-higher", "Rentang, di atasnya lebih baik", "range", _RATIO, _PANRB),
        Formula("range-lower", "Rentang, di bawahnya lebih baik", "range", _A, _PANRB),
        Formula(
            "range-a", "Rentang, dua sisi, varian A", "range", _RATIO,
            "gabungan rumus rentang dan varian A", above=_A,
        ),
        Formula(
            "range-b", "Rentang, dua sisi, varian B", "range", _RATIO,
            "gabungan rumus rentang dan varian B", above=_INVERSE,
        ),
        Formula(
            "keep", "Dijaga tetap dalam toleransi", "keep", "({T} − |{R} − {T}|) ÷ {T} × 100",
            "pola “stabilize” Kementerian Keuangan, disederhanakan",
            note="100 di dalam toleransi",
        ),
        Formula(
            "equal", "Sama dengan target", None, "", "indikator berupa teks",
            note="tercapai bila realisasi sama dengan target; tanpa persen",
        ),
    )
}  # fmt: skip


def formulas_for(polarity: Polarity) -> tuple[Formula, ...]:
    """The formulas that fit a polarity, the usual one first."""
    return tuple(formula for formula in FORMULAS.values() if formula.polarity == polarity)
