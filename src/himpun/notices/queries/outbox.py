"""Questions about the mails of the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q, QuerySet

from himpun.notices.models import Mail, MailAttempt
from himpun.notices.rules.outbox import STATE_MARKS, STATE_WORDS, tried
from himpun.office import queries as office
from himpun.office.queries.ticks import Waiting

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

__all__ = [
    "Mail",
    "MailLine",
    "counts_of",
    "line_of",
    "mail_in",
    "mails_of",
    "mails_waiting",
    "tries_about",
    "why_not_care",
]


def tries_about(abouts: Iterable[str]) -> dict[str, list[str]]:
    """What a mail is about → what was tried, in words, the newest first (one query)."""
    found: dict[str, list[str]] = {}
    rows = MailAttempt.objects.filter(mail__about__in=list(abouts)).order_by("-pk")
    for about, outcome, answer in rows.values_list("mail__about", "outcome", "answer"):
        found.setdefault(about, []).append(tried(outcome, answer))
    return found


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail as the list shows it. ``link``: the place that it is about, "" where that is another
    person's own; ``tries``: what was tried, in words, the newest first."""

    mail: Mail
    word: str
    mark: str
    link: str
    tries: Sequence[str]


def mails_of(agency: Agency, state: str) -> QuerySet[Mail]:
    """An agency's mails in a state of the list, the newest first (two queries)."""
    states = [state, "sending"] if state == "waiting" else [state]
    rows = Mail.objects.filter(agency=agency, state__in=states)
    return rows.prefetch_related("tries").order_by("-pk")


def mails_waiting(now: datetime) -> Waiting:  # noqa: ARG001
    """The mails of all agencies that wait for the worker or for their next try, and how many were
    given up (one query)."""
    found = Mail.objects.aggregate(
        things=Count("pk", filter=Q(state__in=("waiting", "sending"))),
        oldest=Min("written_at", filter=Q(state__in=("waiting", "sending"))),
        dead=Count("pk", filter=Q(state="dead")),
    )
    return Waiting(found["things"], found["oldest"], found["dead"])


def counts_of(agency: Agency) -> Mapping[str, int]:
    """State of the list → how many mails of an agency are in it (one query)."""
    rows = Mail.objects.filter(agency=agency).exclude(state="sent").order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    counts["waiting"] = counts.get("waiting", 0) + counts.pop("sending", 0)
    return counts


def line_of(mail: Mail) -> MailLine:
    """A mail as the list shows it (no query where its tries were read)."""
    tries = sorted(mail.tries.all(), key=lambda one: -one.pk)
    return MailLine(
        mail, STATE_WORDS[mail.state], STATE_MARKS[mail.state],
        "" if mail.person_id else mail.link, [tried(one.outcome, one.answer) for one in tries],
    )  # fmt: skip


def mail_in(agency: Agency, pk: int) -> Mail | None:
    """An agency's mail (one query)."""
    return Mail.objects.select_related("agency").filter(agency=agency, pk=pk).first()


def why_not_care(by: Person | None, agency: Agency, now: datetime) -> str | None:
    """Why a person may not see to an agency's mails; None for the program itself (three queries at
    most)."""
    if by is None or office.takes_care_of(by, agency, office.day_at(agency, now)):
        return None
    return (
        f"Surel {agency.name} diurus oleh administrator, operator, atau pengelola SOP instansi itu."
    )
