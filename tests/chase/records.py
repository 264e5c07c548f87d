"""What chasing has left behind, for its tests."""

from datetime import datetime

from tests.runs.scene import Scene

from himpun.chase.models import Rung
from himpun.notices.models import Notice
from himpun.office.models import JournalRow
from himpun.office.queries import verify_journal


def ledger(scene: Scene, unit: str | None = None) -> list[Rung]:
    """The rows of the ledger, oldest first."""
    rows = Rung.objects.filter(agency=scene.agency).order_by("pk")
    return list(rows if unit is None else rows.filter(unit=unit))


def keys(scene: Scene, unit: str, state: str = "") -> list[str]:
    """The rungs of a unit, oldest first."""
    return [row.key for row in ledger(scene, unit) if not state or row.state == state]


def notices(scene: Scene, code: str, kind: str = "reminder") -> list[Notice]:
    """What somebody was told by kind, oldest first."""
    rows = Notice.objects.filter(person=scene.person(code), kind=kind)
    return list(rows.order_by("pk"))


def journal(scene: Scene, action: str) -> list[JournalRow]:
    """What the agency's journal says of an action; its chain is sound."""
    assert verify_journal(scene.agency) == []
    rows = JournalRow.objects.filter(chain=scene.agency.code, action=action)
    return list(rows.order_by("seq"))


def everything(scene: Scene) -> tuple[int, int, int]:
    """How much there is: ledger, notices, journal."""
    chain = JournalRow.objects.filter(chain=scene.agency.code)
    return (Rung.objects.count(), Notice.objects.count(), chain.count())


def local(at: datetime) -> str:
    """18-09 07.30, by the clocks of western Indonesia."""
    from himpun.kernel.worktime import ZONES

    return f"{at.astimezone(ZONES['WIB']):%d-%m %H.%M}"
