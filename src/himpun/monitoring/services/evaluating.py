"""What is decided of an SOP after its yearly evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from himpun.monitoring.models import Evaluation
from himpun.monitoring.queries.assessing import why_not_assess
from himpun.monitoring.queries.evaluating import called, deciders, year_view
from himpun.monitoring.rules.evaluating import Answer, why_not_answered, why_not_decided
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.runs.rules.words import long_day

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Holder, Person

NO_SOP = "SOP itu tidak pernah dijalankan di instansi ini."
STALE = "Orang lain menyimpan evaluasi SOP ini pada saat yang sama. Muat ulang, lalu periksa lagi."
OTHER_YEAR = "Evaluasi tahun {year} tidak dapat diputuskan sebelum {first}."
AHEAD = "Tanggal keputusan belum tiba."
NOBODY = "Pada {day} tidak ada pimpinan instansi yang tercatat, jadi tidak ada yang memutuskan."
NOT_HEAD = "Pada {day} instansi dipimpin oleh {names}. Pilih siapa yang memutuskan."


@transaction.atomic
def evaluate_sop(
    *,
    agency: Agency,
    year: int,
    sop: str,
    answers: Sequence[Answer],
    verdict: str,
    reason: str,
    decided_by: int,
    decided_on: date,
    revision: int,
    by: Person,
    now: datetime,
) -> Evaluation:
    """Write down the evaluation of an SOP in a year and what was decided: "keep", "revise" or
    "withdraw". ``decided_by`` is the key of a person who heads the agency on that day; their
    capacity is kept as it was then.

    ``revision`` is how many evaluations of the year were read; the earlier ones stay. Refuses
    (Refused) whoever may not, a statement without answer, "no" without note, a verdict without
    reason, a day before the year or to come, who did not head the agency that day, and an
    evaluation that somebody else has written meanwhile.
    """
    on = office.day_at(agency, now)
    reason = reason.strip()
    said = [Answer(one.no, one.yes, one.note.strip()) for one in answers]
    if why := why_not_assess(by, agency, on):
        raise Refused(why)
    if whys := [*why_not_answered(said), *why_not_decided(verdict, reason)]:
        raise Refused(" ".join(whys))
    decider = _decider(agency, year, decided_by, decided_on, on)
    office.lock_journal(agency)
    part = year_view(agency, year).part(sop)
    if part is None:
        raise Refused(NO_SOP)
    if part.revision != revision:
        raise Refused(STALE)
    kept = Evaluation.objects.create(
        agency=agency, year=year, sop_key=sop, no=revision + 1, sop_version=part.version,
        answers=[[one.no, one.yes, one.note] for one in said], verdict=verdict, reason=reason,
        decided_on=decided_on, decided_by=decider.person, decided_text=decider.person.name,
        capacity=called(decider), at=now, by=by, by_text=by.name,
    )  # fmt: skip
    _journal(kept)
    return kept


def _decider(agency: Agency, year: int, person: int, day: date, today: date) -> Holder:
    first = date(year, 1, 1)
    if day < first:
        raise Refused(OTHER_YEAR.format(year=year, first=long_day(first)))
    if day > today:
        raise Refused(AHEAD)
    heads = deciders(agency, day)
    if not heads:
        raise Refused(NOBODY.format(day=long_day(day)))
    for head in heads:
        if head.person.pk == person:
            return head
    names = "; ".join(f"{head.person.name} ({called(head)})" for head in heads)
    raise Refused(NOT_HEAD.format(day=long_day(day), names=names))


def _journal(kept: Evaluation) -> None:
    write(
        agency=kept.agency, by=kept.by, now=kept.at, action="SopEvaluated",
        subject=f"evaluation/{kept.pk}",
        body={
            "sop": kept.sop_key, "version": kept.sop_version, "year": kept.year, "no": kept.no,
            "answers": kept.answers, "verdict": kept.verdict, "reason": kept.reason,
            "decided_on": kept.decided_on.isoformat(), "decided_by": kept.decided_text,
            "capacity": kept.capacity,
        },
    )  # fmt: skip
