"""What the reader makes of Excel files, of those that office programs write and of the others."""

import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path
from time import process_time

import openpyxl
import openpyxl.utils.datetime
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.performance.packages import (
    CONTENT_TYPES,
    MAIN,
    RELATIONS,
    SHEET,
    WORKBOOK,
    packed,
    parts,
    sheet,
    unpacked,
)

from himpun.archive import rules as files
from himpun.archive.queries.xlsx import cells, markup, package, read_book, tables
from himpun.archive.rules.cells import Cell, Sheet
from himpun.office.rules import Refused


def read(rows: str = "", texts: str = "", **other: str) -> Sheet:
    return read_book(packed(parts(rows, texts, **other))).sheets[0]


def why_not(content: bytes) -> str:
    """Why a file is refused, which takes neither time nor memory to speak of."""
    tracemalloc.start()
    began = process_time()
    try:
        with pytest.raises(Refused) as refused:
            read_book(content)
        assert tracemalloc.get_traced_memory()[1] < 3 * package.MOST_UNPACKED
        assert process_time() - began < 20
    finally:
        tracemalloc.stop()
    return str(refused.value)


# ---- cells


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("<v>1412</v>", Cell("number", "1412")),
        ("<v>1.1000000000000001</v>", Cell("number", "1.1")),
        ("<v>0.30000000000000004</v>", Cell("number", "0.30000000000000004")),
        ("<v>1E-3</v>", Cell("number", "0.001")),
        ("<v>1.5E+9</v>", Cell("number", "1500000000")),
        ("<v>-0</v>", Cell("number", "0")),
        ("<v>100</v>", Cell("number", "100")),
        ("<f>B1*2</f><v>10</v>", Cell("formula", "10")),
        ('<f t="shared" si="0"/><v>10</v>', Cell("formula", "10")),
        ("<f>1/0</f>", Cell("formula", "")),
    ],
)
def test_a_number_is_the_shortest_that_means_the_same_and_a_formula_is_marked(
    written: str, cell: Cell
) -> None:
    assert read(f'<row r="1"><c r="A1">{written}</c></row>').cells == {(1, 1): cell}


@pytest.mark.parametrize(
    ("attributes", "written", "cell"),
    [
        ('t="e"', "<v>#REF!</v>", Cell("error", "#REF!")),
        ('t="e"', "<v>#DIV/0!</v>", Cell("error", "#DIV/0!")),
        ('t="b"', "<v>1</v>", Cell("boolean", "1")),
        ('t="d"', "<v>2026-12-31T00:00:00</v>", Cell("date", "2026-12-31")),
        ('t="str"', "<v>=1+1</v>", Cell("text", "=1+1")),
        ('t="inlineStr"', "<is><t>+62</t></is>", Cell("text", "+62")),
        (
            't="inlineStr"',
            '<is><r><t xml:space="preserve">satu </t></r><r><t>dua</t></r></is>',
            Cell("text", "satu dua"),
        ),
        ('t="inlineStr"', "<is><t>a</t><rPh><t>b</t></rPh></is>", Cell("text", "a")),
        ('t="inlineStr"', "<is><t>a_x000D__x005F_x000D_b</t></is>", Cell("text", "a\n_x000D_b")),
        ('t="inlineStr"', "<is><t>a_x0000__xD800_b</t></is>", Cell("text", "ab")),
        ('s="1"', "<v>0.765</v>", Cell("percent", "0.765")),
        ('s="2"', "<v>0.765</v>", Cell("percent", "0.765")),
        ('s="3"', "<v>76.5</v>", Cell("number", "76.5")),
    ],
)
def test_every_kind_of_cell_is_told_apart(attributes: str, written: str, cell: Cell) -> None:
    assert read(f'<row r="1"><c r="A1" {attributes}>{written}</c></row>').cells == {(1, 1): cell}


def test_cells_without_an_address_stand_behind_one_another() -> None:
    found = read("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>")
    assert {place: cell.text for place, cell in found.cells.items()} == {
        (1, 1): "1",
        (1, 3): "3",
        (2, 1): "4",
    }


def test_shared_texts_are_put_in_their_cells() -> None:
    found = read(
        '<row r="1"><c r="B1" t="s"><v>1</v></c></row>',
        "<si><t>satu</t></si><si><r><t>du</t></r><r><t>a</t></r></si>",
    )
    assert found.cells == {(1, 2): Cell("text", "dua")}


