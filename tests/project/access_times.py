"""The rows of what the times tell."""

from collections.abc import Mapping
from typing import Any

from tests.project.access_row import HERE, KEEPERS, READERS, SIGNED_IN, Row, agency, of_agency

from himpun.runs.models import Run


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
}
