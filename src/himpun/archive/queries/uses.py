"""What needs a stored file: records, and whatever the apps above keep in the same store."""

from collections.abc import Collection, Iterable, Iterator

from django.conf import settings
from django.utils.module_loading import import_string

from himpun.archive.models import Package, Record
from himpun.archive.rules import Use


def uses_of(files: Collection[int]) -> list[Use]:
    """What needs some stored files, by their keys: records whose content is kept, sealed packages,
    and what each function of HIMPUN_FILE_USES names: (keys) → uses."""
    if not files:
        return []
    found = [*_records(files), *_packages(files)]
    for name in settings.HIMPUN_FILE_USES:
        above: Iterable[Use] = import_string(name)(files)
        found += above
    return found


def _records(files: Collection[int]) -> Iterator[Use]:
    rows = Record.objects.filter(file__in=files).select_related("agency").order_by("pk")
    for row in rows:
        assert row.file_id is not None
        yield Use(row.file_id, row.agency_id, f"Arsip nomor {row.no}: {row.subject}")


def _packages(files: Collection[int]) -> Iterator[Use]:
    for row in Package.objects.filter(file__in=files).order_by("pk"):
        assert row.file_id is not None
        yield Use(row.file_id, row.agency_id, f"Paket arsip: {row.title} ({row.no})")
