"""Rules and starts for tests."""

from datetime import date
from typing import Any

from tests.runs.scene import PESSEL, Scene

from himpun.office.models import JournalRow
from himpun.schedule import services
from himpun.schedule.models import Start, StartRule

FROM = date(2026, 8, 1)
BALANGAN = "balangan-dpuprperkim"


def set_rule(scene: Scene, when: str = "", **other: Any) -> StartRule:
    """The agency's steward says when its SOP starts."""
    said: dict[str, Any] = {
        "active": True, "from_on": FROM, "until_on": None, "late_days": 14,
        "by": scene.person("kasubag"), "now": scene.now, **other,
    }  # fmt: skip
    return services.set_start_rule(
        agency=scene.agency, sop_key=scene.agency.code, when=when, **said
    )


def starts(rule: StartRule) -> list[tuple[str, str]]:
    """What became of its periods."""
    return [(row.period, row.state) for row in Start.objects.filter(rule=rule).order_by("period")]


def actions(scene: Scene) -> list[str]:
    """What the agency's journal says was done to its SOP."""
    rows = JournalRow.objects.filter(agency=scene.agency, subject=f"sop/{scene.agency.code}")
    return list(rows.order_by("seq").values_list("action", flat=True))


__all__ = ["BALANGAN", "FROM", "PESSEL", "actions", "set_rule", "starts"]
