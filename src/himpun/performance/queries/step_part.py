"""What the page of a step shows of the data that the step collects, hands on or approves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from himpun.office.queries import Person
from himpun.performance.models import Approval, Form, Value
from himpun.performance.queries.changes import ChangedLine, changed_since_word
from himpun.performance.queries.sheet import definition_of
from himpun.performance.queries.vouching import forms_of
from himpun.performance.rules.entries import shown_figure
from himpun.performance.rules.flow import APPROVED, ARCHIVE, DataFlow, data_flow
from himpun.runs.queries.parts import Part
from himpun.runs.queries.step_page import StepPage

KEY, VALUES = "data_kinerja", "nilai"
HEADINGS = {"": "Data kinerja", "verified": "Data yang diperiksa", APPROVED: "Data yang disahkan"}


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value as the page of a step names it: ``key`` is what the page sends for it, ``figure`` as
    it is read, "" where nothing stands."""

    key: str
    code: str
    name: str
    figure: str
    unit_of_measure: str
    filled: bool
    warnings: tuple[str, ...]
    returned: str
    author: str


@dataclass
class FormLine:
    """A form with its values and whoever vouched for them (names, most values first)."""

    form: Form
    values: list[ValueLine] = field(default_factory=list)
    words: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def unit(self) -> str:
        """The unit's code; "" for the agency's own form."""
        return self.form.unit.code if self.form.unit else ""

    @property
    def address(self) -> str:
        """The unit as an address names it."""
        return self.unit or "-"

    @property
    def name(self) -> str:
        """The unit's name, or the agency's."""
        return self.form.unit.name if self.form.unit else self.form.agency.name

    @property
    def filled(self) -> int:
        """How many values have something in them."""
        return sum(value.filled for value in self.values)

    @property
    def warned(self) -> int:
        """How many values have a warning."""
        return sum(bool(value.warnings) for value in self.values)

    @property
    def returned(self) -> list[ValueLine]:
        """The values that were sent back and not changed since."""
        return [value for value in self.values if value.returned]


def step_part(page: StepPage, person: Person) -> Part | None:
    """The part of a step's page about data; None for a step that has nothing to do with them (no
    query) and for a run without forms (one query). Else four queries, whatever the number of
    units."""
    flow = data_flow(page.sop)
    if not _concerns(flow, page):
        return None
    forms = list(forms_of(page.run.pk, [page.visit.unit] if page.visit.unit else []))
    if not forms:
        return None
    lines = checked_lines(forms)
    changes = changed_since_word(person, [line.form.pk for line in lines])
    collecting = page.step.key in flow.collects
    return Part(
        key=KEY,
        heading=HEADINGS["" if collecting else flow.level_at(page.step.key)],
        template="performance/step_part.html",
        context=_context(page, flow, lines, changes),
        why_not_complete=why_not_hand_on(lines) if page.mine else "",
        replaces_files=collecting,
        fields=() if collecting else (VALUES,),
        units_of={v.key: line.unit for line in lines if line.unit for v in line.values},
    )


def _concerns(flow: DataFlow, page: StepPage) -> bool:
    at_archive = bool(flow.collects) and ARCHIVE in page.step.work
    return page.step.key in flow.concerns - {flow.opens_after} or at_archive


def _context(
    page: StepPage, flow: DataFlow, lines: list[FormLine], changes: list[ChangedLine]
) -> Mapping[str, Any]:
    collecting = page.step.key in flow.collects
    back = bool(page.returns) or any(way.back for way in page.exits)
    return {
        "run": page.run.pk,
        "lines": lines,
        "collecting": collecting,
        "level": flow.level_at(page.step.key),
        "choosing": page.mine and back and not collecting,
        "changes": changes,
        "mine": page.mine,
    }


def why_not_hand_on(lines: Iterable[FormLine]) -> str:
    """Why the data of some forms cannot go forward yet, in one sentence; "" if they can."""
    for line in lines:
        if line.returned:
            codes = ", ".join(value.code for value in line.returned[:5])
            return f"Nilai {codes} ({line.name}) dikembalikan dan belum diperbaiki."
    return ""


def checked_lines(forms: list[Form]) -> list[FormLine]:
    """Some forms with their values and whoever vouched for them (two queries)."""
    lines = {form.pk: FormLine(form) for form in forms}
    rows = (
        Value.objects.filter(form__in=lines, asked=True)
        .select_related("indicator", "version", "changed_by")
        .order_by("indicator__objective__position", "indicator__position", "indicator__code")
    )
    for row in rows:
        lines[row.form_id].values.append(_value(row))
    for form, words in _words(lines).items():
        lines[form].words = words
    return list(lines.values())


def _value(row: Value) -> ValueLine:
    definition = definition_of(row.version)
    return ValueLine(
        key=str(row.pk),
        code=row.indicator.code,
        name=row.version.name,
        figure=shown_figure(row.realisation, definition) or row.no_value,
        unit_of_measure=definition.measure.unit_of_measure if row.realisation else "",
        filled=bool(row.realisation or row.no_value),
        warnings=tuple(str(warning["sentence"]) for warning in row.warnings),
        returned=row.returned,
        author=row.changed_by.name if row.changed_by else "",
    )


def _words(forms: Iterable[int]) -> dict[int, list[tuple[str, str, int]]]:
    """Form → (person, level, for how many values) of the words in force."""
    counts: defaultdict[tuple[int, str, str], int] = defaultdict(int)
    rows = Approval.objects.filter(value__form__in=list(forms), dropped_at=None)
    for form, who, level in rows.order_by("pk").values_list("value__form", "by_text", "level"):
        counts[form, who, level] += 1
    found: defaultdict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for (form, who, level), count in counts.items():
        found[form].append((who, level, count))
    return found
