"""What a rung says about one thing that is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from himpun.chase.queries.cases import Case
from himpun.chase.rules.ladder import Rung
from himpun.chase.rules.words import NO_DUE, filled, left_text, told_text
from himpun.office.queries import Holder
from himpun.runs.rules.words import long_moment, period_text, task_text


def board_of(agency: str) -> str:
    """The chase board of an agency."""
    return reverse("chase:board", args=[agency])


@dataclass(frozen=True, slots=True)
class Item:
    """A part of what one person is told: about a case, by a rung, perhaps for information only."""

    case: Case
    rung: Rung
    text: str
    copy: bool


def path_of(case: Case) -> str:
    """Where it goes on for whoever owes: the page of the step."""
    return reverse("runs:step", args=[case.owing.run.pk, case.owing.visit])


def facts_of(case: Case, now: datetime) -> dict[str, str]:
    """What stands for the names in a rung's text."""
    owing, calendar = case.owing, case.calendar
    return {
        "unit": owing.unit_name,
        "instansi": owing.run.agency.name,
        "sop": owing.sop.name,
        "periode": period_text(owing.run.period),
        "langkah": owing.step.key,
        "kegiatan": task_text(owing.sop, owing.step),
        "batas": long_moment(owing.due_at, calendar) if owing.due_at else NO_DUE,
        "sisa": left_text(owing.due_at, now, calendar),
        "tautan": f"{settings.HIMPUN_URL}{path_of(case)}",
    }


def said(case: Case, rung: Rung, now: datetime) -> str:
    """The text of a rung about a case."""
    return filled(rung.text, facts_of(case, now))


def to_be_called(case: Case, rung: Rung, heads: Sequence[Holder], now: datetime) -> str:
    """What a steward is told who has to ask somebody directly: whom, and the words to send."""
    names = [f"{h.person.name} {h.person.phone}".strip() for h in heads]
    whom = "; ".join(names) or "kepala unit (hari ini tidak ada pemangkunya)"
    return f"Hubungi langsung {whom}, lalu catat hasilnya. Teks pesan: {said(case, rung, now)}"


def whole_text(items: Sequence[Item]) -> str:
    """All that one person is told."""
    return told_text([(item.text, item.copy) for item in items])


def link_of(items: Sequence[Item]) -> str:
    """Where it goes on: the step where it is one thing to do, the inbox for several, the board for
    whoever only has to know or to ask."""
    own = [item for item in items if not item.copy and item.rung.kind != "contact"]
    if len(own) == 1 and len(items) == 1:
        return path_of(own[0].case)
    return reverse("runs:inbox") if own else board_of(items[0].case.owing.run.agency.code)
