"""The worker makes the package of a closed run, proves it, and records it."""

import re
import subprocess
import sys
import zipfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import bagit
import pytest
from tests.archive.closed import LATER, PDF, PROOF, SMALL, Closed, closed_run, sealed
from tests.archive.handmade import PERIKSA, ours, theirs
from tests.project.test_rehearsal import SOPS

from himpun.archive import services
from himpun.archive.jobs import make_packages
from himpun.archive.models import Package, PackedFile
from himpun.archive.queries import path_of
from himpun.archive.queries.package.packages import packed_files, path_of_package, pieces_of
from himpun.archive.rules.package import bag
from himpun.archive.services import _package_writer, seal_next_package
from himpun.office.models import JournalRow
from himpun.office.services.journal import write
from himpun.runs.services import seal_run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sop_id", SOPS)
def test_the_package_of_each_sop_holds_by_every_proof(sop_id: str, tmp_path: Path) -> None:
    """Ours, the one that is shipped inside it (by a bare Python), and the library of bags."""
    package = sealed(closed_run(sop_id, units=2, indicators=2))
    assert (package.state, package.failure) == ("sealed", "")
    path = path_of_package(package)
    assert ours(path) == []
    with zipfile.ZipFile(path) as found:
        found.extractall(tmp_path)
    folder = tmp_path / package.about["base"]
    bagit.Bag(str(folder)).validate()
    for place in (path, folder):
        bare = [sys.executable, "-I", "-S", str(folder / "periksa.py"), str(place)]
        done = subprocess.run(bare, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout[:11]) == (0, "Paket utuh:"), done.stdout


def test_it_holds_what_the_run_was() -> None:
    package = sealed(closed_run())
    titles = {packed.path: packed.title for packed in packed_files(package)}
    kinds = set(packed_files(package).values_list("kind", flat=True))
    assert kinds == {*bag.KINDS} - {"naskah"}
    assert any("Surat Tugas.pdf" in title for title in titles.values())
    assert any("bukti.csv" in title for title in titles.values())
    contents = {
        packed.path.rpartition("-")[2]: b"".join(pieces_of(package, packed))
        for packed in packed_files(package).filter(kind__in=["berkas", "bukti"])
    }
    assert contents["tugas.pdf"] == PDF
    assert contents["bukti.csv"] == PROOF


def test_its_index_opens_without_a_network_and_links_every_file() -> None:
    package = sealed(closed_run())
    with zipfile.ZipFile(path_of_package(package)) as found:
        page = found.read(f"{package.about['base']}/index.html").decode()
    assert "<script" not in page
    assert not re.search("(src|href)=.(?!data/|himpun.json|periksa.py)", page)
    for packed in packed_files(package):
        assert f'href="{packed.path}"' in page
    assert "Dinas Bina Marga" in page


def test_its_hash_stands_in_the_journal() -> None:
    closed = closed_run()
    package = sealed(closed)
    row = JournalRow.objects.get(agency=closed.agency, action="PackageSealed")
    assert package.file is not None
    assert row.seq == package.journal_seq
    assert row.body["sha256"] == package.file.sha256
    assert row.actor == closed.steward


def test_made_again_it_has_the_same_bytes() -> None:
    closed = closed_run()
    first = sealed(closed)
    assert first.file is not None
    PackedFile.objects.all().delete()
    about = {"run": first.about["run"]}
    Package.objects.filter(pk=first.pk).update(state="ordered", file=None, about=about)
    assert seal_next_package(clock=lambda: LATER)
    again = Package.objects.select_related("file").get(pk=first.pk)
    assert again.file is not None
    assert again.file.sha256 == first.file.sha256


def test_it_answers_no_where_nothing_waits() -> None:
    assert not seal_next_package(clock=lambda: LATER)
    assert make_packages() == 0


def test_a_lost_file_is_named_and_the_run_can_be_sealed_once_it_is_back() -> None:
    closed = closed_run()
    place = path_of(sha256(PDF).hexdigest())
    place.rename(away := place.with_name("away"))
    try:
        package = sealed(closed)
    finally:
        away.rename(place)
    assert package.state == "failed"
    assert "Surat Tugas.pdf" in package.failure
    assert package.file is None
    assert sealed(closed).state == "sealed"


def test_a_changed_file_is_named() -> None:
    closed = closed_run()
    place = path_of(sha256(PDF).hexdigest())
    place.chmod(0o640)
    place.write_bytes(PDF[:-1] + b"X")
    try:
        package = sealed(closed)
    finally:
        place.write_bytes(PDF)
        place.chmod(0o440)
    assert package.state == "failed"
    assert "telah berubah sejak disimpan" in package.failure


def ordered(again: Closed | None = None) -> Package:
    closed = again or closed_run()
    return seal_run(run_id=closed.run.pk, by=closed.steward, now=LATER)


def test_what_a_dead_worker_left_is_taken_up_after_a_while() -> None:
    package = ordered()
    Package.objects.filter(pk=package.pk).update(state="making", claimed_at=LATER)
    assert not seal_next_package(clock=lambda: LATER + timedelta(minutes=14))
    assert seal_next_package(clock=lambda: LATER + timedelta(minutes=16))
    package.refresh_from_db()
    assert package.state == "sealed"


def test_a_worker_that_is_stopped_leaves_it_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    package = ordered()
    monkeypatch.setattr("himpun.archive.services._sealing.TELL_EVERY", 1)
    with pytest.raises(services.Interrupted):
        seal_next_package(clock=lambda: LATER, stopped=lambda: True)
    package.refresh_from_db()
    assert (package.state, package.claimed_at) == ("ordered", None)
    assert seal_next_package(clock=lambda: LATER)


def test_it_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    package = ordered()
    monkeypatch.setattr("himpun.archive.services._sealing.TELL_EVERY", 1)
    told: list[str] = []

    def stopped() -> bool:
        package.refresh_from_db()
        told.append(package.progress)
        return False

    assert seal_next_package(clock=lambda: LATER, stopped=stopped)
    assert "1 berkas" in " ".join(told)
    assert told[-1].endswith("B")


def test_a_run_of_which_the_journal_says_more_meanwhile_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed = closed_run()
    package = ordered(closed)
    begun: list[int] = []
    finish = _package_writer.PackageWriter.finish

    def finished(self: Any, about: Any) -> None:
        finish(self, about)
        if len(begun) < restless:
            begun.append(1)
            write(
                agency=package.agency, by=None, now=LATER, action="AnalysisWritten",
                subject=f"run/{package.run}",
            )  # fmt: skip

    monkeypatch.setattr(_package_writer.PackageWriter, "finish", finished)
    restless = 9
    seal_next_package(clock=lambda: LATER)
    package.refresh_from_db()
    assert package.state == "failed"
    assert "terus bertambah" in package.failure
    begun.clear()
    restless = 1
    package = ordered(closed)
    seal_next_package(clock=lambda: LATER)
    package.refresh_from_db()
    assert package.state == "sealed"
    rows = JournalRow.objects.filter(subject=f"run/{package.run}", action="AnalysisWritten")
    assert set(rows.values_list("seq", flat=True)) <= {*package.about["journal"]["positions"]}


def test_the_journal_goes_on_where_a_package_has_ended() -> None:
    """Tampering with the database after sealing shows in the package, not the other way round."""
    closed = closed_run(SMALL)
    package = sealed(closed)
    assert theirs()(path_of_package(package)) == []
    assert PERIKSA.read_bytes() == zipfile.ZipFile(path_of_package(package)).read(
        f"{package.about['base']}/periksa.py"
    )
