"""The worker proves a package that somebody asked about, and says what it found."""

from datetime import timedelta

import pytest
from tests.archive.closed import LATER, Closed, closed_run, sealed

from himpun.archive.jobs import make_packages
from himpun.archive.models import Package
from himpun.archive.queries.package.packages import path_of_package
from himpun.archive.services import ask_check, check_next_package
from himpun.office.models import JournalRow

pytestmark = pytest.mark.django_db
NEXT = LATER + timedelta(days=1)


def asked(closed: Closed) -> Package:
    package = sealed(closed)
    ask_check(package=package, by=closed.steward, now=LATER)
    return package


def test_a_whole_one_is_found_whole() -> None:
    package = asked(closed_run())
    assert check_next_package(clock=lambda: NEXT)
    package.refresh_from_db()
    assert (package.check_asked_at, package.checked_at, package.findings) == (None, NEXT, [])
    assert not check_next_package(clock=lambda: NEXT)
    assert not JournalRow.objects.filter(action="PackageFoundDamaged").exists()


def test_what_is_wrong_is_kept_and_stands_in_the_journal() -> None:
    package = asked(closed_run())
    path = path_of_package(package)
    whole = path.read_bytes()
    path.chmod(0o640)
    path.write_bytes(whole.replace(b"Selesai", b"Selesaj", 1))
    try:
        assert make_packages() == 1
    finally:
        path.write_bytes(whole)
        path.chmod(0o440)
    package.refresh_from_db()
    assert ["index.html", "Isi berkas ini telah diubah: hashnya bukan yang di manifes."] in (
        package.findings
    )
    row = JournalRow.objects.get(action="PackageFoundDamaged")
    assert (row.actor, row.body["findings"]) == (None, len(package.findings))


def test_one_that_the_disk_has_lost_is_told() -> None:
    package = asked(closed_run())
    path = path_of_package(package)
    path.rename(away := path.with_name("away"))
    try:
        assert check_next_package(clock=lambda: NEXT)
    finally:
        away.rename(path)
    package.refresh_from_db()
    assert package.findings == [["paket", "Berkas paket ini tidak ada di penyimpanan."]]