def test_a_sheet_with_named_prefixes_is_read_the_same() -> None:
    written = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert read(**{SHEET: written}).cells == {(1, 1): Cell("number", "7")}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ('<row r="1"><c r="A1" t="s"><v>5</v></c></row>', "Lembar Isian, sel A1: tidak terbaca."),
        ('<row r="1"><c r="B1"><v>satu</v></c></row>', "Lembar Isian, sel B1: tidak terbaca."),
        ('<row r="1"><c r="B1"><v>NaN</v></c></row>', "Lembar Isian, sel B1: tidak terbaca."),
        ('<row r="2"><c r="C2" t="zz"><v>1</v></c></row>', "Lembar Isian, sel C2: tidak terbaca."),
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
            "Lembar Isian, sel A1: tertulis dua kali.",
        ),
        (
            '<row r="1"><c r="A1"><v>1E999</v></c></row>',
            "Lembar Isian, sel A1: memuat angka yang terlalu besar.",
        ),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', files.DAMAGED),
        ('<row r="1"><c r="AAAA1"><v>1</v></c></row>', files.DAMAGED),
        ('<row r="1"><c r="A1" s="x"><v>1</v></c></row>', files.DAMAGED),
        ('<row r="1"><c r="A1"><v>1</c></row>', files.DAMAGED),
    ],
)
def test_a_cell_that_cannot_be_is_named(rows: str, sentence: str) -> None:
    assert why_not(packed(parts(rows))) == sentence


# ---- what office programs write


TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"),
    min_size=1, max_size=40,
)  # fmt: skip
# Excel itself keeps fifteen digits.
NUMBERS = st.builds(
    lambda digits, places: float(f"{digits}e-{places}"),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 10),
)


@given(
    st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), TEXTS | NUMBERS, max_size=15)
)
def test_what_two_libraries_write_is_read_alike(
    written: dict[tuple[int, int], str | float],
) -> None:
    """Two writers that know nothing of each other: shared texts, and numbers in 17 digits."""
    one, other = BytesIO(), BytesIO()
    book = openpyxl.Workbook()
    with xlsxwriter.Workbook(other, {"strings_to_formulas": False}) as second:
        page = second.add_worksheet()
        for (row, column), value in written.items():
            cell = book.worksheets[0].cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                page.write_string(row - 1, column - 1, value)
            else:
                page.write_number(row - 1, column - 1, value)
    book.save(one)
    read_one, read_other = (read_book(file.getvalue()).sheets[0] for file in (one, other))
    assert read_one.cells == read_other.cells
    for place, value in written.items():
        found = read_other.cells[place]
        assert found.text == value if isinstance(value, str) else float(found.text) == value


def test_sheets_come_in_their_order_with_their_names() -> None:
    file = BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Petunjuk"
    book.create_sheet("Isian").sheet_state = "veryHidden"
    book.create_chartsheet("Bagan")
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(file)
    read_ = read_book(file.getvalue())
    assert [sheet.name for sheet in read_.sheets] == ["Petunjuk", "Isian"]
    assert read_.from_1904


# ---- files that mean harm, or know no better


