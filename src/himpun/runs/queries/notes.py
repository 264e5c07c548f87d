"""What apps above tell on the page of a run and in the inbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

from himpun.runs.models import Run

if TYPE_CHECKING:
    from himpun.office.queries import Person


@dataclass(frozen=True, slots=True)
class Note:
    """Something that an app above tells on a page of this app: its ``template`` is given
    ``context`` as ``note``."""

    template: str
    context: Mapping[str, Any]


def run_notes(run: Run) -> tuple[Note, ...]:
    """The notes on a run of every app that the setting HIMPUN_RUN_NOTES names, in its order.

    Each name is a function (Run) -> Note | None, of a fixed number of queries.
    """
    return tuple(_told("HIMPUN_RUN_NOTES", run))


def inbox_notes(person: Person) -> tuple[Note, ...]:
    """The notes in a person's inbox of every app that the setting HIMPUN_INBOX_NOTES names, in its
    order.

    Each name is a function (Person) -> Note | None, of a fixed number of queries.
    """
    return tuple(_told("HIMPUN_INBOX_NOTES", person))


def _told(setting: str, of: object) -> Iterator[Note]:
    for path in getattr(settings, setting, ()):
        if (note := import_string(path)(of)) is not None:
            yield note
