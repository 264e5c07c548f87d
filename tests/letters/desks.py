"""The desk at which an agency's papers are numbered, sent and checked, and who sits there or not.

Papers are written into their table directly: what drafts and signs them is tested elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from tests.runs.scene import Scene, build, wib

from himpun.letters.models import Number, Paper, Register
from himpun.letters.queries.registers import registers_of
from himpun.office.models import Agency, JournalRow, Person

NOW = wib(2026, 9, 14, 9)
_TOKENS = count(1)


@dataclass
class Desk:
    """Pesisir Selatan, with an operator and an administrator who keep its registers, a holder of a
    post who does not, and people of another agency."""

    scene: Scene
    now: datetime = NOW

    @property
    def agency(self) -> Agency:
        return self.scene.agency

    @property
    def keeper(self) -> Person:
        return self.scene.person("operator")

    @property
    def colleague(self) -> Person:
        """May keep the registers too."""
        return self.scene.person("admin")

    @property
    def holder(self) -> Person:
        """Sees the agency, keeps no register."""
        return self.scene.person("sekretaris")

    @property
    def outsider(self) -> Person:
        """Keeps the registers of another agency."""
        return self.scene.outsider("operator")

    def paper(self, kind: str = "surat-permintaan-data", **more: Any) -> Paper:
        """A paper that waits for its signature."""
        no = next(_TOKENS)
        said = {
            "agency": self.agency, "subject": f"Permintaan data kinerja {no}",
            "state": "circulating", "token": f"token-{no:030d}", "created_at": self.now,
            "created_by": self.keeper,
        }  # fmt: skip
        return Paper.objects.create(kind=kind, **{**said, **more})

    def texts(self, group: str = "surat-keluar") -> list[str]:
        """What a register gave, in its order."""
        found = Number.objects.filter(register__agency=self.agency, register__group=group)
        return list(found.order_by("no").values_list("text", flat=True))

    def gaps(self, group: str = "surat-keluar") -> list[str]:
        """What speaks against a register of this year being without gaps."""
        views = registers_of(self.agency, self.now.year, self.now.date())
        (view,) = [view for view in views if view.group == group]
        return [gap.sentence for gap in view.gaps]

    def register(self, group: str = "surat-keluar") -> Register:
        return Register.objects.get(agency=self.agency, group=group, year=self.now.year)

    def told(self, action: str) -> list[Any]:
        """What the journal tells of an action."""
        rows = JournalRow.objects.filter(agency=self.agency, action=action).order_by("seq")
        return list(rows.values_list("body", flat=True))


def desk_in(folder: Path) -> Desk:
    """A desk of its own."""
    return Desk(build(folder))
