"""Who asks for a page of the archive, about which agency, and when."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpResponse

from himpun.archive.queries.reach import keeps_archive, reach_of, why_not_keep
from himpun.archive.rules.security import Reach
from himpun.office import asking
from himpun.office.rules import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARTS = (
    ("Arsip", "records"),
    ("Daftar berkas", "folders"),
    ("Paket arsip", "packages"),
    ("Pemusnahan", "disposals"),
    ("Jadwal retensi", "schedule"),
)


class Asked(asking.Asked):
    """A request by a person who may read some of the archive."""

    @cached_property
    def reach(self) -> Reach:
        """Where the person stands (six queries, once)."""
        return reach_of(self.person, self.on)


class AskedHere(asking.AskedHere, Asked):
    """A request about an agency's archive."""

    @cached_property
    def keeps(self) -> bool:
        """Whether the person keeps the agency's archive (three queries, once)."""
        return keeps_archive(self.person, self.agency, self.on)

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page of this agency's archive, with its tabs."""
        tabs = self.tabs(PARTS, context.pop("tab", ""))
        shown = {"on": self.on, "keeps": self.keeps, "tabs": tabs, **context}
        return super().render(template, status, **shown)


def _why_not(ask: AskedHere) -> str | None:
    return why_not_keep(ask.person, ask.agency, ask.on)


asked = asking.asked("archive", Asked)
asked_here = asking.asked_here("archive", AskedHere)
keeper = asking.asked_here("archive", AskedHere, _why_not)
"""Whoever keeps the agency's archive."""


def printed(
    ask: AskedHere, make: Callable[[], bytes], name: str, back: tuple[str, str]
) -> HttpResponse:
    """A PDF to be saved; 409 with the sentence where it cannot be printed."""
    try:
        content = make()
    except Refused as refused:
        return ask.render("unprinted", 409, why=str(refused), back=back)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def saved(content: bytes, name: str) -> HttpResponse:
    """An Excel file to be saved."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer
