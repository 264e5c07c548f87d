"""Questions about packages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db.models import QuerySet

from himpun.archive.models import Package, PackedFile
from himpun.archive.models.packages import OWN, SEALED
from himpun.archive.queries import path_of
from himpun.office import queries as office

__all__ = [
    "Package",
    "PackedFile",
    "content_of",
    "newest_sealed",
    "package_seen_by",
    "packages_of_run",
    "packages_seen_by",
    "packed_files",
    "path_of_package",
    "sealed_as",
]
CHUNK = 1024 * 1024


def packages_seen_by(person: office.Person, now: datetime) -> QuerySet[Package]:
    """Packages of the agencies that a person sees, newest first."""
    seen = office.agencies_seen_by(person, office.day_at(person.home, now))
    rows = Package.objects.filter(agency__in=seen)
    return rows.select_related("agency", "ordered_by", "file", "earlier")


def package_seen_by(person: office.Person, number: int, now: datetime) -> Package | None:
    """One package; None where it does not exist or is of an agency that the person does not see
    (one query)."""
    return packages_seen_by(person, now).filter(pk=number).first()


def packages_of_run(agency: office.Agency, run: int) -> list[Package]:
    """The packages of one of this installation's runs, newest first (one query)."""
    rows = Package.objects.filter(agency=agency, run=str(run), origin=OWN)
    return list(rows.select_related("ordered_by", "file", "earlier"))


def newest_sealed(agency: office.Agency, run: str) -> Package | None:
    """The last package of a run that was sealed here (one query)."""
    rows = Package.objects.filter(agency=agency, run=run, origin=OWN, state=SEALED)
    return rows.select_related("file").order_by("-no").first()


def sealed_as(sha256: str) -> Package | None:
    """The package with this SHA-256, if this installation knows it (one query)."""
    rows = Package.objects.filter(file__sha256=sha256, state=SEALED)
    return rows.select_related("agency", "file").order_by("pk").first()


def packed_files(package: Package) -> QuerySet[PackedFile]:
    """What is in a package, in its order."""
    return PackedFile.objects.filter(package=package).order_by("position")


def path_of_package(package: Package) -> Path:
    """Where a sealed package lies on the disk."""
    assert package.file is not None
    return path_of(package.file.sha256)


def content_of(package: Package, packed: PackedFile) -> Iterator[bytes]:
    """A file out of a package, a piece at a time. Raises FileNotFoundError at once where the disk
    has lost the package."""
    file = path_of_package(package).open("rb")
    file.seek(packed.offset)

    def pieces() -> Iterator[bytes]:
        with file:
            left = packed.size
            while left and (piece := file.read(min(CHUNK, left))):
                left -= len(piece)
                yield piece

    return pieces()
