"""Numbers as officials type them and read them: 1.234,5. Exact decimals only.

The dot groups thousands and the comma marks decimals, always. What could mean two things is
refused with a sentence that says how to write it, for a wrong guess is a number ten or a thousand
times off that nobody notices:

========================  =========================================================================
typed                     read as
========================  =========================================================================
``1.234``, ``1.234.567``  1234, 1234567: every group after a dot has exactly three digits
``1,5``, ``1,234``        1.5, 1.234: a comma is always the decimal mark
``76,5 %``, ``Rp 1.000``  76.5, 1000: the sign says the unit, not the number
``1234.5``, ``0.5``       refused: a dot that groups nothing; the sentence proposes the comma
``0.123``, ``012.345``    refused: no number begins so with thousands
``1,234.5``, ``1,2,3``    refused: foreign grouping
``1e5``, ``NaN``, ``½``   refused: only the digits 0–9, a dot, a comma, a sign in front
========================  =========================================================================
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from fractions import Fraction

MOST_DIGITS = 28
"""Significant digits of a number, before and after the comma together."""
MOST_PLACES = 10
"""Decimals of a number."""
MOST_CHARACTERS = 60

_WIDE = Context(prec=4000)
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_SHAPE = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?P<part>[0-9]+))?"
)
_DOT_AS_COMMA = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_CURRENCY = re.compile(r"^rp\.?(?=[ 0-9+-])", re.IGNORECASE)
_NOT_AVAILABLE = frozenset({
    "-", "--", "–", "—", "n/a", "na", "n.a.", "nihil data", "tidak ada", "tidak ada data",
    "tidak tersedia", "belum ada", "belum tersedia", "t/a", "tad",
})  # fmt: skip


class NotANumber(ValueError):
    """A text that is no number; the exception's text is the sentence for who typed it."""


class Absent(Enum):
    """A cell without a number. Neither is 0, and neither counts in a sum."""

    EMPTY = "kosong"
    """Nothing was filled in: the value is still owed."""
    NOT_AVAILABLE = "tidak ada"
    """Somebody said that there is no value ("n/a", "-", "tidak ada"); it asks for a reason."""


def read_number(text: str) -> Decimal | Absent:
    """What a cell says: an exact number, or that there is none. Refuses by ``NotANumber``.

    At most 28 significant digits and 10 decimals; the sign ``%`` behind and ``Rp`` in front are
    allowed and left out. "" gives EMPTY; "n/a", "-", "tidak ada" and the like NOT_AVAILABLE.
    """
    shown = text.strip()
    if len(shown) > MOST_CHARACTERS:
        raise NotANumber(f"Isian {len(shown)} huruf terlalu panjang untuk sebuah angka.")
    absent = absence(shown)
    return absent if absent is not None else _exact(_bare(shown), shown)


def absence(text: str) -> Absent | None:
    """Which kind of "no value" a text is; None if it says something."""
    words = _BLANKS.sub(" ", text).strip().lower()
    if not words:
        return Absent.EMPTY
    return Absent.NOT_AVAILABLE if words in _NOT_AVAILABLE else None


def _bare(text: str) -> str:
    """Without the signs of percent and money, and without blanks at the ends."""
    text = _BLANKS.sub(" ", text).replace("−", "-")
    text = _CURRENCY.sub("", text).strip()
    return text.removesuffix("%").strip()


def _exact(text: str, shown: str) -> Decimal:
    found = _SHAPE.fullmatch(text)
    if not found:
        raise NotANumber(_why_not(text, shown))
    whole, part = found["whole"].replace(".", ""), found["part"] or ""
    if "." in found["whole"] and whole.startswith("0"):
        raise NotANumber(_two_meanings(text, shown))
    if len(part) > MOST_PLACES:
        raise NotANumber(
            f"“{shown}” memuat {len(part)} angka desimal; paling banyak {MOST_PLACES}."
        )
    if len((whole + part).lstrip("0")) > MOST_DIGITS:
        raise NotANumber(f"“{shown}” terlalu panjang; paling banyak {MOST_DIGITS} angka.")
    return Decimal(f"{found['sign']}{whole}.{part or '0'}").normalize(_WIDE) + 0


def _why_not(text: str, shown: str) -> str:
    if _DOT_AS_COMMA.fullmatch(text):
        return _two_meanings(text, shown)
    if "," in text and re.fullmatch(r"[+-]?[0-9.,]+", text):
        return (
            f"“{shown}” tidak terbaca: titik memisahkan ribuan dan koma menandai desimal, "
            "misalnya 1.234,5."
        )
    return f"“{shown}” bukan angka. Tulis seperti 1.234,5."


def _two_meanings(text: str, shown: str) -> str:
    return (
        f"“{shown}” dapat dibaca dengan dua cara. Tulis {text.replace('.', ',')} bila itu desimal, "
        f"atau {text.replace('.', '')} bila itu bilangan bulat."
    )


def exact_text(number: Decimal) -> str:
    """A number as it is kept and hashed: plain digits with a dot, one way only ("1234.5", "0").

    Refuses (ValueError) what is not finite or longer than ``read_number`` would allow.
    """
    if not number.is_finite():
        raise ValueError("only finite numbers are kept")
    if number.adjusted() > MOST_DIGITS or (number and number.adjusted() < -MOST_PLACES):
        raise ValueError(f"{number} is too big or too small to be kept")
    plain = format(number.normalize(_WIDE), "f")
    return "0" if plain == "-0" else plain


def exact_number(text: str) -> Decimal:
    """The number of a kept text. Refuses (ValueError) what ``exact_text`` does not write."""
    if len(text) > MOST_CHARACTERS or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise ValueError(f"not a kept number: {text[:MOST_CHARACTERS]!r}")
    return Decimal(text)


def show_number(number: Decimal, places: int | None = None) -> str:
    """A number as it is read: 1.234,5. ``places`` rounds half up; None shows all it has."""
    if places is None:
        plain = format(number.normalize(_WIDE), "f")
    else:
        plain = format(rounded(number, places), "f")
    sign = "-" if plain.startswith("-") and plain.strip("-0.") else ""
    whole, _, part = plain.lstrip("-").partition(".")
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


def show_exact(number: Decimal | Fraction, places: int = 4, within: int = MOST_PLACES) -> str:
    """A number in full where it ends ``within`` decimals; else shortened and marked: ≈33,3333."""
    if isinstance(number, Decimal) and within == MOST_PLACES:
        return show_number(number)
    whole = rounded(number, within)
    if whole == number:
        return show_number(whole)
    return f"≈{show_number(rounded(number, places))}"


def rounded(number: Decimal | Fraction, places: int) -> Decimal:
    """Rounded half away from zero to ``places`` decimals: 0.125 → 0.13, -0.125 → -0.13."""
    if isinstance(number, Fraction):
        above, below = abs(number.numerator) * 10**places, number.denominator
        whole = (2 * above + below) // (2 * below)
        return Decimal(whole if number >= 0 else -whole).scaleb(-places, _WIDE)
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def hundredths(percent: Decimal | Fraction | None) -> int | None:
    """A percentage as it is kept for sums, in whole hundredths: 66.665 → 6667."""
    return None if percent is None else int(rounded(percent * 100, 0))
