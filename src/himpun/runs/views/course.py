"""The course of a run: halting, going on, ending, units, assigning, moving to a newer version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from himpun.kernel.messages import Rejected
from himpun.kernel.worktime.words import day_text
from himpun.office import queries as office
from himpun.office.asking import Asked
from himpun.office.rules import Refused
from himpun.runs import services
from himpun.runs.queries.course import Course, course_of
from himpun.runs.rules.words import period_text
from himpun.runs.views.asked import asked
from himpun.runs.views.runs import NO_RUN

UNREADABLE = "Permintaan ini tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."
WANT_UNIT = "Pilih unitnya."
WANT_STEP = "Pilih langkah dan pemegangnya."
WANT_EXTENDED = "Pilih unit atau langkah yang diperpanjang."
WANT_DAY = "Isi tanggal barunya."
WANT_VERSION = "Pilih versi tujuannya."
MAY_MOVE = "SOP yang berjalan ini dapat dipindahkan: semua langkah yang terbuka mempunyai tempat."


class Malformed(Exception):
    """What was sent lacks something; the text says what."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of a run."""

    ask: Asked
    course: Course

    @property
    def run_id(self) -> int:
        return self.course.run.pk

    @property
    def reason(self) -> str:
        return self.ask.sent("alasan", 2_000)


@require_http_methods(["GET", "POST"])
@asked
def course(ask: Asked, run: int) -> HttpResponse:
    """The page; a wish is named by its button."""
    found = course_of(ask.person, run, ask.now)
    if found is None:
        raise Http404(NO_RUN)
    if ask.request.method != "POST":
        return _page(ask, found)
    name = ask.sent("aksi")
    grant = WISHES.get(name)
    if grant is None:
        return _page(ask, found, name, UNREADABLE, status=400)
    try:
        said = grant(Wish(ask, found))
    except Malformed as malformed:
        return _page(ask, found, name, str(malformed), status=400)
    except (Rejected, Refused) as refused:
        now_found = course_of(ask.person, run, ask.now) or found
        return _page(ask, now_found, name, str(refused), status=409)
    if name == "periksa":
        return _page(ask, found, name, said=said)
    messages.success(ask.request, said)
    return redirect("runs:course" if name != "lanjut" else "runs:run", run)


def _page(
    ask: Asked, found: Course, wish: str = "", error: str = "", *, said: str = "", status: int = 200
) -> HttpResponse:
    """The page; with what was typed where a wish was not granted."""
    why_not = found.refusals()
    context = {
        "run": found.run,
        "title": f"{found.sop.name}, {period_text(found.run.period)}",
        "why_not": {name: why_not[name] for name in why_not},
        "units": found.units(),
        "addable": found.addable,
        "assignable": found.assignable if not why_not["tugaskan"] else [],
        "extendable": found.extendable if not why_not["perpanjang"] else [],
        "newer": found.newer if not why_not["pindah"] else [],
        "wish": "pindah" if wish == "periksa" else wish,
        "error": error,
        "said": said,
        "typed": ask.request.POST,
        "chosen": ask.sent("untuk") or ask.text("untuk"),
        "mapping": _mapping(ask) if wish in ("pindah", "periksa") else {},
    }
    return render(ask.request, "runs/course.html", context, status=status)


def _suspend(wish: Wish) -> str:
    services.suspend_run(
        run_id=wish.run_id, reason=wish.reason, by=wish.ask.person, now=wish.ask.now
    )
    return "SOP dihentikan sementara. Semua tenggat berhenti berjalan."


def _resume(wish: Wish) -> str:
    services.resume_run(run_id=wish.run_id, by=wish.ask.person, now=wish.ask.now)
    return "SOP dilanjutkan. Tenggat bergeser selama jeda."


def _cancel(wish: Wish) -> str:
    services.cancel_run(
        run_id=wish.run_id, reason=wish.reason, by=wish.ask.person, now=wish.ask.now
    )
    return "SOP yang berjalan ini dibatalkan. Riwayatnya tetap tersimpan."


