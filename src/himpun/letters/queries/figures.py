"""Performance data for a paper, handed in by the app above that keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from himpun.letters.rules.document import Block, Embedded
from himpun.office.queries import Person

_SETTING = "HIMPUN_PAPER_FIGURES"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper asks: its kind, the run, the unit that it is about ("" for the agency)."""

    kind: str
    run_id: int
    unit: str
    by: Person
    now: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """What an app above knows for a paper, by the names of ``rules.placeholders``; ``embedded`` are
    the same figures for a machine, put inside the PDF."""

    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    blocks: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    embedded: tuple[Embedded, ...] = ()


def figures_for(wanted: Wanted) -> Figures:
    """What the function that the setting HIMPUN_PAPER_FIGURES names answers; nothing without one.

    It is a function (Wanted) -> Figures, of a fixed number of queries.
    """
    path: str = getattr(settings, _SETTING, "")
    found: Figures = import_string(path)(wanted) if path else Figures()
    return found
