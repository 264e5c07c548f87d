"""What a form shows: its rows as the grid, the phone and the paper read them, and its bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from himpun.kernel.worktime import ZONES
from himpun.office.rules import long_date
from himpun.performance.models import CrossRule, Form, Value
from himpun.performance.queries.duty import Hands, why_closed
from himpun.performance.queries.sheet import (
    ORDER,
    Line,
    Sheet,
    achievement_of,
    definition_of,
    entry_of,
    past_value,
)
from himpun.performance.rules import show_number, show_value
from himpun.performance.rules.across import AcrossRule, broken_rules
from himpun.performance.rules.checks import Finding, Seen
from himpun.performance.rules.entries import figure_of, shown, shown_items
from himpun.performance.rules.states import STATE_WORDS, State, state_of

APPROVED = "Nilai ini sudah disetujui; perubahannya melalui permintaan koreksi."
NOT_ASKED = "Tidak diminta pada triwulan ini."
Row = dict[str, Any]


def rows_of(
    sheet: Sheet, hands: Hands, now: datetime, numbers: Mapping[int, int] | None = None
) -> list[Row]:
    """Every line as JSON, in the order of the form (no query). ``numbers``: value → its number in
    the form, where the sheet has only some of its lines."""
    closed = hands.why_not or why_closed(sheet.form, now) or ""
    return [
        row_of(line, sheet.form, no=numbers[pk] if numbers else at, locked=closed, now=now)
        for at, (pk, line) in enumerate(sheet.lines.items(), start=1)
    ]


def row_of(line: Line, form: Form, *, no: int, locked: str, now: datetime) -> Row:
    """One line as JSON: all texts as they are read, figures as 1.234,5. ``locked`` is why nobody,
    or not this person, may fill in the form."""
    value, entry, definition = line.value, line.entry, line.definition
    measure = definition.measure
    result, items = achievement_of(line, entry), shown_items(entry, definition)
    state = state_of_value(value, form, now)
    return {
        "value": value.pk,
        "indicator": value.indicator_id,
        "revision": value.revision,
        "no": no,
        "code": value.indicator.code,
        "name": line.version.name,
        "unit": measure.unit_of_measure,
        "group": value.indicator.objective.name,
        "target": show_value(past_value(measure, line.target)),
        "last": last_of(line, form),
        **shown(entry, definition),
        "items": items,
        "item_defs": [
            {"key": item.key, "label": item.label, "unit": item.unit, "text": items[item.key]}
            for item in definition.items
        ],
        "achievement": ""
        if result.percent is None
        else show_number(result.percent, measure.percent_places),
        "achievement_words": result.word,
        "achievement_numbers": result.worked or "",
        "formula": result.formula,
        "rating": result.rating.word if result.rating else "",
        "tone": result.rating.tone if result.rating else "",
        "evidence": value.evidence_count,  # type: ignore[attr-defined]
        "evidence_asked": line.version.evidence_must,
        "comments": value.comment_count,  # type: ignore[attr-defined]
        "queries": value.query_count,  # type: ignore[attr-defined]
        "state": state,
        "state_word": STATE_WORDS[state],
        "warnings": value.warnings,
        "returned": value.returned,
        "locked": why_locked(value, state) or locked,
        "computed": definition.computed,
        "kind": measure.value_kind,
        "choices": [grade.code for grade in measure.ordinal],
        "changed_by": value.changed_by.name if value.changed_by else "",
        "changed_at": moment_text(value.changed_at, form),
    }


def state_of_value(value: Value, form: Form, now: datetime) -> State:
    """How an annotated value stands (``sheet.values_of``)."""
    return state_of(
        asked=value.asked,
        answered=entry_of(value).answered,
        warned=bool(value.warnings),
        explained=bool(value.note),
        returned=bool(value.returned),
        verified=value.verified,  # type: ignore[attr-defined]
        approved=value.approved,  # type: ignore[attr-defined]
        closed=form.closes_at is not None and now >= form.closes_at,
    )


def why_locked(value: Value, state: State) -> str:
    """Why this value alone may not be filled in; "" if it may."""
    if not value.asked:
        return NOT_ASKED
    return APPROVED if state == "approved" else ""


def last_of(line: Line, form: Form) -> str:
    """Last quarter's value as it is read."""
    seen = Seen(form.year, form.quarter, line.history)
    value = seen.at(*seen.quarter_before)
    if line.definition.computed and isinstance(value, Decimal):
        return show_number(value, line.definition.measure.places)
    return show_value(value)


