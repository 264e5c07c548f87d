"""What a schedule in a file would change, and each cell that is wrong."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.archive.scene import AKIP, BASIS, LATER, Scene

from himpun.archive.models import Schedule
from himpun.archive.rules.schedule_sheet import COLUMNS
from himpun.archive.services import compare_schedule
from himpun.archive.services.schedule import Comparison
from himpun.office.rules import Refused

GOOD = (
    "Kode klasifikasi;Uraian;Aktif;Inaktif;Nasib akhir;Dasar\n"
    "000.8.6.3;AKIP;2;3;Musnah;Pasal 4\n"
    "000.8.3.3;SOP;2;3;Permanen;\n"
)


def compared(scene: Scene, content: bytes, name: str = "jra.csv") -> Comparison:
    return compare_schedule(
        agency=scene.agency, content=content, name=name, basis=BASIS, by=scene.admin, now=LATER
    )


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (COLUMNS, *rows):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_csv_is_told_line_by_line_and_nothing_changes(scene: Scene) -> None:
    found = compared(scene, GOOD.encode())
    assert found.lines == 2
    assert [(c.code, c.before, c.after) for c in found.changes] == [
        ("000.8.3.3", "", "2 + 3 tahun, permanen"),
        ("000.8.6.3", "", "2 + 3 tahun, musnah"),
    ]
    assert found.offer
    assert not Schedule.objects.exists()


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_other_delimiters_and_a_byte_order_mark_are_read(scene: Scene, delimiter: str) -> None:
    content = b"\xef\xbb\xbf" + GOOD.replace(";", delimiter).encode()
    assert compared(scene, content).lines == 2


def test_a_workbook_says_the_same(scene: Scene) -> None:
    content = workbook((AKIP, "AKIP", 2, 3, "musnah", "Pasal 4"))
    found = compared(scene, content, "jra.xlsx")
    assert (found.lines, found.wrong, bool(found.offer)) == (1, [], True)


def test_only_what_differs_from_the_one_in_force_is_told(scene: Scene) -> None:
    scene.schedule()
    found = compared(scene, GOOD.replace("2;3;Musnah", "2;4;Musnah").encode())
    assert [(c.code, c.before, c.after) for c in found.changes] == [
        ("000.7.2.8", "1 + 1 tahun, dinilai kembali", ""),
        ("000.8.3.3", "2 + 3 tahun, permanen", "2 + 3 tahun, permanen"),
        ("000.8.6.3", "2 + 3 tahun, musnah", "2 + 4 tahun, musnah"),
    ]


def test_each_wrong_cell_is_named_with_its_place(scene: Scene) -> None:
    content = workbook(
        (0.7, "Perencanaan", 2, 3, "musnah"),
        (AKIP, "", "dua", 3, "musnah"),
        (AKIP, "AKIP lagi", 2, 101, "dibakar"),
        ("000.1", "=1+1", 1, 1, "musnah"),
    )
    found = compared(scene, content, "jra.xlsx")
    assert [one.place for one in found.wrong] == ["A2", "B3", "C3", "A4", "D4", "E4", "B5"]
    assert "bukan kode klasifikasi" in found.wrong[0].sentence
    assert "sudah ada pada baris 3" in found.wrong[3].sentence
    assert "rumus" in found.wrong[6].sentence
    assert found.offer == ""


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"a;b;c\n1;2;3\n", "jra.csv", "Baris judul tidak ditemukan"),
        (GOOD.partition("\n")[0].encode(), "jra.csv", "tidak memuat satu pun baris"),
        (b"", "jra.csv", "Baris judul tidak ditemukan"),
        ("Kodé".encode("latin-1"), "jra.csv", "bukan CSV dalam UTF-8"),
        (GOOD.encode() + b'"tak berakhir', "jra.csv", "CSV ini tidak dapat dibaca"),
        (GOOD.encode(), "jra.txt", "diunggah sebagai .xlsx atau .csv"),
        (b"PK\x03\x04rusak", "jra.xlsx", "rusak"),
    ],
)
def test_it_refuses_what_is_no_such_table(
    scene: Scene, content: bytes, name: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        compared(scene, content, name)


def test_it_refuses_more_rows_than_a_schedule_has(scene: Scene) -> None:
    rows = "".join(f"{n};x;1;1;musnah;\n" for n in range(5_001))
    with pytest.raises(Refused, match="lebih dari 5000 baris"):
        compared(scene, (GOOD.partition("\n")[0] + "\n" + rows).encode())


def test_it_refuses_who_does_not_keep_the_archive(scene: Scene) -> None:
    with pytest.raises(Refused, match="dikelola oleh"):
        compare_schedule(
            agency=scene.agency, content=GOOD.encode(), name="a.csv", basis=BASIS,
            by=scene.outsider, now=LATER,
        )  # fmt: skip
