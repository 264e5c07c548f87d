"""Values of a form: saved in a block, told in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.performance.api.sent import NotSent, answer, object_sent, texts, whole
from himpun.performance.queries.asking import people_to_ask
from himpun.performance.queries.duty import hands_of
from himpun.performance.queries.forms import form_seen_by
from himpun.performance.queries.rows import Row, bar_of, moment_text, rows_of
from himpun.performance.queries.sheet import read_again
from himpun.performance.queries.value import details_json, details_of, form_of_value
from himpun.performance.services.collecting import Block, Change, Outcome, save_block

if TYPE_CHECKING:
    from datetime import datetime

    from himpun.performance.queries.forms import Form

NOT_FOUND = "Formulir ini tidak ada."
FROM_A_PAGE = ("grid", "paste", "undo", "phone")
MOST_CHANGES = 1_000


@login_required
@require_POST
def save(request: HttpRequest, run: int, unit: str) -> JsonResponse:
    """Saves a block of changes: {"source", "changes": [{"value", "revision", "fields"}]}. Answers
    with what became of each, its row anew, and the form's bar.

    200 if anything was saved or is as it was; else 409 for a conflict, 423 for what is locked, 400
    for what is invalid. 403 for whoever may not fill it in, 404 for whoever does not see it.
    """
    person, now = office.person_of(request.user), timezone.now()
    form = form_seen_by(person, run, unit, now) if person else None
    if person is None or form is None:
        return answer(404, NOT_FOUND)
    try:
        source, changes = _read(object_sent(request))
        block = save_block(form=form.pk, changes=changes, source=source, by=person, now=now)
    except NotSent as no:
        return answer(no.status, str(no))
    except Refused as no:
        return answer(409, str(no))
    found = _results(block, form, now)
    return JsonResponse(found, status=_status(block))


@login_required
@require_safe
def details(request: HttpRequest, value: int) -> JsonResponse:
    """Everything about a value: definition, earlier values, changes, remarks, questions, evidence;
    404 for whoever does not see it."""
    person, now = office.person_of(request.user), timezone.now()
    form = form_of_value(person, value, now) if person else None
    if person is None or form is None:
        return answer(404, "Nilai ini tidak ada.")
    found = details_of(form, value, hands_of(person, form, now), now)
    return JsonResponse(details_json(found, people_to_ask(form, now)))


def _read(sent: dict[str, Any]) -> tuple[str, list[Change]]:
    source, changes = sent.get("source"), sent.get("changes")
    if source not in FROM_A_PAGE:
        raise NotSent(400, f"“source” harus salah satu dari {', '.join(FROM_A_PAGE)}.")
    if not isinstance(changes, list) or not all(isinstance(each, dict) for each in changes):
        raise NotSent(400, "“changes” harus berupa daftar perubahan.")
    if len(changes) > MOST_CHANGES:
        raise NotSent(413, "Paling banyak 1.000 nilai dalam satu kiriman.")
    return source, [
        Change(
            whole(each.get("value"), "value"),
            whole(each.get("revision"), "revision"),
            texts(each.get("fields"), "fields"),
        )
        for each in changes
    ]


def _status(block: Block) -> int:
    if not block.hands.fills:
        return 403
    said = {outcome.status for outcome in block.outcomes}
    if not said or said & {"saved", "unchanged"}:
        return 200
    return 409 if "conflict" in said else 423 if "locked" in said else 400


def _results(block: Block, form: Form, now: datetime) -> dict[str, Any]:
    bar = bar_of(form, now)
    fresh = rows_of(read_again(block.sheet), block.hands, now, bar.numbers)
    rows = {row["value"]: row for row in fresh}
    return {"results": _told(block.outcomes, rows, form), "bar": bar.as_json()}


def _told(outcomes: Sequence[Outcome], rows: dict[int, Row], form: Form) -> list[dict[str, Any]]:
    return [
        {
            "value": outcome.value_id,
            "status": outcome.status,
            "sentence": outcome.sentence,
            "field": outcome.field,
            "row": rows.get(outcome.value_id),
            "theirs": {"by": outcome.by, "at": moment_text(outcome.at, form)}
            if outcome.status == "conflict"
            else None,
        }
        for outcome in outcomes
    ]
