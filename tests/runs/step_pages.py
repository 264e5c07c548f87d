"""The page of a step, asked for and filled in as people do it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.runs.pages import words_of
from tests.runs.scene import Scene, build

from himpun.kernel.wire import Json
from himpun.office.models import Person
from himpun.office.queries import holders_of
from himpun.runs.models import Visit

KEY = re.compile(r'name="kunci" value="([0-9a-f]+)"')


class StepPages:
    """Step pages of a scene's run."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def address(self, visit: Visit, rest: str = "") -> str:
        return f"/jalan/{visit.run_id}/langkah/{visit.number}/{rest}"

    def client(self, who: Person) -> Client:
        client = Client()
        client.force_login(who.user)
        return client

    def get(self, who: Person, visit: Visit, rest: str = "") -> HttpResponse:
        found: Any = self.client(who).get(self.address(visit, rest))
        return found  # type: ignore[no-any-return]

    def text(self, who: Person, visit: Visit) -> str:
        answer = self.get(who, visit)
        assert answer.status_code == 200
        return words_of(answer)

    def key(self, who: Person, visit: Visit) -> str:
        """The key that a page carries for its wish."""
        found = KEY.search(self.get(who, visit).content.decode())
        assert found
        return found[1]

    def send(
        self, who: Person, visit: Visit, wish: str, fields: dict[str, Any] | None = None,
        *, rest: str = "", key: str = "kunci-uji",
    ) -> HttpResponse:  # fmt: skip
        """What a press of a button sends."""
        sent = {"aksi": wish, "kunci": key, **(fields or {})}
        found: Any = self.client(who).post(self.address(visit, rest), sent)
        return found  # type: ignore[no-any-return]


def step_pages(folder: Path, code: str, until: str) -> StepPages:
    """A fresh run of an agency, gone on to a step."""
    scene = build(folder, code)
    scene.start()
    scene.walk(until)
    return StepPages(scene)


def team_of(scene: Scene, performer: str, on: date) -> list[Person]:
    found = holders_of(scene.agency, scene.sop.id, performer, "", on)
    return [holder.person for holder in found]


def orders(text: str = "Siapkan surat permintaan data.") -> dict[str, Any]:
    """The first step of Pesisir Selatan, filled in."""
    return {
        "instruct-orders-0-to": "Kasubag Perencanaan, Keuangan, dan Pelaporan",
        "instruct-orders-0-text": text,
        "instruct-urgency": "Segera",
        "instruct-note": "Sebelum rapat.",
    }


def section(content: dict[str, Json], kind: str) -> dict[str, Json]:
    found = content[kind]
    assert isinstance(found, dict)
    return found