def _excuse(wish: Wish) -> str:
    unit = _unit(wish)
    services.excuse_unit(
        run_id=wish.run_id, unit=unit, reason=wish.reason, by=wish.ask.person, now=wish.ask.now
    )
    return f"{wish.course.marking.units[unit].name} dibebaskan."


def _add(wish: Wish) -> str:
    unit = _unit(wish)
    services.add_unit(run_id=wish.run_id, unit=unit, by=wish.ask.person, now=wish.ask.now)
    names = {known.id: known.name for known in wish.course.addable}
    return f"{names.get(unit, 'Unit')} kini ikut."


def _unit(wish: Wish) -> str:
    unit = wish.ask.sent("unit")
    if not unit:
        raise Malformed(WANT_UNIT)
    return unit


def _assign(wish: Wish) -> str:
    visit, _, key = wish.ask.sent("kepada").partition(":")
    if not (visit.isascii() and visit.isdigit() and (not key or key.isascii())):
        raise Malformed(WANT_STEP)
    services.reassign_step(
        run_id=wish.run_id, visit=int(visit), to=_colleague(wish, int(visit), key),
        reason=wish.reason, by=wish.ask.person, now=wish.ask.now,
    )  # fmt: skip
    return "Penugasan langkah diubah."


def _colleague(wish: Wish, visit: int, key: str) -> office.Person | None:
    """Who shall have the step; only those who may hold it are offered."""
    if not key:
        return None
    for assignable in wish.course.assignable:
        if assignable.visit == visit and key in dict(assignable.people):
            return office.people_of(wish.course.run.agency).filter(pk=int(key)).first()
    raise Malformed(WANT_STEP)


def _extend(wish: Wish) -> str:
    kind, _, key = wish.ask.sent("untuk").partition(":")
    until = _day(wish.ask.sent("sampai"))
    by, now = wish.ask.person, wish.ask.now
    if kind == "unit":
        services.extend_unit(
            run_id=wish.run_id, unit=key, until=until, reason=wish.reason, by=by, now=now
        )
        return f"{wish.course.marking.units[key].name} diberi waktu sampai {day_text(until)}."
    if kind != "langkah" or not (key.isascii() and key.isdigit() and len(key) < 10):
        raise Malformed(WANT_EXTENDED)
    services.extend_step(
        run_id=wish.run_id, visit=int(key), until=until, reason=wish.reason, by=by, now=now
    )
    return f"Tenggat langkah diperpanjang sampai {day_text(until)}."


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed(WANT_DAY) from None


def _version(wish: Wish) -> int:
    wanted = wish.ask.sent("versi")
    if wanted not in {str(newer.sop_pk) for newer in wish.course.newer}:
        raise Malformed(WANT_VERSION)
    return int(wanted)


def _mapping(ask: Asked) -> Mapping[str, str]:
    """Old place → new place, from fields named "ke-<place>"."""
    sent = ask.request.POST.items()
    return {
        name.removeprefix("ke-"): str(value)
        for name, value in sent
        if name.startswith("ke-") and value
    }


def _try_move(wish: Wish) -> str:
    why = wish.course.why_not_move(_version(wish), _mapping(wish.ask))
    if why:
        raise Rejected(why)
    return MAY_MOVE


def _move(wish: Wish) -> str:
    services.migrate_run(
        run_id=wish.run_id, sop_pk=_version(wish), mapping=_mapping(wish.ask),
        by=wish.ask.person, now=wish.ask.now,
    )  # fmt: skip
    return "SOP yang berjalan ini kini memakai versi yang baru."


WISHES: Mapping[str, Callable[[Wish], str]] = {
    "jeda": _suspend,
    "lanjut": _resume,
    "batal": _cancel,
    "bebaskan": _excuse,
    "tambah": _add,
    "tugaskan": _assign,
    "periksa": _try_move,
    "pindah": _move,
    "perpanjang": _extend,
}
