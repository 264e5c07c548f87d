"""What people say about a value: remarks, and questions that want an answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.performance.models import Comment, Form, Query, QueryMessage, Value
from himpun.performance.queries.asking import (
    why_not_answer,
    why_not_close,
    why_not_remark,
)
from himpun.performance.services._write import in_turn

if TYPE_CHECKING:
    from himpun.office.queries import Person

MOST_TEXT = 4_000
NO_VALUE = "Nilai ini tidak ada."
NO_QUERY = "Pertanyaan ini tidak ada."


@in_turn
def add_comment(*, value: int, text: str, by: Person, now: datetime) -> Comment:
    """Remark on a value. Refuses whoever takes no part in the agency's work, and an empty text."""
    row = _value(value, by, now)
    said = Comment.objects.create(
        value=row, text=_said(text), at=now, by=by, by_text=_as(by, row.form, now)
    )
    _tell(row.form, by, now, "CommentAdded", {"value": row.pk, "comment": said.pk})
    return said


@in_turn
def open_query(
    *, value: int, text: str, assignee: Person | None, by: Person, now: datetime
) -> Query:
    """Ask about a value: a person of the agency, or (None) whoever fills in its form.

    Refuses whoever takes no part in the agency's work, an assignee who does not, an empty text.
    """
    row = _value(value, by, now)
    if assignee is not None and (why := why_not_remark(assignee, row.form.agency, now)):
        raise Refused(f"{assignee.name} tidak dapat ditanya. {why}")
    said = _said(text)
    query = Query.objects.create(value=row, assignee=assignee, opened_at=now, opened_by=by)
    _say(query, "open", said, by, now)
    return query


@in_turn
def answer_query(*, query: int, text: str, by: Person, now: datetime) -> Query:
    """Answer an open question. Refuses whoever is not asked, and one that is not open."""
    found = _query(query)
    if why := why_not_answer(by, found, now):
        raise Refused(why)
    if found.state != "open":
        raise Refused("Pertanyaan ini sudah dijawab atau ditutup.")
    said = _said(text)
    found.state, found.answered_at = "answered", now
    found.save(update_fields=["state", "answered_at"])
    _say(found, "answer", said, by, now)
    return found


@in_turn
def close_query(*, query: int, by: Person, now: datetime, text: str = "") -> Query:
    """Be content with a question. Refuses whoever neither asked it nor manages the run, and one
    that is closed."""
    found = _query(query)
    if why := why_not_close(by, found, now):
        raise Refused(why)
    if found.state == "closed":
        raise Refused("Pertanyaan ini sudah ditutup.")
    found.state, found.closed_at = "closed", now
    found.save(update_fields=["state", "closed_at"])
    _say(found, "close", text.strip()[:MOST_TEXT], by, now)
    return found


@in_turn
def reopen_query(*, query: int, text: str, by: Person, now: datetime) -> Query:
    """Ask again. Refuses whoever neither asked it nor manages the run, one that is still open, and
    an empty text."""
    found = _query(query)
    if why := why_not_close(by, found, now):
        raise Refused(why)
    if found.state == "open":
        raise Refused("Pertanyaan ini masih menunggu jawaban.")
    said = _said(text)
    found.state, found.answered_at, found.closed_at = "open", None, None
    found.save(update_fields=["state", "answered_at", "closed_at"])
    _say(found, "reopen", said, by, now)
    return found


def _value(value: int, by: Person, now: datetime) -> Value:
    found = Value.objects.select_related("form__agency", "form__run", "form__unit")
    row = found.filter(pk=value).first()
    if row is None:
        raise Refused(NO_VALUE)
    if why := why_not_remark(by, row.form.agency, now):
        raise Refused(why)
    return row


def _query(query: int) -> Query:
    """A question, locked: of two who answer at once the second is told."""
    rows = Query.objects.select_for_update(of=("self",)).select_related(
        "value__form__agency", "value__form__run", "value__form__unit"
    )
    found = rows.filter(pk=query).first()
    if found is None:
        raise Refused(NO_QUERY)
    return found


def _said(text: str) -> str:
    clean = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not clean:
        raise Refused("Tulis dahulu isinya.")
    if len(clean) > MOST_TEXT:
        raise Refused(f"Tulisan ini memuat {len(clean)} huruf; paling banyak {MOST_TEXT}.")
    return clean


def _as(by: Person, form: Form, now: datetime) -> str:
    """A person with their post of the day, as the record keeps it."""
    title, capacity = office.post_text(by, form.agency, office.day_at(form.agency, now))
    acting = f" ({capacity})" if capacity not in ("", "definitif") else ""
    return f"{by.name}, {title}{acting}"[:300] if title and title not in by.name else by.name


def _say(query: Query, did: str, text: str, by: Person, now: datetime) -> None:
    form = query.value.form
    message = QueryMessage.objects.create(
        query=query, did=did, text=text, at=now, by=by, by_text=_as(by, form, now)
    )
    actions = {
        "open": "QueryOpened",
        "answer": "QueryAnswered",
        "close": "QueryClosed",
        "reopen": "QueryReopened",
    }
    body = {"value": query.value_id, "query": query.pk, "message": message.pk}
    _tell(form, by, now, actions[did], body)


def _tell(form: Form, by: Person, now: datetime, action: str, body: dict[str, int]) -> None:
    write(
        agency=form.agency, by=by, now=now, action=action, subject=f"form/{form.pk}", body=body
    )  # fmt: skip
