"""Pages as people ask for them."""

import html
import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.runs.scene import Scene

from himpun.office.models import Person
from himpun.office.services import add_unit

TAGS = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]*>", re.DOTALL)


class Pages:
    """Asks for pages as one person or another, at the scene's moment."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def client(self, who: Person) -> Client:
        client = Client()
        client.force_login(who.user)
        return client

    def get(self, who: Person, address: str) -> HttpResponse:
        found: Any = self.client(who).get(address)
        return found  # type: ignore[no-any-return]

    def post(self, who: Person, address: str, **fields: Any) -> HttpResponse:
        found: Any = self.client(who).post(address, fields)
        return found  # type: ignore[no-any-return]

    def text(self, who: Person, address: str) -> str:
        """What a person reads on a page that is there."""
        answer = self.get(who, address)
        assert answer.status_code == 200
        return words_of(answer)

    def sheet(self, who: Person, address: str, name: str = "") -> Worksheet:
        """A sheet of the workbook that a page gives."""
        answer = self.get(who, address)
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        book = load_workbook(BytesIO(answer.content))
        found = book[name] if name else book.worksheets[0]
        assert isinstance(found, Worksheet)
        return found

    def queries(self, who: Person, address: str) -> int:
        """How many queries a page costs when what never changes has been read before."""
        client = self.client(who)
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)


def words_of(answer: HttpResponse) -> str:
    """What stands on a page, without its markup, in one line."""
    return " ".join(html.unescape(TAGS.sub(" ", answer.content.decode())).split())


def column(sheet: Worksheet, head: str) -> Sequence[object]:
    """The cells below a head."""
    heads = [cell.value for cell in sheet[1]]
    at = heads.index(head)
    return [row[at].value for row in sheet.iter_rows(min_row=2)]


def day(year: int, month: int, on: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment as a cell of a workbook holds it."""
    return datetime(year, month, on, hour, minute)  # noqa: DTZ001 - Excel knows no zones


def more_units(scene: Scene, many: int) -> None:
    """Further divisions of the agency, in which nobody holds anything yet."""
    for n in range(many):
        add_unit(
            agency=scene.agency, code=f"bidang-{n}", name=f"Bidang Tambahan {n}", kind="bidang",
            parent=None, position=100 + n, by=None, now=scene.now,
        )  # fmt: skip
