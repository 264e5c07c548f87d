"""Which stored files performance data need: the archive asks before a content goes."""

from collections.abc import Collection

from himpun.archive.rules import Use
from himpun.performance.models import Evidence


def file_uses(files: Collection[int]) -> list[Use]:
    """The evidence that is some stored files, by their keys (one query)."""
    rows = Evidence.objects.filter(file__in=files).order_by("pk")
    found = rows.values_list("file", "value__form__agency", "value__indicator__code", "name")
    return [Use(file, agency, f"Bukti dukung {code}: {name}") for file, agency, code, name in found]
