"""Pages of forms as people ask for them."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.performance.scene import OWN, Scene
from tests.runs.pages import Pages as RunPages

from himpun.office.models import Person


class Pages(RunPages):
    """The pages of a scene with forms, at its moment."""

    scene: Scene

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def address(self, unit: str = OWN, rest: str = "") -> str:
        """Where a unit's form is."""
        return f"/kinerja/jalan/{self.scene.run_id}/formulir/{unit}/{rest}"

    def indicator(self, no: int = 1, unit: str = OWN) -> str:
        """Where the page of an indicator is."""
        return self.address(unit, f"{self.scene.value(no, unit).indicator_id}/")

    def about(self, rest: str = "", no: int = 1) -> str:
        """Where all about a value is."""
        return f"/kinerja/nilai/{self.scene.value(no).pk}/{rest}"

    def send(self, who: Person, sent: Any, unit: str = OWN, **how: Any) -> HttpResponse:
        """Send JSON as the page's script does."""
        body = sent if isinstance(sent, str | bytes) else json.dumps(sent)
        how = {"content_type": "application/json", **how}
        found: Any = self.client(who).post(self.address(unit, "nilai/"), body, **how)
        return found  # type: ignore[no-any-return]

    def change(self, no: int, fields: dict[str, str], revision: int | None = None) -> Any:
        """A change of an indicator's value, as the script sends it."""
        value = self.scene.value(no)
        seen = value.revision if revision is None else revision
        return {"value": value.pk, "revision": seen, "fields": fields}

    def strict(self, who: Person) -> Client:
        """A client whose requests are held against forgery."""
        client = Client(enforce_csrf_checks=True)
        client.force_login(who.user)
        return client
