"""What apps above show on the page of a step, and what they read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from himpun.office.queries import Person
    from himpun.runs.queries.step_page import StepPage


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a step's page that belongs to an app above.

    ``key`` is its id on the page; what is sent in the inputs named by ``fields`` is kept in the
    step's content as {key: {field: [texts]}}. ``template`` is given ``context`` as ``part``.
    ``why_not_complete``: why the step cannot go forward yet ("" if it can); the app's companion
    refuses it as well. ``replaces_files``: the step's papers are made here, so that its uploads
    are folded away. ``does``: kinds of the step's work that are done in this part, so that the form
    asks for no word about them. ``units_of``: for texts of the fields, the unit that is meant
    by each; what is sent back without a chosen unit goes to those. ``ways``: name → address of what
    is asked for with what is filled in: a button of the part saves the draft first
    (``?lanjut=NAME``).
    """

    key: str
    heading: str
    template: str
    context: Mapping[str, Any]
    why_not_complete: str = ""
    replaces_files: bool = False
    does: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    units_of: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)


def parts_of(page: StepPage, person: Person) -> tuple[Part, ...]:
    """The parts of every app that the setting HIMPUN_STEP_PARTS names, in its order.

    Each name is a function (StepPage, Person) -> Part | None, of a fixed number of queries; the
    page that it is given has no parts yet.
    """
    found = (import_string(path)(page, person) for path in getattr(settings, _SETTING, ()))
    return tuple(part for part in found if part is not None)


_SETTING = "HIMPUN_STEP_PARTS"
