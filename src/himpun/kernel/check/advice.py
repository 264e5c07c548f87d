"""Warnings: what makes an SOP weaker than PermenPANRB 35/2012 wants it, though it can run."""

import re
from collections.abc import Iterator
from datetime import date

from himpun.kernel.check.problem import Problem, at, warning
from himpun.kernel.definition import Identity, Sop, Step
from himpun.kernel.worktime.words import day_text

FILLER = frozenset({
    "atau", "awal", "bagian", "dan", "dari", "dengan", "di", "digandakan", "dilakukan", "diparaf",
    "hasil", "ke", "kepada", "oleh", "pada", "siap", "sudah", "telah", "tiap", "untuk", "yang",
})  # fmt: skip
"""Words that do not tell one paper from another."""
SUPPLIES = frozenset({
    "alat", "atk", "disposisi", "internet", "komputer", "laptop", "lembar", "printer", "tulis",
})  # fmt: skip
"""What an office has at hand: no step needs to produce it."""
INVITATION = "undangan"
REPEALED = {
    "peraturan pemerintah nomor 79 tahun 2005": "Peraturan Pemerintah Nomor 12 Tahun 2017",
}
"""Legal bases known to be replaced, as they begin in small letters → what replaced them."""
LISTS = {
    "legal_basis": "Dasar hukum",
    "qualifications": "Kualifikasi pelaksana",
    "related": "Keterkaitan",
    "equipment": "Peralatan/perlengkapan",
    "warnings": "Peringatan",
    "records": "Pencatatan dan pendataan",
}


def advice(sop: Sop, on: date | None) -> Iterator[Problem]:
    """Warnings about the head and the rows. ``on``: the day from which a revision is counted."""
    yield from _identity(sop.identity)
    if on is not None:
        yield from _age(sop.identity, on)
    if not any("archive" in step.work for step in sop.steps):
        yield warning("step", "Tidak ada langkah pengarsipan.")
    for step in sop.steps:
        yield from _quality(step)
        yield from _sentence(sop, step)
    yield from _unproduced(sop)
    yield from _used_invitation(sop)


def words_of(text: str) -> frozenset[str]:
    """The words that tell a paper from another, in small letters."""
    return frozenset(re.findall(r"[a-z0-9]+", text.lower())) - FILLER


def _identity(identity: Identity) -> Iterator[Problem]:
    if not identity.number:
        yield warning("identity.number", "Nomor SOP belum ada.")
    if identity.effective is None:
        yield warning("identity.effective", "Tanggal efektif tidak ditulis.")
    for field, label in LISTS.items():
        yield from _list(f"identity.{field}", label, getattr(identity, field))
    for basis in identity.legal_basis:
        new = next((new for old, new in REPEALED.items() if basis.lower().startswith(old)), None)
        if new:
            yield warning("identity.legal_basis", f"“{basis}” sudah diganti dengan {new}.")


def _list(place: str, label: str, entries: tuple[str, ...]) -> Iterator[Problem]:
    if not entries:
        yield warning(place, f"{label} belum diisi.")
    for text in dict.fromkeys(entries):
        if entries.count(text) > 1:
            yield warning(place, f"{label} memuat “{text}” lebih dari sekali.")


def _age(identity: Identity, on: date) -> Iterator[Problem]:
    days = (identity.created, identity.revised, identity.effective, identity.ratified)
    newest = max((day for day in days if day and day <= on), default=None)
    if newest and (newest.year + 1, newest.month, newest.day) < (on.year, on.month, on.day):
        sentence = f"SOP ini terakhir ditetapkan {day_text(newest)}, lebih dari 12 bulan yang lalu."
        yield warning("identity.revised", sentence)


def _quality(step: Step) -> Iterator[Problem]:
    """Mutu baku: each activity names its needed input, its time and its output."""
    if not step.requires:
        yield warning(at(step, "requires"), "Kelengkapan belum diisi.")
    if step.time is None:
        yield warning(at(step, "time"), "Waktu belum diisi.")
    if not step.output:
        yield warning(at(step, "output"), "Output belum diisi.")
    elif {text.lower() for text in step.requires} == {text.lower() for text in step.output}:
        yield warning(at(step, "output"), "Output sama dengan kelengkapannya.")


def _sentence(sop: Sop, step: Step) -> Iterator[Problem]:
    """Activities are written actively, with a verb and without a subject."""
    activity = step.activity.lower()
    for performer in sop.performers.values():
        for title in {performer.title, performer.title.partition("/")[0].partition(",")[0]}:
            if re.match(rf"{re.escape(title.lower())}\b", activity):
                sentence = f"Kegiatan menyebut pelaksananya, “{title}”; mulailah dengan kata kerja."
                yield warning(at(step, "activity"), sentence)
                return
    first = activity.partition(" ")[0]
    if not re.match(r"(me|ber)[a-z]{2}", first):
        sentence = f"Kegiatan tidak dimulai dengan kata kerja aktif, tetapi dengan “{first}”."
        yield warning(at(step, "activity"), sentence)


def _unproduced(sop: Sop) -> Iterator[Problem]:
    """The first row works with what comes from outside, a row with givers with what they give."""
    at_hand = SUPPLIES | {w for text in sop.identity.equipment for w in words_of(text)}
    made: set[str] = set()
    for i, step in enumerate(sop.steps):
        for text in step.requires if i and not step.givers else ():
            wanted = words_of(text)
            if wanted and not wanted <= at_hand and not wanted & made:
                sentence = f"Kelengkapan “{text}” tidak dihasilkan langkah sebelumnya."
                yield warning(at(step, "requires"), sentence)
        made |= {word for text in step.output for word in words_of(text)}


def _used_invitation(sop: Sop) -> Iterator[Problem]:
    """An invitation serves one meeting: the next one that requires it needs another."""
    used_by: str | None = None
    for step in sop.steps:
        if any(INVITATION in words_of(text) for text in step.requires):
            if used_by is not None:
                sentence = (
                    f"Undangan yang ada sudah dipakai pada langkah {used_by}; "
                    f"tidak ada langkah yang membuat undangan untuk langkah {step.key}."
                )
                yield warning(at(step, "requires"), sentence)
            used_by = step.key
        if any(INVITATION in words_of(text) for text in step.output):
            used_by = None
