"""Which stored files the steps of running SOPs need: the archive asks before a content goes."""

from collections.abc import Collection

from himpun.archive.rules import Use
from himpun.runs.models import Attachment


def file_uses(files: Collection[int]) -> list[Use]:
    """The attachments that are some stored files, by their keys (one query)."""
    rows = Attachment.objects.filter(file__in=files).order_by("pk")
    found = rows.values_list("file", "visit__run__agency", "visit__run", "name")
    return [
        Use(file, agency, f"Lampiran SOP berjalan {run}: {name}")
        for file, agency, run, name in found
    ]
