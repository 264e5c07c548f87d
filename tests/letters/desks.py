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

from himpun.letters.models import Number, Paper, Recipient, Register
from himpun.letters.queries.registers import registers_of
from himpun.letters.services.numbers import take_number
from himpun.letters.services.sending import add_recipient, send_paper
from himpun.office.models import Agency, JournalRow, Person, Post, Unit

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

    def signed(self, kind: str = "surat-permintaan-data", **more: Any) -> Paper:
        """A paper that was signed and numbered."""
        paper = self.paper(kind, **more)
        take_number(paper=paper, by=self.keeper, now=self.now)
        paper.state, paper.signed_at = "signed", self.now
        paper.save()
        return paper

    def unit(self, code: str) -> Unit:
        """A unit of the agency."""
        return Unit.objects.get(agency=self.agency, code=code)

    def post(self, code: str) -> Post:
        """A post of the agency."""
        return Post.objects.get(agency=self.agency, code=code)

    def to_unit(self, paper: Paper, code: str = "angkutan") -> Recipient:
        """A unit on a paper's list."""
        return add_recipient(
            paper=paper, way="app", unit=self.unit(code), by=self.keeper, now=self.now
        )

    def to_mail(self, paper: Paper, email: str = "bupati@example.go.id") -> Recipient:
        """Somebody outside on a paper's list, by mail."""
        return add_recipient(
            paper=paper, way="email", name="Bupati", email=email, by=self.keeper, now=self.now
        )

    def to_link(self, paper: Paper, name: str = "Camat") -> Recipient:
        """Somebody outside on a paper's list, by a link in a chat."""
        return add_recipient(paper=paper, way="link", name=name, by=self.keeper, now=self.now)

    def sent(self, paper: Paper) -> Paper:
        """The paper goes to its list."""
        return send_paper(paper=paper, by=self.keeper, now=self.now)

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
