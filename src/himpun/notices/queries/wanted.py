"""Whether a notice is still to be sent by mail."""

from __future__ import annotations

from datetime import datetime

from django.utils.module_loading import import_string

from himpun.notices.models import Notice
from himpun.office import queries as office
from himpun.runs.queries import run_by_key
from himpun.runs.queries.owing import still_open

LONGEST = 200
READ = "Sudah dibaca dalam Himpun."
CLOSED = "Akun penerimanya ditutup."
STEP_DONE = "Langkahnya tidak terbuka lagi."
COURSE_CHANGED = "SOP-nya sudah dilanjutkan, dihentikan lagi, atau berakhir."
GONE = "Penerimanya tidak lagi bertugas di instansi ini."


def why_not_wanted(notice: Notice, now: datetime) -> str:
    """Why a mail about a notice is not wanted any more, "" while it is: it was read, its reader has
    left, or whoever told it says so (two queries, and those of the last)."""
    if notice.read_at:
        return READ
    if why := why_not_reachable(notice, now):
        return why
    if not notice.still:
        return ""
    asked: str = import_string(notice.still)(notice.still_of, now)
    return asked


def words_of(notice: Notice, now: datetime) -> tuple[str, str]:
    """Subject and text of a notice in a mail that goes now (those queries that whoever told it
    needs to say it anew)."""
    if not notice.words:
        return notice.subject, notice.text
    subject, text = import_string(notice.words)(notice.still_of, now)
    return " ".join(subject.split())[:LONGEST], text


def why_not_reachable(notice: Notice, now: datetime) -> str:
    """Why a reader is not told of an agency any more, "" while they are (one query)."""
    if not notice.person.user.is_active:
        return CLOSED
    seen = office.agencies_seen_by(notice.person, office.day_at(notice.agency, now))
    return "" if seen.filter(pk=notice.agency_id).exists() else GONE


def why_step_closed(argument: str, _now: datetime) -> str:
    """Why nobody need be told of a step ("run:visit") any more, "" while it is open (one query)."""
    run, visit = (int(part) for part in argument.split(":"))
    return "" if (run, visit) in still_open([(run, visit)]) else STEP_DONE


def why_course_changed(argument: str, _now: datetime) -> str:
    """Why what was told of a run's course ("run:state") does not hold any more, "" while it does
    (one query)."""
    run, state = argument.split(":")
    found = run_by_key(int(run))
    return "" if found is not None and found.state == state else COURSE_CHANGED
