"""Questions about packages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Count, Min, Q, QuerySet

from himpun.archive.models import Package, PackedFile
from himpun.archive.models.packages import MAKING, ORDERED, OWN, SEALED
from himpun.archive.queries import path_of
from himpun.archive.queries.package.parts import has_more, subjects_of
from himpun.archive.rules.package.bag import KINDS
from himpun.archive.rules.package.index import moment_words, size_words
from himpun.archive.rules.searching import Entry
from himpun.office import queries as office
from himpun.office.queries.ticks import Waiting

__all__ = [
    "WAITS",
    "Package",
    "PackagePage",
    "PackedFile",
    "contents_of",
    "package_in",
    "package_pages",
    "packages_in",
    "packages_of_run",
    "packages_to_index",
    "packages_waiting",
    "packed_files",
    "packed_in",
    "path_of_package",
    "pieces_of",
    "sealed_as",
    "why_not_order",
]
CHUNK = 1024 * 1024


def packages_in(agency: office.Agency) -> QuerySet[Package]:
    """An agency's packages, newest first."""
    return Package.objects.filter(agency=agency).select_related("ordered_by", "file", "earlier")


def package_in(agency: office.Agency, number: int) -> Package | None:
    """One package of an agency (one query)."""
    return packages_in(agency).select_related("agency").filter(pk=number).first()


def packages_of_run(agency: office.Agency, run: int) -> list[Package]:
    """The packages of one of this installation's runs, newest first (one query)."""
    rows = Package.objects.filter(agency=agency, run=str(run), origin=OWN)
    return list(rows.select_related("ordered_by", "file", "earlier__file").order_by("-no", "-pk"))


def packages_waiting(now: datetime) -> Waiting:  # noqa: ARG001
    """What was ordered, is being made, or shall be proved anew (two queries)."""
    ordered = Package.objects.filter(state__in=(ORDERED, MAKING))
    asked = Package.objects.filter(state=SEALED, check_asked_at__isnull=False)
    counts = [
        rows.aggregate(count=Count("pk"), oldest=Min(moment))
        for rows, moment in ((ordered, "ordered_at"), (asked, "check_asked_at"))
    ]
    since = [each["oldest"] for each in counts if each["oldest"]]
    return Waiting(sum(each["count"] for each in counts), min(since, default=None))


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


def packed_in(package: Package, position: int) -> PackedFile | None:
    """A file in a package by its place (one query)."""
    return PackedFile.objects.filter(package=package, position=position).first()


@dataclass(frozen=True, slots=True)
class Content:
    """A file in a package as a page names it."""

    position: int
    title: str
    size_words: str
    sha256: str


def contents_of(package: Package, words: str = "") -> list[tuple[str, list[Content]]]:
    """What is in a package under its headings, all of it or what has some words in its name (one
    query)."""
    rows = packed_files(package)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(path__icontains=words))
    by_kind: dict[str, list[Content]] = {}
    for row in rows:
        content = Content(row.position, row.title, size_words(row.size), row.sha256)
        by_kind.setdefault(row.kind, []).append(content)
    # A kind that a later version of the format brought stands under its own name.
    order = [*KINDS, *(kind for kind in by_kind if kind not in KINDS)]
    return [(KINDS.get(kind, kind), by_kind[kind]) for kind in order if kind in by_kind]


def pieces_of(package: Package, packed: PackedFile) -> Iterator[bytes]:
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


def packages_to_index(*keys: int) -> Iterator[Entry]:
    """Sealed packages as the search finds them, by what they are and by the names of their files;
    all of them, or those with some keys. Papers are found by themselves, by those who may read
    them."""
    rows = Package.objects.filter(state=SEALED).select_related("agency").order_by("pk")
    for row in rows.filter(pk__in=keys) if keys else rows.iterator(chunk_size=100):
        titles = packed_files(row).exclude(kind=PAPERS).values_list("title", flat=True)
        sealed = office.day_at(row.agency, row.sealed_at) if row.sealed_at else None
        yield Entry(
            agency=row.agency_id, kind="paket", ref=f"package/{row.pk}", page="archive:package",
            args=(row.agency.code, row.pk), subject=f"Paket arsip ke-{row.no}: {row.title}",
            text="; ".join(titles), year=int(row.period[:4]), dated_on=sealed,
        )  # fmt: skip


PAPERS = "naskah"
WAITS = "Paket SOP berjalan ini sedang dibuat. Tunggu sampai selesai."
SAME = "SOP berjalan ini sudah disegel, dan tidak ada koreksi sesudahnya."


def why_not_order(agency: office.Agency, run: int, packages: Sequence[Package]) -> str | None:
    """Why a closed run, with the packages it has, cannot be sealed now: one is in the making, or
    the journal has said no more about it (two queries or more, where it was sealed before)."""
    if any(package.state in (ORDERED, MAKING) for package in packages):
        return WAITS
    sealed = [package for package in packages if package.state == SEALED]
    if not sealed:
        return None
    newest = max(sealed, key=lambda package: package.no)
    last = newest.about["journal"]["positions"][-1]
    return None if has_more(agency, subjects_of(run), last) else SAME


@dataclass(frozen=True, slots=True)
class PackagePage:
    """A package as pages show it. ``state`` is how it is drawn, ``word`` what is said beside it;
    ``waits``: the worker is at it, or somebody has asked for its proof."""

    package: Package
    state: str
    word: str
    waits: bool
    size: str

    @property
    def sealed(self) -> str:
        """When it was sealed, by the clock of whoever sealed it; "" before."""
        about = self.package.about
        if "sealed" not in about:
            return ""
        return moment_words(about["sealed"]["at"], about["agency"]["zone"])


def package_pages(packages: Sequence[Package]) -> list[PackagePage]:
    """Packages as pages show them (no query, where their files were read with them)."""
    return [_page_of(package) for package in packages]


def _page_of(package: Package) -> PackagePage:
    size = size_words(package.file.size) if package.file else ""
    if package.state in (ORDERED, MAKING):
        word = package.progress or "Menunggu giliran"
        return PackagePage(package, "now", f"Sedang dibuat: {word}", True, size)
    if package.state != SEALED:
        return PackagePage(package, "late", "Tidak dapat dibuat", False, size)
    if package.check_asked_at:
        return PackagePage(package, "now", "Sedang diperiksa", True, size)
    if package.findings:
        return PackagePage(package, "late", "Tidak utuh", False, size)
    return PackagePage(package, "done", "Utuh", False, size)
