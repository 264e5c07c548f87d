"""A running SOP whose people have addresses, and a clock in office hours."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from tests.runs.scene import Scene, build, wib

from himpun.notices.services import Still, tell
from himpun.office.models import Person

MORNING = wib(2026, 9, 14, 8, 30)
"""A Monday, an hour after the office has opened."""


def running(path: Path) -> Scene:
    """Pesisir Selatan with a run at its first step, the same day."""
    scene = build(path)
    scene.now = wib(2026, 9, 14, 7, 45)
    scene.start()
    for who in Person.objects.filter(home=scene.agency).select_related("user"):
        who.email = f"{who.user.username}@example.go.id"
        who.save()
    return scene


def told(
    scene: Scene, who: Person, key: str, at: datetime, *, kind: str = "reminder", text: str = "",
    still: Still | None = None,
) -> None:  # fmt: skip
    """Somebody is told something that waits for the digest."""
    with transaction.atomic():
        tell(
            agency=scene.agency, people=[who], kind=kind, subject=f"Hal {key}", text=text,
            link=f"/jalan/{scene.run_id}/", about=f"run/{scene.run_id}", key=key, by=None, now=at,
            still=still,
        )  # fmt: skip
