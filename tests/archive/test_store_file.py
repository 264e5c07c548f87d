"""Taking a file in."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection
from tests.archive.files import (
    CSV,
    GOOD,
    HTML,
    OLD_WORD,
    PDF,
    PNG,
    PROGRAM,
    SVG,
    TEXT,
    open_document,
    open_xml,
    package,
    spoiled,
)

from himpun.archive.models import StoredFile
from himpun.archive.queries import check_store, open_file, path_of
from himpun.archive.rules import DOCX, ENDINGS, ODT, XLSX, ending_of
from himpun.archive.services import store_file
from himpun.office.rules import Refused

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def store(content: bytes, name: str) -> StoredFile:
    return store_file(content=content, name=name, now=NOW)


def left_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_samples_have_every_ending_that_is_taken() -> None:
    assert {ending_of(name) for name in GOOD} == set(ENDINGS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", GOOD)
def test_it_keeps_each_allowed_kind_byte_for_byte(name: str, folder: Path) -> None:
    stored = store(GOOD[name], name)
    sha256 = hashlib.sha256(GOOD[name]).hexdigest()
    assert (stored.sha256, stored.size, stored.stored_at) == (sha256, len(GOOD[name]), NOW)
    assert left_in(folder) == [f"{sha256[:2]}/{sha256}"]
    with open_file(stored) as file:
        assert file.read() == GOOD[name]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "media_type"),
    [("surat.docx", DOCX.media_type), ("data.csv", "text/csv"), ("foto.jpg", "image/jpeg")],
)
def test_the_media_type_is_that_of_the_content(name: str, media_type: str) -> None:
    assert store(GOOD[name], name).media_type == media_type


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "laporan.pdf", "kosong"),
        (PDF, "laporan.docx", "isinya PDF"),
        (PNG, "foto", "isinya gambar PNG"),
        (PNG, "foto.png.exe", "isinya gambar PNG"),
        (GOOD["surat.docx"], "rekap.xlsx", "isinya Word"),
        (TEXT, "laporan.pdf", "isinya teks"),
        (TEXT, "laporan.sh", "tidak diterima"),
        (PROGRAM, "laporan.pdf", "tidak diterima"),
        (PROGRAM, "laporan.txt", "tidak diterima"),
        (HTML, "data.csv", "tidak diterima"),
        (b"\xef\xbb\xbf" + HTML, "data.txt", "tidak diterima"),
        (SVG, "gambar.txt", "tidak diterima"),
        (SVG, "gambar.png", "tidak diterima"),
        (b"#!/bin/sh\nrm x\n", "catatan.txt", "tidak diterima"),
        (OLD_WORD, "surat.docx", "versi lama atau dikunci"),
        (package({"a.txt": "x"}), "bukti.zip", "tidak diterima"),
        (package({"a.exe": "MZ"}), "surat.docx", "tidak diterima"),
        (spoiled(GOOD["surat.docx"]), "surat.docx", "rusak"),
        (open_xml(DOCX, parts=("word/vbaProject.bin",)), "surat.docx", "makro"),
        (
            open_xml(XLSX, main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
            "rekap.xlsx",
            "makro",
        ),
        (open_document(ODT, "Basic/Standard/Modul.xml"), "surat.odt", "makro"),
        (package({"[Content_Types].xml": "x" * 2_000_000}), "surat.docx", "rusak"),
    ],
)
def test_it_refuses_what_is_not_what_it_seems(
    content: bytes, name: str, reason: str, folder: Path
) -> None:
    with pytest.raises(Refused, match=reason):
        store(content, name)
    assert left_in(folder) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_it_refuses_one_byte_more_than_the_limit_and_reads_no_further(
    settings: Any, folder: Path
) -> None:
    settings.HIMPUN_UPLOAD_BYTES = 2 * 1024 * 1024
    store(TEXT.ljust(2 * 1024 * 1024), "penuh.txt")
    source = BytesIO(TEXT.ljust(9 * 1024 * 1024))
    with pytest.raises(Refused, match="lebih besar daripada 2 MB"):
        store_file(content=source, name="lebih.txt", now=NOW)
    assert source.tell() <= 4 * 1024 * 1024
    assert len(left_in(folder)) == 1


@pytest.mark.django_db
def test_the_same_content_is_kept_once_whatever_its_name(folder: Path) -> None:
    first = store(CSV, "data.csv")
    again = store_file(content=BytesIO(CSV), name="salinan.CSV", now=LATER)
    assert (again.pk, again.stored_at) == (first.pk, NOW)
    assert len(left_in(folder)) == 1


@pytest.mark.django_db
def test_a_file_lost_or_changed_on_the_disk_is_told_and_comes_back_when_handed_in_again() -> None:
    lost, changed, whole = (
        store(GOOD[name], name) for name in ("foto.png", "foto.jpg", "data.csv")
    )
    path_of(lost.sha256).unlink()
    path_of(changed.sha256).chmod(0o600)
    path_of(changed.sha256).write_bytes(GOOD["foto.jpg"][:-1] + b"x")
    assert [(damage.sha256, damage.missing) for damage in check_store()] == [
        (lost.sha256, True),
        (changed.sha256, False),
    ]
    with pytest.raises(FileNotFoundError):
        open_file(lost)
    assert store(GOOD["foto.png"], "foto.png") == lost
    assert store(GOOD["foto.jpg"], "foto.jpg") == changed
    assert check_store() == []
    assert whole.sha256 in {path.name for path in path_of(whole.sha256).parent.iterdir()}


@pytest.mark.django_db
def test_what_lies_there_whole_is_never_written_again() -> None:
    place = path_of(store(PDF, "laporan.pdf").sha256)
    before = place.stat()
    store(PDF, "laporan.pdf")
    after = place.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert not after.st_mode & 0o222


@pytest.mark.django_db
def test_a_crash_before_the_row_leaves_a_whole_file_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def crash(**_: object) -> None:
        raise IntegrityError

    with monkeypatch.context() as patched:
        patched.setattr(StoredFile.objects, "get_or_create", crash)
        with pytest.raises(IntegrityError):
            store(PDF, "laporan.pdf")
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert left_in(folder) == [f"{sha256[:2]}/{sha256}"]
    assert store(PDF, "laporan.pdf").sha256 == sha256
    assert check_store() == []


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["fsync", "link"])
def test_a_full_disk_leaves_nothing_behind(
    step: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        with pytest.raises(OSError, match="No space"):
            store(PDF, "laporan.pdf")
    assert left_in(folder) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_one_content_make_one_file_and_one_row(folder: Path) -> None:
    def hand_in(_: int) -> int:
        try:
            return store(PDF, "laporan.pdf").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as people:
        rows = set(people.map(hand_in, range(18)))
    assert len(rows) == StoredFile.objects.count() == 1
    assert len(left_in(folder)) == 1
    assert check_store() == []


def test_the_disk_is_asked_to_keep_the_file_before_it_gets_its_place(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def telling(name: str, real: Callable[..., None]) -> Callable[..., None]:
        def told(*arguments: Any) -> None:
            order.append(name)
            real(*arguments)

        return told

    for name in ("fsync", "link"):
        monkeypatch.setattr(os, name, telling(name, getattr(os, name)))
    store(PDF, "laporan.pdf")
    assert order == ["fsync", "link", "fsync", "fsync"]
