"""The six-monthly form "Monitoring Pelaksanaan SOP AP" (PermenPANRB 35/2012): what the times
propose for each procedure. The assessor decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from himpun.kernel.worktime import Period
from himpun.monitoring.rules.statistics import Summary

WELL_SHARE = 80
"""Per cent of the work within the standard time from which a step is proposed as going well. The
regulation names no figure; pages and papers say that it is ours."""
WELL, NOT_WELL = "Berjalan dengan baik", "Tidak berjalan dengan baik"
NEVER = "Tidak dijalankan pada semester ini."
NO_ACTION = "Pertahankan."
HALVES = (1, 2)

Words = Callable[[int], str]
"""Seconds of office time in words."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the times say of a procedure. ``well`` None: nothing can be said."""

    well: bool | None
    note: str
    action: str


def half_of(year: int, half: int) -> Period:
    """A half-year. Refuses (ValueError) another number and a year out of reach."""
    return Period("semester", year, half)


def proposed(told: Summary | None, standard: str, words: Words) -> Proposal:
    """The proposal for a step from what its work took; ``standard`` as the SOP writes it."""
    if told is None:
        return Proposal(None, NEVER, "")
    well = None if told.share is None else told.share >= WELL_SHARE
    return Proposal(well, " ".join(_notes(told, standard, words)), " ".join(_actions(told, well)))


def _notes(told: Summary, standard: str, words: Words) -> Sequence[str]:
    found = [f"{told.n} pekerjaan; kerja {words(told.working.median)} (median)"]
    if told.share is not None:
        found[0] += f", waktu baku {standard or words(told.allowed or 0)}"
        found.append(f"{told.within} dari {told.judged} ({told.share} %) dalam waktu baku.")
    else:
        found.append("SOP tidak menetapkan waktu baku.")
    found[0] += "."
    if told.waiting.median:
        found.append(f"Menunggu dimulai {words(told.waiting.median)} (median).")
    if told.late:
        found.append(f"{told.late} lewat tenggat.")
    if told.again:
        found.append(f"{told.again} dikerjakan ulang setelah dikembalikan.")
    return found


def _actions(told: Summary, well: bool | None) -> Sequence[str]:
    found = []
    if well is False:
        found.append("Tinjau waktu baku atau beban pelaksana langkah ini.")
    if told.waiting.median > told.working.median:
        found.append("Ingatkan pelaksana untuk segera memulai.")
    if told.again:
        found.append("Perjelas kelengkapan yang diminta agar tidak dikembalikan.")
    return found or [NO_ACTION]


def lacking(gaps: Sequence[str]) -> str:
    """How the proposal for the SOP as a whole says what the SOP lacks; it ends with this."""
    return f"SOP ini belum memuat {len(gaps)} hal: {' '.join(gaps)}"


def proposed_for_all(
    told: Summary | None, gaps: Sequence[str], runs: int, words: Words
) -> Proposal:
    """The proposal for the SOP as a whole: its work together, and what the SOP lacks."""
    if told is None:
        return Proposal(None, NEVER, "")
    well = None if told.share is None else told.share >= WELL_SHARE
    notes = [f"Dijalankan {runs} kali."]
    if told.share is not None:
        notes.append(f"{told.share} % pekerjaan dalam waktu baku.")
    notes.append(f"Waktu yang hilang seluruhnya {words(told.lost)}.")
    if gaps:
        notes.append(lacking(gaps))
    action = "Bahas kekurangan SOP pada evaluasi tahunan." if gaps else NO_ACTION
    return Proposal(well, " ".join(notes), action)
