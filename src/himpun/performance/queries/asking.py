"""Questions about values: who may ask, answer and close them, which wait, how long they take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from himpun.office import queries as office
from himpun.performance.models import Form, Query, QueryMessage
from himpun.performance.queries.forms import forms_seen_by
from himpun.runs import queries as runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from himpun.office.queries import Agency, Person


def why_not_remark(person: Person, agency: Agency, now: datetime) -> str | None:
    """Why a person may not remark on or ask about values of an agency (two queries)."""
    standing = office.role_of(person, agency, office.day_at(agency, now))
    if standing.member or standing.operator:
        return None
    return f"Catatan dan pertanyaan ditulis oleh pejabat, anggota tim, dan operator {agency.name}."


def why_not_answer(person: Person, query: Query, now: datetime) -> str | None:
    """Why a person may not answer a question, which has its form (two queries at most).

    The one who is asked answers; where nobody is named, whoever holds a part in the unit's
    collecting. An operator answers for either.
    """
    form, assignee = query.value.form, query.assignee
    if assignee is not None and assignee.pk == person.pk:
        return None
    actor = office.actor_for(person, form.agency, form.run.sop_key, office.day_at(form.agency, now))
    if actor.operator:
        return None
    if assignee is not None:
        return f"Pertanyaan ini ditujukan kepada {assignee.name}."
    unit = form.unit.code if form.unit else ""
    if any(held.unit == unit for held in actor.mandates):
        return None
    return "Pertanyaan ini dijawab oleh yang mengisi formulirnya."


def why_not_close(person: Person, query: Query, now: datetime) -> str | None:
    """Why a person may not close or reopen a question, which has its form (two queries at most)."""
    if query.opened_by_id == person.pk:
        return None
    form = query.value.form
    day = office.day_at(form.agency, now)
    if office.actor_for(person, form.agency, form.run.sop_key, day).steward:
        return None
    return "Pertanyaan ditutup oleh yang mengajukannya."


def query_seen_by(person: Person, query_id: int, now: datetime) -> Query | None:
    """A question about a value that a person sees (one query)."""
    rows = _told(Query.objects.filter(value__form__in=forms_seen_by(person, now)))
    return rows.filter(pk=query_id).first()


def _told(rows: QuerySet[Query]) -> QuerySet[Query]:
    related = ("value__indicator", "value__version", "value__form__unit", "value__form__agency")
    return rows.select_related(*related, "assignee", "opened_by", "value__form__run").order_by(
        "opened_at", "pk"
    )


def questions_for(person: Person, now: datetime) -> list[Query]:
    """Open questions that a person is to answer: asked of them, or of whoever fills in a form of
    their unit; the oldest first (two queries)."""
    asked = Q(assignee=person)
    for held in office.mandates_of(person, office.day_at(person.home, now)):
        if held.unit_code:
            asked |= Q(
                assignee=None,
                value__form__agency=held.agency_id,
                value__form__unit__code=held.unit_code,
                value__form__run__sop_key=held.sop_id,
            )
    return list(_told(Query.objects.filter(asked, state="open")).distinct())


def answers_for(person: Person) -> list[Query]:
    """Questions of a person that were answered and wait to be closed (one query)."""
    return list(_told(Query.objects.filter(opened_by=person, state="answered")))


@dataclass(frozen=True, slots=True)
class Metrics:
    """Questions by state. ``to_answer`` is the median time from a question to its first answer,
    None where none was answered."""

    open: int
    answered: int
    closed: int
    to_answer: timedelta | None

    @property
    def all(self) -> int:
        """Every question."""
        return self.open + self.answered + self.closed


def metrics_of(forms: Sequence[Form] | QuerySet[Form]) -> Metrics:
    """The questions about the values of some forms (two queries)."""
    rows = dict(Query.objects.filter(value__form__in=forms).values_list("pk", "state"))
    states = list(rows.values())
    times: dict[int, list[datetime]] = {}
    messages = QueryMessage.objects.filter(query__in=rows, did__in=["open", "reopen", "answer"])
    took: list[timedelta] = []
    for query, did, at in messages.order_by("pk").values_list("query", "did", "at"):
        if did != "answer":
            times.setdefault(query, []).append(at)
        elif times.get(query):
            took.append(at - times[query].pop())
    return Metrics(
        states.count("open"),
        states.count("answered"),
        states.count("closed"),
        median(took) if took else None,  # type: ignore[type-var]
    )


def people_to_ask(form: Form, now: datetime) -> list[tuple[Person, str]]:
    """Who can be asked about a form's values: whoever holds a part in its unit, each with the post
    (five queries)."""
    sop, _ = runs.open_part_of(form.run)
    holders = office.holders_by_performer(form.agency, sop.id, office.day_at(form.agency, now))
    unit = form.unit.code if form.unit else ""
    found: dict[int, tuple[Person, str]] = {}
    for (_, there), held in holders.items():
        if there == unit:
            for holder in held:
                found.setdefault(holder.person.pk, (holder.person, holder.post_title))
    return list(found.values())
