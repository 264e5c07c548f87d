"""Whatever is done to a package is found, and named, by both programs that prove packages."""

import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.archive.handmade import Check, Handmade, hash_of, ours, theirs

from himpun.archive.rules.package import bag
from himpun.archive.rules.package.bag import Item
from himpun.office.rules import canonical

FLIPS = 1_000
FLIPS_RESEALED = 150


@pytest.fixture(scope="module", params=["ours", "theirs"])
def check(request: pytest.FixtureRequest) -> Check:
    return ours if request.param == "ours" else theirs()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return Handmade().sealed(tmp_path / "paket.zip")


def test_a_whole_package_has_no_findings(check: Check, package: Path) -> None:
    assert check(package) == []


def test_any_changed_byte_is_found(check: Check, package: Path) -> None:
    """Contents, names, headers and directory alike; CRC and lists say the same nowhere else."""
    whole = package.read_bytes()
    chance = Random(8493)
    missed = []
    for _ in range(FLIPS):
        at, by = chance.randrange(len(whole)), chance.randrange(1, 256)
        with package.open("r+b") as file:
            file.seek(at)
            file.write(bytes([whole[at] ^ by]))
        if not check(package):
            missed.append(at)
        with package.open("r+b") as file:
            file.seek(at)
            file.write(whole[at : at + 1])
    assert missed == []
    assert check(package) == []


RECORDS = (bag.JOURNAL, bag.EVENTS, bag.VISITS, bag.CHANGES)


@pytest.mark.parametrize("path", RECORDS)
def test_a_changed_byte_in_the_records_is_found_under_manifests_made_anew(
    check: Check, tmp_path: Path, path: str
) -> None:
    """Somebody who can write manifests cannot write the journal's hashes as well."""
    chance = Random(path)
    made = Handmade()
    below = path.removeprefix("data/")
    index = next(i for i, item in enumerate(made.items) if item.path == below)
    content = made.items[index].content
    assert isinstance(content, bytes)
    missed = []
    for no in range(FLIPS_RESEALED):
        at = chance.randrange(len(content))
        other = bytes([content[at] ^ chance.randrange(1, 256)])
        changed = content[:at] + other + content[at + 1 :]
        made.items[index] = replace(made.items[index], content=changed)
        if not check(made.sealed(tmp_path / f"{no}.zip")):
            missed.append((at, changed[max(0, at - 20) : at + 20]))
    assert missed == []


def drop_row(made: Handmade) -> None:
    del made.journal[2]


def add_row(made: Handmade) -> None:
    row = {**made.journal[1], "seq": 13}
    made.journal.insert(2, {**row, "hash": hash_of(row)})


def swap_rows(made: Handmade) -> None:
    made.journal[1], made.journal[2] = made.journal[2], made.journal[1]


def repeat_row(made: Handmade) -> None:
    made.journal.insert(2, made.journal[1])


def rewrite_row(made: Handmade) -> None:
    """With a hash of its own that is right: what follows on it, and the count of hashes, tell."""
    row = {**made.journal[3], "actor": "Orang lain"}
    made.journal[3] = {**row, "hash": hash_of(row)}


def drop_event(made: Handmade) -> None:
    del made.events[1]


def add_event(made: Handmade) -> None:
    made.events.append({**made.events[3], "no": 5})


def swap_events(made: Handmade) -> None:
    made.events[2], made.events[3] = made.events[3], made.events[2]


def change_content(made: Handmade) -> None:
    made.visits[0]["content"] = {"catatan": "Belum diperiksa."}


def change_actor(made: Handmade) -> None:
    made.events[2]["actor_id"] = 4


def change_value(made: Handmade) -> None:
    made.changes[0]["changes"] = {"realisation": ["", "90"]}


def change_table(made: Handmade) -> None:
    made.table = made.table.replace(b"100.4", b"100.5")


def change_recap(made: Handmade) -> None:
    made.recap = made.recap.replace(b"100.4", b"100.5")
    made.table = made.table.replace(b"100.4", b"100.5")


def change_paper(made: Handmade) -> None:
    made.paper = made.paper + b" palsu"


DEEDS: list[tuple[Callable[[Handmade], None], str, str]] = [
    (drop_row, "jurnal.jsonl", "nomor 14"),
    (add_row, "jurnal.jsonl", "nomor 13"),
    (swap_rows, "jurnal.jsonl", "nomor 12"),
    (repeat_row, "jurnal.jsonl", "nomor 12"),
    (rewrite_row, "jurnal.jsonl", "nomor 16"),
    (drop_event, "kejadian.jsonl", "nomor 2"),
    (add_event, "kejadian.jsonl", "nomor 5"),
    (swap_events, "kejadian.jsonl", "nomor 3"),
    (change_content, "kejadian.jsonl", "jurnal nomor 16"),
    (change_actor, "kejadian.jsonl", "nomor 3"),
    (change_value, "perubahan.jsonl", "jurnal nomor 14"),
    (change_table, "indikator.csv", "rekapitulasi.json"),
    (change_recap, "rekapitulasi.json", ""),
    (change_paper, "1-surat-tugas.pdf", ""),
]


@pytest.mark.parametrize(("deed", "place", "said"), DEEDS, ids=[d[0].__name__ for d in DEEDS])
def test_a_deed_is_named_with_its_place_under_manifests_made_anew(
    check: Check, tmp_path: Path, deed: Callable[[Handmade], None], place: str, said: str
) -> None:
    made = Handmade()
    deed(made)
    recorded = {item.path: item.recorded for item in Handmade().items}
    made.again()
    made.items = [replace(item, recorded=recorded[item.path]) for item in made.items]
    found = check(made.sealed(tmp_path / "paket.zip"))
    assert any(place in line and said in line for line in found), found


