"""A run that has ended, as the app that runs SOPs tells it to the archive."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from himpun.archive.rules.package.proof import moment_text


@dataclass(frozen=True, slots=True)
class ClosedRun:
    """A finished or cancelled run. ``events``: the number of its last event; texts are as people
    read them."""

    id: int
    title: str
    sop: str
    sop_name: str
    sop_number: str
    sop_version: int
    fingerprint: str
    period: str
    period_text: str
    state: str
    state_text: str
    started_at: datetime
    ended_at: datetime
    events: int

    def words(self) -> dict[str, Any]:
        """As himpun.json says it."""
        return {
            "id": self.id, "sop": self.sop, "sop_name": self.sop_name,
            "sop_number": self.sop_number, "sop_version": self.sop_version,
            "sop_fingerprint": self.fingerprint, "period": self.period,
            "period_text": self.period_text, "state": self.state, "state_text": self.state_text,
            "started_at": moment_text(self.started_at), "ended_at": moment_text(self.ended_at),
            "events": self.events,
        }  # fmt: skip
