"""The chase board of an agency, and several reminders at once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from himpun.chase import services
from himpun.chase.queries.board import Wish, board_of
from himpun.chase.queries.board_file import board_file
from himpun.chase.views.asked import AskedHere, asked, asked_here, chaser
from himpun.chase.views.tabs import tabs_of
from himpun.office import queries as office
from himpun.office.asking import Asked
from himpun.office.rules import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 200
"""Of what is reminded with one button."""


@require_safe
@asked
def home(ask: Asked) -> HttpResponse:
    """The agencies whose board one sees; the only one's board where there is one."""
    agencies = list(office.agencies_seen_by(ask.person, ask.on).order_by("name", "region"))
    if len(agencies) == 1:
        return redirect("chase:board", agencies[0].code)
    return ask.render("home", agencies=agencies)


def wish_of(ask: AskedHere) -> Wish:
    """What the address asks for."""
    return Wish(ask.text("sop"), ask.text("periode"), ask.text("unit"), ask.text("keadaan"))


@require_safe
@asked_here
def board(ask: AskedHere) -> HttpResponse:
    """Who owes, and what was done about it; a workbook with ``?bentuk=xlsx``."""
    return shown(ask)


def shown(ask: AskedHere, outcomes: list[Outcome] | None = None, status: int = 200) -> HttpResponse:
    """The board, with what became of each chosen row."""
    wish = wish_of(ask)
    there = board_of(ask.agency, wish, ask.now)
    if ask.text("bentuk") == "xlsx":
        answer = HttpResponse(board_file(ask.agency, there, ask.now), content_type=XLSX)
        header = content_disposition_header(True, f"penagihan-{ask.agency.code}.xlsx")
        answer["Content-Disposition"] = header or "attachment"
        return answer
    asked_for = {
        "sop": wish.sop, "periode": wish.period, "unit": wish.unit, "keadaan": wish.state
    }  # fmt: skip
    kept = {name: text for name, text in asked_for.items() if text}
    states = [
        (word, f"?{urlencode({**kept, 'keadaan': state})}", wish.state == state, count)
        for state, word, count in there.counts
    ]
    everything = sum(count for _, _, count in there.counts)
    rest = urlencode({name: text for name, text in kept.items() if name != "keadaan"})
    return ask.render(
        "board", status, tabs=tabs_of(ask, "board"), board=there, wish=wish, keeps=ask.keeps,
        states=[("Semua", f"?{rest}", not wish.state, everything), *states],
        kept=urlencode(kept), outcomes=outcomes or [],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one chosen row."""

    unit: str
    done: bool
    words: str


@require_POST
@chaser
def remind(ask: AskedHere) -> HttpResponse:
    """Reminds what was chosen, each on its own; the board says what became of each."""
    chosen = ask.request.POST.getlist("pilih")[:MOST]
    there = board_of(ask.agency, Wish(), ask.now)
    known = {line.key: line for line in there.lines}
    outcomes = []
    for key in dict.fromkeys(chosen):
        line = known.get(key)
        if line is None:
            outcomes.append(Outcome("Data lain", False, "Tidak ditunggu lagi di sini."))
            continue
        owing = line.case.owing
        try:
            services.remind_now(run_id=owing.run.pk, visit=owing.visit, **ask.by)
        except Refused as refused:
            outcomes.append(Outcome(line.unit, False, str(refused)))
        else:
            outcomes.append(Outcome(line.unit, True, f"Diingatkan: {line.holder}."))
    if not outcomes:
        nothing = Outcome("Belum ada yang dipilih", False, "Centang dahulu baris yang ditagih.")
        return shown(ask, [nothing], status=400)
    return shown(ask, outcomes)