def with_files(
    package: Path, change: Callable[[dict[str, bytes]], None], method: int = zipfile.ZIP_STORED
) -> Path:
    """The same package with other files, packed by another program."""
    with zipfile.ZipFile(package) as old:
        files = {name: old.read(name) for name in old.namelist()}
    change(files)
    with zipfile.ZipFile(package, "w", method) as new:
        for name, content in files.items():
            new.writestr(name, content)
    return package


BASE = "paket-dinas-2026-tw3-7-1"
FILE = f"{BASE}/data/berkas/langkah-1/1-surat-tugas.pdf"


def test_a_missing_file_is_named(check: Check, package: Path) -> None:
    found = check(with_files(package, lambda files: files.__delitem__(FILE)))
    assert any("1-surat-tugas.pdf" in line and "manifes" in line for line in found)


def test_an_added_file_is_named(check: Check, package: Path) -> None:
    added = {f"{BASE}/data/berkas/tambahan.pdf": b"x"}
    found = check(with_files(package, lambda files: files.update(added)))
    assert any("tambahan.pdf" in line and "manifes" in line for line in found)


def test_files_in_another_order_are_named(check: Check, package: Path) -> None:
    def turn(files: dict[str, bytes]) -> None:
        files[FILE] = files.pop(FILE)

    assert any("rut" in line for line in check(with_files(package, turn)))


@pytest.mark.parametrize(
    "name",
    [
        "../keluar.txt", f"{BASE}/../keluar.txt", f"{BASE}/data/../../keluar.txt", "/etc/kata",
        f"{BASE}/data/C:\\x", f"{BASE}/data/Besar.PDF", f"{BASE}/data/a//b", f"{BASE}/data/.x",
        "lain/data/x.pdf",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(check: Check, package: Path, name: str) -> None:
    found = check(with_files(package, lambda files: files.update({name: b"x"})))
    assert any("diperbolehkan" in line or "satu folder" in line for line in found), found


def test_a_name_that_stands_twice_is_refused(check: Check, package: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(package, "a") as new:
        new.writestr(FILE, b"palsu")
    assert any("dua kali" in line for line in check(package))


def test_a_packed_bomb_is_refused_without_being_unpacked(check: Check, package: Path) -> None:
    bomb = {FILE: b"\0" * 50_000_000}
    with_files(package, lambda files: files.update(bomb), zipfile.ZIP_DEFLATED)
    assert package.stat().st_size < 200_000
    found = check(package)
    assert len(found) == 1
    assert "mampat" in found[0] or "Entri nomor 1" in found[0]


def test_entries_that_overlap_are_refused(check: Check, package: Path) -> None:
    whole = bytearray(package.read_bytes())
    at = whole.index(b"PK\1\2")
    second = whole.index(b"PK\1\2", at + 4)
    struct.pack_into("<L", whole, second + 42, 0)
    package.write_bytes(whole)
    assert check(package)


def test_a_directory_that_is_too_long_is_refused_unread(check: Check, package: Path) -> None:
    with package.open("r+b") as file:
        whole = file.read()
        file.seek(len(whole) - 12)
        file.write(struct.pack("<HLL", 0xFFFE, 0xFFFFFFF0, 0))
    assert check(package)


@pytest.mark.parametrize("cut", [1, 22, 30, 3_000])
def test_a_package_that_was_cut_off_is_named(check: Check, package: Path, cut: int) -> None:
    package.write_bytes(package.read_bytes()[:-cut])
    found = check(package)
    assert len(found) == 1
    assert "ZIP" in found[0]


@pytest.mark.parametrize("content", [b"", b"PK", b"bukan zip" * 40, b"PK\5\6" + bytes(18)])
def test_what_is_no_package_is_said_to_be_none(
    check: Check, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "paket.zip"
    path.write_bytes(content)
    assert len(check(path)) == 1


def test_lines_of_endless_nesting_are_named(check: Check, tmp_path: Path) -> None:
    made = Handmade()
    index = next(i for i, item in enumerate(made.items) if item.path == "jurnal/jurnal.jsonl")
    deep = b'{"a":' * 60_000 + b"1" + b"}" * 60_000 + b"\n"
    made.items[index] = replace(made.items[index], content=deep)
    assert any("jurnal.jsonl baris 1" in line for line in check(made.sealed(tmp_path / "p.zip")))


def test_a_row_of_another_shape_is_told_and_nothing_breaks(check: Check, tmp_path: Path) -> None:
    odd: list[Any] = [{"seq": "x"}, {}, {"no": []}, {"visit": {}}]
    for path in RECORDS:
        made = Handmade()
        rows = b"".join(canonical(row).encode() + b"\n" for row in odd)
        below = path.removeprefix("data/")
        made.items = [
            replace(item, content=rows) if item.path == below else item for item in made.items
        ]
        assert check(made.sealed(tmp_path / "paket.zip"))


def test_a_file_that_the_journal_names_and_nobody_has_is_named(
    check: Check, tmp_path: Path
) -> None:
    made = Handmade()
    made.items = [item for item in made.items if item.kind != "berkas"]
    found = check(made.sealed(tmp_path / "paket.zip"))
    assert any("jurnal nomor 12" in line for line in found)


def test_a_file_of_which_the_journal_says_nothing_is_named(check: Check, tmp_path: Path) -> None:
    made = Handmade()
    made.items.append(
        Item(
            "berkas/palsu.pdf", "berkas", "Palsu", "application/pdf", b"x", witnessed="FileAttached"
        )
    )
    assert any("palsu.pdf" in line for line in check(made.sealed(tmp_path / "paket.zip")))
