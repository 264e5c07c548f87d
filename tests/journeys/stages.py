"""Running SOPs of the loaded sample offices, brought through the services to where a page is to be
looked at."""

from __future__ import annotations

from datetime import datetime

from tests.runs.scene import PESSEL, Scene

from himpun.office.models import Agency
from himpun.sops.queries import current_version, sop_of

BALANGAN = "balangan-dpuprperkim"
SIANTAR = "pematangsiantar-dpmptsp"
SUMBAR = "sumbar-bmcktr"


def stage(code: str, now: datetime) -> Scene:
    """A run of an agency's SOP for the third quarter, with all units, at its first step."""
    agency = Agency.objects.get(code=code)
    other = Agency.objects.get(code=BALANGAN if code != BALANGAN else PESSEL)
    version = current_version(agency, code)
    assert version is not None
    scene = Scene(agency, other, sop_of(version.pk), version.pk, now)
    scene.start()
    return scene
