"""All that is known of one value: its definition, its earlier values, its changes, what was said
about it and what proves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from himpun.archive.queries import open_file
from himpun.office.rules import long_date
from himpun.performance.models import (
    Approval,
    Comment,
    CorrectionProof,
    Evidence,
    Form,
    Query,
    Value,
    ValueChange,
)
from himpun.performance.queries.duty import Hands, why_closed
from himpun.performance.queries.forms import forms_seen_by
from himpun.performance.queries.rows import Row, moment_text, row_of
from himpun.performance.queries.sheet import ORDER, Line, past_value, sheet_of
from himpun.performance.rules import show_number, show_value
from himpun.performance.rules.entries import FIELD_WORDS, Definition, shown_figure
from himpun.performance.rules.measure import PERIOD_MODES
from himpun.performance.rules.numbers import exact_number
from himpun.performance.rules.periods import ROMAN
from himpun.runs.queries.step_files import size_text

if TYPE_CHECKING:
    from himpun.office.queries import Person

MOST_POINTS = 12
SOURCE_WORDS = {
    "grid": "tabel", "paste": "tempelan", "undo": "urungan", "phone": "halaman isian",
    "workbook": "lembar Excel", "return": "pengembalian", "correction": "koreksi",
}  # fmt: skip
QUERY_WORDS = {"open": "Menunggu jawaban", "answered": "Terjawab", "closed": "Ditutup"}
DID_WORDS = {
    "open": "bertanya",
    "answer": "menjawab",
    "close": "menutup",
    "reopen": "bertanya lagi",
}
LEVEL_WORDS = {"verified": "Terverifikasi", "approved": "Disetujui"}


@dataclass(frozen=True, slots=True)
class Point:
    """An earlier value: which quarter, as it is read, and as a number where it is one."""

    label: str
    shown: str
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Details:
    """One value with everything about it. ``row`` is as in the form; ``before`` and ``after`` are
    the indicators beside it there, None at an end."""

    form: Form
    line: Line
    row: Row
    points: tuple[Point, ...]
    changes: list[dict[str, Any]]
    vouchers: list[dict[str, str]]
    comments: list[Comment]
    queries: list[Query]
    evidence: tuple[Evidence, ...]
    before: int | None
    after: int | None
    of: int

    @property
    def sized(self) -> list[tuple[Evidence, str]]:
        """The evidence, each with its size in words; "" for a link."""
        return [(each, size_text(each.file.size) if each.file else "") for each in self.evidence]

    @property
    def trend(self) -> list[tuple[int, int]]:
        """The earlier numbers as points of a picture of 300 × 70, the newest at the right; none
        where there are fewer than two."""
        numbers = [point.number for point in self.points if point.number is not None]
        if len(numbers) < 2:
            return []
        low, high = min(numbers), max(numbers)
        height = high - low or 1
        step = Decimal(280) / (len(numbers) - 1)
        return [
            (int(10 + at * step), int(60 - (number - low) * 50 / height))
            for at, number in enumerate(numbers)
        ]


def form_of_value(person: Person, value_id: int, now: datetime) -> Form | None:
    """The form of a value; None where the person does not see it (one query)."""
    return forms_seen_by(person, now).filter(values=value_id).first()


def value_in_form(form: Form, indicator_id: int) -> int | None:
    """The key of an indicator's value in a form (one query)."""
    rows = Value.objects.filter(form=form, indicator=indicator_id)
    return rows.values_list("pk", flat=True).first()


def details_of(form: Form, value_id: int, hands: Hands, now: datetime) -> Details:
    """A value of a form with everything about it (eleven queries, however much there is)."""
    order = order_of(form)
    line = sheet_of(form, [value_id]).lines[value_id]
    at = [pk for pk, _ in order].index(value_id)
    locked = hands.why_not or why_closed(form, now) or ""
    queries = Query.objects.filter(value=value_id).select_related("assignee", "opened_by")
    return Details(
        form=form,
        line=line,
        row=row_of(line, form, no=at + 1, locked=locked, now=now),
        points=points_of(line),
        changes=_changes(line, form),
        vouchers=_vouchers(value_id, form),
        comments=list(Comment.objects.filter(value=value_id)),
        queries=list(queries.prefetch_related("messages")),
        evidence=tuple(each for each in line.evidence if not each.withdrawn_at),
        before=order[at - 1][1] if at else None,
        after=order[at + 1][1] if at + 1 < len(order) else None,
        of=len(order),
    )


def order_of(form: Form) -> list[tuple[int, int]]:
    """(value, indicator) of a form in its order (one query)."""
    rows = Value.objects.filter(form=form).order_by(*ORDER)
    return list(rows.values_list("pk", "indicator"))


def points_of(line: Line) -> tuple[Point, ...]:
    """Up to twelve earlier values, the oldest first; empty ones are left out."""
    found = []
    for past in line.history:
        if shown := show_value(past.value):
            number = past.value if isinstance(past.value, Decimal) else None
            found.append(Point(f"TW {ROMAN[past.quarter]} {past.year}", shown, number))
    return tuple(found[-MOST_POINTS:])


def _changes(line: Line, form: Form) -> list[dict[str, Any]]:
    rows = ValueChange.objects.filter(value=line.value.pk).order_by("-revision")[:200]
    return [
        {
            "revision": row.revision,
            "at": moment_text(row.at, form),
            "by": row.by_text,
            "capacity": row.capacity,
            "source": SOURCE_WORDS.get(row.source, row.source),
            "fields": [
                {"field": name, "before": one, "after": two}
                for name, one, two in told(row.changes, line.definition)
            ],
        }
        for row in rows
    ]


