"""The rows of what the times tell."""

from collections.abc import Mapping
from typing import Any

from tests.project.access_row import (
    HERE,
    KEEPERS,
    READERS,
    SIGNED_IN,
    Row,
    agency,
    numbered,
    of_agency,
)
from tests.project.moments import NOW
from tests.runs.scene import person

from himpun.monitoring.models import EvidencePack
from himpun.monitoring.services import make_next_evidence, order_evidence
from himpun.office.models import Agency
from himpun.runs.models import Run

GATHERERS = KEEPERS | {"reader"}


def of_run() -> dict[str, Any]:
    return {"run": Run.objects.filter(agency__code=HERE).order_by("pk").first().pk}  # type: ignore[union-attr]


TIMES: Mapping[str, Row] = {
    "monitoring:times_home": Row(SIGNED_IN),
    "monitoring:times": Row(READERS, args=agency),
    "monitoring:held": Row(READERS, args=of_run),
    "monitoring:assess_start": Row(READERS, args=agency),
    "monitoring:assess": Row(READERS, args=of_agency(year=2026, half=2)),
    "monitoring:assess_row": Row(KEEPERS, args=of_agency(year=2026, half=2, sop=HERE, key="semua")),
    "monitoring:event_log_xes": Row(READERS, args=of_agency(sop=HERE)),
    "monitoring:event_log_ocel": Row(READERS, args=of_agency(sop=HERE)),
    "monitoring:evidence": Row(GATHERERS, args=agency),
    "monitoring:evidence_file": Row(GATHERERS, args=numbered(EvidencePack)),
}


def some_evidence() -> None:
    """A pack that was ordered and gathered."""
    here = Agency.objects.get(code=HERE)
    order_evidence(agency=here, year=NOW.year, by=person("pessel.operator"), now=NOW)
    make_next_evidence(clock=lambda: NOW)
