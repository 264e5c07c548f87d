"""The pattern of a number: what it writes it reads back, and a bad one is refused before use."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from himpun.letters.rules.numbering import (
    MOST,
    ROMAN_MONTHS,
    SLOT_WORDS,
    Parts,
    Pattern,
    read_number,
    read_pattern,
    roman_month,
    short_name_of,
    why_not_code,
    why_not_pattern,
    why_not_short_name,
    write_number,
)

PARTS = Parts(12, date(2026, 9, 14), "000.8.6.3", "SEKRETARIAT", "DISHUB")


def pattern_of(text: str) -> Pattern:
    found = read_pattern(text)
    assert isinstance(found, Pattern), found
    return found


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{kode}/{nomor}/{instansi}/{tahun}", "000.8.6.3/12/DISHUB/2026"),
        ("{kode}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}", "000.8.6.3/012/SEKRETARIAT/IX/2026"),
        # as on a decree about an SOP that a region really gave
        ("{kode}/{nomor}.036-Bappenda/{tahun}", ""),
        ("B-{nomor:4}/{instansi}/{bulan}/{tahun}", "B-0012/DISHUB/09/2026"),
        ("NOMOR {nomor} TAHUN {tahun}", "NOMOR 12 TAHUN 2026"),
    ],
)
def test_it_writes_a_number_as_the_pattern_says(pattern: str, number: str) -> None:
    assert write_number(pattern_of(pattern), PARTS) == (number or "000.8.6.3/12.036-Bappenda/2026")


def test_a_number_that_is_wider_than_its_slot_is_written_in_full() -> None:
    wide = Parts(12345, PARTS.on, PARTS.code, PARTS.unit, PARTS.agency)
    assert write_number(pattern_of("{nomor:3}/{tahun}"), wide) == "12345/2026"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "harus diisi"),
        ("{nomor}/{tahun}" + "x" * 80, "paling panjang"),
        ("{kode}/{tahun}", "harus memuat {nomor}"),
        ("{kode}/{nomor}", "harus memuat {tahun}"),
        ("{nomor}/{nomor}/{tahun}", "hanya boleh sekali"),
        ("{nomor}{tahun}", "Beri tanda pemisah"),
        ("{kode}.{nomor}/{tahun}", "tidak boleh langsung “.”"),
        ("{nomor}7/{tahun}", "tidak boleh langsung “7”"),
        ("{bulan_romawi}V/{nomor}/{tahun}", "tidak boleh langsung “V”"),
        ("{nomer}/{tahun}", "{nomer} tidak dikenal"),
        ("{nomor:0}/{tahun}", "Lebar {nomor}"),
        ("{nomor:7}/{tahun}", "Lebar {nomor}"),
        ("{tahun:4}/{nomor}", "Lebar hanya untuk {nomor}"),
        ("{nomor/{tahun}", "tidak dapat dipakai"),
        ("{nomor}/{tahun}\n", "spasi"),
        (" {nomor}/{tahun}", "spasi"),
        ("{nomor}/<b>/{tahun}", "tidak dapat dipakai"),
        ("{nomor}/\u202e/{tahun}", "tidak dapat dipakai"),
    ],
)
def test_a_bad_pattern_is_refused_with_what_is_wrong(pattern: str, why: str) -> None:
    assert why in str(why_not_pattern(pattern))


def test_every_slot_is_explained_and_can_be_used() -> None:
    whole = "/".join(f"{{{name}}}" for name in SLOT_WORDS)
    assert write_number(pattern_of(whole), PARTS).count("/") == len(SLOT_WORDS) - 1


def test_parts_that_a_slot_cannot_hold_are_not_written() -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write_number(pattern_of("{unit}/{nomor}/{tahun}"), Parts(1, PARTS.on, "1", "a/b", "X"))


def test_months_are_roman() -> None:
    assert [roman_month(month) for month in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]


@pytest.mark.parametrize("code", ["000.8.6.3", "065", "KP.01.02"])
def test_a_classification_code_is_taken(code: str) -> None:
    assert why_not_code(code) is None


@pytest.mark.parametrize("code", ["", "000.", ".1", "000/8", "0 8", "٠٠٠", "0" * 31])
def test_what_is_no_classification_code_is_refused(code: str) -> None:
    assert "Kode klasifikasi" in str(why_not_code(code))


@pytest.mark.parametrize("name", ["", "-", "Bid/LL", "DIS HUB", "A" * 31])
def test_what_is_no_short_name_is_refused(name: str) -> None:
    assert "Singkatan" in str(why_not_short_name(name))


def test_a_short_name_is_made_of_the_agency_s_code() -> None:
    assert short_name_of("pesisir-selatan-dishub") == "DISHUB"


# ---- the law

SLOTS = st.lists(
    st.sampled_from([name for name in SLOT_WORDS if name not in {"nomor", "tahun"}]), unique=True
)
LITERAL = st.sampled_from(["/", "-", ".", " / ", "/B-", "_(7)_", ":", ""])
CODES = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,2}){0,3}", fullmatch=True)
NAMES = st.from_regex(r"[A-Z0-9]{1,6}([.-][A-Z0-9]{1,4})?", fullmatch=True)
PARTED = st.builds(
    Parts,
    st.integers(1, MOST),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    CODES,
    NAMES,
    NAMES,
)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    names = draw(st.permutations([*draw(SLOTS), "nomor", "tahun"]))
    width = draw(st.integers(1, 6))
    text = draw(LITERAL)
    for name in names:
        text += f"{{nomor:{width}}}" if name == "nomor" else f"{{{name}}}"
        text += draw(LITERAL)
    found = read_pattern(text)
    assume(isinstance(found, Pattern))
    assert isinstance(found, Pattern)
    return found


@given(patterns(), PARTED)
def test_what_a_pattern_writes_it_reads_back(pattern: Pattern, parts: Parts) -> None:
    read = read_number(pattern, write_number(pattern, parts))
    said = {
        "kode": parts.code,
        "nomor": str(parts.no),
        "unit": parts.unit,
        "instansi": parts.agency,
        "bulan_romawi": ROMAN_MONTHS[parts.on.month - 1],
        "bulan": f"{parts.on.month:02d}",
        "tahun": str(parts.on.year),
    }
    assert read is not None
    assert read == {name: said[name] for name in read}


@given(patterns(), PARTED, PARTED)
def test_two_numbers_of_a_year_are_never_written_alike(
    pattern: Pattern, one: Parts, other: Parts
) -> None:
    assume(one.no != other.no)
    assert write_number(pattern, one) != write_number(pattern, other)


@pytest.mark.parametrize("text", ["0012/2026", "12/2026", "012/26", "012/2026 ", "٠١٢/2026", ""])
def test_what_it_would_not_write_it_does_not_read(text: str) -> None:
    assert read_number(pattern_of("{nomor:3}/{tahun}"), text) is None
