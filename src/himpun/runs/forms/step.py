"""The whole form of a step: its kinds' sections, the checklist, the decision, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from himpun.kernel.wire import Json
from himpun.runs.forms.fields import (
    LONGEST,
    Errors,
    Section,
    Values,
    clean,
    mistakes_in,
    stored,
    typed_in,
)
from himpun.runs.forms.kinds import Known, sections_of, verb_of
from himpun.runs.forms.shown import REQUIRES, SectionShown, section_shown
from himpun.runs.queries.parts import Part
from himpun.runs.queries.step_page import StepPage
from himpun.runs.queries.way import WayBack, WayOut

DECISION, RETURN = "decision", "return"
WANT_EXIT = "pilih salah satu keputusan."
WANT_REASON = "sebut alasannya; yang menerimanya kembali akan membacanya."
WANT_TARGET = "pilih langkah tujuan."
WRONG_UNIT = "ada unit terpilih yang tidak ikut dalam langkah itu."


@dataclass(frozen=True)
class Typed:
    """What stands in a form: ``content`` by kind, as typed; the decision; the way back."""

    content: dict[str, Values] = field(default_factory=dict)
    exit: str = ""
    reason: str = ""
    units: tuple[str, ...] = ()
    to: str = ""
    back_reason: str = ""
    back_units: tuple[str, ...] = ()

    def as_draft(self) -> dict[str, Json]:
        """As a draft keeps it."""
        return {
            **self.content,
            DECISION: {"exit": self.exit, "reason": self.reason, "units": list(self.units)},
            RETURN: {
                "to": self.to, "reason": self.back_reason, "units": list(self.back_units),
            },
        }  # fmt: skip


@dataclass(frozen=True)
class StepForm:
    """The form of one open step."""

    works: tuple[str, ...]
    requires: tuple[str, ...]
    exits: tuple[WayOut, ...]
    returns: tuple[WayBack, ...]
    known: Known
    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, page: StepPage) -> StepForm:
        """The form of a page's step."""
        people = page.people
        known = Known(
            subordinates=people.subordinates,
            addressed=people.addressed,
            recipients=people.recipients,
            people=people.attendants,
            in_charge=people.in_charge,
            papers=tuple(slot.title for slot in page.slots if slot.id),
            giving=page.giving,
            elsewhere=tuple(work for part in page.parts for work in part.does),
            today=page.calendar.local(page.now).date().isoformat(),
            next_titles=page.next_titles,
        )
        works, requires = page.works, page.step.requires
        return cls(works, requires, page.exits, page.returns, known, page.parts)

    @property
    def sections(self) -> tuple[Section, ...]:
        """What its kinds ask, in the order of the work."""
        return sections_of(self.works, self.known)

    @property
    def verb(self) -> str:
        """What the button says that finishes the step."""
        return verb_of(self.works, self.known)

    def typed_in(self, data: QueryDict) -> Typed:
        """What was sent. Nothing is refused here: a draft may be half done."""
        content = {section.kind: typed_in(section, data) for section in self.sections}
        ticked = set(data.getlist("kelengkapan"))
        present: list[Json] = [item for item in self.requires if item in ticked]
        if present:
            content[REQUIRES] = {"present": present}
        for part in self.parts:
            content[part.key] = {n: list(map(clean, data.getlist(n))) for n in part.fields}
        longest = LONGEST["area"]
        return Typed(
            content,
            exit=clean(data.get("keputusan", "")),
            reason=clean(data.get("alasan", ""), longest),
            units=tuple(map(clean, data.getlist("unit"))),
            to=clean(data.get("kembali-ke", "")),
            back_reason=clean(data.get("kembali-alasan", ""), longest),
            back_units=tuple(map(clean, data.getlist("kembali-unit"))),
        )

    def from_draft(self, draft: dict[str, Json]) -> Typed:
        """What a draft kept, for the fields that the form has now."""
        content = {
            section.kind: values
            for section in self.sections
            if isinstance(values := draft.get(section.kind), dict)
        }
        for key in (REQUIRES, *(part.key for part in self.parts)):
            if isinstance(kept := draft.get(key), dict):
                content[key] = kept
        decision, back = _mapping(draft.get(DECISION)), _mapping(draft.get(RETURN))
        return Typed(
            content,
            exit=_text(decision.get("exit")),
            reason=_text(decision.get("reason")),
            units=_texts(decision.get("units")),
            to=_text(back.get("to")),
            back_reason=_text(back.get("reason")),
            back_units=_texts(back.get("units")),
        )

    def shown(self, typed: Typed | None, errors: Errors) -> list[SectionShown]:
        """The sections as they are drawn."""
        return [
            section_shown(section, typed.content.get(section.kind) if typed else None, errors)
            for section in self.sections
        ]

    def exit_of(self, typed: Typed) -> WayOut | None:
        """The way out that was chosen: the only one where there is one."""
        if len(self.exits) == 1:
            return self.exits[0]
        return next((way for way in self.exits if way.name == typed.exit), None)

    def why_not_complete(self, typed: Typed) -> Errors:
        """Why the step cannot be handed on as it is filled in: id on the page → sentence. What goes
        back needs its reason, and nothing else need be complete."""
        way = self.exit_of(typed)
        if way is None:
            return {"keputusan": WANT_EXIT, **self.incomplete(typed)}
        if not way.back:
            return self.incomplete(typed)
        errors = {} if typed.reason else {"alasan": WANT_REASON}
        return errors | _strangers(typed.units, way, "unit")

    def incomplete(self, typed: Typed) -> Errors:
        """What is missing or unreadable in the sections: id on the page → sentence."""
        found: Errors = {}
        for section in self.sections:
            found |= mistakes_in(section, typed.content.get(section.kind, {}))
        return found

    def why_not_return(self, typed: Typed) -> Errors:
        """Why the step cannot be sent back as it is filled in."""
        way = self.return_of(typed)
        errors = {} if typed.back_reason else {"kembali-alasan": WANT_REASON}
        if way is None:
            return {"kembali-ke": WANT_TARGET, **errors}
        return errors | _strangers(typed.back_units, way, "kembali-unit")

    def return_of(self, typed: Typed) -> WayBack | None:
        """The row to which it goes back: the only one where there is one."""
        if len(self.returns) == 1:
            return self.returns[0]
        return next((way for way in self.returns if way.key == typed.to), None)

    def content_of(self, typed: Typed) -> dict[str, Json]:
        """What the step keeps for ever of what was filled in."""
        found: dict[str, Json] = {}
        for section in self.sections:
            if values := stored(section, typed.content.get(section.kind, {})):
                found[section.kind] = values
        if REQUIRES in typed.content:
            found[REQUIRES] = typed.content[REQUIRES]
        for part in self.parts:
            chosen: Values = {n: v for n, v in typed.content.get(part.key, {}).items() if v}
            if chosen:
                found[part.key] = chosen
        return found

    def units_back(self, typed: Typed, chosen: Sequence[str]) -> tuple[str, ...]:
        """The units that a step goes back to: those chosen, else those of what was ticked in the
        parts of other apps."""
        meant = {
            part.units_of[text]
            for part in self.parts
            for texts in typed.content.get(part.key, {}).values()
            for text in _texts(texts)
            if text in part.units_of
        }
        return tuple(chosen) or tuple(sorted(meant))


def _strangers(chosen: Sequence[str], way: WayOut | WayBack, id_: str) -> Errors:
    known = {unit.id for unit in way.units}
    return {id_: WRONG_UNIT} if any(unit not in known for unit in chosen) else {}


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
