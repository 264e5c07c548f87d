"""A ladder as it is kept and typed: to JSON and back, and what is wrong with one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, get_args

from himpun.chase.rules.ladder import Anchor, Kind, Ladder, Rung, To, Unit
from himpun.chase.rules.words import NAMES, open_brace, unknown_names

MOST_RUNGS, MOST_REMINDERS, FURTHEST = 20, 60, 60
LONGEST_TITLE, LONGEST_TEXT = 80, 600


def dump(ladder: Ladder) -> dict[str, Any]:
    """A ladder as JSON."""
    return {"most": ladder.most, "rungs": [asdict(rung) for rung in ladder.rungs]}


def load(kept: Mapping[str, Any]) -> Ladder:
    """A ladder that was kept."""
    rungs = tuple(
        Rung(**{**row, "to": tuple(row["to"]), "cc": tuple(row["cc"])}) for row in kept["rungs"]
    )
    return Ladder(rungs, kept["most"])


def what_is_wrong(ladder: Ladder, *, by_sop: bool) -> list[str]:
    """Every mistake of a ladder as a sentence that says which rung; none in a sound one."""
    return [*_of_the_whole(ladder, by_sop=by_sop), *_of_each(ladder.rungs)]


def _of_the_whole(ladder: Ladder, *, by_sop: bool) -> Iterator[str]:
    if not ladder.rungs:
        yield "Tangga penagihan harus mempunyai paling sedikit satu anak tangga."
    if len(ladder.rungs) > MOST_RUNGS:
        yield f"Anak tangga paling banyak {MOST_RUNGS}."
    if not 1 <= ladder.most <= MOST_REMINDERS:
        yield f"Pengingat paling sedikit 1 dan paling banyak {MOST_REMINDERS} kali."
    letters = [rung for rung in ladder.rungs if rung.kind == "letter"]
    if len(letters) > 1:
        yield "Surat peringatan hanya boleh satu anak tangga."
    if by_sop and any(rung.anchor != "limit" or rung.amount for rung in letters):
        yield (
            "SOP ini mengatur surat peringatannya sendiri, jadi anak tangga surat peringatan "
            "berada tepat pada batas akhir menurut SOP."
        )
    if not by_sop and any(rung.anchor == "limit" for rung in ladder.rungs):
        yield "SOP ini tidak mempunyai batas akhir; hitung dari batas waktu."
    same = Counter(rung.key for rung in ladder.rungs)
    if any(count > 1 for count in same.values()):
        yield "Ada dua anak tangga dengan tanda yang sama."


def _of_each(rungs: Sequence[Rung]) -> Iterator[str]:
    for no, rung in enumerate(rungs, start=1):
        yield from (f"Anak tangga {no}: {why}" for why in _of_one(rung))


def _of_text(text: str) -> Iterator[str]:
    if not text.strip() or len(text) > LONGEST_TEXT:
        yield f"isi pesan harus diisi, paling panjang {LONGEST_TEXT} huruf."
    if unknown := unknown_names(text):
        yield f"nama {{{unknown[0]}}} tidak dikenal. Yang dapat dipakai: {', '.join(NAMES)}."
    if open_brace(text):
        yield "kurung kurawal pada isi pesan tidak berpasangan. Tulis misalnya {unit}."


def _of_one(rung: Rung) -> Iterator[str]:
    words = ((rung.kind, Kind), (rung.unit, Unit), (rung.anchor, Anchor))
    if any(word not in get_args(known) for word, known in words):
        yield "jenis, satuan, atau acuannya tidak dikenal."
    if not set(rung.to) | set(rung.cc) <= set(get_args(To)):
        yield "penerimanya tidak dikenal."
    if not rung.to:
        yield "pilih paling sedikit satu penerima."
    if not rung.title.strip() or len(rung.title) > LONGEST_TITLE:
        yield f"judul harus diisi, paling panjang {LONGEST_TITLE} huruf."
    if abs(rung.amount) > FURTHEST:
        yield f"jaraknya paling jauh {FURTHEST} {rung.unit} kerja."
    yield from _of_text(rung.text)
