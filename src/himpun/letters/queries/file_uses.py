"""Which stored files papers need: the archive asks before a content goes."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from himpun.archive.rules import Use
from himpun.letters.models import Letterhead, Mark, PaperVersion, Scan


def file_uses(files: Collection[int]) -> list[Use]:
    """The papers, marks, scans and logos that are some stored files, by their keys (four
    queries)."""
    return [*_versions(files), *_marks(files), *_scans(files), *_logos(files)]


def _versions(files: Collection[int]) -> Iterator[Use]:
    rows = PaperVersion.objects.filter(Q(pdf__in=files) | Q(docx__in=files)).order_by("pk")
    names = ("pdf", "docx", "paper__agency", "paper__subject", "no")
    for pdf, docx, agency, subject, no in rows.values_list(*names):
        for file in {pdf, docx} & set(files):
            yield Use(file, agency, f"Naskah {subject}, versi {no}")


def _marks(files: Collection[int]) -> Iterator[Use]:
    rows = Mark.objects.filter(file__in=files).order_by("pk")
    names = ("file", "version__paper__agency", "version__paper__subject", "title")
    for file, agency, subject, title in rows.values_list(*names):
        if file is not None:
            yield Use(file, agency, f"Naskah {subject}, dengan paraf atau tanda tangan {title}")


def _scans(files: Collection[int]) -> Iterator[Use]:
    rows = Scan.objects.filter(file__in=files).order_by("pk")
    for file, agency, name in rows.values_list("file", "version__paper__agency", "name"):
        if file is not None:
            yield Use(file, agency, f"Hasil pindai {name}")


def _logos(files: Collection[int]) -> Iterator[Use]:
    for file, agency in Letterhead.objects.filter(logo__in=files).values_list("logo", "agency"):
        if file is not None:
            yield Use(file, agency, "Lambang pada kop naskah")
