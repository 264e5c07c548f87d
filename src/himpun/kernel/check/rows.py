"""Is each row complete: who acts in it, what it decides, whom it may send back to?"""

from collections.abc import Iterator

from himpun.kernel.check.problem import Problem, all_rows, at, error, warning
from himpun.kernel.definition import Late, Performer, Sop, Step


def row_problems(sop: Sop) -> Iterator[Problem]:
    """Performers, units, decisions, returns and late branches, row by row."""
    used = {p for row in all_rows(sop) for p in (*row.performers, *row.involved)}
    for performer in sop.performers.values():
        if performer.id not in used:
            sentence = (
                f"{performer.title} mempunyai kolom, tetapi tidak berperan di langkah mana pun."
            )
            yield error(f"performers.{performer.id}", sentence)
    kinds = unit_kinds(sop)
    for row in all_rows(sop):
        yield from _performing(row)
        yield from _deciding(row)
        yield from _involving(sop, row)
    for step in sop.steps:
        yield from _in_units(sop, step, kinds)
        yield from _returning(sop, step)
        if step.late:
            yield from _late(sop, step, step.late)


def unit_kinds(sop: Sop) -> tuple[str, ...]:
    """The kinds of unit that this SOP tells apart; none if all units are alike."""
    named = [kind for p in sop.performers.values() for kind in p.unit_kinds]
    named += [kind for step in sop.steps for kind in step.by_unit]
    return tuple(dict.fromkeys(named))


def _performing(row: Step) -> Iterator[Problem]:
    if not row.performers:
        yield error(at(row, "performer"), "Langkah ini tidak mempunyai pelaksana.")
    if not row.work:
        yield error(at(row, "work"), "Langkah ini tidak menyebut jenis pekerjaan.")
    if row.mode == "joint" and row.decider is None:
        yield error(at(row, "decider"), "Langkah bersama harus mempunyai satu penentu keputusan.")
    if row.mode != "joint" and row.decider is not None:
        yield error(at(row, "decider"), "Penentu keputusan hanya ada pada langkah bersama.")
    if row.decider is not None and row.decider not in row.performers:
        yield error(at(row, "decider"), "Penentu keputusan harus salah satu pelaksana langkah ini.")


def _deciding(row: Step) -> Iterator[Problem]:
    if len(row.exits) == 1:
        sentence = "Keputusan harus mempunyai sedikitnya dua jalan keluar."
        yield error(at(row, f"exits.{row.exits[0].name}"), sentence)
    elif row.exits and len({exit_.to for exit_ in row.exits}) == 1:
        yield warning(at(row, "exits"), "Semua jalan keluar menuju langkah yang sama.")


def _involving(sop: Sop, row: Step) -> Iterator[Problem]:
    for performer in row.involved:
        if performer in row.performers:
            sentence = f"{sop.performers[performer].title} sudah menjadi pelaksana langkah ini."
            yield error(at(row, f"involved.{performer}"), sentence)
    for giver in row.givers:
        place = at(row, f"involved.{giver}")
        if not sop.performers[giver].per_unit:
            yield error(place, "Pemberi data harus ada di tiap unit (per = “unit”).")
        if row.per_unit or "." in row.key:
            yield error(place, "Pemberi data tidak dapat berada di langkah yang sudah per unit.")


def _in_units(sop: Sop, step: Step, kinds: tuple[str, ...]) -> Iterator[Problem]:
    if not step.per_unit:
        if step.by_unit or step.passed_by:
            field = "by_unit" if step.by_unit else "passed_by"
            yield error(at(step, field), "Hanya berlaku pada langkah yang dikerjakan per unit.")
        return
    yield from _passing(step, kinds)
    for kind, chosen in step.by_unit.items():
        if chosen not in step.performers:
            sentence = f"{sop.performers[chosen].title} bukan pelaksana langkah ini."
            yield error(at(step, f"by_unit.{kind}"), sentence)
    for kind in kinds or ("",):
        yield from _in_kind(sop, step, kind)


def _passing(step: Step, kinds: tuple[str, ...]) -> Iterator[Problem]:
    if step.passed_by and step.exits:
        sentence = "Langkah yang memutuskan tidak dapat dilewati; jalannya menjadi tidak tentu."
        yield error(at(step, "passed_by"), sentence)
    for kind in step.passed_by:
        if kind not in kinds:
            sentence = (
                f"Jenis unit “{kind}” tidak ada. Yang ada: {', '.join(kinds) or 'tidak ada'}."
            )
            yield error(at(step, "passed_by"), sentence)


def _in_kind(sop: Sop, step: Step, kind: str) -> Iterator[Problem]:
    there = [p for p in step.performers_in(kind) if _exists_in(sop.performers[p], kind)]
    if kind in step.passed_by and there:
        title = sop.performers[there[0]].title
        sentence = f"Unit jenis “{kind}” melewati langkah ini, padahal ada {title}."
        yield warning(at(step, "passed_by"), sentence)
    elif kind not in step.passed_by and not there:
        sentence = (
            f"Pada unit jenis “{kind}” tidak ada yang mengerjakan langkah {step.key}, "
            "dan langkah ini tidak disebut dilewati."
        )
        yield error(at(step, "performer"), sentence, (f"unit jenis {kind}", f"langkah {step.key}"))


def _exists_in(performer: Performer, kind: str) -> bool:
    return not performer.per_unit or not performer.unit_kinds or kind in performer.unit_kinds


def _returning(sop: Sop, step: Step) -> Iterator[Problem]:
    here = sop.places[step.key].path
    for key in step.returns:
        if int(key) >= step.no:
            sentence = f"Langkah {step.key} hanya dapat mengembalikan ke langkah sebelumnya."
            yield error(at(step, "returns"), sentence, (f"langkah {step.key}", f"langkah {key}"))
        elif any(a != b and a[0] == b[0] for a, b in zip(here, sop.places[key].path, strict=False)):
            sentence = f"Langkah {key} berada di cabang paralel yang lain."
            yield error(at(step, "returns"), sentence, (f"langkah {step.key}", f"langkah {key}"))


def _late(sop: Sop, step: Step, late: Late) -> Iterator[Problem]:
    if not step.per_unit:
        sentence = "Aturan terlambat hanya berlaku pada langkah yang dikerjakan per unit."
        yield error(at(step, "late"), sentence)
    elif sop.places[late.back_to].path != sop.places[step.key].path or int(late.back_to) > step.no:
        sentence = (
            f"Langkah {late.back_to} harus langkah ini atau sebelumnya di bagian per unit ini."
        )
        way = (f"langkah {step.key}", f"langkah {late.back_to}")
        yield error(at(step, "late.back_to"), sentence, way)
    if not any(late.paper in row.papers for row in late.steps):
        sentence = f"Tidak ada langkah terlambat yang membuat “{late.paper}”."
        yield error(at(step, "late.paper"), sentence)
    order = [row.key for row in late.steps]
    for row in late.steps:
        for key in row.returns:
            if order.index(key) >= order.index(row.key):
                sentence = f"Langkah {row.key} hanya dapat mengembalikan ke langkah sebelumnya."
                yield error(at(row, "returns"), sentence)
