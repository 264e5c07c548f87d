"""Who may ask for the pages of sealed packages."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.archive.handmade import Handmade
from tests.project.access_row import HERE, READERS, Made, Row, agency
from tests.project.moments import NOW

from himpun.archive.models import Package
from himpun.archive.services import bring_package
from himpun.office.models import Agency


def some_package(here: Agency, run_id: int) -> None:
    """A package of a run; what is in it does not matter to whoever asks for the page."""
    with TemporaryDirectory() as folder:
        made = Handmade().sealed(Path(folder) / "paket.zip")
        package = bring_package(path=made, by=None, now=NOW, agency=here)
    Package.objects.filter(pk=package.pk).update(origin="own", run=str(run_id))


def of_run() -> dict[str, Any]:
    return {"run": int(Package.objects.get().run)}


def one(**parts: int) -> Made:
    return lambda: {"agency": HERE, "no": Package.objects.get().pk, **parts}


PACKAGES: Mapping[str, Row] = {
    "archive:packages": Row(READERS, args=agency),
    "archive:package": Row(READERS, args=one()),
    "archive:package_file": Row(READERS, args=one()),
    "archive:packed_file": Row(READERS, args=one(position=1)),
    "runs:package": Row(READERS, args=of_run),
    "runs:package_file": Row(READERS, args=lambda: {**of_run(), "no": 1}),
}