def moment_text(at: datetime | None, form: Form) -> str:
    """14 September 2026 pukul 09.00, by the clocks of the form's agency."""
    if at is None:
        return ""
    local = at.astimezone(ZONES[form.agency.zone])
    return f"{long_date(local.date())} pukul {local:%H.%M}"


# ---- the bar


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands at the foot of a form. ``asked`` values, ``answered`` of them; ``unexplained``
    have a warning without a note; ``broken`` are rules across values. ``closes`` says when it
    closes, ``closed`` why nobody may fill it in now."""

    asked: int
    answered: int
    unexplained: int
    returned: int
    broken: tuple[Finding, ...]
    closes: str
    closed: str
    complete: bool
    revision: int
    numbers: Mapping[int, int]
    """Value → its number in the form."""

    @property
    def missing(self) -> int:
        """Values that are still owed."""
        return self.asked - self.answered

    def as_json(self) -> dict[str, Any]:
        """For the page's script."""
        return {
            "asked": self.asked,
            "answered": self.answered,
            "missing": self.missing,
            "unexplained": self.unexplained,
            "returned": self.returned,
            "broken": [
                {"severity": each.severity, "code": each.code, "sentence": each.sentence}
                for each in self.broken
            ],
            "closes": self.closes,
            "closed": self.closed,
            "complete": self.complete,
            "revision": self.revision,
        }


def bar_of(form: Form, now: datetime) -> Bar:
    """The bar of a form as its tables stand (three queries; two without rules across values)."""
    form.refresh_from_db(fields=["revision", "complete_at", "closes_at"])
    counted: Counter[str] = Counter()
    numbers: dict[int, int] = {}
    columns = ("pk", "asked", "realisation", "no_value", "warnings", "note", "returned")
    rows = Value.objects.filter(form=form).order_by(*ORDER).values_list(*columns)
    for no, (pk, asked, figure, reason, warned, note, returned) in enumerate(rows, start=1):
        numbers[pk] = no
        counted["asked"] += asked
        counted["answered"] += asked and bool(figure or reason)
        counted["unexplained"] += bool(warned) and not note
        counted["returned"] += bool(returned)
    return Bar(
        asked=counted["asked"],
        answered=counted["answered"],
        unexplained=counted["unexplained"],
        returned=counted["returned"],
        broken=broken_in(form),
        closes=closes_text(form, now),
        closed=why_closed(form, now) or "",
        complete=form.complete_at is not None,
        revision=form.revision,
        numbers=numbers,
    )


def broken_in(form: Form) -> tuple[Finding, ...]:
    """The agency's rules across values that a form breaks (two queries; one without rules)."""
    on = date(form.year, 3 * form.quarter - 2, 1)
    kept = CrossRule.objects.filter(agency=form.agency_id).exclude(until_on__lt=on)
    rules = [
        AcrossRule(row.left, row.comparison, row.right, row.severity, row.sentence)  # type: ignore[arg-type]
        for row in kept
    ]
    if not rules:
        return ()
    values = {}
    for row in Value.objects.filter(form=form).select_related("indicator", "version"):
        try:
            values[row.indicator.code] = figure_of(entry_of(row), definition_of(row.version))
        except ValueError:
            continue
    return tuple(finding for _, finding in broken_rules(rules, values))


def closes_text(form: Form, now: datetime) -> str:
    """When a form closes, in words; "" where it never does."""
    if form.closes_at is None:
        return ""
    left = (form.closes_at - now).days
    when = f"{moment_text(form.closes_at, form)} {form.agency.zone}"
    if now >= form.closes_at:
        return f"Ditutup sejak {when}"
    return f"Ditutup {when}, {left} hari lagi" if left else f"Ditutup {when}, hari ini"
