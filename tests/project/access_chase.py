"""The rows of chasing."""

from collections.abc import Mapping
from typing import Any

from tests.project.access_row import HERE, KEEPERS, NOBODY, READERS, SIGNED_IN, Row, agency

from himpun.runs.models import Visit


def owed() -> dict[str, Any]:
    """What the holder owes."""
    visit = Visit.objects.get(sop_key=HERE, state="open", unit="keselamatan", node="8")
    return {"agency": HERE, "run": visit.run_id, "visit": visit.number}


def ladder() -> dict[str, Any]:
    return {"agency": HERE, "sop": HERE}


CHASE: Mapping[str, Row] = {
    "chase:home": Row(SIGNED_IN),
    "chase:board": Row(READERS, args=agency),
    "chase:remind": Row(NOBODY, KEEPERS, args=agency),
    "chase:ladders": Row(READERS, args=agency),
    "chase:ladder": Row(READERS, args=ladder),
    "chase:ladder_set": Row(KEEPERS, args=ladder),
    "chase:ladder_back": Row(NOBODY, KEEPERS, args=ladder),
    "chase:case": Row(READERS, args=owed),
    "chase:contact": Row(KEEPERS, args=owed),
    "chase:letter": Row(NOBODY, KEEPERS, args=owed),
}
