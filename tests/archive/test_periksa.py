"""The program in every package needs nothing but an old Python, and little memory."""

import ast
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path

import pytest
from tests.archive.handmade import PERIKSA, Handmade, ours, periksa

from himpun.archive.queries import path_of
from himpun.archive.rules.package.bag import Item, Stored

SPARSE = 96 * 1024 * 1024
ENOUGH = 16 * 1024 * 1024


def test_it_is_written_for_python_3_8() -> None:
    """No newer syntax; annotations are not looked at when it runs."""
    tree = ast.parse(PERIKSA.read_text(encoding="utf-8"), feature_version=(3, 8))
    first = next(node for node in tree.body if isinstance(node, ast.ImportFrom))
    assert (first.module, first.names[0].name) == ("__future__", "annotations")
    calls = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call)
             and isinstance(n.func, ast.Attribute)}  # fmt: skip
    later = {"removeprefix", "removesuffix", "file_digest", "pairwise", "bit_count", "hardlink_to"}
    assert not calls & later


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(PERIKSA.read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= {
        "__future__", "hashlib", "json", "os", "re", "struct", "sys", "typing", "zlib",
    }  # fmt: skip


def run(*words: str) -> subprocess.CompletedProcess[str]:
    bare = [sys.executable, "-I", "-S", str(PERIKSA), *words]
    return subprocess.run(bare, capture_output=True, text=True, check=False)


def test_its_exit_code_says_what_it_found(tmp_path: Path) -> None:
    package = Handmade().sealed(tmp_path / "paket.zip")
    whole = run(str(package))
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "tidak diperiksa oleh program ini" in whole.stdout
    package.write_bytes(package.read_bytes().replace(b"surat tugas", b"surat_tugas", 1))
    broken = run(str(package))
    assert broken.returncode == 1
    assert "data/berkas/langkah-1/1-surat-tugas.pdf: " in broken.stdout
    assert "TIDAK utuh" in broken.stdout
    for words in ([], ["a", "b"], [str(tmp_path / "tidak-ada.zip")]):
        asked_wrongly = run(*words)
        assert asked_wrongly.returncode == 2
        assert asked_wrongly.stderr
    newer = Handmade()
    newer.about["format"] = 2
    refused = run(str(newer.sealed(tmp_path / "baru.zip")))
    assert refused.returncode == 2
    assert "berformat 2; pemeriksa ini mengenal sampai 1" in refused.stderr


@pytest.fixture
def large(tmp_path: Path) -> Handmade:
    """With a stored file of 96 MB, of which the disk holds nothing."""
    draft = tmp_path / "nol"
    with draft.open("wb") as file:
        file.truncate(SPARSE)
    with draft.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    place = path_of(digest)
    place.parent.mkdir(parents=True)
    draft.rename(place)
    made = Handmade()
    stored = Stored(digest, SPARSE)
    made.items.append(Item("bukti/besar.pdf", "bukti", "Besar", "application/pdf", stored))
    return made


def test_memory_does_not_grow_with_the_files(large: Handmade, tmp_path: Path) -> None:
    """Neither for making a package nor for either proof."""
    path = tmp_path / "besar.zip"
    works: list[Callable[[], object]] = [
        lambda: large.sealed(path), lambda: ours(path), lambda: periksa().check(str(path)),
    ]  # fmt: skip
    for work in works:
        tracemalloc.start()
        assert work() in (path, [])
        assert tracemalloc.get_traced_memory()[1] < ENOUGH
        tracemalloc.stop()
