"""The list of running and finished SOPs of the agencies that a person sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from himpun.kernel.worktime import Calendar
from himpun.kernel.worktime.words import ROMAN
from himpun.office import queries as office
from himpun.runs.models import Run, Visit
from himpun.runs.queries.seen import LIVE, kernel_visit, runs_seen_by, sop_of
from himpun.runs.rules.standing import State, standing, worst
from himpun.runs.rules.words import due_text, long_moment, period_text

PERIOD_WORDS = {"triwulan": "-TW", "semester": "-S", "bulan": "-B"}
ENDED_WORDS = {"finished": "Selesai", "cancelled": "Dibatalkan"}


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the list. ``where``: "Langkah 8 dan 9 dari 14"; ``word``: its worst state, or how it
    ended; ``late``: how many open steps are late."""

    run_id: int
    title: str
    agency: str
    region: str
    period: str
    started: str
    ended: str
    where: str
    state: State
    word: str
    late: int
    open: int
    due: tuple[str, str]


def runs_listed(person: office.Person, now: datetime, *, ended: bool, search: str) -> QuerySet[Run]:
    """Live or ended runs that a person sees, newest first, in which every word of ``search`` is
    found: in the agency, the SOP's name or the period ("triwulan iii 2026")."""
    rows = runs_seen_by(person, now).select_related("agency", "started_by", "sop")
    rows = rows.defer("sop__document")
    rows = rows.exclude(state__in=LIVE) if ended else rows.filter(state__in=LIVE)
    for word in search.lower().split():
        rows = rows.filter(_about(word))
    return rows.order_by("-started_at", "-pk")


def _about(word: str) -> Q:
    found = Q(agency__name__icontains=word) | Q(agency__region__icontains=word)
    found |= Q(sop__name__icontains=word) | Q(period__istartswith=word)
    if word in PERIOD_WORDS:
        found |= Q(period__contains=PERIOD_WORDS[word])
    if word.upper() in ROMAN:
        number = ROMAN.index(word.upper()) + 1
        found |= Q(period__endswith=f"-TW{number}") | Q(period__endswith=f"-S{number}")
    return found


def lines_of(runs: Sequence[Run], now: datetime) -> list[RunLine]:
    """Runs as the list shows them (one query, and one for each agency)."""
    open_visits = Visit.objects.filter(run__in=runs, state="open").defer("content")
    by_run: dict[int, list[Visit]] = defaultdict(list)
    for visit in open_visits:
        by_run[visit.run_id].append(visit)
    calendars = calendars_of(run.agency for run in runs)
    return [_line(run, by_run[run.pk], calendars[run.agency_id], now) for run in runs]


def calendars_of(agencies: Iterable[office.Agency]) -> Mapping[int, Calendar]:
    """Calendars by agency (one query for each)."""
    return {pk: office.calendar_of(a) for pk, a in {a.pk: a for a in agencies}.items()}


def _line(run: Run, visits: Sequence[Visit], calendar: Calendar, now: datetime) -> RunLine:
    sop, halted = sop_of(run), run.state == "suspended"
    states = [standing(kernel_visit(visit), now, halted=halted) for visit in visits]
    keys = {sop.step_at(visit.node).no for visit in visits if visit.node in sop.places}
    dues = [visit.due_at for visit in visits if visit.due_at]
    live = run.state in LIVE
    state: State = worst(states) if live else "done" if run.state == "finished" else "idle"
    return RunLine(
        run_id=run.pk,
        title=sop.name,
        agency=run.agency.name,
        region=run.agency.region,
        period=period_text(run.period),
        started=long_moment(run.started_at, calendar),
        ended=long_moment(run.ended_at, calendar) if run.ended_at else "",
        where=_where(sorted(keys), len(sop.steps)) if live else "",
        state=state,
        word=_word(run, state),
        late=states.count("late"),
        open=len(visits),
        due=due_text(min(dues), now, calendar) if dues and not halted and live else ("", ""),
    )


def _where(keys: Sequence[int], steps: int) -> str:
    if not keys:
        return ""
    shown = str(keys[0]) if len(keys) == 1 else f"{keys[0]} sampai {keys[-1]}"
    return f"Langkah {shown} dari {steps}"


WORDS: Mapping[State, str] = {
    "late": "Terlambat",
    "back": "Ada yang dikembalikan",
    "risk": "Berisiko",
    "now": "Berjalan",
    "wait": "Dihentikan sementara",
    "idle": "Berjalan",
    "done": "Selesai",
}


def _word(run: Run, state: State) -> str:
    return ENDED_WORDS.get(run.state) or WORDS[state]