def test_what_is_no_workbook_is_refused() -> None:
    assert why_not(b"") == files.EMPTY
    assert why_not(b"kode;nilai\n") == package.NOT_EXCEL
    assert why_not(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500) == files.OLD_OR_LOCKED
    assert why_not(b"PK\x03\x04" + b"\0" * 200) == files.DAMAGED
    assert why_not(b"PK\x03\x04" + b"\0" * package.MOST_BYTES) == files.why_too_large(
        package.MOST_BYTES
    )
    whole = packed(parts())
    assert why_not(whole[: len(whole) // 2]) == files.DAMAGED
    document = CONTENT_TYPES.replace("spreadsheetml.sheet", "wordprocessingml.document")
    assert why_not(packed(parts(**{"[Content_Types].xml": document}))) == package.NOT_EXCEL


def test_macros_are_refused_whatever_the_file_calls_itself() -> None:
    assert why_not(packed(parts(**{"xl/vbaProject.bin": "x"}))) == files.MACROS
    enabled = CONTENT_TYPES.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert why_not(packed(parts(**{"[Content_Types].xml": enabled}))) == files.MACROS


def test_a_part_with_a_password_is_refused() -> None:
    whole = bytearray(packed(parts()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + at] |= 1
    assert why_not(bytes(whole)) == files.LOCKED


@pytest.mark.parametrize("entity", ["<!ENTITY a 'x'>", "<!ENTITY a SYSTEM 'file:///etc/hostname'>"])
def test_no_entity_is_ever_read(entity: str, tmp_path: Path) -> None:
    """Neither one that grows nor one that fetches: a document type alone is refused."""
    written = f"<!DOCTYPE worksheet [{entity}]>" + sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'
    )
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"):
        assert "definisi XML" in why_not(packed(parts(**{part: written})))
    assert "definisi XML" in why_not(packed(parts() | {SHEET: written.encode("utf-16")}))


def test_entities_within_entities_are_not_unfolded() -> None:
    laughs = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    written = f"<!DOCTYPE worksheet [<!ENTITY e0 'ha'>{laughs}]>" + sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    )
    assert "definisi XML" in why_not(packed(parts(**{SHEET: written})))


def test_a_bomb_is_not_unpacked() -> None:
    big = package.MOST_UNPACKED
    assert why_not(packed(parts() | {"xl/media/a.bin": b"\0" * (big + 1)})) == package.TOO_MUCH
    assert why_not(packed(parts() | {"xl/media/a.bin": b"\0" * (big // 2)})) == package.TOO_MUCH
    many = {f"xl/media/{number}.bin": b"" for number in range(package.MOST_PARTS)}
    assert why_not(packed(parts() | many)) == package.TOO_MUCH
    crowd = {f"{number}": b"" for number in range(5_000)}
    assert why_not(packed(parts() | crowd)) == package.TOO_MUCH


def test_a_part_longer_than_it_says_is_not_read_on() -> None:
    """The directory says how long a part is; a lie there is found out, not followed."""
    content = bytearray(packed(parts() | {SHEET: sheet("<row/>" * 100_000)}))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        true = archive.getinfo(SHEET).file_size
    said = (1000).to_bytes(4, "little")
    assert content.count(true.to_bytes(4, "little")) == 2
    assert why_not(bytes(content.replace(true.to_bytes(4, "little"), said))) == files.DAMAGED


def test_parts_that_lie_over_one_another_are_refused() -> None:
    """One piece of packed data, claimed by many names."""
    content = packed(parts() | {"a": b"a" * 900_000})
    start = content.rindex(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    entry = content[start:end]
    names = [bytes([98 + number]) for number in range(20)]
    copies = b"".join(entry[:-1] + name for name in names)
    tail = bytearray(content[end:])
    count = int.from_bytes(tail[8:10], "little") + len(names)
    size = int.from_bytes(tail[12:16], "little") + len(copies)
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = size.to_bytes(4, "little")
    assert why_not(content[:end] + copies + bytes(tail)) == package.TOO_MUCH


def test_two_parts_of_one_name_are_refused() -> None:
    file = BytesIO(packed(parts()))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(SHEET, sheet(""))
    assert why_not(file.getvalue()) == files.DAMAGED


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="30000"><c r="A30000"><v>1</v></c></row>',
    ],
)
def test_a_cell_far_out_makes_no_room(rows: str) -> None:
    assert "jauh lebih banyak" in why_not(packed(parts(rows)))


def test_endless_elements_texts_and_depth_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_not(packed(parts("<row/>" * 1_000_000))) == package.TOO_MUCH
    assert why_not(packed(parts("<row>" * 100 + "</row>" * 100))) == files.DAMAGED
    long = "".join(f"{n:x}" for n in range(10_000))
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{long}</t></is></c></row>'
    assert why_not(packed(parts(row))) == "Lembar Isian, sel A1: terlalu panjang."
    for module, most in (
        (markup, "MOST_ELEMENTS"), (tables, "MOST_TEXTS"), (tables, "MOST_FORMATS"),
    ):  # fmt: skip
        with monkeypatch.context() as lowered:
            lowered.setattr(module, most, 3)
            texts = "".join(f"<si><t>{n}</t></si>" for n in range(5))
            assert why_not(packed(parts("<row/>" * 4, texts))) == files.DAMAGED
    with monkeypatch.context() as lowered:
        lowered.setattr(cells, "MOST_CELLS", 3)
        row = "<row>" + "<c><v>1</v></c>" * 4 + "</row>"
        assert "sampai sel D1" in why_not(packed(parts(row)))


def test_sheets_without_end_or_without_a_name_of_their_own_are_refused() -> None:
    one = '<sheet name="{}" sheetId="1" r:id="r1"/>'
    many = "".join(one.format(number) for number in range(40))
    for written in (many, one.format("A") + one.format("a"), ""):
        found = WORKBOOK.replace(one.format("Isian"), written)
        assert why_not(packed(parts(**{"xl/workbook.xml": found})))


def test_links_to_other_files_are_not_followed() -> None:
    """A sheet that stands elsewhere is no sheet; a link beside the sheets is left alone."""
    outside = RELATIONS
    elsewhere = outside.replace(
        'Target="worksheets/sheet1.xml"', 'Target="http://127.0.0.1:9/s.xml" TargetMode="External"'
    )
    assert why_not(packed(parts(**{"xl/_rels/workbook.xml.rels": elsewhere}))) == files.DAMAGED
    climbing = outside.replace("worksheets/sheet1.xml", "../../../../etc/hostname")
    assert why_not(packed(parts(**{"xl/_rels/workbook.xml.rels": climbing}))) == files.DAMAGED
    linked = outside.replace(
        "</Relationships>",
        '<Relationship Id="r9" Type="x/externalLink" Target="file:///c:/a.xlsx" '
        'TargetMode="External"/></Relationships>',
    )
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert read(row, **{"xl/_rels/workbook.xml.rels": linked}).text(1, 1) == "1"


def test_every_part_that_is_missing_is_a_sentence() -> None:
    whole = unpacked(packed(parts('<row r="1"><c r="A1"><v>1</v></c></row>')))
    for gone in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", SHEET):
        assert why_not(packed({name: part for name, part in whole.items() if name != gone}))
