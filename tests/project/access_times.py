"""The rows of what the times tell."""

from collections.abc import Mapping
from io import BytesIO
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

from himpun.archive.services import store_made
from himpun.monitoring.models import EvidencePack
from himpun.monitoring.rules.evidence import CRITERIA
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
    "monitoring:evaluate_start": Row(READERS, args=agency),
    "monitoring:evaluate": Row(READERS, args=of_agency(year=2026)),
    "monitoring:evaluate_one": Row(KEEPERS, args=of_agency(year=2026, sop=HERE)),
    "monitoring:event_log_xes": Row(READERS, args=of_agency(sop=HERE)),
    "monitoring:event_log_ocel": Row(READERS, args=of_agency(sop=HERE)),
    "monitoring:evidence": Row(GATHERERS, args=agency),
    "monitoring:evidence_file": Row(GATHERERS, args=numbered(EvidencePack)),
}


def some_evidence() -> None:
    """A pack that was gathered."""
    file = store_made(content=BytesIO(b"PK bukti"), media_type="application/zip", now=NOW)
    claims = [{"no": no, "holds": ["SOP berlaku."], "gaps": ["Tanpa sumber."]} for no in CRITERIA]
    EvidencePack.objects.create(
        agency=Agency.objects.get(code=HERE), year=NOW.year, state="ready", ordered_at=NOW,
        ordered_by=person("pessel.operator"), ordered_text="Operator", made_at=NOW, file=file,
        files=1, claims=claims,
    )  # fmt: skip
