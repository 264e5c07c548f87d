"""A package of today, or of any earlier version, is read back in, whole or not at all.

tests/archive/packages holds one package of each format, as the version that brought the format
sealed it. A later version must go on reading it; the files are never made anew.
"""

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.archive.handmade import Handmade, ours, periksa, theirs

from himpun.archive.models import Package
from himpun.archive.queries.package.packages import packed_files, path_of_package, pieces_of
from himpun.archive.rules.package import bag
from himpun.archive.services import bring_package
from himpun.office.models import Agency, JournalRow
from himpun.office.rules import Refused
from himpun.office.services import add_agency

FORMATS = sorted((Path(__file__).parent / "packages").glob("format-*.zip"))
HASHES = {"format-1.zip": "32acbea1aa7aabb2a819f1fdf80e7c7bb5802c9679af98dc2d358de5103d7225"}
NOW = datetime(2027, 3, 1, 3, tzinfo=UTC)


def agency(code: str) -> Agency:
    return add_agency(
        code=code, name="Dinas", region="Provinsi", zone="WIB", by=None, now=NOW
    )  # fmt: skip


def of(path: Path) -> str:
    with zipfile.ZipFile(path) as found:
        about = next(name for name in found.namelist() if name.endswith("/himpun.json"))
        code: str = json.loads(found.read(about))["agency"]["code"]
        return code


def bring(path: Path, keeper: Agency | None = None) -> Package:
    return bring_package(path=path, by=None, now=NOW, agency=keeper)


def test_there_is_a_package_of_every_format() -> None:
    assert [path.name for path in FORMATS] == [
        f"format-{no}.zip" for no in range(1, bag.FORMAT + 1)
    ]
    for path in FORMATS:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == HASHES[path.name]


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_a_package_of_each_format_is_found_whole_by_both_proofs(path: Path) -> None:
    assert ours(path) == []
    assert theirs()(path) == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_a_package_of_each_format_is_read_back_with_equal_hashes(path: Path) -> None:
    keeper = agency(of(path))
    package = bring(path)
    assert (package.agency, package.origin, package.state) == (keeper, "brought", "sealed")
    assert path_of_package(package).read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as found:
        base = package.about["base"]
        for packed in packed_files(package):
            content = b"".join(pieces_of(package, packed))
            assert content == found.read(f"{base}/{packed.path}")
            assert hashlib.sha256(content).hexdigest() == packed.sha256
    assert package.files == packed_files(package).count() > 10
    row = JournalRow.objects.get(action="PackageBrought")
    assert row.seq == package.journal_seq
    assert row.body["sha256"] == HASHES[path.name]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return Handmade().sealed(tmp_path / "paket.zip")


@pytest.mark.django_db
def test_the_same_package_is_there_once(package: Path) -> None:
    agency("dinas")
    assert bring(package) == bring(package)
    assert JournalRow.objects.filter(action="PackageBrought").count() == 1


@pytest.mark.django_db
def test_an_agency_that_took_over_keeps_it(package: Path) -> None:
    keeper = agency("dinas-baru")
    with pytest.raises(Refused, match="instansi “dinas”"):
        bring(package)
    assert bring(package, keeper).agency == keeper


@pytest.mark.django_db
def test_one_that_is_not_whole_is_refused(package: Path) -> None:
    agency("dinas")
    package.write_bytes(package.read_bytes().replace(b"surat tugas", b"surat_tugas", 1))
    with pytest.raises(Refused, match=r"tidak utuh.*1-surat-tugas\.pdf"):
        bring(package)
    assert not Package.objects.exists()


def newer(folder: Path) -> Path:
    made = Handmade()
    made.about["format"] = bag.FORMAT + 1
    return made.sealed(folder / "baru.zip")


@pytest.mark.django_db
def test_one_of_a_newer_format_is_refused_in_a_sentence(tmp_path: Path) -> None:
    agency("dinas")
    path = newer(tmp_path)
    with pytest.raises(Refused, match=f"berformat {bag.FORMAT + 1}.*Himpun yang lebih baru"):
        bring(path)
    with pytest.raises(CommandError, match="lebih baru") as refused:
        call_command("verify_package", str(path))
    assert refused.value.returncode == 2
    assert periksa().main([str(path)]) == 2


@pytest.mark.django_db
def test_the_command_reads_it_and_tells_its_hash(package: Path) -> None:
    agency("dinas")
    out = StringIO()
    call_command("read_package", str(package), stdout=out)
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    assert f"SHA-256 {digest}" in out.getvalue()
    out = StringIO()
    call_command("verify_package", str(package), stdout=out)
    assert "tercatat dalam jurnal Dinas" in out.getvalue()
    assert out.getvalue().endswith("Paket ini utuh.\n")


@pytest.mark.django_db
def test_the_command_says_what_it_cannot_do(package: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("read_package", str(tmp_path / "tidak-ada.zip"))
    with pytest.raises(CommandError, match="no such agency"):
        call_command("read_package", str(package), "--agency", "tidak-ada")
    with pytest.raises(CommandError, match="tidak ada di sini"):
        call_command("read_package", str(package))


@pytest.mark.django_db
def test_the_proof_by_command_names_what_is_broken(package: Path, tmp_path: Path) -> None:
    package.write_bytes(package.read_bytes().replace(b"surat tugas", b"surat_tugas", 1))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_package", str(package), "--json", stdout=out)
    assert ended.value.code == 1
    found = json.loads(out.getvalue())
    assert found["known"] == ""
    assert "1-surat-tugas.pdf" in found["findings"][0]["place"]
    with pytest.raises(CommandError, match="tidak dapat dibaca") as refused:
        call_command("verify_package", str(tmp_path / "tidak-ada.zip"))
    assert refused.value.returncode == 2