def told(
    changes: Mapping[str, Sequence[Any]], definition: Definition
) -> list[tuple[str, str, str]]:
    """Changed fields in words, in the order of the page: (name, before, after), each raw datum by
    its label."""
    # A database keeps the keys of JSON in an order of its own.
    found = _told_items(changes["items"], definition) if "items" in changes else []
    known = [name for name in FIELD_WORDS if name in changes]
    others = sorted(changes.keys() - FIELD_WORDS.keys() - {"items"})
    for name in known:
        one, two = (_said(name, kept, definition) for kept in changes[name])
        found.append((FIELD_WORDS[name], one, two))
    return found + [(name, *map(str, changes[name])) for name in others]  # type: ignore[misc]


def _told_items(
    pair: Sequence[Mapping[str, str]], definition: Definition
) -> list[tuple[str, str, str]]:
    labels = {item.key: item.label for item in definition.items}
    keys = [*labels, *sorted({*pair[0], *pair[1]} - labels.keys())]
    words = [(labels.get(key, key), *(_number(one.get(key, "")) for one in pair)) for key in keys]
    return [(name, one, two) for name, one, two in words if one != two]


def _said(name: str, kept: Any, definition: Definition) -> str:
    if kept in (None, ""):
        return ""
    if name == "realisation":
        try:
            return shown_figure(kept, definition)
        except ValueError:
            return str(kept)
    if name == "budget":
        return show_number(Decimal(kept))
    return long_date(date.fromisoformat(kept)) if name == "follow_up_on" else str(kept)


def _number(text: str) -> str:
    return show_number(exact_number(text)) if text else ""


def _vouchers(value_id: int, form: Form) -> list[dict[str, str]]:
    return [
        {
            "word": LEVEL_WORDS[row.level],
            "by": row.by_text,
            "capacity": row.capacity,
            "at": moment_text(row.at, form),
            "dropped": moment_text(row.dropped_at, form),
            "why": row.dropped_why,
        }
        for row in Approval.objects.filter(value=value_id)
    ]


def details_json(details: Details, people: Sequence[tuple[Person, str]]) -> dict[str, Any]:
    """For the page's script: everything that the panel shows. ``people`` can be asked, each with
    the post."""
    form, line = details.form, details.line
    version, measure = line.version, line.definition.measure
    return {
        "row": details.row,
        "definition": version.definition,
        "formula_text": version.formula_text,
        "expression": version.expression,
        "source": version.source,
        "in_charge": version.in_charge.title if version.in_charge else "",
        "evidence_asked": version.evidence,
        "period_mode": PERIOD_MODES[measure.period_mode],
        "target_year": show_value(past_value(measure, line.target_year)),
        "points": [
            {
                "label": point.label,
                "shown": point.shown,
                "number": None if point.number is None else str(point.number),
            }
            for point in details.points
        ],
        "changes": details.changes,
        "vouchers": details.vouchers,
        "comments": [
            {"by": each.by_text, "at": moment_text(each.at, form), "text": each.text}
            for each in details.comments
        ],
        "queries": [query_json(query, form) for query in details.queries],
        "people": [[person.pk, f"{person.name}, {title}"] for person, title in people],
        "evidence": [
            {
                "id": each.pk,
                "name": each.name,
                "link": each.link,
                "proves": each.proves,
                "size": each.file.size if each.file else 0,
                "sha256": each.file.sha256 if each.file else "",
                "by": each.added_by.name,
                "at": moment_text(each.added_at, form),
            }
            for each in details.evidence
        ],
    }


def query_json(query: Query, form: Form) -> dict[str, Any]:
    """A question with all that was said."""
    return {
        "id": query.pk,
        "state": query.state,
        "word": QUERY_WORDS[query.state],
        "to": query.assignee.name if query.assignee else "",
        "messages": [
            {
                "did": DID_WORDS.get(each.did, each.did),
                "by": each.by_text,
                "at": moment_text(each.at, form),
                "text": each.text,
            }
            for each in query.messages.all()
        ],
    }


@dataclass(frozen=True, slots=True)
class OpenedEvidence:
    """A file of a value, open for the caller to close."""

    content: BinaryIO
    name: str
    media_type: str


def opened_evidence(
    person: Person, value_id: int, evidence_id: int, now: datetime
) -> OpenedEvidence | None:
    """A file that proves a value, also one that was taken back; None where the person does not see
    it, or where it is a link (two queries)."""
    found = Evidence.objects.filter(
        pk=evidence_id, value=value_id, value__form__in=forms_seen_by(person, now)
    )
    return _opened(found.select_related("file").first())


def opened_proof(
    person: Person, correction_id: int, proof_id: int, now: datetime
) -> OpenedEvidence | None:
    """A file that proves what a correction asks for; None where the person does not see it, or
    where it is a link (two queries)."""
    found = CorrectionProof.objects.filter(
        pk=proof_id, correction=correction_id,
        correction__value__form__in=forms_seen_by(person, now),
    )  # fmt: skip
    return _opened(found.select_related("file").first())


def _opened(row: Evidence | CorrectionProof | None) -> OpenedEvidence | None:
    if row is None or row.file is None:
        return None
    try:
        content = open_file(row.file)
    except FileNotFoundError:
        return None
    return OpenedEvidence(content, row.name, row.file.media_type)
