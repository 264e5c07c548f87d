"""Pages of the catalogue and of agreements, as one person or another asks for them."""

from __future__ import annotations

import html
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.performance.keepers import Keepers
from tests.runs.pages import TAGS

from himpun.office.models import Person

HERE = "/kinerja/dishub/"


class Site:
    """Asks at the scene's moment; addresses begin behind the agency's."""

    def __init__(self, keepers: Keepers) -> None:
        self.keepers = keepers

    def client(self, who: Person) -> Client:
        client = Client()
        client.force_login(who.user)
        return client

    def get(self, path: str, who: Person | None = None) -> HttpResponse:
        """As the kasubag, unless somebody else is named."""
        found: Any = self.client(who or self.keepers.office.kasubag).get(HERE + path)
        return found  # type: ignore[no-any-return]

    def post(self, path: str, who: Any = None, **fields: Any) -> HttpResponse:
        """The same, sent."""
        found: Any = self.client(who or self.keepers.office.kasubag).post(HERE + path, fields)
        return found  # type: ignore[no-any-return]

    def text(self, path: str, who: Person | None = None) -> str:
        """What stands on a page that is there."""
        answer = self.get(path, who)
        assert answer.status_code == 200
        return words(answer)

    def queries(self, path: str) -> int:
        """How many queries a page costs once the session is known."""
        client = self.client(self.keepers.office.kasubag)
        assert client.get(HERE + path).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            assert client.get(HERE + path).status_code == 200
        return len(asked)


def words(answer: HttpResponse) -> str:
    """What stands on a page, without its markup, in one line."""
    return " ".join(html.unescape(TAGS.sub(" ", answer.content.decode())).split())
