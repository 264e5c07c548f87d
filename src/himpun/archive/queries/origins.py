"""Which record something became that an app above filed."""

from himpun.archive.models import Record
from himpun.office.queries import Agency

__all__ = ["Record", "record_from"]


def record_from(agency: Agency, source: str) -> Record | None:
    """The newest record of what an app above calls ``source`` ("paper/34"); None where it was not
    filed (one query)."""
    return Record.objects.filter(agency=agency, source=source).order_by("-version").first()
